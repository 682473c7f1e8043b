// One person's view: the list of their chats and the open one.
import { Account } from "./chats/account.js";
import { Chats } from "./chats/chats.js";
import { alertDialog, failed, toast } from "./core/notices.js";
import { el } from "./core/dom.js";
import { followLink } from "./messages/deeplink.js";
import { link } from "./messages/entities.js";
import { Conversation } from "./messages/conversation.js";
import { openFrame } from "./sheets/frame.js";
import { Store } from "./store/store.js";
import { userName } from "./core/names.js";

// As wide as both panes need; base.css has the same figure.
const BOTH_PANES = 760;

export class Column {
  #page;
  #chats;
  #conversation;
  #account;
  store;
  /** The element to place in the page. */
  node = el("section", { class: "column" });

  /** `page` is what app.js offers; `userId` may be nobody's, then it is the first person. */
  constructor(page, userId) {
    this.#page = page;
    this.store = new Store(userId);
    this.#account = new Account(this.store, page, this);
    this.#chats = new Chats(this.store, (key) => this.go(key));
    this.#conversation = new Conversation(this.store, { back: () => this.go(null), open: (key) => this.go(key) });
    this.node.append(
      el("aside", { class: "sidebar" }, this.#account.node, this.#chats.search, this.#chats.node),
      this.#conversation.node,
    );
    this.store.addEventListener("user", () => {
      this.#conversation.close();
      page.became(this, this.store.me.id);
      this.openSome();
    });
    this.store.addEventListener("game", ({ detail }) => this.#play(detail.url));
    this.store.addEventListener("link", ({ detail: { url } }) => toast(["The bot opens ", link(url, [url])]));
    this.store.addEventListener("answer", (event) => this.#showAnswer(event.detail));
    this.#conversation.node.addEventListener("click", (event) => followLink(event, this.store, (key) => this.go(key)));
    this.store.addEventListener("world", () => {
      this.node.setAttribute("aria-label", `${userName(this.store.me)}'s chats`);
      page.titled();
    });
  }

  /** The key of the open chat, or null. */
  get key() {
    return this.store.open;
  }

  get isWide() {
    return this.node.clientWidth >= BOTH_PANES;
  }

  load() {
    return this.store.load();
  }

  go(key) {
    this.#page.go(this, key);
  }

  focus() {
    this.#chats.focus();
  }

  /** Opens the chat with this key, or none. */
  route(key) {
    if (!this.store.me) return;
    const chat = this.store.chat(key);
    this.store.open = chat?.key ?? null;
    this.node.classList.toggle("in-chat", Boolean(chat));
    if (chat) {
      const unread = this.store.unread(chat.key);
      this.store.markRead(chat.key);
      this.#conversation.open(chat, this.isWide, unread);
    } else {
      this.#conversation.close();
    }
    this.#chats.render();
  }

  /** With nothing chosen, a lone chat is opened, and where both panes fit, the first. */
  openSome(key) {
    const list = this.store.chats();
    if (this.store.chat(key) || list.length === 0) return;
    if (list.length === 1 || this.isWide) this.go(list[0].key);
  }

  keyPressed(event) {
    const { key } = event;
    if ((event.ctrlKey || event.metaKey) && key.toLowerCase() === "k") {
      event.preventDefault();
      if (!this.isWide) this.go(null);
      this.#chats.focus();
    } else if (event.altKey && (key === "ArrowDown" || key === "ArrowUp")) {
      event.preventDefault();
      const next = this.#chats.beside(this.key, key === "ArrowDown" ? 1 : -1);
      if (next) this.go(next);
    } else if (key === "Escape" && this.key && !event.defaultPrevented) {
      if (this.isWide) this.#conversation.focus();
      else this.go(null);
    }
  }

  #play(url) {
    try {
      openFrame("Game", url);
    } catch (error) {
      failed(error);
    }
  }

  #showAnswer({ text, show_alert: isAlert }) {
    const bot = this.store.bot(this.store.chat(this.key)?.bot_id)?.first_name ?? "The bot answers";
    if (text && isAlert) alertDialog(bot, text);
    else if (text) toast(text);
  }
}
