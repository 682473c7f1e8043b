// What the buttons of a bot's keyboard ask for: a contact, a place, users, a chat, a poll.
import { confirmDialog, failed } from "../core/notices.js";
import { ask, choose } from "../sheets/ask.js";
import { post } from "../core/api.js";
import { userName } from "../core/names.js";

/** What the people of this world cannot do. */
export const MISSING = {
  request_poll: "Asks for a poll, which people here cannot make",
};

/** What a button is for; the field of a `KeyboardButton`. */
export const REQUESTS = {
  request_contact: "Shares your phone number",
  request_location: "Shares a place",
  request_users: "Shares users",
  request_chat: "Shares a chat",
  request_managed_bot: "Makes a bot that this one manages",
  web_app: "Opens a web app",
};

/** Does what a button asks for. `actions` are those of `performer`. */
export function answerRequest(kind, button, actions) {
  const { store } = actions;
  const send = (path, body) => post(path, { ...store.place(actions.chat()), ...body }).catch(failed);
  switch (kind) {
    case "web_app":
      return actions.webApp({ button_text: button.text });
    case "request_contact":
      return contact(send);
    case "request_location":
      return place(send);
    case "request_users":
      return users(store, button, send);
    case "request_chat":
      return chats(store, button, send);
    case "request_managed_bot":
      return newBot(store, actions.chat(), button);
    default:
      return failed(new Error("This page cannot do that"));
  }
}

async function contact(send) {
  const sure = await confirmDialog("Share your phone number?", "The bot gets your name and number.", "Share");
  if (sure) await send("share_contact", {});
}

function place(send) {
  ask("Which place?", [
    { name: "latitude", label: "Latitude", type: "number", step: "any", min: -90, max: 90, value: 52.51704 },
    { name: "longitude", label: "Longitude", type: "number", step: "any", min: -180, max: 180, value: 13.38886 },
  ], "Share", ({ latitude, longitude }) =>
    send("share_location", { latitude: Number(latitude), longitude: Number(longitude) }));
}

function newBot(store, chat, button) {
  const { suggested_name, suggested_username } = button.request_managed_bot;
  ask("A new bot", [
    { name: "first_name", label: "Name", value: suggested_name ?? "" },
    { name: "username", label: "Username, ending in “bot”", value: suggested_username ?? "" },
  ], "Make it", (about) =>
    post("make_bot", { user_id: store.me.id, manager_bot_id: chat.bot_id, ...about }).then(() => store.load(), failed));
}

function users(store, button, send) {
  const { request_id, user_is_bot } = button.request_users;
  const people = user_is_bot ? store.bots : store.users;
  choose("Share whom?", people.map((person) => [userName(person), () => send("share_users", { request_id, user_ids: [person.id] })]));
}

function chats(store, button, send) {
  const { request_id, chat_is_channel } = button.request_chat;
  const fitting = store.chats().filter((chat) => chat.type !== "private" && (chat.type === "channel") === Boolean(chat_is_channel));
  choose("Share which chat?", fitting.map((chat) => [store.title(chat), () => send("share_chat", { request_id, shared_chat_id: chat.id })]));
}
