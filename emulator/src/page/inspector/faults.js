// Faults on order: calls of a method go wrong, until the fault is taken back or used up.
import * as api from "../core/api.js";
import { el, icon, roundButton } from "../core/dom.js";
import { failed } from "../core/notices.js";

const FAULTS = [
  ["429, wait 5 s", { retry_after: 5 }],
  ["500", { status: { code: 500, body: '{"ok":false,"error_code":500,"description":"Internal Server Error"}' } }],
  ["HTML 502", "html_502"],
  ["Empty body", "empty_body"],
  ["Cut-off body", "truncated"],
  ["No answer", "hang"],
  ["Closed connection", "drop"],
  ["Carried out, answer lost", { after: "drop" }],
  ["Delay of 3 s", { delay: 3 }],
  ["Updates come twice", "duplicate"],
  ["Updates in the wrong order", "reorder"],
];
const OF_UPDATES = new Set(["duplicate", "reorder"]);
const COUNTS = [["once", 1], ["5 times", 5], ["always", null]];
const METHODS = ["sendMessage", "getUpdates", "editMessageText", "answerCallbackQuery", "sendPhoto", "deleteMessage"];

export class FaultPanel {
  #method = el("input", { value: METHODS[0], "aria-label": "Method", list: "methods", spellcheck: "false" });
  #fault = choices("Fault", FAULTS);
  #count = choices("How often", COUNTS);
  #ordered = el("ul", { class: "ordered" });
  /** The element to place in the page. */
  node;

  constructor() {
    this.node = el("details", { class: "panel" }, el("summary", {}, icon("bolt"), "Faults"),
      el("form", { class: "keys", on: { submit: (event) => this.#order(event) } },
        this.#method, el("datalist", { id: "methods" }, METHODS.map((name) => el("option", { value: name }))),
        this.#fault, this.#count, el("button", { class: "key" }, "Order")),
      this.#ordered);
    this.node.addEventListener("toggle", () => this.#fetch());
  }

  #order(event) {
    event.preventDefault();
    const [, fault] = FAULTS[this.#fault.value];
    const [, count] = COUNTS[this.#count.value];
    const method = OF_UPDATES.has(fault) ? "getUpdates" : this.#method.value.trim();
    api.post("faults", { fault, method, count }).then(() => this.#fetch(), failed);
  }

  #fetch() {
    api.get("faults").then(({ faults }) => this.#show(faults), failed);
  }

  #show(faults) {
    const takeBack = (id) => api.post("remove_fault", { fault_id: id }).then(() => this.#fetch(), failed);
    this.#ordered.replaceChildren(...faults.map((rule) => el("li", {},
      el("span", {}, `${rule.method ?? "Every method"}: ${nameOf(rule.fault)}`, rule.count ? `, ${rule.count} more` : ""),
      roundButton("close", "Take the fault back", () => takeBack(rule.fault_id)))));
  }
}

function choices(label, list) {
  return el("select", { "aria-label": label }, list.map(([name], at) => el("option", { value: at }, name)));
}

function nameOf(fault) {
  const same = JSON.stringify(fault);
  return FAULTS.find(([, known]) => JSON.stringify(known) === same)?.[0] ?? same;
}
