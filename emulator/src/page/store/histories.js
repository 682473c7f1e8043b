// The messages of chats, read in parts: the newest first, earlier ones when they are wanted.
import * as api from "../core/api.js";
import { idOf } from "./keys.js";

// Messages of one request.
const PART = 100;
// Messages shown before one that is looked for.
const AROUND = 30;

export class Histories {
  #store;
  #known = new Map();

  constructor(store) {
    this.#store = store;
  }

  forget() {
    this.#known.clear();
  }

  /** The known messages, oldest first, with what only this person sees; undefined until they were read. */
  list(key) {
    const history = this.#known.get(key);
    if (!history?.list) return undefined;
    history.merged ??= merged(history.list, history.beside);
    return history.merged;
  }

  /** Whether the chat has messages before the known ones. */
  hasEarlier(key) {
    return this.#known.get(key)?.hasEarlier ?? false;
  }

  async readAgain() {
    await Promise.all([...this.#known.keys()].map((key) => this.read(key)));
  }

  /** Fetches a chat's newest messages. Events that arrive meanwhile are applied after, so none is lost. */
  async read(key) {
    const chat = this.#store.chat(key);
    if (!chat) {
      this.#known.delete(key);
      return;
    }
    const history = this.#known.get(key) ?? { beside: [] };
    this.#known.set(key, history);
    const late = [];
    history.late = late;
    try {
      const [{ messages }, beside] = await Promise.all([
        api.messages(chat, { limit: PART }),
        chat.type === "private" ? [] : api.ephemeral(this.#store.me.id, chat.id),
      ]);
      // A newer read took over.
      if (history.late !== late) return;
      Object.assign(history, { list: messages, beside, hasEarlier: messages.length === PART, merged: null });
    } finally {
      if (history.late === late) history.late = null;
    }
    for (const change of late) change(history);
    this.#store.emit("messages", { key });
  }

  /** Fetches the messages before the known ones: some, or all until around `id`. */
  async readEarlier(key, id) {
    const history = this.#known.get(key);
    const chat = this.#store.chat(key);
    if (!chat || !history?.hasEarlier || history.reading) return;
    history.reading = true;
    try {
      const before = history.list[0]?.message_id;
      const part = id === undefined ? { limit: PART, before } : { before, after: Math.max(id - AROUND, 0) };
      const { messages } = await api.messages(chat, part);
      // The history was read anew meanwhile.
      if (history.list[0]?.message_id !== before) return;
      history.list = [...messages, ...history.list];
      history.hasEarlier = id === undefined ? messages.length === PART : messages.length > 0 && id > AROUND;
      history.merged = null;
    } finally {
      history.reading = false;
    }
    this.#store.emit("messages", { key });
  }

  #change(key, change) {
    const history = this.#known.get(key);
    if (!history) return;
    if (history.late) history.late.push(change);
    if (!history.list) return;
    change(history);
    history.merged = null;
    this.#store.emit("messages", { key });
  }

  put(key, message, isNew) {
    this.#change(key, (history) => {
      history.list = placed(history.list, message, isNew && !isBefore(history, message));
    });
  }

  putEphemeral(key, message) {
    const { me } = this.#store;
    if (message.receiver_user?.id !== me?.id && message.from?.id !== me?.id) return;
    this.#change(key, (history) => {
      history.beside = placed(history.beside, message, true);
    });
  }

  removeEphemeral(key, id) {
    this.#change(key, (history) => {
      history.beside = history.beside.filter((message) => message.ephemeral_message_id !== id);
    });
  }

  remove(key, ids) {
    const gone = new Set(ids);
    this.#change(key, (history) => {
      history.list = history.list.filter((message) => !gone.has(message.message_id));
    });
  }
}

const isBefore = (history, message) => history.hasEarlier && message.message_id < history.list[0]?.message_id;

/** `list` with `message` in place of the one with its id, or added when `isNew`. */
function placed(list, message, isNew) {
  const id = idOf(message);
  const at = list.findLastIndex((known) => idOf(known) === id);
  if (at >= 0) return list.with(at, message);
  if (!isNew) return list;
  const after = list.findLastIndex((known) => Math.abs(idOf(known)) < Math.abs(id));
  return list.toSpliced(after + 1, 0, message);
}

/** Both lists by date; of one second, what lies beside comes last. */
function merged(list, beside) {
  if (beside.length === 0) return list;
  const all = [];
  let at = 0;
  for (const message of list) {
    while (at < beside.length && beside[at].date < message.date) all.push(beside[at++]);
    all.push(message);
  }
  return all.concat(beside.slice(at));
}
