// Beside the chats: every update and API call as it happens, faults to order, and the world's clock.
import { ClockPanel } from "./clock.js";
import { el, roundButton } from "../core/dom.js";
import { entryRow } from "./entry.js";
import { FaultPanel } from "./faults.js";
import { follow } from "../core/events.js";

// Entries kept on screen.
const MOST = 300;
const FILTERS = { all: "Everything", update: "Updates", call: "Calls", failed: "Errors" };

export class Inspector {
  #stop = null;
  #filter = "all";
  #handled = new Map();
  #words = "";
  #list = el("ol", { class: "entries", role: "log", "aria-label": "Updates and calls", tabindex: "0" });
  #nothing = el("p", { class: "none" }, "Updates and calls appear here as they happen.");
  #search = el("input", {
    type: "search",
    placeholder: "Filter",
    "aria-label": "Filter by a word",
    on: { input: () => this.#filterBy(this.#search.value) },
  });
  #closed;
  /** The element to place in the page. */
  node;

  /** `closed()` is called when the inspector's own button closes it. */
  constructor(closed) {
    this.#closed = closed;
    this.node = el("aside", { class: "inspector", "aria-label": "Inspector" },
      el("header", {}, el("h2", {}, "Inspector"),
        roundButton("trash", "Forget what is listed", () => this.#clear()),
        roundButton("close", "Close the inspector", () => this.close())),
      this.#filters(),
      this.#nothing,
      this.#list,
      new FaultPanel().node,
      new ClockPanel().node,
    );
  }

  get isOpen() {
    return this.#stop !== null;
  }

  open(place) {
    if (this.isOpen) return;
    place.append(this.node);
    this.#clear();
    this.#stop = follow("journal_events", {
      onOpen: () => this.#clear(),
      onEvent: (entry) => this.#add(entry),
    });
  }

  close() {
    this.#stop?.();
    this.#stop = null;
    this.node.remove();
    this.#closed();
  }

  #filters() {
    const choose = (event) => {
      this.#filter = event.target.value;
      this.#hide();
    };
    return el("div", { class: "filters" },
      el("select", { "aria-label": "What to show", on: { change: choose } },
        Object.entries(FILTERS).map(([value, label]) => el("option", { value }, label))),
      this.#search);
  }

  #filterBy(words) {
    this.#words = words.trim().toLowerCase();
    this.#hide();
  }

  #clear() {
    this.#list.replaceChildren();
    this.#handled.clear();
    this.#nothing.hidden = false;
  }

  #add(entry) {
    this.#nothing.hidden = true;
    if (entry.type === "handled" && this.#mark(entry)) return;
    const { scrollTop, scrollHeight, clientHeight } = this.#list;
    const follows = scrollHeight - scrollTop - clientHeight < 40;
    const row = entryRow(entry);
    row.entry = entry;
    if (entry.type === "update") this.#handled.set(entry.update_id, row);
    this.#list.append(row);
    row.hidden = !this.#isWanted(entry);
    while (this.#list.childElementCount > MOST) {
      this.#handled.delete(this.#list.firstChild.entry.update_id);
      this.#list.firstChild.remove();
    }
    if (follows) this.#list.scrollTop = this.#list.scrollHeight;
  }

  // What a handler did is shown at its update.
  #mark(handled) {
    const row = this.#handled.get(handled.update_id);
    if (!row) return false;
    row.entry = { ...row.entry, handled };
    const fresh = entryRow(row.entry);
    fresh.entry = row.entry;
    fresh.hidden = row.hidden;
    fresh.querySelector("details").open = row.querySelector("details").open;
    this.#handled.set(handled.update_id, fresh);
    row.replaceWith(fresh);
    return true;
  }

  #hide() {
    for (const row of this.#list.children) row.hidden = !this.#isWanted(row.entry);
  }

  #isWanted(entry) {
    const isBad = entry.ok === false || Boolean(entry.handled?.error);
    const fits = this.#filter === "all" || entry.type === this.#filter || (this.#filter === "failed" && isBad);
    return fits && (this.#words === "" || JSON.stringify(entry).toLowerCase().includes(this.#words));
  }
}
