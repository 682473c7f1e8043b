// What there is to know about a group or channel: who is in it, and the way out.
import { avatar } from "../chats/avatar.js";
import { confirmDialog, failed } from "../core/notices.js";
import { el } from "../core/dom.js";
import { post } from "../core/api.js";
import { sheet } from "./sheet.js";

/** Opens the sheet; `left()` is called when the person has left the chat. */
export function openInfo(store, chat, left) {
  const { me } = store;
  const members = chat.members ?? [];
  const isMember = members.includes(me.id);
  const row = (id) => el("li", {},
    avatar(id, store.nameOf(id), store.photo(id)),
    el("span", {}, el("b", {}, store.nameOf(id)), el("small", {}, roleOf(store, chat, id))));
  const leave = async () => {
    const sure = await confirmDialog(`Leave ${store.title(chat)}?`, "You can join again later.", "Leave");
    if (!sure) return;
    const { user_id, chat_id } = store.place(chat);
    await post("leave", { user_id, chat_id }).then(() => store.load(), failed);
    open.close();
    left();
  };
  const open = sheet(store.title(chat), el("div", { class: "info" },
    chat.username ? el("p", {}, `@${chat.username}`) : null,
    chat.description ? el("p", {}, chat.description) : null,
    el("h3", {}, `${members.length} member${members.length === 1 ? "" : "s"}`),
    el("ul", { class: "members" }, members.map(row)),
    isMember ? el("button", { type: "button", class: "danger big", on: { click: leave } }, "Leave") : null));
}

function roleOf(store, chat, id) {
  const roles = [];
  if (id === store.me.id) roles.push("you");
  if (store.bot(id)) roles.push("bot");
  if (chat.admins?.includes(id)) roles.push("administrator");
  return roles.join(", ") || "member";
}
