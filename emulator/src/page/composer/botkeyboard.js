// What the chat's last messages ask for: the bot's keyboard in place of the person's own, or a reply.
import { el, icon } from "../core/dom.js";
import { replyKeyboard, wanted } from "./replykeyboard.js";

export class BotKeyboard {
  #store;
  #actions;
  #ways;
  #chat = null;
  #forcedBy = null;
  #hidden = null;
  #drawn = "";
  /** The elements to place in the page. */
  node = el("div", { class: "keyboard-slot", hidden: true });
  toggle = el("button", {
    type: "button",
    class: "toggle",
    title: "Keyboard of the bot",
    "aria-label": "Keyboard of the bot",
    on: { click: () => this.#toggle() },
  }, icon("keyboard"));

  /** `ways`: `send(text)`, `forced(message)` for a reply the bot wants, `placeholder(text)`. */
  constructor(store, actions, ways) {
    this.#store = store;
    this.#actions = actions;
    this.#ways = ways;
    store.addEventListener("messages", ({ detail }) => {
      if (detail.key === this.#chat?.key) this.#follow();
    });
  }

  show(chat) {
    this.#chat = chat;
    this.#forcedBy = null;
    this.#follow();
  }

  #wanted() {
    return wanted(this.#store.histories.list(this.#chat.key) ?? [], this.#store.me);
  }

  #follow() {
    const want = this.#wanted();
    this.#ways.placeholder(want.placeholder);
    const forced = want.forced?.message_id ?? null;
    if (forced !== this.#forcedBy) {
      this.#forcedBy = forced;
      if (want.forced) this.#ways.forced(want.forced);
    }
    this.toggle.hidden = !want.keyboard || want.keyboard.is_persistent === true;
    const shown = Boolean(want.keyboard) && !want.used && this.#hidden !== want.messageId;
    this.toggle.setAttribute("aria-expanded", String(shown));
    this.node.hidden = !shown;
    const drawn = JSON.stringify(want.keyboard);
    if (this.#drawn === drawn) return;
    this.#drawn = drawn;
    this.node.replaceChildren();
    if (want.keyboard) this.node.append(replyKeyboard(want.keyboard, this.#ways.send, this.#actions));
  }

  #toggle() {
    this.#hidden = this.node.hidden ? null : this.#wanted().messageId;
    this.node.hidden = !this.node.hidden;
    this.toggle.setAttribute("aria-expanded", String(!this.node.hidden));
  }
}
