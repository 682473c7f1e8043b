// The inline keyboard under a message.
import { el, icon } from "../core/dom.js";
import { link } from "./entities.js";
import { tapKey } from "../store/keys.js";
import { toast } from "../core/notices.js";

/** Draws the keyboard, or nothing. */
export function inlineKeyboard(chat, message, actions) {
  const rows = message.reply_markup?.inline_keyboard ?? [];
  if (rows.length === 0) return null;
  const draw = (button) => inlineButton(chat, message, button, actions);
  return el("div", { class: "inline-keyboard", role: "group", "aria-label": "Buttons of the message" },
    rows.map((row) => el("div", { class: "row" }, row.map(draw))));
}

/** Draws one button, which may also stand in a rich message. */
export function inlineButton(chat, message, button, actions, label = button.text) {
  const look = ["key", button.style && `style-${button.style}`];
  const key = (name, title, action, data = {}) =>
    el("button", { type: "button", class: look, title, data, on: { click: action } }, label, name && icon(name));
  if (button.disabled) return el("button", { type: "button", class: look, disabled: true, title: "Disabled by the bot" }, label);
  if (button.callback_data !== undefined) {
    const tap = tapKey(chat.key, message, button.callback_data);
    return key(null, null, () => actions.tap(message, button.callback_data), { tap });
  }
  const address = button.url ?? button.login_url?.url;
  if (address !== undefined) {
    const title = button.login_url ? `Logs in at ${address}` : address;
    const node = link(address, [label, icon("link")], title);
    node.classList.add(...look.filter(Boolean));
    return node;
  }
  if (button.copy_text) return key("copy", "Copies a text", () => actions.copy(button.copy_text.text));
  if (button.web_app) {
    return key("web", "Opens a web app", () => actions.webApp({ message_id: message.message_id, url: button.web_app.url }));
  }
  if (button.pay) return key("card", "Pays the invoice", () => actions.pay(message));
  if (button.callback_game) {
    return key("play", "Starts the game", () => actions.play(message));
  }
  if (Object.keys(button).some((name) => name.startsWith("switch_inline_query"))) {
    return key("forward", "Starts an inline query", () => actions.switchInline(message, button));
  }
  return key(null, null, () => toast("A button this page does not know", "error"));
}
