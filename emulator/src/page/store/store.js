// What a column knows of the emulator's world, seen by one person. Views listen for its events:
// "world" (chats or people changed), "user" (another person was chosen), "messages" (detail.key),
// "typing" (detail.key), "drafts" (detail.key), "taps", "commands", "inline_answer",
// "payment", "game" and "link" (as games.js says), and "answer" (detail: the callback answer).
import * as api from "../core/api.js";
import { Acting } from "./acting.js";
import { Games } from "./games.js";
import { Histories } from "./histories.js";
import { Taps } from "./taps.js";
import { idOf, keyOf } from "./keys.js";
import { userName } from "../core/names.js";

// Service messages after which a chat is not what it was.
const CHANGES = ["new_chat_members", "left_chat_member", "new_chat_title", "new_chat_photo", "delete_chat_photo", "migrate_to_chat_id"];

export class Store extends EventTarget {
  users = [];
  bots = [];
  me = null;
  /** The id of the person to look as, before the world is known. */
  wanted;
  /** The key of the chat on screen, or null. */
  open = null;
  histories = new Histories(this);
  taps = new Taps(this);
  games = new Games(this);
  #acting = new Acting(this);
  #chats = new Map();
  #mine = null;
  #unread = new Map();
  #drafts = new Map();

  constructor(wanted) {
    super();
    this.wanted = wanted;
  }

  emit(type, detail) {
    if (type === "world") this.#mine = null;
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
    this.me = this.user(this.me?.id ?? this.wanted) ?? this.users[0] ?? null;
    this.emit("world");
    await this.histories.readAgain();
    this.emit("commands");
  }

  become(userId) {
    this.me = this.user(userId);
    this.open = null;
    this.histories.forget();
    this.emit("world");
    this.emit("user");
  }

  user(id) {
    return this.users.find((user) => user.id === id);
  }

  bot(id) {
    return this.bots.find((bot) => bot.id === id);
  }

