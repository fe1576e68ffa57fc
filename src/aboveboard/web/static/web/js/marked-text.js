// A textarea with marked passages, and the list of what is said of them.
//
//   <marked-text src="where its form is read" panel="id of the list" says="id of a live region">
//     <textarea></textarea>
//   </marked-text>
//
// With the attribute "lent" the form belongs to another page: only buttons in the panel are sent here.
//
// The server answers a post of the form with the inside of the panel: items [data-start][data-end]
// [data-weight], in code points of the field named by [data-field], and [data-summary] in words.
// The field stays a plain textarea; the marks are drawn on a layer under it.
import { toUnits } from "./code-points.js";

const PAUSE = 150;
const BREATH = 900;
const ORDER = ["note", "consider", "stop", "on"];
const hasHighlights = typeof Highlight === "function" && Boolean(CSS.highlights);

function highlight(sort) {
  const name = `marked-${sort}`;
  if (!CSS.highlights.has(name)) {
    const made = new Highlight();
    made.priority = ORDER.indexOf(sort);
    CSS.highlights.set(name, made);
  }
  return CSS.highlights.get(name);
}

/** Returns how many units two texts have in common at their beginning and at their end. */
function common(before, now) {
  const most = Math.min(before.length, now.length);
  let start = 0;
  while (start < most && before[start] === now[start]) start += 1;
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === now[now.length - 1 - end]) end += 1;
  return [start, end];
}

class MarkedText extends HTMLElement {
  #field;
  #layer;
  #text;
  #panel;
  #drawn = [];
  #spans = new Map();
  #now = null;
  #over = null;
  #timer;
  #saying;
  #request = null;
  #pause = PAUSE;

