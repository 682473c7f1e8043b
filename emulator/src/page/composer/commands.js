// The menu of the bots' commands, over the composer.
import * as api from "../core/api.js";
import { el } from "../core/dom.js";

export class Commands {
  #store;
  #choose;
  #all = [];
  #matches = [];
  #at = 0;
  #chat = null;
  /** The `MenuButtonWebApp` of a private chat, when its bot has set one. */
  webApp = null;
  /** The element to place in the page. */
  node = el("ul", { class: "commands", id: "commands", role: "listbox", "aria-label": "Commands", hidden: true });

  /** `choose(text)` is called with the command to send. */
  constructor(store, choose) {
    this.#store = store;
    this.#choose = choose;
    store.addEventListener("commands", () => this.#chat && this.load(this.#chat));
    // Keeps the focus, and a phone's keyboard, in the text field.
    this.node.addEventListener("pointerdown", (event) => event.preventDefault());
  }

  /** Fetches the commands of the chat's bots; several bots' commands carry their names. */
  async load(chat) {
    if (this.#chat?.key !== chat.key) this.#all = [];
    this.#chat = chat;
    // Who is in the chat may have changed since it was opened; who is not in it has no commands.
    const { members } = this.#store.chat(chat.key) ?? chat;
    const bots = members?.includes(this.#store.me.id) ? this.#store.botsOf({ ...chat, members }) : [];
    let button = null;
    const lists = await Promise.all(bots.map(async (bot) => {
      const { commands, menu_button } = await api.commands(chat, this.#store.me.id, bot.id).catch(() => ({ commands: [] }));
      button = menu_button;
      const suffix = chat.type === "private" ? "" : `@${bot.username}`;
      return commands.map(({ command, description }) => ({ text: `/${command}${suffix}`, description }));
    }));
    if (this.#chat !== chat) return;
    this.#all = lists.flat();
    this.webApp = button?.type === "web_app" ? button : null;
    this.node.dispatchEvent(new CustomEvent("loaded"));
  }

  get any() {
    return this.#all.length > 0;
  }

  get isOpen() {
    return !this.node.hidden;
  }

  /** Id of the chosen option, for `aria-activedescendant`. */
  get activeId() {
    return this.isOpen ? `command-${this.#at}` : null;
  }

  /** Shows the commands that begin with `prefix`; none closes the menu. */
  open(prefix) {
    this.#matches = this.#all.filter(({ text }) => text.startsWith(prefix.toLowerCase()));
    this.#at = 0;
    this.node.hidden = this.#matches.length === 0;
    this.#render();
  }

  close() {
    this.node.hidden = true;
  }

  move(by) {
    this.#at = (this.#at + by + this.#matches.length) % this.#matches.length;
    this.#render();
    this.node.children[this.#at].scrollIntoView({ block: "nearest" });
  }

  /** The text of the chosen command. */
  get chosen() {
    return this.#matches[this.#at]?.text;
  }

  #render() {
    this.node.replaceChildren(...this.#matches.map(({ text, description }, index) =>
      el("li", {
        id: `command-${index}`,
        role: "option",
        "aria-selected": String(index === this.#at),
        on: { click: () => this.#choose(text) },
      }, el("b", {}, text), el("span", {}, description))));
  }
}
