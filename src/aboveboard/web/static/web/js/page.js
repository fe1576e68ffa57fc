// Small behaviour of every page. Everything here also works without it.
import { openPalette } from "./palette.js";
import { listenForKeys } from "./keys.js";
import { watchToasts } from "./toasts.js";

listenForKeys();
watchToasts();

for (const opener of document.querySelectorAll("[data-palette-open]"))
  opener.addEventListener("click", (event) => { event.preventDefault(); openPalette(); });

for (const form of document.querySelectorAll("[data-theme-form]"))
  form.addEventListener("submit", () => {
    // The server cannot know what the system shows; the switch turns what is seen.
    const root = document.documentElement;
    const isDark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    form.elements.theme.value = isDark ? "light" : "dark";
  });
