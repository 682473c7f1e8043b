// One message, or an album of several.
import { avatar } from "../chats/avatar.js";
import { albumGrid } from "../media/album.js";
import { colourClass, senderName, userName } from "../core/names.js";
import { el, icon } from "../core/dom.js";
import { idOf } from "../store/keys.js";
import { inlineKeyboard } from "./keyboard.js";
import { linkPreview } from "./preview.js";
import { media } from "../media/media.js";
import { quoted, origin } from "./quote.js";
import { reactions } from "./reactions.js";
import { renderText } from "./entities.js";
import { serviceText } from "../core/service.js";
import { fullTime, timeOfDay } from "../core/clock.js";
import { summary } from "../core/summary.js";

const EMOJI_ONLY = /^(?:\p{Extended_Pictographic}[\uFE0F\u200D\u{1F3FB}-\u{1F3FF}]*){1,6}$/u;

export const senderId = (message) => message.sender_chat?.id ?? message.from?.id ?? 0;

/** Draws a message. `actions` are those of `performer`, with `show(messageId)` to bring one into view. */
export function bubble(chat, message, me, actions) {
  const service = serviceText(message);
  if (service !== null) return serviceRow(message, service, actions);
  const content = media(message, actions);
  return row(chat, message, me, actions, content, [message]);
}

/** Draws messages of one album in one bubble. */
export function album(chat, messages, me, actions) {
  const captioned = messages.filter((message) => message.caption);
  // A lone caption is the album's, several are each its picture's.
  const shown = captioned.length === 1 ? captioned[0] : messages[0];
  return row(chat, { ...shown, message_id: messages[0].message_id }, me, actions, albumGrid(messages, actions), messages);
}

function row(chat, message, me, actions, content, messages) {
  const own = message.from?.id === me?.id;
  const id = idOf(messages[0]);
  const parts = [content, textOf(message, chat, content, actions)].filter(Boolean);
  if (message.show_caption_above_media) parts.reverse();
  const body = el("div", { class: "bubble" },
    header(chat, message, own, actions),
    parts,
    reactions(message, me, actions),
  );
  const isBare = isEmoji(message) || message.sticker || message.video_note;
  return el("li", {
    class: ["message", own ? "own" : "theirs", content && "with-media", isBare && "bare-content", isEmoji(message) && "emoji",
      message.ephemeral_message_id !== undefined && "ephemeral"],
    data: { message: id },
    tabindex: "-1",
    "aria-label": `${own ? "You" : senderName(message)}, ${timeOfDay(message.date)}: ${summary(message)}`,
  },
    chat.type === "private" || own ? null : face(message, actions.store),
    el("div", { class: "stack" },
      el("div", { class: "line" }, body, tools(messages.at(-1), actions)),
      inlineKeyboard(chat, message, actions)),
  );
}

function face(message, store) {
  const id = senderId(message);
  return avatar(id, senderName(message), store.photo(id) ?? store.chat(String(id))?.photo?.small_file_id);
}

function serviceRow(message, text, actions) {
  const pinned = message.pinned_message;
  const target = pinned ?? message.checklist_tasks_done?.checklist_message;
  const words = target
    ? el("button", { type: "button", on: { click: () => actions.show(target.message_id) } }, text)
    : text;
  return el("li", { class: "message service", data: { message: idOf(message) }, tabindex: "-1" }, el("span", {}, words));
}

function header(chat, message, own, actions) {
  const isNamed = chat.type !== "private" && !own;
  const topic = actions.topicOf?.(message);
  const tag = message.sender_tag ?? message.author_signature;
  return [
    isNamed
      ? el("div", { class: ["sender", colourClass(senderId(message))] }, senderName(message), tag && el("small", {}, tag))
      : null,
    topic ? el("div", { class: "aside-note" }, `# ${topic}`) : null,
    message.ephemeral_message_id === undefined ? null
      : el("div", { class: "aside-note" }, icon("lock"), own ? `Only ${userName(message.receiver_user)} sees this` : "Only you see this"),
    message.via_bot
      ? el("button", { type: "button", class: "via", on: { click: () => actions.write(`@${message.via_bot.username} `) } },
          `via @${message.via_bot.username}`)
      : null,
    message.guest_bot_caller_user
      ? el("div", { class: "aside-note" }, `called by ${userName(message.guest_bot_caller_user)}`)
      : null,
    origin(message),
    quoted(message, actions),
  ];
}

const isEmoji = (message) =>
  message.text !== undefined && !message.entities && !message.reply_to_message && EMOJI_ONLY.test(message.text);

function textOf(message, chat, content, actions) {
  const text = message.text ?? message.caption;
  const entities = message.text === undefined ? message.caption_entities : message.entities;
  const meta = el("span", { class: "meta" },
    message.is_pinned ? icon("pin") : null,
    message.has_protected_content ? el("span", { title: "Cannot be forwarded or saved" }, icon("lock")) : null,
    message.edit_date ? el("span", { class: "edited", title: fullTime(message.edit_date) }, "edited ") : null,
    el("time", { datetime: new Date(message.date * 1000).toISOString(), title: fullTime(message.date) },
      timeOfDay(message.date)),
  );
  const body = text ? el("span", { class: "body", dir: "auto" }, renderText(text, entities, actions)) : null;
  return el("div", { class: ["text", !text && content && "bare"] }, body, linkPreview(message), meta);
}

function tools(message, actions) {
  const reply = el("button", {
    type: "button",
    class: "reply",
    title: "Reply",
    "aria-label": `Reply to ${senderName(message)}`,
    on: { click: () => actions.reply(message) },
  }, icon("reply"));
  const more = el("button", {
    type: "button",
    class: "more",
    title: "More",
    "aria-label": "What to do with the message",
    "aria-haspopup": "menu",
    on: { click: (event) => actions.menu(message, event.currentTarget) },
  }, icon("more"));
  return el("div", { class: "tools" }, reply, more);
}
