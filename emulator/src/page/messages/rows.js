// The list's elements: one for each message or album, kept for as long as what they show is the same.
import { album, bubble, senderId } from "./bubble.js";
import { ALL } from "./topics.js";
import { dayKey } from "../core/clock.js";
import { idOf } from "../store/keys.js";

// Messages of one sender within this many seconds stand together.
const TOGETHER = 300;

export class Rows {
  #store;
  #actions;
  #drawn = new Map();

  constructor(store, actions, topics) {
    this.#store = store;
    this.#actions = { ...actions, topicOf: (message) => topicOf(message, topics) };
  }

  forget() {
    this.#drawn.clear();
  }

  /** The rows of these messages, in order: `{message, node}`. */
  draw(chat, list) {
    const drawn = new Map();
    const rows = [];
    for (const messages of grouped(list)) {
      const id = idOf(messages[0]);
      const node = this.#node(chat, messages, this.#drawn.get(id));
      drawn.set(id, { messages, node });
      rows.push({ message: messages[0], node });
    }
    this.#drawn = drawn;
    for (const [at, row] of rows.entries()) {
      row.node.classList.toggle("first", !together(rows[at - 1], row));
      row.node.classList.toggle("last", !together(row, rows[at + 1]));
    }
    return rows;
  }

  // An element that is kept has its open spoilers, its player and its focus still.
  #node(chat, messages, known) {
    if (known && isSame(known.messages, messages)) return known.node;
    const { me } = this.#store;
    const node = messages.length > 1
      ? album(chat, messages, me, this.#actions)
      : bubble(chat, messages[0], me, this.#actions);
    if (known) replaceKeepingFocus(known.node, node);
    return node;
  }
}

const isSame = (a, b) =>
  a.length === b.length && a.every((one, at) => one === b[at] || JSON.stringify(one) === JSON.stringify(b[at]));

/** Messages of one album come together. */
function grouped(list) {
  const groups = [];
  for (const message of list) {
    const last = groups.at(-1);
    if (message.media_group_id !== undefined && last?.[0].media_group_id === message.media_group_id) last.push(message);
    else groups.push([message]);
  }
  return groups;
}

function together(one, next) {
  if (!one || !next || [one, next].some(({ node }) => node.classList.contains("service"))) return false;
  const [before, message] = [one.message, next.message];
  return senderId(before) === senderId(message) && message.date - before.date < TOGETHER && dayKey(before.date) === dayKey(message.date);
}

function replaceKeepingFocus(old, node) {
  const controls = (root) => [root, ...root.querySelectorAll("button, a, [tabindex]")];
  const focused = controls(old).indexOf(document.activeElement);
  old.replaceWith(node);
  if (focused >= 0) controls(node)[focused]?.focus({ preventScroll: true });
}

// The name of a message's topic, where those of all topics are shown.
function topicOf(message, topics) {
  return topics.chosen === ALL && message.is_topic_message ? topics.name(message.message_thread_id) : undefined;
}
