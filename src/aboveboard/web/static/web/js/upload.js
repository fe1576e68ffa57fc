// Sends a file in pieces, and goes on where it was after a break. Without script the form sends it whole.
import { chosen, dropped, oneFileOf } from "./folder.js";

const PAUSES = [500, 1000, 2000, 4000, 8000, 15000];
const MOST_BREAKS = 40;
const END_BYTES = 1024 * 1024;

const wait = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

class Refused extends Error {}

async function ask(address, token, body) {
  const answer = await fetch(address, { method: "POST", body, headers: { "X-CSRFToken": token } });
  const told = await answer.json().catch(() => ({}));
  if (answer.ok || (answer.status === 409 && "offset" in told)) return told;
  if (answer.status >= 500 || answer.status === 408 || answer.status === 429) throw new TypeError(`status ${answer.status}`);
  throw new Refused(told.words ?? "");
}

// A break of the connection is not the end: wait, and ask again.
async function patiently(deed, onBreak) {
  for (let breaks = 0; ; breaks += 1) {
    try {
      return await deed();
    } catch (error) {
      if (error instanceof Refused || breaks >= MOST_BREAKS) throw error;
      onBreak();
      await wait(PAUSES[Math.min(breaks, PAUSES.length - 1)]);
    }
  }
}

// The digest of both ends tells two files of one name and size apart. Plain http elsewhere than here has no digests.
async function endsOf(file) {
  if (!crypto.subtle) return "";
  const ends = new Blob([file.slice(0, END_BYTES), file.slice(-END_BYTES)]);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await ends.arrayBuffer()));
  return Array.from(digest, (octet) => octet.toString(16).padStart(2, "0")).join("");
}

class Sender {
  constructor(form) {
    this.form = form;
    this.token = form.elements.csrfmiddlewaretoken.value;
    this.says = form.querySelector("[data-says]");
    this.job = form.querySelector("[data-job]");
  }

  say(words, isWrong = false) {
    this.says.textContent = words;
    this.form.classList.toggle("is-wrong", isWrong);
  }

  show(file, offset) {
    const share = file.size ? Math.floor((100 * offset) / file.size) : 0;
    this.job.hidden = false;
    this.job.querySelector("[data-name]").textContent = file.name;
    this.job.querySelector("[data-share]").textContent = `${share} %`;
    this.job.querySelector("progress").value = share;
  }

  ask(address, body) {
    return patiently(() => ask(address, this.token, body), () => this.say(this.says.dataset.broken));
  }

  async send(file) {
    const facts = new FormData();
    facts.set("name", file.name);
    facts.set("size", String(file.size));
    facts.set("ends", await endsOf(file));
    const place = await this.ask(this.form.dataset.begin, facts);
    const length = Number(this.form.dataset.pieceBytes);
    let { offset } = place;
    this.show(file, offset);
    while (offset < file.size) {
      const piece = file.slice(offset, offset + length);
      ({ offset } = await this.ask(`${place.piece}?offset=${offset}`, piece));
      this.say("");
      this.show(file, offset);
    }
    this.say(this.says.dataset.sent);
    const { page } = await this.ask(place.start, new FormData());
    window.location.assign(page);
  }

  get isBusy() { return this.form.querySelector("[type=submit]").disabled; }

  async bring(gathering) {
    const button = this.form.querySelector("[type=submit]");
    button.disabled = true;
    this.say("");
    try {
      const file = oneFileOf(await gathering);
      if (!file) throw new Refused(this.says.dataset.several);
      await this.send(file);
    } catch (error) {
      this.job.hidden = true;
      this.say((error instanceof Refused && error.message) || this.says.dataset.failed, true);
      button.disabled = false;
    }
  }
}

for (const form of document.querySelectorAll("[data-upload]")) {
  const sender = new Sender(form);
  const field = form.querySelector("input[type=file]");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (field.files.length) sender.bring(chosen(field.files));
  });
  for (const over of ["dragenter", "dragover"])
    form.addEventListener(over, (event) => { event.preventDefault(); form.classList.add("is-over"); });
  for (const away of ["dragleave", "drop"])
    form.addEventListener(away, () => form.classList.remove("is-over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    if (!sender.isBusy) sender.bring(dropped(event.dataTransfer));
  });
  const folder = form.querySelector("[data-folder]");
  folder.hidden = !("webkitdirectory" in field);
  // On the page, so that it is still there when its folder was chosen.
  const place = Object.assign(document.createElement("input"), { type: "file", webkitdirectory: true, hidden: true });
  folder.after(place);
  place.addEventListener("change", () => { if (!sender.isBusy && place.files.length) sender.bring(chosen(place.files)); });
  folder.addEventListener("click", () => { place.value = ""; place.click(); });
}
