// The topics of a forum: a bar over the messages, of which one topic is chosen or all are shown.
import * as api from "../core/api.js";
import { el, icon } from "../core/dom.js";
import { failed } from "../core/notices.js";
import { ask } from "../sheets/ask.js";

/** The choice of all topics at once. */
export const ALL = null;
// What is in no topic of its own.
const GENERAL = 0;

const CHANGES = ["forum_topic_created", "forum_topic_edited", "forum_topic_closed", "forum_topic_reopened"];

export class Topics {
  #store;
  #chosen;
  #chat = null;
  #list = [];
  #general = null;
  #at = ALL;
  #seen = 0;
  /** The element to place in the page. */
  node = el("div", { class: "topics", role: "tablist", "aria-label": "Topics", hidden: true });

  /** `chosen()` is called when another topic is chosen. */
  constructor(store, chosen) {
    this.#store = store;
    this.#chosen = chosen;
    store.addEventListener("messages", ({ detail }) => {
      if (detail.key === this.#chat?.key) this.#follow();
    });
    this.node.addEventListener("keydown", (event) => this.#moved(event));
  }

  /** The chosen topic's id, 0 for the general one, or `ALL`. */
  get chosen() {
    return this.#at;
  }

  /** The name of a topic, when it is known. */
  name(id) {
    return this.#list.find((topic) => topic.message_thread_id === id)?.name;
  }

  show(chat) {
    this.#chat = chat;
    this.#list = [];
    this.#at = ALL;
    this.#seen = 0;
    this.node.hidden = !chat.is_forum;
    if (chat.is_forum) this.#fetch().catch(failed);
  }

  /** Whether a message is in the chosen topic. */
  has(message) {
    if (this.#at === ALL) return true;
    const id = message.is_topic_message ? message.message_thread_id : GENERAL;
    return id === this.#at;
  }

  async #fetch() {
    const chat = this.#chat;
    const { topics, general } = await api.get("topics", { chat_id: chat.id });
    if (this.#chat !== chat) return;
    this.#list = topics;
    this.#general = general;
    this.#render();
    this.#chosen();
  }

  // A service message tells that the topics are others now.
  #follow() {
    if (!this.#chat.is_forum) return;
    const news = (this.#store.histories.list(this.#chat.key) ?? []).findLast((message) =>
      CHANGES.some((field) => message[field] !== undefined));
    if (!news || news.message_id === this.#seen) return;
    this.#seen = news.message_id;
    this.#fetch().catch(failed);
  }

  #render() {
    const tabs = [[ALL, "All", null]];
    if (!this.#general.is_hidden) tabs.push([GENERAL, this.#general.name, this.#general]);
    for (const topic of this.#list) tabs.push([topic.message_thread_id, topic.name, topic]);
    this.node.replaceChildren(...tabs.map(([id, name, topic]) => el("button", {
      type: "button",
      role: "tab",
      "aria-selected": String(id === this.#at),
      tabindex: id === this.#at ? "0" : "-1",
      data: { topic: id ?? "all" },
      on: { click: () => this.#choose(id) },
    }, topic?.is_closed ? icon("lock") : null, id ? "# " : null, name)),
    el("button", { type: "button", class: "begin-topic", title: "Begin a topic", "aria-label": "Begin a topic", on: { click: () => this.#begin() } }, "+"));
  }

  #choose(id) {
    this.#at = id;
    this.#render();
    this.#chosen();
  }

  #moved(event) {
    const steps = { ArrowRight: 1, ArrowLeft: -1 };
    const tabs = [...this.node.querySelectorAll("[role=tab]")];
    const at = tabs.indexOf(document.activeElement);
    if (!(event.key in steps) || at < 0) return;
    event.preventDefault();
    tabs[(at + steps[event.key] + tabs.length) % tabs.length].click();
    this.node.querySelector("[aria-selected=true]").focus();
  }

  #begin() {
    const { user_id, chat_id } = this.#store.place(this.#chat);
    ask("A new topic", [{ name: "name", label: "Name" }], "Begin", ({ name }) =>
      api.post("begin_topic", { user_id, chat_id, name }).then(({ message_thread_id: id }) => this.#choose(id), failed));
  }
}
