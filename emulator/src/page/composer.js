// Where the user writes: the text field, the command menu, the reply bar, and the bot's own keyboard.
import { el, icon } from "./dom.js";
import { Commands } from "./commands.js";
import { senderName } from "./names.js";
import { toast } from "./notices.js";
import { replyKeyboard, wanted } from "./replykeyboard.js";
import { summary } from "./summary.js";

const TALLEST = 180;

export class Composer {
  #store;
  #chat = null;
  #drafts = new Map();
  #replyTo = null;
  #forcedBy = null;
  #hiddenKeyboard = null;
  #sending = Promise.resolve();
  #commands;
  #field;
  #menu;
  #toggle;
  #reply = el("div", { class: "reply-bar", hidden: true });
  #keyboard = el("div", { class: "keyboard-slot", hidden: true });
  /** The element to place in the page. */
  node;

  constructor(store) {
    this.#store = store;
    this.#commands = new Commands(store, (text) => this.submit(text, true));
    this.#commands.node.addEventListener("loaded", () => {
      this.#menu.hidden = !this.#commands.any;
      this.#typed();
    });
    this.#field = el("textarea", {
      rows: 1,
      placeholder: "Message",
      "aria-label": "Message",
      "aria-controls": "commands",
      "aria-autocomplete": "list",
      autocomplete: "off",
      enterkeyhint: "send",
      on: { input: () => this.#typed(), keydown: (event) => this.#key(event) },
    });
    this.#menu = button("menu", "Commands", "/", () => this.#toggleMenu());
    this.#toggle = button("toggle", "Keyboard of the bot", icon("keyboard"), () => this.#toggleKeyboard());
    const send = el("button", { class: "send", title: "Send", "aria-label": "Send" }, icon("send"));
    const form = el("form", { on: { submit: (event) => this.#submitted(event) } },
      this.#menu, this.#field, this.#toggle, send);
    this.node = el("div", { class: "composer" }, this.#commands.node, this.#reply, form, this.#keyboard);
    store.addEventListener("messages", ({ detail }) => {
      if (detail.key === this.#chat?.key) this.#follow();
    });
  }

  show(chat) {
    if (this.#chat) this.#drafts.set(this.#chat.key, this.#field.value);
    this.#chat = chat;
    this.#field.value = this.#drafts.get(chat.key) ?? "";
    this.#menu.hidden = true;
    this.#commands.close();
    this.replyTo(null);
    this.#forcedBy = null;
    this.#fit();
    this.#follow();
    this.#commands.load(chat);
  }

  focus() {
    this.#field.focus();
  }

  /** Sets the message the next one replies to; null for none. */
  replyTo(message) {
    this.#replyTo = message;
    this.#reply.hidden = !message;
    if (!message) return;
    this.#reply.replaceChildren(
      icon("reply"),
      el("div", {}, el("b", {}, senderName(message)), el("span", {}, summary(message))),
      button("cancel", "Do not reply", icon("close"), () => this.replyTo(null)),
    );
    this.focus();
  }

  /** Sends `text` to the open chat, after what is being sent already. */
  submit(text, clear) {
    if (text.trim() === "") return;
    const chat = this.#chat;
    const replyTo = this.#replyTo;
    this.#commands.close();
    this.replyTo(null);
    if (clear) {
      this.#field.value = "";
      this.#fit();
    }
    this.#sending = this.#sending.then(async () => {
      try {
        await this.#store.send(chat, text, replyTo?.message_id);
      } catch (error) {
        toast(error.message, "error");
        // What could not be sent is not lost.
        if (clear && this.#chat === chat && this.#field.value === "") {
          this.#field.value = text;
          this.#fit();
          if (replyTo) this.replyTo(replyTo);
        }
      }
    });
  }

  #submitted(event) {
    event.preventDefault();
    this.submit(this.#field.value, true);
    this.focus();
  }

  #key(event) {
    // Enter ends the composition of an input method, too.
    if (event.isComposing) return;
    if (this.#commands.isOpen && this.#menuKey(event)) {
      event.preventDefault();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.submit(this.#field.value, true);
    } else if (event.key === "Escape" && this.#replyTo) {
      event.preventDefault();
      event.stopPropagation();
      this.replyTo(null);
    }
  }

  #menuKey(event) {
    const text = this.#commands.chosen;
    switch (event.key) {
      case "ArrowDown":
        this.#commands.move(1);
        break;
      case "ArrowUp":
        this.#commands.move(-1);
        break;
      case "Tab":
        this.#field.value = `${text} `;
        this.#commands.close();
        break;
      case "Enter":
        if (event.shiftKey) return false;
        this.submit(text, true);
        break;
      case "Escape":
        event.stopPropagation();
        this.#commands.close();
        break;
      default:
        return false;
    }
    this.#describe();
    return true;
  }

  #typed() {
    this.#fit();
    const text = this.#field.value;
    if (/^\/\S*$/.test(text)) this.#commands.open(text);
    else this.#commands.close();
    this.#describe();
  }

  #toggleMenu() {
    if (this.#commands.isOpen) this.#commands.close();
    else this.#commands.open("/");
    this.#describe();
    this.focus();
  }

  #describe() {
    this.#menu.setAttribute("aria-expanded", String(this.#commands.isOpen));
    if (this.#commands.isOpen) this.#field.setAttribute("aria-activedescendant", this.#commands.activeId);
    else this.#field.removeAttribute("aria-activedescendant");
  }

  // Grows with its text.
  #fit() {
    this.#field.style.height = "auto";
    this.#field.style.height = `${Math.min(this.#field.scrollHeight, TALLEST)}px`;
  }

  // Shows what the chat's last messages ask for: a keyboard, or a reply.
  #follow() {
    const want = wanted(this.#store.messages(this.#chat.key) ?? [], this.#store.me);
    this.#field.placeholder = want.placeholder ?? "Message";
    const forced = want.forced?.message_id ?? null;
    if (forced !== this.#forcedBy) {
      this.#forcedBy = forced;
      if (want.forced) this.replyTo(want.forced);
    }
    this.#toggle.hidden = !want.keyboard || want.keyboard.is_persistent === true;
    const shown = want.keyboard && !want.used && this.#hiddenKeyboard !== want.messageId;
    this.#toggle.setAttribute("aria-expanded", String(Boolean(shown)));
    this.#keyboard.hidden = !shown;
    const drawn = JSON.stringify(want.keyboard);
    if (this.#keyboard.dataset.drawn === drawn) return;
    this.#keyboard.dataset.drawn = drawn;
    this.#keyboard.replaceChildren();
    if (want.keyboard) this.#keyboard.append(replyKeyboard(want.keyboard, (text) => this.submit(text, false)));
  }

  #toggleKeyboard() {
    const want = wanted(this.#store.messages(this.#chat.key) ?? [], this.#store.me);
    if (!this.#keyboard.hidden) {
      this.#hiddenKeyboard = want.messageId;
      this.#keyboard.hidden = true;
    } else {
      this.#hiddenKeyboard = null;
      this.#keyboard.hidden = false;
    }
    this.#toggle.setAttribute("aria-expanded", String(!this.#keyboard.hidden));
  }
}

function button(name, label, content, action) {
  return el("button", { type: "button", class: name, title: label, "aria-label": label, on: { click: action } }, content);
}
