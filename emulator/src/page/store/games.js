// Games that were asked for: which answers to taps bring the page of one. Emits "game" and "link"
// (detail: the address) at the store.
import * as api from "../core/api.js";

export class Games {
  #store;
  #requests = 0;
  #asked = new Set();
  #early = new Map();

  constructor(store) {
    this.#store = store;
  }

  /** Presses the button of a game; the answer brings its page. */
  async play(chat, { message_id }) {
    this.#requests += 1;
    try {
      const { callback_query_id: id } = await api.post("play", { ...this.#store.place(chat), message_id });
      // The answer may come before the press' own response.
      if (this.#early.has(id)) this.#open("game", id);
      else this.#asked.add(id);
    } finally {
      this.#requests -= 1;
      if (this.#requests === 0) for (const id of [...this.#early.keys()]) this.#open("link", id);
    }
  }

  /** A bot has answered a tap with an address. */
  answered(id, url) {
    this.#early.set(id, url);
    if (this.#asked.delete(id)) this.#open("game", id);
    else if (this.#requests === 0) this.#open("link", id);
  }

  #open(type, id) {
    const url = this.#early.get(id);
    this.#early.delete(id);
    this.#store.emit(type, { url });
  }
}
