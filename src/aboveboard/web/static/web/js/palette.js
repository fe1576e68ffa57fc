// Navigation, search and actions in one list; the server makes the list.
const dialog = document.getElementById("palette");
const field = dialog?.querySelector("input");
const list = dialog?.querySelector("[role=listbox]");
let timer;

function options() { return [...list.querySelectorAll("[role=option]")]; }

function select(option) {
  for (const other of options()) other.setAttribute("aria-selected", String(other === option));
  if (option) { field.setAttribute("aria-activedescendant", option.id); option.scrollIntoView({ block: "nearest" }); }
  else field.removeAttribute("aria-activedescendant");
}

async function fill() {
  const asked = field.value;
  const answer = await fetch(`${dialog.dataset.url}?part=1&q=${encodeURIComponent(asked)}`);
  if (!answer.ok || asked !== field.value) return;
  list.innerHTML = await answer.text();
  select(options()[0]);
}

function move(step) {
  const all = options();
  const now = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
  select(all[(now + step + all.length) % all.length]);
}

export function openPalette() {
  if (!dialog) return;
  field.value = "";
  dialog.showModal();
  fill();
}

field?.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(fill, 80); });
field?.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown") { event.preventDefault(); move(1); }
  else if (event.key === "ArrowUp") { event.preventDefault(); move(-1); }
  else if (event.key === "Enter") { event.preventDefault(); list.querySelector('[aria-selected="true"]')?.click(); }
});
dialog?.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
