// What a bot shows of a message while it is still making it.
import { el } from "../core/dom.js";
import { failed } from "../core/notices.js";
import { post } from "../core/api.js";
import { renderText } from "./entities.js";
import { richBlocks } from "./rich.js";

export class Drafts {
  #store;
  #actions;
  #chat = null;
  #drawn;
  /** The element to place in the page. */
  node = el("div", { class: "drafts", "aria-live": "off" });

  /** `drawn()` is called when the drafts have changed. */
  constructor(store, actions, drawn) {
    this.#store = store;
    this.#actions = actions;
    this.#drawn = drawn;
    store.addEventListener("drafts", ({ detail }) => {
      if (detail.key === this.#chat?.key) this.#render();
    });
  }

  show(chat) {
    this.#chat = chat;
    this.node.replaceChildren();
    this.#store.readDrafts(chat).catch(failed);
  }

  #render() {
    this.node.replaceChildren(...this.#store.drafts(this.#chat.key).map((draft) => this.#draft(draft)));
    this.#drawn();
  }

  #draft(draft) {
    const blocks = draft.rich_message?.blocks;
    const body = blocks
      ? richBlocks(blocks, draft, this.#actions)
      : el("span", { class: "body", dir: "auto" }, renderText(draft.text ?? "", draft.entities, this.#actions));
    const stop = () => {
      const { user_id, bot_id } = this.#store.place(this.#chat);
      post("stop_draft", { user_id, bot_id, draft_id: draft.draft_id }).catch(failed);
    };
    return el("div", { class: ["message", "theirs", "first", "draft", draft.is_stopped && "stopped"] },
      el("div", { class: "bubble" }, body, el("span", { class: "caret", "aria-hidden": "true" })),
      draft.can_stop && !draft.is_stopped
        ? el("button", { type: "button", class: "key stop", on: { click: stop } }, "Stop")
        : null);
  }
}
