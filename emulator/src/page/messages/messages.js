// The messages of the open chat, kept in step with the store. Only a window of them is drawn, which
// moves with the scrolling: a chat of ten thousand messages costs as much as one of two hundred.
import { el, icon, place } from "../core/dom.js";
import { dayKey, dayName } from "../core/clock.js";
import { failed, toast } from "../core/notices.js";
import { Keys } from "./keys.js";
import { ALL } from "./topics.js";
import { Rows } from "./rows.js";
import { FIRST, Window } from "./window.js";
import { idOf } from "../store/keys.js";

// Closer to the end than this counts as being there, in pixels.
const NEAR = 48;
// Closer to what is not drawn than this draws more.
const SOON = 600;

export class Messages {
  #store;
  #actions;
  #chat = null;
  #rows;
  #topics;
  #days = new Map();
  #window = new Window();
  #follow = true;
  // Where the scrolling was last.
  #top = 0;
  #last = 0;
  #missed = 0;
  // The first message that was not read, and the line before it.
  #new = null;
  #line = el("li", { class: "day new-line" }, el("span", {}, "New messages"));
  #moving = false;
  #list = el("ol", { class: "messages", role: "log", "aria-label": "Messages", "aria-live": "polite" });
  #hint = el("div", { class: "hint", hidden: true });
  #scroller = el("div", { class: "scroller", tabindex: "0", role: "region", "aria-label": "Message history" },
    this.#hint, this.#list);
  #badge = el("span", { class: "badge", hidden: true });
  #toEnd = el("button", {
    type: "button",
    class: "to-end",
    hidden: true,
    title: "To the latest message",
    "aria-label": "To the latest message",
    on: { click: () => this.toEnd() },
  }, icon("down"), this.#badge);
  /** The element to place in the page. */
  node = el("div", { class: "history" }, this.#scroller, this.#toEnd);

  /** `actions` are those of `performer`, `topics` say which messages to show. */
  constructor(store, actions, topics) {
    this.#store = store;
    this.#topics = topics;
    this.#actions = { ...actions, show: (id) => this.#show(id).catch(failed) };
    this.#rows = new Rows(store, this.#actions, topics);
    store.addEventListener("messages", ({ detail }) => {
      if (detail.key === this.#chat?.key) this.#render();
    });
    store.addEventListener("taps", () => this.#showTaps());
    this.#scroller.addEventListener("scroll", () => this.#scrolled());
    new Keys(this.#scroller, this.#actions, (id) => this.#messages().find((message) => idOf(message) === id));
    // A picture that loads, a keyboard that opens or a turned phone must not lose the end.
    const observer = new ResizeObserver(() => this.stay());
    observer.observe(this.#list);
    observer.observe(this.#scroller);
  }

  /** Puts an element below the messages. */
  append(node) {
    this.#scroller.append(node);
  }

  /** Shows a chat, with a line before the last `unread` messages. */
  async show(chat, unread = 0) {
    this.#chat = chat;
    this.#rows.forget();
    this.#days.clear();
    this.#window.reset();
    this.#last = 0;
    this.#list.replaceChildren();
    this.#hint.hidden = true;
    if (this.#store.histories.list(chat.key)) this.#render();
    this.toEnd();
    this.#new = null;
    await this.#store.histories.read(chat.key);
    if (this.#chat !== chat) return;
    if (unread > 0) {
      this.#new = this.#messages().at(-unread) ?? null;
      this.#render();
    }
    this.toEnd();
  }

  /** Goes to the newest message, and follows what comes. */
  toEnd() {
    this.#follow = true;
    this.#missed = 0;
    if (this.#window.toEnd()) this.#render();
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
    this.#renderToEnd();
  }

  /** Keeps the end in view when it was. */
  stay() {
    if (this.#follow) this.toEnd();
  }

  /** Shows the messages of another topic. */
  turn() {
    this.#window.reset();
    this.#follow = true;
    this.#rows.forget();
    this.#render();
    this.#fill().catch(failed);
  }

  // Reads on until the window is full: the messages of a topic may be far apart.
  async #fill() {
    const chat = this.#chat;
    const { histories } = this.#store;
    while (this.#chat === chat && this.#messages().length < FIRST && histories.hasEarlier(chat.key)) {
      await histories.readEarlier(chat.key);
    }
  }

  #messages() {
    const all = this.#store.histories.list(this.#chat?.key) ?? [];
    return this.#topics.chosen === ALL ? all : all.filter((message) => this.#topics.has(message));
  }

  #scrolled() {
    if (this.#moving) return;
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
    const below = scrollHeight - scrollTop - clientHeight;
    // A picture that has grown meanwhile moves the end away, too: only who goes up leaves it.
    const isUp = scrollTop < this.#top;
    this.#top = scrollTop;
    if (this.#window.isAtEnd && below < NEAR) this.#follow = true;
    else if (isUp) this.#follow = false;
    if (this.#follow) this.#missed = 0;
    this.#renderToEnd();
    if (scrollTop < SOON) this.#earlier().catch(failed);
    else if (below < SOON && !this.#window.isAtEnd) this.#later();
  }

  #renderToEnd() {
    this.#toEnd.hidden = this.#follow;
    this.#badge.hidden = this.#missed === 0;
    this.#badge.textContent = String(this.#missed);
  }

  async #earlier() {
    const chat = this.#chat;
    const all = this.#messages();
    const [start] = this.#window.of(all);
    if (start === 0) {
      await this.#store.histories.readEarlier(chat.key);
      if (this.#chat !== chat || this.#messages().length === all.length) return;
    }
    this.#window.up(this.#messages());
    this.#render();
  }

  #later() {
    this.#window.down(this.#messages());
    this.#render();
  }

  #render() {
    const all = this.#messages();
    const [start, end] = this.#window.of(all);
    this.#renderHint(all);
    const anchor = this.#follow ? null : this.#anchor();
    this.#moving = true;
    place(this.#list, this.#nodes(all.slice(start, end)));
    if (anchor?.node.isConnected) {
      this.#scroller.scrollTop += anchor.node.getBoundingClientRect().top - anchor.top;
    }
    this.#moving = false;
    this.#showTaps();
    this.#followNews(all);
  }

  // What is seen now, to be kept where it is.
  #anchor() {
    const { top } = this.#scroller.getBoundingClientRect();
    for (const node of this.#list.children) {
      const box = node.getBoundingClientRect();
      if (node.classList.contains("message") && box.bottom > top) return { node, top: box.top };
    }
    return null;
  }

  // One's own new message is always brought into view; an edit or a deletion moves nothing.
  #followNews(all) {
    const last = all.at(-1);
    const id = last ? Math.abs(idOf(last)) : 0;
    const isNews = this.#last > 0 && id > this.#last;
    const isOwn = last?.from?.id === this.#store.me?.id;
    this.#last = id;
    if (this.#follow || (isNews && isOwn)) this.toEnd();
    else if (isNews) this.#missed += 1;
    this.#renderToEnd();
  }

  #nodes(list) {
    const nodes = [];
    let previous = null;
    for (const row of this.#rows.draw(this.#chat, list)) {
      const day = dayKey(row.message.date);
      if (previous !== day) nodes.push(this.#day(day, row.message.date));
      previous = day;
      if (this.#new && idOf(row.message) === idOf(this.#new)) nodes.push(this.#line);
      nodes.push(row.node);
    }
    return nodes;
  }

  #day(day, date) {
    if (!this.#days.has(day)) {
      this.#days.set(day, el("li", { class: "day" }, el("span", {}, dayName(date))));
    }
    return this.#days.get(day);
  }

  #renderHint(all) {
    this.#hint.hidden = all.length > 0;
    if (all.length > 0) return;
    if (this.#chat.type !== "private") {
      this.#hint.replaceChildren(el("p", {}, "No messages yet."));
      return;
    }
    const start = el("button", { type: "button", class: "link", on: { click: () => this.#actions.command("/start") } },
      "/start");
    this.#hint.replaceChildren(
      el("p", { class: "wave", "aria-hidden": "true" }, "👋"),
      el("p", {}, `${this.#store.title(this.#chat)} is waiting for you.`),
      el("p", {}, "Say ", start, " to begin."),
    );
  }

  #showTaps() {
    for (const button of this.#list.querySelectorAll("button[data-tap]")) {
      const pressed = this.#store.taps.isPressed(button.dataset.tap);
      button.classList.toggle("pressed", pressed);
      button.setAttribute("aria-busy", String(pressed));
    }
  }

  // Brings a message into view, wherever in the chat it is.
  async #show(id) {
    const chat = this.#chat;
    const at = () => this.#messages().findIndex((message) => idOf(message) === id);
    if (at() < 0) await this.#store.histories.readEarlier(chat.key, id);
    const place = at();
    if (this.#chat !== chat || place < 0) {
      toast("The message is not there any more");
      return;
    }
    if (this.#window.reach(this.#messages(), place)) {
      this.#follow = false;
      this.#render();
    }
    this.#find(id);
  }

  #find(id) {
    const node = this.#list.querySelector(`[data-message="${id}"]`);
    if (!node) return;
    this.#follow = false;
    node.scrollIntoView({ block: "center" });
    node.classList.remove("found");
    // Reading a layout value between the two restarts the animation.
    void node.offsetWidth;
    node.classList.add("found");
  }
}
