// The capture line: ready for the next one after each, and a step from the field to what was kept.
const form = document.querySelector("[data-capture]");
const line = document.getElementById("capture");
const kept = document.getElementById("kept");

function labelBeside(details) {
  const says = details.querySelector("[data-says]");
  const field = details.querySelector("input");
  says.dataset.usual ??= says.textContent;
  const name = field.type === "file" ? field.files[0]?.name : field.value;
  says.textContent = name ? name.slice(0, 24) : says.dataset.usual;
}

function clear() {
  form.reset();
  for (const details of form.querySelectorAll("details")) { details.open = false; labelBeside(details); }
  line.removeAttribute("aria-invalid");
  document.querySelector("[data-until-kept]")?.remove();
  line.focus();
}

function toKept() {
  const first = kept?.querySelector("[data-item]") ?? document.querySelector("[data-item]");
  line.blur();
  if (!first) return;
  for (const other of document.querySelectorAll("[data-item].is-chosen")) other.classList.remove("is-chosen");
  first.classList.add("is-chosen");
  first.setAttribute("tabindex", "-1");
  first.focus({ preventScroll: true });
}

form?.addEventListener("htmx:after:swap", (event) => {
  const status = event.detail.ctx?.response?.status;
  if (event.target === form && status === 200) clear();
  else if (event.target === form && status === 422) line.setAttribute("aria-invalid", "true");
});
line?.addEventListener("input", () => {
  line.removeAttribute("aria-invalid");
  document.getElementById("capture-error").replaceChildren();
});
line?.addEventListener("keydown", (event) => { if (event.key === "Escape") toKept(); });
for (const details of form?.querySelectorAll("details") ?? []) details.addEventListener("change", () => labelBeside(details));
for (const radio of form?.querySelectorAll('[name="kind"]') ?? []) {
  // A second click takes the choice back: the kind is then read from the line again.
  let wasChosen = false;
  radio.closest("label").addEventListener("pointerdown", () => { wasChosen = radio.checked; });
  radio.addEventListener("click", () => { if (wasChosen) radio.checked = false; wasChosen = false; });
}
