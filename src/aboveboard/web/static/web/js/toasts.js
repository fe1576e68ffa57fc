// A toast goes after ten seconds, and waits while it is looked at.
const LIFE = 10_000;

function watch(toast) {
  let timer = setTimeout(() => toast.remove(), LIFE);
  const hold = () => clearTimeout(timer);
  const release = () => { clearTimeout(timer); timer = setTimeout(() => toast.remove(), LIFE); };
  for (const on of ["mouseenter", "focusin"]) toast.addEventListener(on, hold);
  for (const off of ["mouseleave", "focusout"]) toast.addEventListener(off, release);
}

export function watchToasts() {
  const place = document.getElementById("toasts");
  if (!place) return;
  for (const toast of place.querySelectorAll("[data-toast]")) watch(toast);
  new MutationObserver((changes) => {
    for (const change of changes)
      for (const node of change.addedNodes)
        if (node.matches?.("[data-toast]")) watch(node);
  }).observe(place, { childList: true });
}
