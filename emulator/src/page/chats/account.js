// The head of a column: who the reader is, and what can be opened beside.
import { avatar } from "./avatar.js";
import { el, roundButton } from "../core/dom.js";
import { userName } from "../core/names.js";

export class Account {
  #store;
  #page;
  #column;
  #shown = "";
  /** The element to place in the page. */
  node = el("header", { class: "account" });

  constructor(store, page, column) {
    this.#store = store;
    this.#page = page;
    this.#column = column;
    store.addEventListener("world", () => this.#render());
  }

  #render() {
    const { me, users } = this.#store;
    const shown = JSON.stringify([me, users]);
    // Rebuilding a select while it is open would close it under the user's hand.
    if (!me || this.#shown === shown) return;
    this.#shown = shown;
    this.node.replaceChildren(
      avatar(me.id, userName(me), me.photo),
      el("div", { class: "who" }, el("small", {}, "You are"), this.#who()),
      users.length > 1 ? roundButton("split", "Another person beside", () => this.#page.split()) : "",
      roundButton("close", "Close this column", () => this.#page.close(this.#column), "close-column"),
      roundButton("pulse", "Updates and calls (inspector)", () => this.#page.inspect(), "inspect"),
    );
  }

  #who() {
    const { me, users } = this.#store;
    if (users.length === 1) return el("strong", {}, userName(me));
    const options = users.map((user) => el("option", { value: user.id, selected: user.id === me.id }, userName(user)));
    const become = (event) => {
      this.#store.become(Number(event.target.value));
      this.node.querySelector("select")?.focus();
    };
    return el("select", { "aria-label": "You are", on: { change: become } }, options);
  }
}
