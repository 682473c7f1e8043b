// The messages of the open chat, kept in step with the store.
import { el, icon, place } from "./dom.js";
import { bubble, senderId } from "./bubble.js";
import { dayKey, dayName } from "./clock.js";
import { toast } from "./notices.js";

// Messages drawn at first, and more at each press of "earlier".
const WINDOW = 200;
// Closer to the end than this counts as being there, in pixels.
const NEAR = 48;
// Messages of one sender within this many seconds stand together.
const TOGETHER = 300;

export class Messages {
  #store;
  #actions;
  #chat = null;
  #drawn = new Map();
  #days = new Map();
  #shown = WINDOW;
  #follow = true;
  #last = 0;
  #list = el("ol", { class: "messages", role: "log", "aria-label": "Messages", "aria-live": "polite" });
  #earlier = el("button", { type: "button", class: "earlier", hidden: true, on: { click: () => this.#more() } },
    "Show earlier messages");
  #hint = el("div", { class: "hint", hidden: true });
  #scroller = el("div", { class: "scroller", tabindex: "0", role: "region", "aria-label": "Message history" },
    this.#earlier, this.#hint, this.#list);
  #news = el("button", {
    type: "button",
    class: "to-end",
    hidden: true,
    "aria-label": "To the latest message",
    on: { click: () => this.toEnd() },
  }, icon("down"));
  /** The element to place in the page. */
  node = el("div", { class: "history" }, this.#scroller, this.#news);

  /** `actions` as `bubble` takes them, without `show` and `tap`, which are of this view. */
  constructor(store, actions) {
    this.#store = store;
    this.#actions = {
      ...actions,
      show: (id) => this.#show(id),
      tap: (message, data) => store.tap(this.#chat, message, data).catch((error) => toast(error.message, "error")),
    };
    store.addEventListener("messages", ({ detail }) => {
      if (detail.key === this.#chat?.key) this.#render();
    });
    store.addEventListener("taps", () => this.#showTaps());
    this.#scroller.addEventListener("scroll", () => {
      this.#follow = this.#isAtEnd();
      this.#news.hidden = this.#follow;
    });
    // A picture that loads, a keyboard that opens or a turned phone must not lose the end.
    const observer = new ResizeObserver(() => this.#follow && this.toEnd());
    observer.observe(this.#list);
    observer.observe(this.#scroller);
  }

  async show(chat) {
    this.#chat = chat;
    this.#drawn.clear();
    this.#days.clear();
    this.#shown = WINDOW;
    this.#last = 0;
    this.#list.replaceChildren();
    this.#hint.hidden = true;
    if (this.#store.messages(chat.key)) this.#render();
    this.toEnd();
    await this.#store.read(chat.key);
    if (this.#chat === chat) this.toEnd();
  }

  toEnd() {
    this.#follow = true;
    this.#news.hidden = true;
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
  }

  #isAtEnd() {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR;
  }

  #more() {
    const fromEnd = this.#scroller.scrollHeight - this.#scroller.scrollTop;
    this.#shown += WINDOW;
    this.#render();
    this.#scroller.scrollTop = this.#scroller.scrollHeight - fromEnd;
  }

  #render() {
    const all = this.#store.messages(this.#chat.key) ?? [];
    const list = all.slice(-this.#shown);
    this.#earlier.hidden = list.length === all.length;
    this.#renderHint(all);
    const nodes = [];
    let previous = null;
    for (const message of list) {
      const day = dayKey(message.date);
      if (!previous || dayKey(previous.date) !== day) {
        nodes.push(this.#day(day, message.date));
        previous = null;
      }
      const node = this.#bubble(message);
      const together = previous && senderId(previous) === senderId(message) && message.date - previous.date < TOGETHER;
      node.classList.toggle("first", !together);
      nodes.push(node);
      previous = message;
    }
    this.#place(nodes);
    this.#showTaps();
    // One's own new message is always brought into view; an edit or a deletion moves nothing.
    const last = all.at(-1);
    const isOwnNews = last?.from?.id === this.#store.me?.id && last.message_id > this.#last;
    if (this.#follow || isOwnNews) this.toEnd();
    this.#last = last?.message_id ?? 0;
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

  #day(day, date) {
    if (!this.#days.has(day)) {
      this.#days.set(day, el("li", { class: "day" }, el("span", {}, dayName(date))));
    }
    return this.#days.get(day);
  }

  // A drawn message is kept for as long as it is the same: its open spoilers and focus stay.
  #bubble(message) {
    const known = this.#drawn.get(message.message_id);
    if (known && JSON.stringify(known.message) === JSON.stringify(message)) return known.node;
    const node = bubble(this.#chat, message, this.#store.me, this.#actions);
    this.#drawn.set(message.message_id, { message, node });
    if (known) replaceKeepingFocus(known.node, node);
    return node;
  }

  #place(nodes) {
    place(this.#list, nodes);
    const known = new Set(nodes.map((node) => Number(node.dataset.message)));
    for (const id of this.#drawn.keys()) {
      if (!known.has(id)) this.#drawn.delete(id);
    }
  }

  #showTaps() {
    for (const button of this.#list.querySelectorAll("button[data-tap]")) {
      const pressed = this.#store.isPressed(button.dataset.tap);
      button.classList.toggle("pressed", pressed);
      button.setAttribute("aria-busy", String(pressed));
    }
  }

  #show(id) {
    const node = this.#list.querySelector(`[data-message="${id}"]`);
    if (!node) {
      toast("The message is not shown here any more");
      return;
    }
    node.scrollIntoView({ block: "center", behavior: "smooth" });
    node.classList.remove("found");
    // Reading a layout value between the two restarts the animation.
    void node.offsetWidth;
    node.classList.add("found");
  }
}

function replaceKeepingFocus(old, node) {
  const controls = (root) => [...root.querySelectorAll("button, a, [tabindex]")];
  const focused = controls(old).indexOf(document.activeElement);
  old.replaceWith(node);
  if (focused >= 0) controls(node)[focused]?.focus({ preventScroll: true });
}
