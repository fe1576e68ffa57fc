// What only the page "Try a text" does: compare with the text as it was pasted, count what was shown.
const marked = document.querySelector("marked-text");
const panel = document.getElementById(marked.getAttribute("panel"));
const SEEN_AFTER = 3000;
const counted = new Set();
let timer;

function count() {
  const form = new FormData();
  for (const item of panel.querySelectorAll("[data-key]")) {
    if (!item.dataset.rule || counted.has(item.dataset.key)) continue;
    counted.add(item.dataset.key);
    form.append("rule", item.dataset.rule);
  }
  if (!form.has("rule")) return;
  form.append("csrfmiddlewaretoken", marked.field.form.elements.csrfmiddlewaretoken.value);
  navigator.sendBeacon(marked.dataset.shown, form);
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(count, SEEN_AFTER);
}

marked.addEventListener("marked-text", later);
if (marked.dataset.shown) later();

marked.field.addEventListener("beforeinput", (event) => {
  // What is pasted into the empty field is the text as first read.
  if (event.inputType !== "insertFromPaste" || marked.field.value) return;
  marked.field.addEventListener("input", () => queueMicrotask(() => marked.send(null, { deed: "compare" })), { once: true });
});

panel.addEventListener("click", (event) => {
  if (!event.target.closest("[data-put-back]")) return;
  event.preventDefault();
  const first = marked.field.form.elements.first.value;
  marked.field.focus();
  marked.field.select();
  // The way that can be undone with Ctrl Z.
  if (!document.execCommand("insertText", false, first)) {
    marked.field.value = first;
    marked.field.dispatchEvent(new Event("input"));
  }
});

for (const box of document.querySelectorAll("[data-keep-checks] input"))
  box.addEventListener("change", () => marked.send(document.getElementById("keep-checks")));
