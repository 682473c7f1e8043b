// The keyboard a bot puts in place of the user's own, below the composer.
import { el } from "./dom.js";

const REQUESTS = {
  request_users: "Asks for users, which this page cannot choose",
  request_chat: "Asks for a chat, which this page cannot choose",
  request_managed_bot: "Asks for a managed bot, which this page cannot make",
  request_contact: "Asks for your contact, which this page cannot share",
  request_location: "Asks for your location, which this page cannot share",
  request_poll: "Asks for a poll, which this page cannot make",
  web_app: "Opens a Mini App, which this page does not run",
};

/**
 * What the bots of a chat want to be answered with: the last `ReplyKeyboardMarkup` not removed since
 * (`keyboard`, with the id of its message, and `used` once the user wrote after a one-time keyboard), and
 * the message to reply to (`forced`) when the last word was a `ForceReply`.
 */
export function wanted(messages, me) {
  const found = { keyboard: null, messageId: 0, used: false, forced: null, placeholder: null };
  for (const message of messages) {
    if (message.from?.id === me?.id) {
      found.forced = null;
      if (found.keyboard?.one_time_keyboard) found.used = true;
      continue;
    }
    const markup = message.reply_markup;
    if (!markup || markup.inline_keyboard) continue;
    found.forced = markup.force_reply ? message : null;
    found.placeholder = markup.input_field_placeholder ?? null;
    found.keyboard = markup.keyboard ? markup : null;
    found.messageId = message.message_id;
    found.used = false;
  }
  return found;
}

/** Draws the keyboard; `onPress(text)` is called for its plain buttons. */
export function replyKeyboard(markup, onPress) {
  return el("div", { class: "reply-keyboard", role: "group", "aria-label": "Keyboard of the bot" },
    markup.keyboard.map((row) => el("div", { class: "row" }, row.map((button) => key(button, onPress)))));
}

function key(button, onPress) {
  const { text, style } = typeof button === "string" ? { text: button } : button;
  const request = Object.keys(REQUESTS).find((field) => button[field]);
  return el("button", {
    type: "button",
    class: ["key", style && `style-${style}`],
    disabled: request !== undefined,
    title: request && REQUESTS[request],
    on: { click: () => onPress(text) },
  }, text);
}
