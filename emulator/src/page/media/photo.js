// Photos: in a bubble, in an album, and large.
import { el, pressable } from "../core/dom.js";
import { fileUrl } from "../core/api.js";
import { sheet } from "../sheets/sheet.js";

const largest = (sizes) => sizes.reduce((a, b) => (b.width > a.width ? b : a));

/** The address of the small picture that stands for a message's media, or null. */
export function photoOf(message) {
  const sizes = message.photo ?? message.live_photo?.photo;
  const size = sizes ? sizes[0] : (message.video ?? message.animation ?? message.document)?.thumbnail;
  return size ? fileUrl(size.file_id) : null;
}

/** A photo, which a press shows large. */
export function photo(sizes, message) {
  const size = largest(sizes);
  const image = picture(size, message.caption ? "Photo with caption" : "Photo");
  const frame = el("div", { class: "photo" }, image);
  pressable(frame, () => lightbox(fileUrl(size.file_id)));
  frame.setAttribute("aria-label", "Photo, press to enlarge");
  image.addEventListener("error", () => frame.replaceWith(el("div", { class: "other" }, "The photo cannot be shown")));
  if (message.has_media_spoiler) cover(frame);
  return frame;
}

/** An image element that keeps its place while it loads. */
function picture(size, alt) {
  return el("img", {
    src: fileUrl(size.file_id),
    alt,
    width: size.width || null,
    height: size.height || null,
    loading: "lazy",
    decoding: "async",
  });
}

/** Hides a medium until it is pressed. */
export function cover(frame) {
  frame.classList.add("covered");
  frame.title = "Hidden, press to show";
  frame.addEventListener("click", (event) => {
    if (!frame.classList.contains("covered")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    frame.classList.remove("covered");
    frame.removeAttribute("title");
  }, { capture: true });
}

function lightbox(address) {
  sheet("Photo", el("img", { class: "large", src: address, alt: "Photo" }), "wide");
}
