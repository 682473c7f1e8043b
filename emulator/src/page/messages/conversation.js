// The open chat: its head, its messages, and the way to answer.
import { actionText } from "../core/actions.js";
import { avatar, faceOf } from "../chats/avatar.js";
import { Composer } from "../composer/composer.js";
import { el, icon, roundButton } from "../core/dom.js";
import { Drafts } from "./drafts.js";
import { Messages } from "./messages.js";
import { confirmDialog, failed } from "../core/notices.js";
import { openInfo } from "../sheets/info.js";
import { performer } from "./actions.js";
import { post } from "../core/api.js";
import { Topics } from "./topics.js";
import { userName } from "../core/names.js";

const KINDS = { group: "group", supergroup: "group", channel: "channel" };

export class Conversation {
  #store;
  #messages;
  #composer;
  #drafts;
  #topics;
  #chat = null;
  #header = el("header", { class: "head" });
  #subtitle = el("p");
  #foot = el("footer");
  #empty = el("div", { class: "nothing" }, el("p", {}, "Choose a chat to begin."));
  /** The element to place in the page. */
  node = el("main", { class: "conversation", "aria-label": "Conversation" });

  /** `ways` are those to other places of the column: `back()` to the chats, `open(key)` to a chat. */
  constructor(store, ways) {
    this.#store = store;
    this.back = ways.back;
    const actions = performer(store, {
      chat: () => this.#chat,
      command: (text) => this.#command(text),
      reply: (message) => this.#composer.replyTo(message),
      edit: (message) => this.#composer.edit(message),
      write: (text) => this.#composer.write(text),
      open: ways.open,
    });
    this.#topics = new Topics(store, () => this.#messages.turn());
    this.#composer = new Composer(store, { ...actions, thread: () => this.#topics.chosen || undefined });
    this.#messages = new Messages(store, actions, this.#topics);
    this.#drafts = new Drafts(store, actions, () => this.#messages.stay());
    this.#messages.append(this.#drafts.node);
    store.addEventListener("world", () => this.#refresh());
    store.addEventListener("typing", ({ detail }) => {
      if (detail.key === this.#chat?.key) this.#renderHead();
    });
    this.close();
  }

  /** Opens a chat of which so many messages were not read. */
  open(chat, isWide, unread) {
    if (this.#chat?.key === chat.key) return;
    this.#chat = chat;
    this.node.replaceChildren(this.#header, this.#topics.node, this.#messages.node, this.#foot);
    this.#topics.show(chat);
    this.#renderHead();
    this.#renderFoot();
    this.#composer.show(chat);
    this.#drafts.show(chat);
    this.#messages.show(chat, unread).catch(failed);
    // On a phone the focus would open the keyboard over the chat.
    if (isWide && matchMedia("(hover: hover)").matches) this.focus();
  }

  close() {
    this.#chat = null;
    this.node.replaceChildren(this.#empty);
  }

  focus() {
    if (this.#chat) this.#composer.focus();
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

  // What is the same stays, so that a press of it is not lost to a message that comes meanwhile.
  #renderHead() {
    const chat = this.#chat;
    const title = this.#store.title(chat);
    const drawn = [this.#store.me.id, chat.key, title, this.#store.photoOf(chat)].join();
    if (!this.#subtitle.isConnected || this.#header.dataset.drawn !== drawn) {
      this.#header.dataset.drawn = drawn;
      this.#header.replaceChildren(
        roundButton("back", "Back to the chats", () => this.back(), "back"),
        avatar(faceOf(chat), title, this.#store.photoOf(chat)),
        el("div", { class: "names" },
          el("h1", {}, chat.type === "private" ? title : this.#infoButton(title)),
          this.#subtitle),
        el("span", { class: "as", title: `You are ${userName(this.#store.me)}` }, userName(this.#store.me)),
        chat.type === "private" ? this.#blockButton(title) : "",
      );
    }
    const subtitle = this.#drawSubtitle(chat);
    if (!this.#subtitle.isEqualNode(subtitle)) {
      this.#subtitle.replaceWith(subtitle);
      this.#subtitle = subtitle;
    }
    const block = this.#header.querySelector(".block");
    if (block) block.hidden = chat.blocked === true || chat.started === false;
  }

  #infoButton(title) {
    const open = () => openInfo(this.#store, this.#chat, () => this.back());
    return el("button", { type: "button", title: "About the chat", on: { click: open } }, title);
  }

  #drawSubtitle(chat) {
    const [actor] = this.#store.acting(chat.key);
    if (actor) {
      const who = chat.type === "private" ? "" : `${userName(actor.from)} is `;
      const dots = el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i"));
      return el("p", { class: "acting", role: "status" }, `${who}${actionText(actor.action)}…`, dots);
    }
    if (chat.type === "private") return el("p", {}, `bot, @${this.#store.bot(chat.bot_id)?.username}`);
    const count = chat.members?.length ?? 0;
    const members = chat.members?.map((id) => this.#store.nameOf(id)).join(", ");
    const noun = chat.type === "channel" ? "subscriber" : "member";
    return el("p", { title: members }, `${KINDS[chat.type]}, ${count} ${noun}${count === 1 ? "" : "s"}`);
  }

  #blockButton(title) {
    const block = async () => {
      const sure = await confirmDialog(`Block ${title}?`, "A blocked bot cannot write to you.", "Block");
      if (sure) await this.#store.block(this.#chat, true).catch(failed);
    };
    return roundButton("block", "Block the bot", block, "block");
  }

  #join(chat) {
    const { user_id, chat_id } = this.#store.place(chat);
    post("join", { user_id, chat_id }).then(() => this.#store.load()).then(() => this.focus(), failed);
  }

  #renderFoot() {
    const chat = this.#chat;
    let content = this.#composer.node;
    if (chat.blocked) {
      content = big("Unblock", () => this.#store.block(chat, false).catch(failed));
    } else if (chat.started === false) {
      content = big("Start", () => this.#store.start(chat).then(() => this.#composer.focus(), failed));
    } else if (!chat.members?.includes(this.#store.me.id)) {
      content = big("Join", () => this.#join(chat));
    } else if (chat.type === "channel" && !chat.admins?.includes(this.#store.me.id)) {
      content = el("p", { class: "quiet" }, icon("channel"), "Only administrators write here");
    }
    if (this.#foot.firstChild === content || this.#foot.firstChild?.textContent === content.textContent) return;
    this.#foot.replaceChildren(content);
  }
}

function big(label, action) {
  return el("div", { class: "composer" }, el("button", { type: "button", class: "primary big", on: { click: action } }, label));
}
