// Photos, files and the other contents of a message.
import { el, icon } from "./dom.js";
import { fileUrl } from "./api.js";
import { contentKind, summary } from "./summary.js";
import { userName } from "./names.js";

const UNITS = ["B", "KB", "MB", "GB"];

/** A size in bytes, in words: 1536 is "1.5 KB". */
export function sizeText(bytes) {
  let size = bytes;
  let unit = 0;
  while (size >= 1024 && unit < UNITS.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${unit === 0 || size >= 10 ? Math.round(size) : size.toFixed(1)} ${UNITS[unit]}`;
}

/** Draws what the message carries beside its text; null when there is nothing. */
export function media(message) {
  const kind = contentKind(message);
  if (!kind) return null;
  const draw = DRAW[kind];
  return draw ? draw(message[kind], message) : el("div", { class: "other" }, summary({ ...message, caption: undefined }));
}

const DRAW = {
  photo: (sizes, message) => photo(sizes.reduce((a, b) => (b.width > a.width ? b : a)), message),
  animation: (file, message) => player("video", file, message, { autoplay: true, loop: true }),
  video: (file, message) => player("video", file, message, { controls: true }),
  video_note: (file, message) => player("video", file, message, { controls: true }),
  audio: (file, message) => player("audio", file, message, { controls: true }),
  voice: (file, message) => player("audio", file, message, { controls: true }),
  document: attachment,
  sticker: (sticker) => (sticker.is_animated || sticker.is_video
    ? el("div", { class: "sticker-emoji" }, sticker.emoji ?? "Sticker")
    : el("img", { class: "sticker", src: fileUrl(sticker.file_id), alt: `Sticker ${sticker.emoji ?? ""}` })),
  dice: (dice) => el("div", { class: "dice" }, dice.emoji, el("small", {}, `rolled ${dice.value}`)),
  contact: (contact) => card(userName(contact), contact.phone_number),
  location: (place) => card("Location", `${place.latitude}, ${place.longitude}`),
  venue: (venue) => card(venue.title, venue.address),
  poll: (poll) => card(poll.question, poll.options.map((option) => `• ${option.text}`).join("\n")),
};

function photo(size, message) {
  const address = fileUrl(size.file_id);
  const image = el("img", {
    src: address,
    alt: message.caption ? "Photo with caption" : "Photo",
    width: size.width || null,
    height: size.height || null,
    loading: "lazy",
  });
  const frame = el("a", { class: "photo", href: address, target: "_blank", rel: "noopener" }, image);
  image.addEventListener("error", () => frame.replaceWith(el("div", { class: "other" }, "The photo cannot be shown")));
  if (message.has_media_spoiler) {
    frame.classList.add("covered");
    frame.title = "Hidden photo, press to show";
    frame.addEventListener("click", (event) => {
      if (!frame.classList.contains("covered")) return;
      event.preventDefault();
      frame.classList.remove("covered");
      frame.removeAttribute("title");
    });
  }
  return frame;
}

function player(tag, file, message, how) {
  const node = el(tag, { src: fileUrl(file.file_id), preload: "metadata", playsinline: true, ...how });
  // Browsers let only a muted video start by itself.
  node.muted = how.autoplay === true;
  node.addEventListener("error", () => node.replaceWith(attachment(file, message)));
  return node;
}

function attachment(file) {
  const name = file.file_name ?? file.title ?? "File";
  const size = file.file_size === undefined ? file.mime_type ?? "" : sizeText(file.file_size);
  return el("a", { class: "attachment", href: fileUrl(file.file_id), download: name, title: `Download ${name}` },
    el("span", { class: "file-icon" }, icon("file")),
    el("span", { class: "file-name" }, name),
    el("small", {}, size));
}

const card = (title, text) => el("div", { class: "card" }, el("strong", {}, title), el("span", {}, text));
