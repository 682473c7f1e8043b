// One message.
import { el, icon } from "./dom.js";
import { renderText } from "./entities.js";
import { inlineKeyboard } from "./keyboard.js";
import { media } from "./media.js";
import { colourClass, senderName } from "./names.js";
import { fullTime, timeOfDay } from "./clock.js";
import { serviceText, summary } from "./summary.js";

const EMOJI_ONLY = /^(?:\p{Extended_Pictographic}[\uFE0F\u200D\u{1F3FB}-\u{1F3FF}]*){1,6}$/u;

/**
 * Draws a message. `actions`: `command(text)`, `tap(message, data)`, `reply(message)`, and `show(messageId)`
 * to bring a quoted message into view.
 */
export function bubble(chat, message, me, actions) {
  const own = message.from?.id === me?.id;
  const service = serviceText(message);
  if (service !== null) {
    return el("li", { class: "message service", data: { message: message.message_id } }, el("span", {}, service));
  }
  const body = el("div", { class: "bubble" },
    chat.type === "private" || own ? null : el("div", { class: ["sender", colourClass(senderId(message))] }, senderName(message)),
    quoted(message, actions),
  );
  const content = media(message);
  const parts = [content, textOf(message, actions)].filter(Boolean);
  body.append(...(message.show_caption_above_media ? parts.reverse() : parts));
  return el("li", {
    class: ["message", own ? "own" : "theirs", content && "with-media", isEmoji(message) && "emoji"],
    data: { message: message.message_id },
  },
    el("div", { class: "line" }, body, replyButton(message, actions)),
    inlineKeyboard(chat, message, (data) => actions.tap(message, data)),
  );
}

export const senderId = (message) => message.sender_chat?.id ?? message.from?.id ?? 0;

const isEmoji = (message) =>
  message.text !== undefined && !message.entities && !message.reply_to_message && EMOJI_ONLY.test(message.text);

function textOf(message, actions) {
  const text = message.text ?? message.caption;
  const entities = message.text === undefined ? message.caption_entities : message.entities;
  const meta = el("span", { class: "meta" },
    message.edit_date ? el("span", { class: "edited", title: fullTime(message.edit_date) }, "edited ") : null,
    el("time", { datetime: new Date(message.date * 1000).toISOString(), title: fullTime(message.date) },
      timeOfDay(message.date)),
  );
  const body = text ? el("span", { class: "body", dir: "auto" }, renderText(text, entities, actions)) : null;
  return el("div", { class: ["text", !text && "bare"] }, body, meta);
}

function quoted(message, actions) {
  const original = message.reply_to_message;
  if (!original) return null;
  const words = message.quote?.text ?? summary(original);
  return el("button", {
    type: "button",
    class: ["quoted", colourClass(senderId(original))],
    "aria-label": `In reply to ${senderName(original)}: ${words}`,
    on: { click: () => actions.show(original.message_id) },
  }, el("b", {}, senderName(original)), el("span", {}, words));
}

function replyButton(message, actions) {
  return el("button", {
    type: "button",
    class: "reply",
    title: "Reply",
    "aria-label": `Reply to ${senderName(message)}`,
    on: { click: () => actions.reply(message) },
  }, icon("reply"));
}
