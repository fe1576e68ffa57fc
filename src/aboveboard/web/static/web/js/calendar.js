// A publication is drawn to another day with the pointer. Without this, "Move to…" does the same.
const form = document.getElementById("drag");
const FAR = 6; // pixels before a press is a drag

let held = null;

function dayUnder(event) {
  return document.elementFromPoint(event.clientX, event.clientY)?.closest("td[data-day]") ?? null;
}

function mark(day) {
  if (held.over === day) return;
  held.over?.classList.remove("is-over");
  day?.classList.add("is-over");
  held.over = day;
}

function begin(event) {
  const ghost = document.createElement("div");
  ghost.className = "ghost";
  ghost.textContent = held.item.querySelector(".to").textContent.replace(/\s+/g, " ").trim();
  document.body.append(ghost);
  held.ghost = ghost;
  held.item.classList.add("is-dragged");
  document.body.classList.add("is-dragging");
  held.item.setPointerCapture(event.pointerId);
}

function follow(event) {
  if (!held || event.pointerId !== held.pointer) return;
  const isFar = Math.hypot(event.clientX - held.x, event.clientY - held.y) > FAR;
  if (!held.ghost && !isFar) return;
  if (!held.ghost) begin(event);
  // The position is a property of the element, not a style in the page: the policy allows it.
  held.ghost.style.left = `${event.clientX + 8}px`;
  held.ghost.style.top = `${event.clientY + 8}px`;
  mark(dayUnder(event));
}

function end() {
  if (!held) return;
  held.over?.classList.remove("is-over");
  held.ghost?.remove();
  held.item.classList.remove("is-dragged");
  document.body.classList.remove("is-dragging");
  held = null;
}

function drop(event) {
  if (!held || event.pointerId !== held.pointer) return;
  const { over, ghost, item, from } = held;
  end();
  if (!ghost) return;
  // The click that follows a drag opens nothing.
  addEventListener("click", (click) => { click.preventDefault(); click.stopPropagation(); }, { capture: true, once: true });
  setTimeout(() => dispatchEvent(new Event("click")), 0);
  if (!over || over === from) return;
  form.action = `${form.dataset.moves}${item.dataset.number}/move/`;
  form.elements.day.value = over.dataset.day;
  form.requestSubmit();
}

if (form)
  for (const table of document.querySelectorAll("[data-days]"))
    table.addEventListener("pointerdown", (event) => {
      const item = event.target.closest(".ev[data-number]");
      if (!item || event.button !== 0 || event.pointerType === "touch" || event.target.closest(".mv")) return;
      held = { item, from: item.closest("td"), pointer: event.pointerId, x: event.clientX, y: event.clientY, over: null, ghost: null };
    });
addEventListener("pointermove", follow);
addEventListener("pointerup", drop);
addEventListener("pointercancel", end);
addEventListener("keydown", (event) => { if (event.key === "Escape") end(); });
addEventListener("dragstart", (event) => { if (event.target.closest?.(".ev")) event.preventDefault(); });
