// An unpacked export as one file: a tar made on the fly. It only points at the files on disk, so
// nothing is read or copied before it is sent.
const BLOCK = 512;
// Of pictures and films only the name is kept, so only the name is sent.
const MEDIA = /\.(jpe?g|png|gif|webp|heic|bmp|mp4|mov|m4v|avi|webm|mkv|mp3|m4a|aac|wav|ogg|opus|srt)$/i;
const NOT_OF_THE_EXPORT = /(^|\/)(\.|__MACOSX\/|Thumbs\.db$|desktop\.ini$)/i;
const PACKED = /\.(zip|tar|tgz|gz|car|xlsx|csv)$/i;

const bytes = (text) => new TextEncoder().encode(text);
const octal = (number, length) => `${number.toString(8).padStart(length - 1, "0")}\0`;

// Source: POSIX.1-2017, pax, "ustar Interchange Format".
function header(name, size, time, kind) {
  const block = new Uint8Array(BLOCK);
  const put = (value, at) => block.set(typeof value === "string" ? bytes(value) : value, at);
  put(name.slice(0, 100), 0);
  put(octal(0o600, 8) + octal(0, 8) + octal(0, 8) + octal(size, 12) + octal(time, 12), 100);
  put(`        ${kind}`, 148);
  put("ustar\x0000", 257);
  put(octal(block.reduce((sum, value) => sum + value, 0), 7), 148);
  return block;
}

// A long name goes before its file, in a record that begins with its own length.
function longName(name, time) {
  const rest = bytes(` path=`).length + name.length + 1;
  let length = rest;
  while (length !== rest + String(length).length) length = rest + String(length).length;
  const record = new Uint8Array(length);
  record.set(bytes(`${length} path=`));
  record.set(name, length - name.length - 1);
  record[length - 1] = 10;
  return [header(bytes("long"), length, time, "x"), record, padding(length)];
}

const padding = (size) => new Uint8Array((BLOCK - (size % BLOCK)) % BLOCK);

export function pack(found, name) {
  const parts = [];
  for (const { path, file } of found.toSorted((one, other) => (one.path < other.path ? -1 : 1))) {
    const size = MEDIA.test(path) ? 0 : file.size;
    const time = Math.max(0, Math.floor(file.lastModified / 1000));
    const full = bytes(path);
    if (full.length > 100) parts.push(...longName(full, time));
    parts.push(header(full, size, time, "0"));
    if (size) parts.push(file, padding(size));
  }
  parts.push(new Uint8Array(2 * BLOCK));
  return new File(parts, `${name}.tar`);
}

async function inside(entry) {
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => { entry.file(resolve, reject); });
    return [{ path: entry.fullPath.slice(1), file }];
  }
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    // A folder is told a hundred at a time.
    const some = await new Promise((resolve, reject) => { reader.readEntries(resolve, reject); });
    if (!some.length) return found;
    for (const one of some) found.push(...(await inside(one)));
  }
}

// To be called while the drop goes on; what it returns may be awaited later.
export function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  const files = [...transfer.files].map((file) => ({ path: file.name, file }));
  return entries.length ? Promise.all(entries.map(inside)).then((found) => found.flat()) : Promise.resolve(files);
}

export const chosen = (files) => [...files].map((file) => ({ path: file.webkitRelativePath || file.name, file }));

// One file to send, or null where there is none, or several archives that are not one export.
export function oneFileOf(all) {
  const found = all.filter(({ path }) => !NOT_OF_THE_EXPORT.test(path));
  const readable = found.filter(({ path }) => !MEDIA.test(path));
  if (readable.length === 1) return readable[0].file;
  const isFolder = found.some(({ path }) => path.includes("/"));
  if (!readable.length || (!isFolder && readable.some(({ path }) => PACKED.test(path)))) return null;
  return pack(found, isFolder ? found[0].path.split("/")[0] : "files");
}
