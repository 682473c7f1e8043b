// Taps of callback buttons, which count as pressed until the bot answers.
import * as api from "../core/api.js";
import { tapKey } from "./keys.js";

// A tap whose bot never answers stops showing as pressed.
const TAP_MS = 30000;

export class Taps {
  #store;
  #pressed = new Set();
  #waiting = new Map();
  #answered = new Set();

  constructor(store) {
    this.#store = store;
  }

  isPressed(tap) {
    return this.#pressed.has(tap);
  }

  /** Taps the button of `message` with this data. */
  async tap(chat, message, data) {
    const tap = tapKey(chat.key, message, data);
    if (this.#pressed.has(tap)) return;
    this.#pressed.add(tap);
    this.#store.emit("taps");
    try {
      const { callback_query_id: id } = await this.#send(chat, message, data);
      // The answer may come before the tap's own response.
      if (this.#answered.delete(id)) {
        this.#release(tap);
        return;
      }
      this.#waiting.set(id, tap);
      setTimeout(() => this.#settle(id), TAP_MS);
    } catch (error) {
      this.#release(tap);
      throw error;
    }
  }

  #send(chat, message, data) {
    const { user_id, chat_id, bot_id } = this.#store.place(chat);
    if (message.ephemeral_message_id !== undefined) {
      const { ephemeral_message_id } = message;
      return api.post("tap_ephemeral", { user_id, chat_id, ephemeral_message_id, data });
    }
    const bot = bot_id ?? message.via_bot?.id ?? (message.from?.is_bot ? message.from.id : undefined);
    return api.post("tap", { user_id, chat_id, message_id: message.message_id, data, bot_id: bot });
  }

  /** A bot has answered the tap with this id. */
  answered(id) {
    if (this.#settle(id)) return;
    this.#answered.add(id);
    setTimeout(() => this.#answered.delete(id), TAP_MS);
  }

  #release(tap) {
    this.#pressed.delete(tap);
    this.#store.emit("taps");
  }

  #settle(id) {
    const tap = this.#waiting.get(id);
    if (!tap) return false;
    this.#waiting.delete(id);
    this.#release(tap);
    return true;
  }
}
