// Going through the messages by keyboard: arrows move, Enter opens the menu, R replies.

export class Keys {
  #scroller;
  #actions;
  #find;

  /** `find(id)` is the message with this id. */
  constructor(scroller, actions, find) {
    this.#scroller = scroller;
    this.#actions = actions;
    this.#find = find;
    scroller.addEventListener("keydown", (event) => this.#pressed(event));
    scroller.addEventListener("contextmenu", (event) => this.#menuAt(event));
  }

  #pressed(event) {
    const { target, key } = event;
    const isRow = target.classList.contains("message");
    if ((target !== this.#scroller && !isRow) || event.altKey || event.ctrlKey || event.metaKey) return;
    const rows = [...this.#scroller.querySelectorAll(".message[tabindex]")];
    const at = rows.indexOf(target);
    const next = { ArrowUp: at < 0 ? rows.length - 1 : at - 1, ArrowDown: at + 1, Home: 0, End: rows.length - 1 };
    if (key in next && (isRow || key === "ArrowUp")) {
      event.preventDefault();
      rows[Math.min(Math.max(next[key], 0), rows.length - 1)]?.focus();
      return;
    }
    const message = isRow && this.#find(Number(target.dataset.message));
    if (!message) return;
    if (key === "Enter" || key === "ContextMenu") {
      event.preventDefault();
      this.#actions.menu(message, target.querySelector(".bubble") ?? target);
    } else if (key === "r" || key === "R") {
      event.preventDefault();
      this.#actions.reply(message);
    }
  }

  // The page's own menu takes the place of the browser's, but for links, pictures and selected text.
  #menuAt(event) {
    const row = event.target.closest(".message[tabindex]");
    if (!row || event.target.closest("a, img, video, audio") || String(getSelection())) return;
    const message = this.#find(Number(row.dataset.message));
    if (!message) return;
    event.preventDefault();
    this.#actions.menu(message, { x: event.clientX, y: event.clientY });
  }
}
