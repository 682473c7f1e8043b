// The list of a person's chats, with a field to search it. Only the rows in view are drawn, so that
// a thousand chats cost no more than ten.
import { el, icon, place } from "../core/dom.js";
import { item } from "./item.js";

// The height of a row in pixels; chats.css has the same figure.
const ROW = 70;
// Rows drawn beyond the visible ones.
const MARGIN = 6;

export class Chats {
  #store;
  #choose;
  #shown = [];
  #items = new Map();
  #list = el("ul", { class: "chat-list" });
  #none = el("p", { class: "none", hidden: true }, "No chat is called that");
  #field = el("input", {
    type: "search",
    placeholder: "Search",
    "aria-label": "Search chats",
    title: "Search chats (Ctrl+K)",
    autocomplete: "off",
    on: { input: () => this.#searched(), keydown: (event) => this.#fieldKey(event) },
  });
  /** The elements to place in the page. */
  search = el("div", { class: "search", role: "search" }, icon("search"), this.#field);
  node = el("nav", { class: "chats", "aria-label": "Chats" }, this.#list, this.#none);

  /** `choose(key)` opens a chat. */
  constructor(store, choose) {
    this.#store = store;
    this.#choose = choose;
    for (const type of ["world", "typing"]) store.addEventListener(type, () => this.render());
    this.node.addEventListener("scroll", () => this.#draw());
    this.node.addEventListener("keydown", (event) => this.#listKey(event));
    new ResizeObserver(() => this.#draw()).observe(this.node);
  }

  focus() {
    this.#field.focus();
    this.#field.select();
  }

  render() {
    const words = this.#field.value.trim().toLocaleLowerCase();
    const chats = this.#store.chats();
    const fits = (chat) => this.#store.names(chat).includes(words);
    this.#shown = words === "" ? chats : [...chats.filter(fits), ...this.#store.others().filter(fits)];
    this.#none.hidden = this.#shown.length > 0 || words === "";
    this.#draw();
  }

  /** The key of the chat so many rows below the one with this key. */
  beside(key, by) {
    const at = this.#shown.findIndex((chat) => chat.key === key);
    return this.#shown[at < 0 ? 0 : Math.min(Math.max(at + by, 0), this.#shown.length - 1)]?.key;
  }

  #draw() {
    const focused = this.#list.contains(document.activeElement) ? document.activeElement.dataset.chat : null;
    const first = Math.max(Math.floor(this.node.scrollTop / ROW) - MARGIN, 0);
    const count = Math.ceil(this.node.clientHeight / ROW) + 2 * MARGIN;
    const visible = this.#shown.slice(first, first + count);
    this.#list.style.height = `${this.#shown.length * ROW}px`;
    this.#list.style.paddingTop = `${first * ROW}px`;
    const known = this.#items;
    this.#items = new Map();
    place(this.#list, visible.map((chat, at) => {
      const row = known.get(chat.key) ?? this.#row(chat.key);
      this.#items.set(chat.key, row);
      item(row.firstChild, chat, this.#store);
      row.setAttribute("aria-setsize", this.#shown.length);
      row.setAttribute("aria-posinset", first + at + 1);
      return row;
    }));
    // Moving an element takes the focus from it.
    if (focused) this.#link(focused)?.focus({ preventScroll: true });
  }

  // A row stays the same element, so that a press of it is not lost to a message that comes meanwhile.
  #row(key) {
    const choose = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.#choose(key);
    };
    return el("li", {}, el("a", { href: `#${key}`, class: "chat", data: { chat: key }, on: { click: choose } }));
  }

  #link(key) {
    return this.#list.querySelector(`[data-chat="${CSS.escape(key)}"]`);
  }

  #searched() {
    this.node.scrollTop = 0;
    this.render();
  }

  #fieldKey(event) {
    if (event.key === "ArrowDown") {
      event.preventDefault();
      this.#focusRow(0);
    } else if (event.key === "Enter" && this.#shown.length > 0) {
      event.preventDefault();
      this.#open(this.#shown[0].key);
    } else if (event.key === "Escape" && this.#field.value !== "") {
      event.preventDefault();
      this.#clear();
    }
  }

  #listKey(event) {
    const at = this.#shown.findIndex((chat) => chat.key === event.target.dataset?.chat);
    if (at < 0) return;
    const rows = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: this.#shown.length - 1 };
    if (event.altKey || !(event.key in rows)) {
      if (event.key === "Enter" && this.#field.value !== "") this.#clear();
      return;
    }
    event.preventDefault();
    if (rows[event.key] < 0) this.focus();
    else this.#focusRow(Math.min(rows[event.key], this.#shown.length - 1));
  }

  #focusRow(at) {
    const chat = this.#shown[at];
    if (!chat) return;
    const top = at * ROW;
    const { scrollTop, clientHeight } = this.node;
    if (top < scrollTop) this.node.scrollTop = top;
    else if (top + ROW > scrollTop + clientHeight) this.node.scrollTop = top + ROW - clientHeight;
    this.#draw();
    this.#link(chat.key)?.focus({ preventScroll: true });
  }

  #open(key) {
    this.#clear();
    this.#choose(key);
  }

  #clear() {
    this.#field.value = "";
    this.#searched();
  }
}
