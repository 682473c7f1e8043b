// Where a person writes: the text field, the menus over it, the reply bar, and the bot's own keyboard.
import { Attach } from "./attach.js";
import { BotKeyboard } from "./botkeyboard.js";
import { Commands } from "./commands.js";
import { el, icon } from "../core/dom.js";
import { failed } from "../core/notices.js";
import { Inline } from "./inline.js";
import { senderName } from "../core/names.js";
import { summary } from "../core/summary.js";

const TALLEST = 180;

export class Composer {
  #store;
  #actions;
  #chat = null;
  #unsent = new Map();
  #replyTo = null;
  // The own message whose text is being changed.
  #editing = null;
  #sending = Promise.resolve();
  #commands;
  #inline;
  #keyboard;
  #field;
  #menu;
  #reply = el("div", { class: "reply-bar", hidden: true });
  /** The element to place in the page. */
  node;

  /** `actions` are those of `performer`, and `thread()`, the topic to write in. */
  constructor(store, actions) {
    this.#store = store;
    this.#actions = actions;
    this.#commands = new Commands(store, (text) => this.submit(text, true));
    this.#inline = new Inline(store, () => this.write(""), (bot, button) => this.#begin(bot, button));
    this.#keyboard = new BotKeyboard(store, actions, {
      send: (text) => this.submit(text, false),
      forced: (message) => this.replyTo(message),
      placeholder: (text) => { this.#field.placeholder = text ?? "Message"; },
    });
    this.#commands.node.addEventListener("loaded", () => {
      this.#showMenu();
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
      on: {
        input: () => this.#typed(),
        keydown: (event) => this.#key(event),
        paste: (event) => attach.pasted(event),
      },
    });
    this.#menu = button("menu", "Commands", "/", () => this.#toggleMenu());
    const attach = new Attach(store, () => {
      const replyTo = this.#replyTo?.message_id;
      this.replyTo(null);
      return { chat: this.#chat, caption: this.#take(), replyTo, thread: actions.thread() };
    });
    const send = el("button", { class: "send", title: "Send", "aria-label": "Send" }, icon("send"));
    const form = el("form", { on: { submit: (event) => this.#submitted(event) } },
      attach.node, attach.input, this.#menu, this.#field, this.#keyboard.toggle, send);
    this.node = el("div", { class: "composer" },
      this.#commands.node, this.#inline.node, this.#reply, form, this.#keyboard.node);
    attach.takeDropsOn(this.node);
  }

  show(chat) {
    this.replyTo(null);
    if (this.#chat) this.#unsent.set(this.#chat.key, this.#field.value);
    this.#chat = chat;
    this.#field.value = this.#unsent.get(chat.key) ?? "";
    this.#menu.hidden = true;
    this.#commands.close();
    this.#inline.close();
    this.#fit();
    this.#keyboard.show(chat);
    this.#commands.load(chat).catch(failed);
  }

  focus() {
    this.#field.focus();
  }

  /** Puts a text into the field, as if it had been typed. */
  write(text) {
    this.#field.value = text;
    this.#typed();
    this.focus();
  }

  /** Sets the message the next one replies to; null for none. */
  replyTo(message) {
    if (this.#editing) this.#take();
    this.#editing = null;
    this.#replyTo = message;
    this.#bar("reply", message, message && senderName(message), "Do not reply");
  }

  /** Lets the text or caption of an own message be changed. */
  edit(message) {
    this.replyTo(null);
    this.#editing = message;
    this.#bar("edit", message, "Edit", "Do not edit");
    this.write(message.text ?? message.caption);
  }

  #bar(name, message, title, cancel) {
    this.#reply.hidden = !message;
    if (!message) return;
    this.#reply.replaceChildren(
      icon(name),
      el("div", {}, el("b", {}, title), el("span", {}, summary(message))),
      button("cancel", cancel, icon("close"), () => this.replyTo(null)),
    );
    this.focus();
  }

  /** Sends `text` to the open chat, after what is being sent already. */
  submit(text, clear) {
    if (text.trim() === "") return;
    const chat = this.#chat;
    const [replyTo, editing] = [this.#replyTo, clear ? this.#editing : null];
    const thread = this.#actions.thread();
    this.#commands.close();
    this.replyTo(null);
    if (clear) this.#take();
    this.#sending = this.#sending.then(async () => {
      try {
        if (editing) await this.#store.edit(chat, editing, text);
        else await this.#store.send(chat, text, { replyTo: replyTo?.message_id, thread });
      } catch (error) {
        failed(error);
        // What could not be sent is not lost.
        if (clear && this.#chat === chat && this.#field.value === "") {
          this.#field.value = text;
          this.#fit();
          if (editing) this.edit(editing);
          else if (replyTo) this.replyTo(replyTo);
        }
      }
    });
  }

  // What the button over inline results is for.
  #begin(bot, button) {
    this.write("");
    const key = `${this.#store.me.id}.${bot.id}`;
    this.#actions.open(key);
    if (button.start_parameter !== undefined) this.#store.begin(key, button.start_parameter).catch(failed);
  }

  // The text of the field, which is empty then.
  #take() {
    const text = this.#field.value;
    this.#field.value = "";
    this.#inline.close();
    this.#fit();
    return text;
  }

  #submitted(event) {
    event.preventDefault();
    this.submit(this.#field.value, true);
    this.focus();
  }

  #key(event) {
    // Enter ends the composition of an input method, too.
    if (event.isComposing) return;
    const menu = [this.#inline, this.#commands].find((each) => each.isOpen);
    if (menu && this.#menuKey(event, menu)) {
      event.preventDefault();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.submit(this.#field.value, true);
    } else if (event.key === "Escape" && (this.#replyTo || this.#editing)) {
      event.preventDefault();
      this.replyTo(null);
    } else if (event.key === "ArrowUp" && this.#field.value === "" && !event.altKey) {
      // From the empty field to the messages above it.
      const last = [...this.node.closest(".conversation").querySelectorAll(".message[tabindex]")].at(-1);
      if (last) {
        event.preventDefault();
        last.focus();
      }
    }
  }

  #menuKey(event, menu) {
    switch (event.key) {
      case "ArrowDown":
        menu.move(1);
        break;
      case "ArrowUp":
        menu.move(-1);
        break;
      case "Tab":
        if (menu !== this.#commands) return false;
        this.write(`${menu.chosen} `);
        break;
      case "Enter":
        if (event.shiftKey) return false;
        if (menu === this.#inline) menu.choose().catch(failed);
        else this.submit(menu.chosen, true);
        break;
      case "Escape":
        menu.close();
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
    if (this.#chat) this.#inline.typed(this.#chat, text);
    this.#describe();
  }

  // The button opens the commands, or the web app that the bot put there.
  #showMenu() {
    const app = this.#commands.webApp;
    this.#menu.hidden = !app && !this.#commands.any;
    this.#menu.classList.toggle("app", Boolean(app));
    this.#menu.textContent = app?.text ?? "/";
    this.#menu.title = app ? "Opens a web app" : "Commands";
    this.#menu.setAttribute("aria-label", app?.text ?? "Commands");
  }

  #toggleMenu() {
    if (this.#commands.webApp) {
      this.#actions.webApp({});
      return;
    }
    if (this.#commands.isOpen) this.#commands.close();
    else this.#commands.open("/");
    this.#describe();
    this.focus();
  }

  #describe() {
    this.#menu.setAttribute("aria-expanded", String(this.#commands.isOpen));
    const active = this.#inline.activeId ?? this.#commands.activeId;
    if (active) this.#field.setAttribute("aria-activedescendant", active);
    else this.#field.removeAttribute("aria-activedescendant");
  }

  // Grows with its text.
  #fit() {
    this.#field.style.height = "auto";
    this.#field.style.height = `${Math.min(this.#field.scrollHeight, TALLEST)}px`;
  }
}

function button(name, label, content, action) {
  return el("button", { type: "button", class: name, title: label, "aria-label": label, on: { click: action } }, content);
}
