// Files that are offered under their names.
import { el, icon } from "../core/dom.js";
import { fileUrl } from "../core/api.js";

const UNITS = ["B", "KB", "MB", "GB"];

/** A size in bytes, in words: 1536 is "1.5 KB". */
function sizeText(bytes) {
  let size = bytes;
  let unit = 0;
  while (size >= 1024 && unit < UNITS.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${unit === 0 || size >= 10 ? Math.round(size) : size.toFixed(1)} ${UNITS[unit]}`;
}

/** Seconds as `1:05`. */
export function lengthText(seconds = 0) {
  const whole = Math.max(Math.round(seconds), 0);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** A file to download. */
export function attachment(file) {
  const name = file.file_name ?? file.title ?? "File";
  const size = file.file_size === undefined ? file.mime_type ?? "" : sizeText(file.file_size);
  return el("a", { class: "attachment", href: fileUrl(file.file_id), download: name, title: `Download ${name}` },
    el("span", { class: "file-icon" }, icon("file")),
    el("span", { class: "file-name" }, name),
    el("small", {}, size));
}
