// Single keys, off inside fields and when the reader switched them off (WCAG 2.1.4).
import { openPalette } from "./palette.js";

const isTyping = (target) => target.closest?.("input, textarea, select, [contenteditable], dialog") !== null;

let isGoing = false;

function items() {
  return [...document.querySelectorAll("[data-item]")].filter((item) => item.offsetParent !== null);
}

function choose(step) {
  const all = items();
  if (!all.length) return;
  const now = all.findIndex((item) => item.classList.contains("is-chosen"));
  const next = all[Math.min(all.length - 1, Math.max(0, now + step))] ?? all[0];
  all[now]?.classList.remove("is-chosen");
  next.classList.add("is-chosen");
  next.setAttribute("tabindex", "-1");
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

function press(key) {
  const chosen = document.querySelector("[data-item].is-chosen, [data-item]:focus-within, [data-item]:focus");
  const button = chosen?.querySelector(`[data-press~="${CSS.escape(key)}"]`);
  if (!button) return false;
  button.click();
  return true;
}

function pressOnPage(key) {
  const button = document.querySelector(`[data-page-key="${CSS.escape(key)}"]`);
  button?.click();
  return Boolean(button);
}

function capture() {
  const field = document.getElementById("capture");
  if (field) field.focus();
  else document.querySelector('.nav [data-key="r"]')?.click();
}

function onKey(event) {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") { event.preventDefault(); openPalette(); return; }
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if ("noShortcuts" in document.body.dataset) return;
  const key = event.key.toLowerCase();
  if (isGoing) { isGoing = false; document.querySelector(`.nav [data-key="${CSS.escape(key)}"]`)?.click(); return; }
  if (key === "g") { isGoing = true; setTimeout(() => { isGoing = false; }, 1500); }
  else if (key === "c") { event.preventDefault(); capture(); }
  else if (key === "j") choose(1);
  else if (key === "k") choose(-1);
  else if (key === "?") document.getElementById("keys")?.showModal();
  else if (press(key) || pressOnPage(key)) event.preventDefault();
}

export function listenForKeys() { document.addEventListener("keydown", onKey); }
