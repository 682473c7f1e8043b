// Inline mode: what a bot offers for the text behind its name.
import * as api from "../core/api.js";
import { el } from "../core/dom.js";
import { failed } from "../core/notices.js";

// A query is sent when nothing was typed for so long.
const PAUSE_MS = 250;
const ICONS = {
  photo: "🖼", gif: "🎞", mpeg4_gif: "🎞", video: "🎬", audio: "🎵", voice: "🎤", document: "📄",
  location: "📍", venue: "📍", contact: "👤", game: "🎮", sticker: "😀", article: "📝",
};

export class Inline {
  #store;
  #sent;
  #begun;
  #chat = null;
  #timer = null;
  #asked = null;
  #query = null;
  #answer = null;
  #at = 0;
  /** The element to place in the page. */
  node = el("ul", { class: "commands results", role: "listbox", "aria-label": "Results of the bot", hidden: true });

  /** `sent()` is called when a result was chosen, `begun(bot, button)` for the button over the results. */
  constructor(store, sent, begun) {
    this.#store = store;
    this.#sent = sent;
    this.#begun = begun;
    store.addEventListener("inline_answer", ({ detail }) => {
      if (detail.inline_query_id === this.#asked) this.#read().catch(failed);
    });
    // Keeps the focus in the text field.
    this.node.addEventListener("pointerdown", (event) => event.preventDefault());
    this.node.addEventListener("scroll", () => this.#scrolled());
  }

  get isOpen() {
    return !this.node.hidden && (this.#answer?.results.length ?? 0) > 0;
  }

  get activeId() {
    return this.isOpen ? `result-${this.#at}` : null;
  }

  /** Asks the bot that `text` names, if it names one. */
  typed(chat, text) {
    clearTimeout(this.#timer);
    const [, username, query] = /^@(\w+) ([^]*)$/.exec(text) ?? [];
    const bot = username && this.#store.bots.find((each) => each.username.toLowerCase() === username.toLowerCase());
    if (!bot) {
      this.close();
      return;
    }
    this.#chat = chat;
    this.#timer = setTimeout(() => this.#ask(bot, query, "").catch(failed), PAUSE_MS);
  }

  close() {
    clearTimeout(this.#timer);
    this.#asked = null;
    this.#query = null;
    this.#answer = null;
    this.node.hidden = true;
    this.node.replaceChildren();
  }

  move(by) {
    const count = this.#answer.results.length;
    this.#at = (this.#at + by + count) % count;
    this.#mark();
  }

  /** Sends the chosen result. */
  async choose(at = this.#at) {
    const { id, result_ids: ids } = this.#answer;
    const { user_id, chat_id, bot_id } = this.#store.place(this.#chat);
    this.close();
    this.#sent();
    await api.post("choose_inline_result", { user_id, chat_id, bot_id, inline_query_id: ids[at].query ?? id, result_id: ids[at].result });
  }

  async #ask(bot, query, offset) {
    const chatType = this.#chat.type === "private" ? (this.#chat.bot_id === bot.id ? "sender" : "private") : this.#chat.type;
    this.#query = { bot, query };
    const { inline_query_id: id } = await api.post("inline_query", {
      user_id: this.#store.me.id,
      bot_id: bot.id,
      query,
      offset,
      chat_type: chatType,
    });
    this.#asked = id;
    if (offset === "") {
      this.#answer = null;
      this.node.hidden = false;
      this.node.replaceChildren(el("li", { class: "waiting" }, `@${bot.username} is asked…`));
    }
    // An answer that the bot gave before is there at once.
    await this.#read();
  }

  async #read() {
    const asked = this.#asked;
    const { answer } = await api.get("inline_answer", { id: asked });
    if (!answer || asked !== this.#asked) return;
    const ids = answer.results.map((result) => ({ query: asked, result: result.id }));
    if (this.#answer?.next_offset) {
      this.#answer = {
        ...answer,
        results: [...this.#answer.results, ...answer.results],
        result_ids: [...this.#answer.result_ids, ...ids],
      };
    } else {
      this.#answer = { ...answer, result_ids: ids };
      this.#at = 0;
    }
    this.#render();
  }

  // Near the end the bot is asked for more.
  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.node;
    const { next_offset: offset } = this.#answer ?? {};
    if (!offset || this.#answer.asked || scrollHeight - scrollTop - clientHeight > 120) return;
    this.#answer.asked = true;
    this.#ask(this.#query.bot, this.#query.query, offset).catch(failed);
  }

  #render() {
    const { results, button } = this.#answer;
    const rows = results.map((result, at) =>
      el("li", { id: `result-${at}`, role: "option", on: { click: () => this.choose(at).catch(failed) } }, ...row(result)));
    if (button) rows.unshift(el("li", { class: "above", on: { click: () => this.#begin(button) } }, button.text));
    if (results.length === 0) rows.push(el("li", { class: "waiting" }, "Nothing found"));
    this.node.hidden = false;
    this.node.replaceChildren(...rows);
    this.#mark();
  }

  // The button over the results begins a talk with the bot, or opens its web app.
  #begin(button) {
    const { bot } = this.#query;
    this.close();
    this.#begun(bot, button);
  }

  #mark() {
    for (const option of this.node.querySelectorAll("[role=option]")) {
      const isChosen = option.id === this.activeId;
      option.setAttribute("aria-selected", String(isChosen));
      if (isChosen) option.scrollIntoView({ block: "nearest" });
    }
  }
}

function row(result) {
  const fileId = result.photo_file_id ?? (result.type === "sticker" ? result.sticker_file_id : null);
  const face = el("span", { class: "result-face" }, ICONS[result.type] ?? "•");
  if (fileId) {
    const image = el("img", { src: api.fileUrl(fileId), alt: "" });
    image.addEventListener("error", () => image.remove());
    face.append(image);
  }
  const title = result.title ?? result.first_name ?? result.caption ?? result.id;
  const words = result.description ?? result.address ?? result.input_message_content?.message_text ?? "";
  return [face, el("b", {}, title), el("span", {}, words)];
}