  /** The chats of the chosen person, the latest first; those without messages are at the end. */
  chats() {
    if (!this.me) return [];
    if (this.#mine) return this.#mine;
    const mine = [...this.#chats.values()].filter((chat) =>
      chat.type === "private" ? chat.user_id === this.me.id : chat.members?.includes(this.me.id));
    const last = (chat) => chat.last_message?.date ?? 0;
    this.#mine = mine.sort((a, b) => last(b) - last(a));
    return this.#mine;
  }

  /** The public chats of which this person is no member, but could be. */
  others() {
    return [...this.#chats.values()].filter((chat) => chat.username && chat.type !== "private" && !this.chats().includes(chat));
  }

  /** A chat that the person may look at. */
  chat(key) {
    const chat = this.#chats.get(key);
    return chat && (chat.username || this.chats().includes(chat)) && (chat.user_id ?? this.me.id) === this.me.id ? chat : undefined;
  }

  title(chat) {
    return chat.type === "private" ? this.bot(chat.bot_id)?.first_name ?? "Bot" : chat.title ?? "Group";
  }

  /** The names by which a chat is found, in small letters. */
  names(chat) {
    const username = chat.type === "private" ? this.bot(chat.bot_id)?.username : chat.username;
    return `${this.title(chat)} @${username ?? ""}`.toLocaleLowerCase();
  }

  /** The bots a chat's person can talk to there. */
  botsOf(chat) {
    if (chat.type === "private") return [this.bot(chat.bot_id)].filter(Boolean);
    return this.bots.filter((bot) => chat.members?.includes(bot.id));
  }

  /** The file id of the photo that stands for a chat or a member, when there is one. */
  photoOf(chat) {
    return chat.type === "private" ? this.photo(chat.bot_id) : chat.photo?.small_file_id;
  }

  photo(id) {
    return (this.user(id) ?? this.bot(id))?.photo;
  }

  /** What a member is called: `"Ann"`. */
  nameOf(id) {
    return userName(this.user(id) ?? this.bot(id));
  }

  unread(key) {
    return this.#unread.get(`${this.me?.id}/${key}`) ?? 0;
  }

  totalUnread() {
    return this.chats().reduce((sum, chat) => sum + this.unread(chat.key), 0);
  }

  markRead(key) {
    if (this.#unread.delete(`${this.me?.id}/${key}`)) this.emit("world");
  }

  // Whoever did not write the message has it unread, but for who is looking at it.
  #count(chat, message) {
    const people = chat.type === "private" ? [chat.user_id] : chat.members ?? [];
    for (const id of people) {
      if (id === message.from?.id || (id === this.me?.id && chat.key === this.open)) continue;
      const at = `${id}/${chat.key}`;
      this.#unread.set(at, (this.#unread.get(at) ?? 0) + 1);
    }
  }

  /** Applies one event of the live connection. */
  apply(event) {
    const key = keyOf(event.chat_id, event.bot_id);
    switch (event.type) {
      case "message":
        return this.put(key, event.message, true);
      case "edited_message":
        return this.put(key, event.message, false);
      case "ephemeral_message":
        return this.histories.putEphemeral(key, event.message);
      case "deleted_messages":
        return this.#remove(key, event.message_ids);
      case "deleted_ephemeral_message":
        return this.histories.removeEphemeral(key, event.ephemeral_message_id);
      case "inline_answer":
      case "payment":
        return this.emit(event.type, event);
      case "chat_action":
        return this.#acting.begin(key, event);
      case "drafts":
        this.#drafts.set(key, event.drafts);
        return this.emit("drafts", { key });
      case "callback_answer":
        if (event.user_id !== this.me?.id) return undefined;
        this.taps.answered(event.callback_query_id);
        if (event.url) this.games.answered(event.callback_query_id, event.url);
        return this.emit("answer", event);
      case "commands":
        return this.emit("commands");
      case "resync":
      case "chat":
      case "chats":
        return this.load();
      default:
        return undefined;
    }
  }

  /** Adds a message or replaces the one with its id. */
  put(key, message, isNew) {
    const chat = this.#chats.get(key);
    // A chat that came to be after the world was fetched.
    if (!chat) return this.load();
    if (isNew && message.from?.is_bot) this.#acting.end(key, message.from.id);
    const last = chat.last_message;
    const fresh = !last || message.message_id > last.message_id;
    if (fresh || message.message_id === last.message_id) chat.last_message = message;
    if (isNew && fresh) this.#count(chat, message);
    this.histories.put(key, message, isNew);
    this.emit("world");
    // The chat is another one now: who is in it, what it is called.
    return isNew && CHANGES.some((field) => message[field] !== undefined) ? this.load() : undefined;
  }

  #remove(key, ids) {
    this.histories.remove(key, ids);
    const chat = this.#chats.get(key);
    if (!chat || !ids.includes(chat.last_message?.message_id)) return undefined;
    const list = this.histories.list(key);
    if (!list || (list.length === 0 && this.histories.hasEarlier(key))) return this.load();
    chat.last_message = list.filter((message) => idOf(message) > 0).at(-1);
    this.emit("world");
    return undefined;
  }

  /** The bots acting in a chat now: `{from, action}`. */
  acting(key) {
    return this.#acting.list(key);
  }

  /** What the bot of a chat is still writing. */
  drafts(key) {
    return this.#drafts.get(key) ?? [];
  }

  async readDrafts(chat) {
    if (chat.type !== "private") return;
    const { drafts } = await api.drafts(this.me.id, chat.bot_id);
    this.#drafts.set(chat.key, drafts);
    this.emit("drafts", { key: chat.key });
  }

  /** Who and where an act is of: the ids that the control API wants. */
  place(chat) {
    return { user_id: this.me.id, chat_id: chat.id, bot_id: chat.bot_id };
  }

  /** Sends a text as the chosen person, in reply to a message and in a topic when they are given. */
  async send(chat, text, { replyTo, thread } = {}) {
    const { message } = await api.post("send_message", {
      ...this.place(chat),
      message: { text, reply_to_message_id: replyTo, message_thread_id: thread },
    });
    const known = this.#chats.get(chat.key);
    if (known) known.started = true;
    this.put(chat.key, message, true);
  }

  /** Gives an own message another text or caption. */
  async edit(chat, { message_id }, text) {
    await api.post("edit", { ...this.place(chat), message_id, text });
  }

  /** Presses Start: unblocks the bot when needed, and sends what Telegram's apps send. */
  async start(chat) {
    await api.post("start", { user_id: this.me.id, bot_id: chat.bot_id });
    await this.load();
    await this.send(this.chat(chat.key), "/start");
  }

  /** Starts the bot of a private chat with a parameter, as a link or an inline button does. */
  async begin(key, parameter) {
    await api.post("start", { user_id: this.me.id, bot_id: this.chat(key).bot_id });
    await this.load();
    await this.send(this.chat(key), parameter === "" ? "/start" : `/start ${parameter}`);
  }

  async block(chat, blocked) {
    await api.post("block", { user_id: this.me.id, bot_id: chat.bot_id, blocked });
    await this.load();
  }
}
