// The round picture of a person or a chat: its photo, or initials on its colour.
import { el } from "../core/dom.js";
import { colourClass, initials } from "../core/names.js";
import { fileUrl } from "../core/api.js";

/** `photo` is a file id, when there is one. */
export function avatar(id, name, photo) {
  const node = el("span", { class: ["avatar", colourClass(id)], "aria-hidden": "true" }, initials(name));
  if (photo) {
    const image = el("img", { src: fileUrl(photo), alt: "" });
    image.addEventListener("error", () => image.remove());
    node.append(image);
  }
  return node;
}

/** The id that gives a chat its colour. */
export const faceOf = (chat) => (chat.type === "private" ? chat.bot_id : chat.id);
