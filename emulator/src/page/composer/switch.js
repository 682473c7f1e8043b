// Buttons that begin an inline query: here, or in a chat to be chosen.
import { el } from "../core/dom.js";
import { avatar, faceOf } from "../chats/avatar.js";
import { sheet } from "../sheets/sheet.js";

const TYPES = {
  private: "allow_bot_chats",
  group: "allow_group_chats",
  supergroup: "allow_group_chats",
  channel: "allow_channel_chats",
};

/** `view` is that of the conversation: `chat()`, `write(text)` and `open(key)`. */
export function switchInline(store, view, message, button) {
  const bot = message.via_bot ?? message.from;
  const chosen = button.switch_inline_query_chosen_chat;
  const query = button.switch_inline_query_current_chat ?? button.switch_inline_query ?? chosen?.query ?? "";
  const text = `@${bot.username} ${query}`;
  if (button.switch_inline_query_current_chat !== undefined) {
    view.write(text);
    return;
  }
  const chats = store.chats().filter((chat) => !chosen || chosen[TYPES[chat.type]]);
  const open = sheet("Choose a chat", el("ul", { class: "choices" }, chats.map((chat) => el("li", {},
    el("button", { type: "button", on: { click: () => choose(chat) } },
      avatar(faceOf(chat), store.title(chat)), store.title(chat))))));
  function choose(chat) {
    open.close();
    view.open(chat.key);
    view.write(text);
  }
}
