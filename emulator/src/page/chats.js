// The side pane: who the reader is, and the list of that user's chats.
import { el, place } from "./dom.js";
import { colourClass, initials, senderName, userName } from "./names.js";
import { stamp } from "./clock.js";
import { actionText } from "./actions.js";
import { summary } from "./summary.js";

export function avatar(id, name) {
  return el("span", { class: ["avatar", colourClass(id)], "aria-hidden": "true" }, initials(name));
}

/** The id that gives a chat its colour. */
export const faceOf = (chat) => (chat.type === "private" ? chat.bot_id : chat.id);

export class Chats {
  #store;
  #account = document.getElementById("account");
  #list = el("ul");
  #items = new Map();

  constructor(store) {
    this.#store = store;
    document.getElementById("chats").append(this.#list);
    store.addEventListener("world", () => this.render());
    store.addEventListener("typing", () => this.render());
  }

  render() {
    this.#renderAccount();
    const focused = document.activeElement?.dataset?.chat;
    place(this.#list, this.#store.chats().map((chat) => this.#item(chat)));
    // Moving an item takes the focus from it.
    if (focused) this.#list.querySelector(`[data-chat="${CSS.escape(focused)}"]`)?.focus();
    const unread = this.#store.totalUnread();
    document.title = unread > 0 ? `(${unread}) Botwright chat` : "Botwright chat";
  }

  #renderAccount() {
    const { me, users } = this.#store;
    // Rebuilding a select while it is open would close it under the user's hand.
    if (!me || this.#account.dataset.shown === JSON.stringify([me, users])) return;
    this.#account.dataset.shown = JSON.stringify([me, users]);
    const who = users.length > 1
      ? el("select", {
          "aria-label": "You are",
          on: { change: (event) => this.#become(Number(event.target.value)) },
        }, users.map((user) => el("option", { value: user.id, selected: user.id === me.id }, userName(user))))
      : el("strong", {}, userName(me));
    const label = el("div", { class: "who" }, el("small", {}, "You are"), who);
    this.#account.replaceChildren(avatar(me.id, userName(me)), label);
  }

  #become(userId) {
    this.#store.become(userId);
    this.#account.querySelector("select")?.focus();
  }

  // An item stays the same element, so that a press of it is not lost to a message that comes meanwhile.
  #item(chat) {
    let item = this.#items.get(chat.key);
    if (!item) {
      item = el("li", {}, el("a", { href: `#${chat.key}`, class: "chat", data: { chat: chat.key } }));
      this.#items.set(chat.key, item);
    }
    const link = item.firstChild;
    if (chat.key === this.#store.open) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
    link.replaceChildren(...this.#contents(chat));
    return item;
  }

  #contents(chat) {
    const title = this.#store.title(chat);
    const unread = this.#store.unread(chat.key);
    const last = chat.last_message;
    return [
      avatar(faceOf(chat), title),
      el("span", { class: "title" }, title),
      last ? el("time", {}, stamp(last.date)) : null,
      this.#snippet(chat),
      unread > 0 ? el("span", { class: "unread", "aria-label": `${unread} unread` }, String(unread)) : null,
    ].filter(Boolean);
  }

  #snippet(chat) {
    const [actor] = this.#store.acting(chat.key);
    if (actor) return el("span", { class: "snippet acting" }, `${actionText(actor.action)}…`);
    const last = chat.last_message;
    if (!last) {
      const hint = chat.type === "private" ? "Nothing said yet" : "No messages yet";
      return el("span", { class: "snippet" }, hint);
    }
    let prefix = null;
    if (last.from?.id === this.#store.me.id) prefix = "You: ";
    else if (chat.type !== "private") prefix = `${senderName(last)}: `;
    return el("span", { class: "snippet" }, prefix && el("b", {}, prefix), summary(last));
  }
}
