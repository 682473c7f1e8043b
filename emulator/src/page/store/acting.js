// What bots are doing, for as long as the server shows it.

// How long a chat action is shown.
const ACTION_MS = 5000;

export class Acting {
  #store;
  #actors = new Map();

  constructor(store) {
    this.#store = store;
  }

  list(key) {
    return [...(this.#actors.get(key)?.values() ?? [])];
  }

  begin(key, { from, action }) {
    const actors = this.#actors.get(key) ?? new Map();
    this.#actors.set(key, actors);
    clearTimeout(actors.get(from.id)?.timer);
    const timer = setTimeout(() => this.end(key, from.id), ACTION_MS);
    actors.set(from.id, { from, action, timer });
    this.#store.emit("typing", { key });
  }

  end(key, botId) {
    const actor = this.#actors.get(key)?.get(botId);
    if (!actor) return;
    clearTimeout(actor.timer);
    this.#actors.get(key).delete(botId);
    this.#store.emit("typing", { key });
  }
}
