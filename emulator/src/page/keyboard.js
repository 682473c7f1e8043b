// The inline keyboard under a message.
import { el, icon } from "./dom.js";
import { link } from "./entities.js";
import { toast } from "./notices.js";
import { tapKey } from "./store.js";

// What a button is for, when the page cannot do it.
const ELSEWHERE = {
  web_app: "Opens a Mini App, which this page does not run",
  login_url: "Logs in to a website, which this page does not do",
  switch_inline_query: "Starts an inline query, which this page does not do",
  switch_inline_query_current_chat: "Starts an inline query, which this page does not do",
  switch_inline_query_chosen_chat: "Starts an inline query, which this page does not do",
  callback_game: "Starts a game, which this page does not run",
  pay: "Pays an invoice, which this page does not do",
  disabled: "Disabled by the bot",
};

/** Draws the keyboard; `onTap(data)` is called for callback buttons. */
export function inlineKeyboard(chat, message, onTap) {
  const rows = message.reply_markup?.inline_keyboard ?? [];
  if (rows.length === 0) return null;
  const draw = (button) => inlineButton(button, tapKey(chat.key, message.message_id, button.callback_data), onTap);
  return el("div", { class: "inline-keyboard", role: "group", "aria-label": "Buttons of the message" },
    rows.map((row) => el("div", { class: "row" }, row.map(draw))));
}

function inlineButton(button, tap, onTap) {
  const look = ["key", button.style && `style-${button.style}`];
  if (button.callback_data !== undefined) {
    return el("button", {
      type: "button",
      class: look,
      data: { tap },
      on: { click: () => onTap(button.callback_data) },
    }, button.text);
  }
  if (button.url !== undefined) {
    const node = link(button.url, [button.text, icon("link")], button.url);
    node.classList.add(...look.filter(Boolean));
    return node;
  }
  if (button.copy_text) {
    const copy = async () => {
      try {
        await navigator.clipboard.writeText(button.copy_text.text);
        toast("Copied");
      } catch {
        toast("The browser did not allow copying", "error");
      }
    };
    return el("button", { type: "button", class: look, title: "Copies a text", on: { click: copy } }, button.text);
  }
  const kind = Object.keys(ELSEWHERE).find((field) => button[field] !== undefined);
  const title = ELSEWHERE[kind] ?? "A button this page does not know";
  return el("button", { type: "button", class: look, disabled: true, title }, button.text);
}
