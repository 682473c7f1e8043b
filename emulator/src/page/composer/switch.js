// Buttons that begin an inline query: here, or in a chat to be chosen.
import { avatar, faceOf } from "../chats/avatar.js";
import { choose } from "../sheets/ask.js";

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
  choose("Choose a chat", chats.map((chat) => [[avatar(faceOf(chat), store.title(chat), store.photoOf(chat)), store.title(chat)], () => {
    view.open(chat.key);
    view.write(text);
  }]));
}
