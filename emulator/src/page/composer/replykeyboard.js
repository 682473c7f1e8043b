// The keyboard a bot puts in place of the user's own, below the composer.
import { answerRequest, MISSING, REQUESTS } from "./requests.js";
import { el, icon } from "../core/dom.js";

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

/** Draws the keyboard; `onPress(text)` is called for its plain buttons, `actions` do what the others ask for. */
export function replyKeyboard(markup, onPress, actions) {
  return el("div", { class: "reply-keyboard", role: "group", "aria-label": "Keyboard of the bot" },
    markup.keyboard.map((row) => el("div", { class: "row" }, row.map((button) => key(button, onPress, actions)))));
}

function key(button, onPress, actions) {
  const { text, style } = typeof button === "string" ? { text: button } : button;
  const request = Object.keys(REQUESTS).find((field) => button[field]);
  const missing = Object.keys(MISSING).find((field) => button[field]);
  return el("button", {
    type: "button",
    class: ["key", style && `style-${style}`],
    disabled: missing !== undefined,
    title: REQUESTS[request] ?? MISSING[missing],
    on: { click: () => (request ? answerRequest(request, button, actions) : onPress(text)) },
  }, text, request && icon(request === "web_app" ? "web" : "forward"));
}
