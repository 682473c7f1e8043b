// The world's clock: stopped, moved forward, let go.
import * as api from "../core/api.js";
import { el, icon } from "../core/dom.js";
import { failed } from "../core/notices.js";

const STEPS = [["+10 s", 10], ["+1 min", 60], ["+1 h", 3600], ["+1 day", 86400]];
// How often a running clock is read.
const TICK_MS = 1000;

export class ClockPanel {
  #time = el("output", { class: "clock-time", "aria-label": "Time of the world" });
  #toggle = el("button", { type: "button", class: "key", on: { click: () => this.#move({ frozen: !this.#state?.is_frozen }) } });
  #state = null;
  #read = 0;
  /** The element to place in the page. */
  node;

  constructor() {
    this.node = el("details", { class: "panel" }, el("summary", {}, icon("clock"), "Clock", this.#time),
      el("div", { class: "keys" }, STEPS.map(([label, seconds]) =>
        el("button", { type: "button", class: "key", on: { click: () => this.#move({ advance: seconds }) } }, label)), this.#toggle));
    this.node.addEventListener("toggle", () => this.#fetch());
    setInterval(() => this.#show(), TICK_MS);
  }

  #fetch() {
    api.get("clock").then((state) => this.#set(state), failed);
  }

  #move(how) {
    api.post("clock", how).then((state) => this.#set(state), failed);
  }

  #set(state) {
    this.#state = state;
    this.#read = performance.now();
    this.#toggle.textContent = state.is_frozen ? "Let it run" : "Stop it";
    this.#show();
  }

  #show() {
    if (!this.#state || !this.node.isConnected) return;
    const passed = this.#state.is_frozen ? 0 : (performance.now() - this.#read) / 1000;
    this.#time.textContent = new Date((this.#state.unix_time + passed) * 1000).toLocaleString([], { dateStyle: "short", timeStyle: "medium" })
      + (this.#state.is_frozen ? ", stopped" : "");
  }
}
