// What stands above a message's own text: what it answers, and where it was forwarded from.
import { colourClass, senderName, userName } from "../core/names.js";
import { el, icon } from "../core/dom.js";
import { fullTime } from "../core/clock.js";
import { photoOf } from "../media/photo.js";
import { summary } from "../core/summary.js";

/** The message that this one answers, which a press brings into view. */
export function quoted(message, actions) {
  const original = message.reply_to_message;
  if (original) {
    const words = message.quote?.text ?? summary(original);
    return el("button", {
      type: "button",
      class: ["quoted", colourClass(original.sender_chat?.id ?? original.from?.id ?? 0)],
      "aria-label": `In reply to ${senderName(original)}: ${words}`,
      on: { click: () => actions.show(original.message_id) },
    }, thumbnail(original), el("b", {}, senderName(original)), el("span", {}, words));
  }
  if (message.external_reply) {
    const { origin: from } = message.external_reply;
    const words = message.quote?.text ?? summary(message.external_reply);
    return el("div", { class: ["quoted", colourClass(0)] }, el("b", {}, originName(from)), el("span", {}, words));
  }
  if (message.reply_to_story) {
    return el("div", { class: ["quoted", colourClass(0)] }, el("b", {}, message.reply_to_story.chat.title ?? "Story"),
      el("span", {}, "Story"));
  }
  return null;
}

function thumbnail(original) {
  const image = photoOf(original);
  return image && !original.has_media_spoiler ? el("img", { src: image, alt: "", loading: "lazy" }) : null;
}

function originName(from) {
  switch (from?.type) {
    case "user":
      return userName(from.sender_user);
    case "hidden_user":
      return from.sender_user_name;
    case "chat":
      return from.sender_chat.title ?? userName(from.sender_chat);
    case "channel":
      return from.chat.title ?? "Channel";
    default:
      return "Unknown";
  }
}

/** The line that says where a message was forwarded from. */
export function origin(message) {
  const from = message.forward_origin;
  if (!from) return null;
  const signature = from.author_signature ? ` (${from.author_signature})` : "";
  return el("div", { class: "forwarded", title: fullTime(from.date) },
    icon("forward"), "Forwarded from ", el("b", {}, `${originName(from)}${signature}`));
}
