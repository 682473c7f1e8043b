// What the page knows of the emulator's world, seen by one user. Views listen for its events:
// "world" (chats or users changed), "user" (another user was chosen),
// "messages" (detail.key), "typing" (detail.key), "taps",
// "commands" and "answer" (detail: the callback answer).
import * as api from "./api.js";

// How long the server shows a chat action.
const ACTION_MS = 5000;
// A tap whose bot never answers stops showing as pressed.
const TAP_MS = 30000;
const ME = "botwright.user";

/** A chat's key: a private chat is one per bot, so its bot is part of it. */
const keyOf = (chatId, botId) => (chatId > 0 ? `${chatId}.${botId}` : String(chatId));

export const tapKey = (chatKey, messageId, data) => `${chatKey}/${messageId}/${data}`;

export class Store extends EventTarget {
  users = [];
  bots = [];
  me = null;
  #chats = new Map();
  #histories = new Map();
  #unread = new Map();
  #typing = new Map();
  #pressed = new Set();
  #waiting = new Map();
  #answered = new Set();
  /** The key of the chat on screen, or null. */
  open = null;

  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  /** Fetches the world, and again the messages of every chat that was read before. */
  async load() {
    const state = await api.state();
    this.users = state.users;
    this.bots = state.bots;
    this.#chats = new Map(state.chats.map((chat) => {
      const key = keyOf(chat.id, chat.bot_id);
      return [key, { ...chat, key }];
    }));
    const remembered = Number(localStorage.getItem(ME));
    this.me = this.user(this.me?.id) ?? this.user(remembered) ?? this.users[0] ?? null;
    this.#emit("world");
    await Promise.all([...this.#histories.keys()].map((key) => this.read(key)));
    this.#emit("commands");
  }

  become(userId) {
    this.me = this.user(userId);
    localStorage.setItem(ME, String(userId));
    this.open = null;
    this.#emit("world");
    this.#emit("user");
  }

  user(id) {
    return this.users.find((user) => user.id === id);
  }

  bot(id) {
    return this.bots.find((bot) => bot.id === id);
  }

  /** The chats of the chosen user, the latest first; those without messages are at the end. */
  chats() {
    if (!this.me) return [];
    const mine = [...this.#chats.values()].filter((chat) =>
      chat.type === "private" ? chat.user_id === this.me.id : chat.members?.includes(this.me.id));
    const last = (chat) => chat.last_message?.date ?? 0;
    return mine.sort((a, b) => last(b) - last(a));
  }

  chat(key) {
    return this.chats().find((chat) => chat.key === key);
  }

  title(chat) {
    return chat.type === "private" ? this.bot(chat.bot_id)?.first_name ?? "Bot" : chat.title ?? "Group";
  }

  /** The bots a chat's user can talk to there. */
  botsOf(chat) {
    if (chat.type === "private") return [this.bot(chat.bot_id)].filter(Boolean);
    return this.bots.filter((bot) => chat.members?.includes(bot.id));
  }

  unread(key) {
    return this.#unread.get(key) ?? 0;
  }

  totalUnread() {
    return this.chats().reduce((sum, chat) => sum + this.unread(chat.key), 0);
  }

  markRead(key) {
    if (this.#unread.delete(key)) this.#emit("world");
  }

  /** The known messages, oldest first; undefined until they were read. */
  messages(key) {
    return this.#histories.get(key)?.list;
  }

  /** Fetches a chat's messages. Events that arrive meanwhile are applied after, so none is lost. */
  async read(key) {
    const chat = this.chat(key);
    if (!chat) {
      this.#histories.delete(key);
      return;
    }
    const history = this.#histories.get(key) ?? {};
    this.#histories.set(key, history);
    const late = [];
    history.late = late;
    try {
      const { messages } = await api.messages(chat);
      // A newer read took over.
      if (history.late !== late) return;
      history.list = messages;
    } finally {
      if (history.late === late) history.late = null;
    }
    for (const change of late) change(history);
    this.#emit("messages", { key });
  }

  #change(key, change) {
    const history = this.#histories.get(key);
    if (!history) return;
    if (history.late) history.late.push(change);
    if (!history.list) return;
    change(history);
    this.#emit("messages", { key });
  }

  /** Applies one event of the live connection. */
  apply(event) {
    const key = keyOf(event.chat_id, event.bot_id);
    switch (event.type) {
      case "message":
        this.put(key, event.message, true);
        break;
      case "edited_message":
        this.put(key, event.message, false);
        break;
      case "deleted_messages":
        this.#remove(key, event.message_ids);
        break;
      case "chat_action":
        this.#act(key, event);
        break;
      case "callback_answer":
        this.#answer(event);
        break;
      case "commands":
        this.#emit("commands");
        break;
      case "resync":
        return this.load();
    }
    return undefined;
  }

  /** Adds a message or replaces the one with its id. */
  put(key, message, isNew) {
    const chat = this.#chats.get(key);
    if (!chat) {
      // A chat that came to be after the world was fetched.
      this.load().catch(() => {});
      return;
    }
    if (isNew && message.from?.is_bot) this.#stopTyping(key, message.from.id);
    const last = chat.last_message;
    const fresh = !last || message.message_id > last.message_id;
    if (fresh || message.message_id === last.message_id) chat.last_message = message;
    if (isNew && fresh && key !== this.open && message.from?.id !== this.me?.id) {
      this.#unread.set(key, this.unread(key) + 1);
    }
    this.#change(key, (history) => {
      const at = history.list.findIndex((known) => known.message_id === message.message_id);
      if (at >= 0) history.list[at] = message;
      else if (isNew) {
        history.list.push(message);
        history.list.sort((a, b) => a.message_id - b.message_id);
      }
    });
    this.#emit("world");
  }

  #remove(key, ids) {
    const gone = new Set(ids);
    this.#change(key, (history) => {
      history.list = history.list.filter((message) => !gone.has(message.message_id));
    });
    const chat = this.#chats.get(key);
    if (!chat || !gone.has(chat.last_message?.message_id)) return;
    const list = this.messages(key);
    if (list) {
      chat.last_message = list.at(-1);
      this.#emit("world");
    } else {
      this.load().catch(() => {});
    }
  }

  /** The bots acting in a chat now: `{from, action}`. */
  acting(key) {
    return [...(this.#typing.get(key)?.values() ?? [])];
  }

  #act(key, { from, action }) {
    const actors = this.#typing.get(key) ?? new Map();
    this.#typing.set(key, actors);
    clearTimeout(actors.get(from.id)?.timer);
    const timer = setTimeout(() => this.#stopTyping(key, from.id), ACTION_MS);
    actors.set(from.id, { from, action, timer });
    this.#emit("typing", { key });
  }

  #stopTyping(key, botId) {
    const actor = this.#typing.get(key)?.get(botId);
    if (!actor) return;
    clearTimeout(actor.timer);
    this.#typing.get(key).delete(botId);
    this.#emit("typing", { key });
  }

  isPressed(tap) {
    return this.#pressed.has(tap);
  }

  /** Taps a callback button; it counts as pressed until the bot answers. */
  async tap(chat, message, data) {
    const tap = tapKey(chat.key, message.message_id, data);
    if (this.#pressed.has(tap)) return;
    this.#pressed.add(tap);
    this.#emit("taps");
    try {
      const { callback_query_id: id } = await api.tap({
        user_id: this.me.id,
        chat_id: chat.id,
        message_id: message.message_id,
        data,
        bot_id: chat.bot_id ?? message.from?.id,
      });
      // The answer may come before the tap's own response.
      if (this.#answered.delete(id)) return this.#release(tap);
      this.#waiting.set(id, tap);
      setTimeout(() => this.#settle(id), TAP_MS);
    } catch (error) {
      this.#release(tap);
      throw error;
    }
  }

  #release(tap) {
    this.#pressed.delete(tap);
    this.#emit("taps");
  }

  #settle(id) {
    const tap = this.#waiting.get(id);
    if (!tap) return false;
    this.#waiting.delete(id);
    this.#release(tap);
    return true;
  }

  #answer(event) {
    if (event.user_id !== this.me?.id) return;
    if (!this.#settle(event.callback_query_id)) {
      this.#answered.add(event.callback_query_id);
      setTimeout(() => this.#answered.delete(event.callback_query_id), TAP_MS);
    }
    this.#emit("answer", event);
  }

  /** Sends a text as the chosen user. */
  async send(chat, text, replyTo) {
    const { message } = await api.send({
      user_id: this.me.id,
      chat_id: chat.id,
      text,
      bot_id: chat.bot_id,
      reply_to_message_id: replyTo,
    });
    const known = this.#chats.get(chat.key);
    if (known) known.started = true;
    this.put(chat.key, message, true);
  }

  /** Presses Start: unblocks the bot when needed, and sends what Telegram's apps send. */
  async start(chat) {
    await api.start(this.me.id, chat.bot_id);
    await this.load();
    await this.send(this.chat(chat.key), "/start");
  }

  async block(chat, blocked) {
    await api.block(this.me.id, chat.bot_id, blocked);
    await this.load();
  }
}
