// Several photos and videos in one bubble, as a grid; files, as a list.
import { el } from "../core/dom.js";
import { media } from "./media.js";
import { renderText } from "../messages/entities.js";

/** Draws what the messages of an album carry. */
export function albumGrid(messages, actions) {
  const isVisual = messages.every((message) => message.photo || message.video || message.live_photo || message.animation);
  const captions = messages.filter((message) => message.caption).length;
  return el("div", { class: isVisual ? ["album", `of-${Math.min(messages.length, 10)}`] : "album-list" },
    messages.map((message) => el("div", { class: "tile", data: { message: message.message_id } },
      media(message, actions),
      captions > 1 && message.caption
        ? el("p", { class: "tile-caption", dir: "auto" }, renderText(message.caption, message.caption_entities, actions))
        : null)));
}
