// After a decision the pair that took its place is chosen, so that Y Y X needs no J between.
let place = -1;

const items = () => [...document.querySelectorAll("#queue [data-item]")];

document.addEventListener("submit", (event) => {
  const item = event.target.closest?.("#queue [data-item]");
  if (item) place = items().indexOf(item);
}, true);

document.addEventListener("htmx:after:swap", () => {
  if (place < 0) return;
  const all = items();
  const next = all[Math.min(place, all.length - 1)];
  place = -1;
  if (!next) { document.getElementById("main")?.focus(); return; }
  next.classList.add("is-chosen");
  next.setAttribute("tabindex", "-1");
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
});
