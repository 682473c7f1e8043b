// Stickers. Animated ones are shown by their picture or emoji: the page has no player for them.
import { el } from "../core/dom.js";
import { fileUrl } from "../core/api.js";

export function sticker(sticker) {
  const name = `Sticker ${sticker.emoji ?? ""}`.trim();
  const fallback = () => el("div", { class: "sticker-emoji", role: "img", "aria-label": name }, sticker.emoji ?? "🖼");
  if (sticker.is_video) {
    const node = el("video", { class: "sticker", src: fileUrl(sticker.file_id), autoplay: true, loop: true, playsinline: true, "aria-label": name });
    node.muted = true;
    node.addEventListener("error", () => node.replaceWith(fallback()));
    return node;
  }
  const file = sticker.is_animated ? sticker.thumbnail : sticker;
  if (!file) return fallback();
  const node = el("img", { class: "sticker", src: fileUrl(file.file_id), alt: name });
  node.addEventListener("error", () => node.replaceWith(fallback()));
  return node;
}