  connectedCallback() {
    if (this.#layer) return;
    this.#field = this.querySelector("textarea");
    this.#panel = document.getElementById(this.getAttribute("panel"));
    this.#layer = document.createElement("div");
    this.#layer.className = "marked-layer";
    this.#layer.setAttribute("aria-hidden", "true");
    this.#text = document.createTextNode(this.#field.value);
    this.#layer.append(this.#text);
    this.prepend(this.#layer);
    this.setAttribute("ready", "");
    this.#listen();
    this.#take();
  }

  get field() { return this.#field; }

  #listen() {
    const form = this.#field.form;
    this.#field.addEventListener("input", () => { this.#follow(); this.#soon(); });
    for (const moved of ["keyup", "click"]) this.#field.addEventListener(moved, () => this.#atCaret());
    form.addEventListener("change", (event) => { if (event.target !== this.#field && !event.target.closest("[data-apart]")) this.#soon(0); });
    form.addEventListener("submit", (event) => {
      if (this.hasAttribute("lent") && !this.#panel.contains(event.submitter) && !event.submitter?.closest("[data-toast]")) return;
      event.preventDefault();
      this.send(event.submitter);
    });
    this.#panel.addEventListener("click", (event) => this.#onClick(event));
    this.#panel.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target.matches("[data-start]")) { event.preventDefault(); this.#go(event.target); }
    });
    this.#panel.addEventListener("focusin", (event) => this.#light(event.target.closest("[data-start]") ?? this.#now));
    for (const way of ["pointerover", "pointerleave"])
      this.#panel.addEventListener(way, (event) => { this.#over = way === "pointerover" ? event.target.closest("[data-start]") : null; this.#point(); });
    document.addEventListener("keydown", (event) => this.#onKey(event));
  }

  #onClick(event) {
    const item = event.target.closest("[data-start]");
    if (event.target.closest("[data-next]")) this.#step(1);
    else if (event.target.closest("[data-previous]")) this.#step(-1);
    else if (item && event.target.closest("[data-go]")) this.#go(item);
    else if (item && !event.target.closest("a, button, summary")) { this.#light(item); this.#see(item); }
  }

  #onKey(event) {
    if (event.key === "F8" && this.#items.length) {
      event.preventDefault();
      this.#step(event.shiftKey ? -1 : 1);
    } else if (event.key === "Escape" && event.target === this.#field && this.#now) this.#now.focus();
  }

  // -- reading ------------------------------------------------------------------------------------

  #soon(pause = this.#pause) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.send(), pause);
  }

  /** Has the form read, by the button pressed or as it stands; the newest answer is shown. */
  async send(button = null, more = {}) {
    clearTimeout(this.#timer);
    this.#request?.abort();
    const request = new AbortController();
    this.#request = request;
    const body = new URLSearchParams(new FormData(this.#field.form, button));
    for (const [name, value] of Object.entries(more)) body.set(name, value);
    const address = button?.hasAttribute("formaction") ? button.formAction : this.getAttribute("src");
    const asked = this.#field.value;
    const began = performance.now();
    try {
      const answer = await fetch(address, { method: "POST", body, headers: { "X-Part": "1" }, signal: request.signal });
      if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
      const html = await answer.text();
      if (this.#request !== request || this.#field.value !== asked) return;
      this.#show(html);
      // A text so long that it takes a while is asked about less often.
      this.#pause = Math.max(PAUSE, 2 * (performance.now() - began));
      performance.measure("marked-text", { start: began });
      this.toggleAttribute("unread", false);
      this.dispatchEvent(new CustomEvent("marked-text", { bubbles: true }));
    } catch (fault) {
      if (fault.name !== "AbortError") this.toggleAttribute("unread", true);
    }
  }

  #show(html) {
    const place = this.#items.indexOf(this.#now);
    const held = document.activeElement;
    const wasInside = this.#panel.contains(held) || held?.closest?.("[data-toast]");
    const key = this.#now?.dataset.key;
    this.#panel.innerHTML = html;
    for (const toast of this.#panel.querySelectorAll("[data-toast]")) document.getElementById("toasts").append(toast);
    this.#take();
    const same = this.#items.find((item) => item.dataset.key === key);
    this.#light(same ?? (wasInside ? this.#items[Math.min(Math.max(place, 0), this.#items.length - 1)] : null) ?? null);
    if (wasInside) (this.#now ?? this.#panel).focus({ preventScroll: true });
  }

  #take() {
    this.#now = null;
    this.#over = null;
    this.#spans.clear();
    this.#follow();
    const own = this.#items.filter((item) => item.dataset.field === this.#field.id);
    const points = own.flatMap((item) => this.#pairs(item).flat());
    const units = toUnits(this.#text.data, points);
    let next = 0;
    for (const item of own)
      this.#spans.set(item, this.#pairs(item).map(() => {
        const [start, end] = [units[next], units[next + 1]];
        next += 2;
        if (!hasHighlights) return { startOffset: start, endOffset: end };
        const range = document.createRange();
        range.setStart(this.#text, start);
        range.setEnd(this.#text, end);
        return range;
      }));
    this.#draw();
    this.#tell();
  }

  get #items() { return [...this.#panel.querySelectorAll("[data-start]")]; }

  #pairs(item) {
    const beside = (item.dataset.beside ?? "").split(" ").filter(Boolean).map((pair) => pair.split("-").map(Number));
    return [[Number(item.dataset.start), Number(item.dataset.end)], ...beside];
  }

  #tell() {
    const words = this.#panel.querySelector("[data-summary]")?.dataset.summary ?? "";
    for (const place of document.querySelectorAll(`[data-summary-of="${this.#panel.id}"]`)) place.textContent = words || place.dataset.none;
    const region = document.getElementById(this.getAttribute("says"));
    clearTimeout(this.#saying);
    // Said once it rests: a reader aloud must not talk at every key.
    this.#saying = setTimeout(() => { if (region && region.textContent !== words) region.textContent = words; }, BREATH);
  }

  // -- marks --------------------------------------------------------------------------------------

  /** Takes over what was typed in place, so that marks move along until the answer comes. */
  #follow() {
    const before = this.#text.data;
    const now = this.#field.value;
    if (before === now) return;
    const [start, end] = common(before, now);
    if (!hasHighlights) { this.#layer.replaceChildren(this.#text); }
    this.#text.replaceData(start, before.length - start - end, now.slice(start, now.length - end));
  }

  #draw() {
    for (const [sort, range] of this.#drawn) highlight(sort).delete(range);
    this.#drawn = [];
    if (!hasHighlights) { this.#drawMarks(); return; }
    for (const [item, ranges] of this.#spans)
      for (const range of ranges) this.#drawn.push([item.dataset.weight, range]);
    for (const [sort, range] of this.#drawn) highlight(sort).add(range);
  }

  /** For browsers without highlights: the same with elements. */
  #drawMarks() {
    const text = this.#text.data;
    const spans = [...this.#spans].flatMap(([item, ranges]) => ranges.map((range) => [range.startOffset, range.endOffset, item.dataset.weight]));
    const made = [];
    let place = 0;
    for (const [start, end, weight] of spans.sort((one, other) => one[0] - other[0])) {
      if (start < place) continue;
      const mark = document.createElement("mark");
      mark.className = `f ${weight}`;
      mark.textContent = text.slice(start, end);
      made.push(text.slice(place, start), mark);
      place = end;
    }
    this.#layer.replaceChildren(...made, text.slice(place));
  }

  /** Lights the passage that is pointed at, else that of the chosen item. */
  #point() {
    if (!hasHighlights) return;
    const on = highlight("on");
    on.clear();
    for (const range of this.#spans.get(this.#over ?? this.#now) ?? []) on.add(range);
  }

  #light(item) {
    this.#now?.classList.remove("on");
    this.#now = item?.isConnected ? item : null;
    this.#now?.classList.add("on");
    this.#point();
    const place = this.#panel.querySelector("[data-place]");
    if (place) place.textContent = this.#now ? place.dataset.of.replace("#", this.#items.indexOf(this.#now) + 1) : place.dataset.none;
  }

  #atCaret() {
    const at = this.#field.selectionStart;
    if (at !== this.#field.selectionEnd) return;
    for (const [item, [range]] of this.#spans)
      if (range.startOffset <= at && at <= range.endOffset) {
        this.#light(item);
        if (this.#isBeside) item.scrollIntoView({ block: "nearest" });
        return;
      }
  }

  // -- going there --------------------------------------------------------------------------------

  get #isBeside() { return this.#panel.getBoundingClientRect().left >= this.getBoundingClientRect().right; }

  #step(by) {
    const all = this.#items;
    if (!all.length) return;
    const place = all.indexOf(this.#now);
    const next = all[place < 0 ? (by > 0 ? 0 : all.length - 1) : (place + by + all.length) % all.length];
    const held = document.activeElement;
    const isInList = this.#panel.contains(held) && held.closest("[data-start]");
    if (!this.#panel.contains(held)) { this.#go(next); return; }
    this.#light(next);
    next.scrollIntoView({ block: "nearest" });
    if (isInList) next.focus({ preventScroll: true });
    if (this.#isBeside) this.#see(next);
  }

  /** Selects the passage of an item in its field. */
  #go(item) {
    const field = document.getElementById(item.dataset.field);
    const [range] = this.#spans.get(item) ?? [];
    const [start, end] = range
      ? [range.startOffset, range.endOffset]
      : toUnits(field.value, [Number(item.dataset.start), Number(item.dataset.end)]);
    this.#light(item);
    field.closest("details")?.setAttribute("open", "");
    field.focus({ preventScroll: true });
    field.setSelectionRange(start, end);
    this.#see(item);
    if (this.#isBeside) item.scrollIntoView({ block: "nearest" });
  }

  /** Brings the passage into view. */
  #see(item) {
    const [range] = this.#spans.get(item) ?? [];
    const seen = (hasHighlights && range ? range : document.getElementById(item.dataset.field)).getBoundingClientRect();
    if (seen.top < 96 || seen.bottom > innerHeight - 96) window.scrollBy({ top: seen.top - innerHeight / 3 });
  }
}

customElements.define("marked-text", MarkedText);
