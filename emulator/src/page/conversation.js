// The open chat: its head, its messages, and the way to answer.
import { el, icon } from "./dom.js";
import { actionText } from "./actions.js";
import { avatar, faceOf } from "./chats.js";
import { Composer } from "./composer.js";
import { Messages } from "./messages.js";
import { confirmDialog, toast } from "./notices.js";
import { userName } from "./names.js";

const failed = (error) => toast(error.message, "error");

export class Conversation {
  #store;
  #messages;
  #composer;
  #chat = null;
  #head = el("header", { class: "head" });
  #names = el("div");
  #foot = el("footer");
  #main = document.getElementById("conversation");
  #empty = el("div", { class: "nothing" }, el("p", {}, "Choose a chat to begin."));

  constructor(store) {
    this.#store = store;
    this.#composer = new Composer(store);
    this.#messages = new Messages(store, {
      command: (text) => this.#command(text),
      reply: (message) => this.#composer.replyTo(message),
    });
    store.addEventListener("world", () => this.#refresh());
    store.addEventListener("typing", ({ detail }) => {
      if (detail.key === this.#chat?.key) this.#renderHead();
    });
    this.close();
  }

  open(chat) {
    if (this.#chat?.key === chat.key) return;
    this.#chat = chat;
    document.body.classList.add("in-chat");
    this.#main.replaceChildren(this.#head, this.#messages.node, this.#foot);
    this.#renderHead();
    this.#renderFoot();
    this.#composer.show(chat);
    this.#messages.show(chat).catch(failed);
    // On a phone the focus would open the keyboard over the chat.
    if (matchMedia("(min-width: 700px) and (hover: hover)").matches) this.#composer.focus();
  }

  close() {
    this.#chat = null;
    document.body.classList.remove("in-chat");
    this.#main.replaceChildren(this.#empty);
  }

  #refresh() {
    if (!this.#chat) return;
    const chat = this.#store.chat(this.#chat.key);
    if (!chat) return;
    this.#chat = chat;
    this.#renderHead();
    this.#renderFoot();
  }

  #command(text) {
    const chat = this.#chat;
    if (chat.started === false || chat.blocked) this.#store.start(chat).catch(failed);
    else this.#composer.submit(text, false);
  }

  #renderHead() {
    const chat = this.#chat;
    const title = this.#store.title(chat);
    const names = el("div", { class: "names" }, el("h1", {}, title), this.#subtitle(chat));
    if (this.#names.isConnected && this.#names.dataset.chat === chat.key) {
      this.#names.replaceChildren(...names.childNodes);
    } else {
      names.dataset.chat = chat.key;
      this.#names = names;
      this.#head.replaceChildren(
        el("a", { class: "round back", href: "#", "aria-label": "Back to the chats", title: "Back" }, icon("back")),
        avatar(faceOf(chat), title),
        names,
        chat.type === "private" ? this.#blockButton(title) : "",
      );
    }
    const block = this.#head.querySelector(".block");
    if (block) block.hidden = chat.blocked === true || chat.started === false;
  }

  #subtitle(chat) {
    const [actor] = this.#store.acting(chat.key);
    if (actor) {
      const who = chat.type === "private" ? "" : `${userName(actor.from)} is `;
      const dots = el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i"));
      return el("p", { class: "acting", role: "status" }, `${who}${actionText(actor.action)}…`, dots);
    }
    if (chat.type === "private") return el("p", {}, `@${this.#store.bot(chat.bot_id)?.username}`);
    const count = chat.members?.length ?? 0;
    const kind = chat.type === "channel" ? "channel" : "group";
    return el("p", {}, `${kind}, ${count} ${count === 1 ? "member" : "members"}`);
  }

  #blockButton(title) {
    const block = async () => {
      const sure = await confirmDialog(`Block ${title}?`, "A blocked bot cannot write to you.", "Block");
      if (sure) await this.#store.block(this.#chat, true).catch(failed);
    };
    return el("button", {
      type: "button",
      class: "round block",
      title: "Block the bot",
      "aria-label": "Block the bot",
      on: { click: block },
    }, icon("block"));
  }

  #renderFoot() {
    const chat = this.#chat;
    let content = this.#composer.node;
    if (chat.blocked) {
      content = big("Unblock", () => this.#store.block(chat, false).catch(failed));
    } else if (chat.started === false) {
      content = big("Start", () => this.#store.start(chat).then(() => this.#composer.focus(), failed));
    }
    if (this.#foot.firstChild === content || this.#foot.firstChild?.textContent === content.textContent) return;
    this.#foot.replaceChildren(content);
  }
}

function big(label, action) {
  return el("div", { class: "composer" }, el("button", { type: "button", class: "primary big", on: { click: action } }, label));
}
