// JSON with colours, whose objects and lists can be folded.
import { el } from "../core/dom.js";

// Deeper values are folded at first.
const OPEN_DEPTH = 2;

/** Draws a value; a text alone is shown as it is. */
export function json(value) {
  if (typeof value === "string") return el("pre", { class: "json", tabindex: "0" }, value);
  return el("div", { class: "json tree", tabindex: "0" }, node(value, 0));
}

function node(value, depth) {
  if (Array.isArray(value)) return branch(value.map((each) => [null, each]), "[", "]", depth);
  if (value && typeof value === "object") return branch(Object.entries(value), "{", "}", depth);
  return el("span", { class: `json-${value === null ? "null" : typeof value}` }, JSON.stringify(value));
}

function branch(entries, begin, end, depth) {
  if (entries.length === 0) return el("span", {}, begin + end);
  const details = el("details", { open: depth < OPEN_DEPTH }, el("summary", {}, begin, el("i", {}, ` ${entries.length} `), end));
  // A folded branch is drawn when it is opened.
  const draw = () => {
    if (!details.open || details.childElementCount > 1) return;
    details.append(el("ul", {}, entries.map(([name, each]) => el("li", {}, name === null ? null : el("b", {}, `${name}: `), node(each, depth + 1)))));
  };
  details.addEventListener("toggle", draw);
  draw();
  return details;
}
