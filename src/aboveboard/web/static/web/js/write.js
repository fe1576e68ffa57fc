// The page for writing: how it will be is shown while one types, and nothing typed is lost.
const form = document.querySelector(".writing");
const place = document.getElementById("look");
const said = document.getElementById("look-said");
const kept = form?.dataset.kept;
const PAUSE = 600;
const BREATH = 1200;
let timer;
let speaking;
let request;

/** Returns the fields of the form that are words or choices: name and value, in order. */
function fields() {
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken" && name !== "first");
}

async function look() {
  request?.abort();
  const mine = new AbortController();
  request = mine;
  const body = new URLSearchParams(fields());
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  place.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form.dataset.look, { method: "POST", body, signal: mine.signal });
    if (!answer.ok || answer.redirected || request !== mine) return;
    place.innerHTML = await answer.text();
    tell();
  } catch (fault) {
    if (fault.name !== "AbortError") console.warn("not looked at:", fault.message);
  } finally {
    if (request === mine) place.removeAttribute("aria-busy");
  }
}

function tell() {
  const told = place.querySelector("[data-summary]");
  const hasStops = Number(told?.dataset.stops) > 0;
  document.getElementById("why-box").hidden = !hasStops;
  clearTimeout(speaking);
  speaking = setTimeout(() => { if (said.textContent !== told.dataset.summary) said.textContent = told.dataset.summary; }, BREATH);
}

function soon(pause = PAUSE) {
  clearTimeout(timer);
  timer = setTimeout(look, pause);
}

function keep() {
  try { sessionStorage.setItem(kept, JSON.stringify(fields())); } catch { /* full or forbidden: the form itself still holds it */ }
}

/** Puts back what was being written when this page was left without sending it. */
function restore() {
  let before;
  try { before = JSON.parse(sessionStorage.getItem(kept) ?? "[]"); } catch { return; }
  const words = (name) => before.find(([one]) => one === name)?.[1] ?? "";
  if (!words("text").trim() || form.elements.text.value.trim() || form.querySelector("[name=picture]")) return;
  for (const field of form.elements) {
    const told = before.filter(([name]) => name === field.name).map(([, value]) => value);
    if (!field.name || ["hidden", "file", "submit"].includes(field.type) || field.closest(".marks")) continue;
    if (["checkbox", "radio"].includes(field.type)) field.checked = told.includes(field.value);
    else if (told.length && !["day", "time"].includes(field.name)) field.value = told[0];
  }
  // A day that was chosen in the calendar stands.
  if (location.search.includes("day=")) form.querySelector("[name=when][value=at]").checked = true;
  form.elements.text.dispatchEvent(new Event("input", { bubbles: true }));
}

if (form) {
  form.addEventListener("input", (event) => {
    keep();
    if (!event.target.closest("[data-apart]")) soon();
  });
  form.addEventListener("change", (event) => { if (event.target.id !== "files" && !event.target.closest("[data-apart]")) soon(150); });
  document.getElementById("files").addEventListener("change", (event) => {
    if (event.target.files.length) form.requestSubmit(document.getElementById("bring"));
  });
  document.getElementById("bring").hidden = true;
  restore();
}
