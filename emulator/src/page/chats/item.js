// One row of the chat list.
import { actionText } from "../core/actions.js";
import { avatar, faceOf } from "./avatar.js";
import { el, icon } from "../core/dom.js";
import { senderName } from "../core/names.js";
import { stamp, fullTime } from "../core/clock.js";
import { summary } from "../core/summary.js";

const drawnAs = new WeakMap();
const KINDS = { group: "group", supergroup: "group", channel: "channel" };

/** Draws a chat into its link, unless it is drawn already as it is. */
export function item(link, chat, store) {
  const unread = store.unread(chat.key);
  const actor = store.acting(chat.key)[0];
  const isOpen = chat.key === store.open;
  const drawn = JSON.stringify([chat.title, chat.last_message, unread, actor?.action, isOpen, store.me?.id, stampOf(chat), store.photoOf(chat)]);
  if (drawnAs.get(link) === drawn) return;
  drawnAs.set(link, drawn);
  if (isOpen) link.setAttribute("aria-current", "page");
  else link.removeAttribute("aria-current");
  const title = store.title(chat);
  const last = chat.last_message;
  link.replaceChildren(...[
    avatar(faceOf(chat), title, store.photoOf(chat)),
    el("span", { class: "title" }, KINDS[chat.type] ? icon(KINDS[chat.type]) : null, el("span", {}, title)),
    last ? el("time", { title: fullTime(last.date) }, stamp(last.date)) : null,
    snippet(chat, actor, store),
    unread > 0 ? el("span", { class: "unread", "aria-label": `${unread} unread` }, unread > 999 ? "999+" : String(unread)) : null,
  ].filter(Boolean));
}

const stampOf = (chat) => (chat.last_message ? stamp(chat.last_message.date) : "");

function snippet(chat, actor, store) {
  if (actor) {
    const who = chat.type === "private" ? "" : `${actor.from.first_name} is `;
    return el("span", { class: "snippet acting" }, `${who}${actionText(actor.action)}…`);
  }
  const last = chat.last_message;
  if (!last) {
    const hint = chat.type === "private" ? "Nothing said yet" : "No messages yet";
    return el("span", { class: "snippet" }, hint);
  }
  let prefix = null;
  if (chat.type === "channel") prefix = null;
  else if (last.from?.id === store.me?.id) prefix = "You: ";
  else if (chat.type !== "private") prefix = `${senderName(last)}: `;
  return el("span", { class: "snippet" }, prefix && el("b", {}, prefix), summary(last));
}
