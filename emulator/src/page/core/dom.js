// Building elements. Text always goes in as text nodes: nothing a user or a bot writes is parsed as HTML.
import { icon } from "./icons.js";

export { icon };

/**
 * Makes an element. `props` are attributes, except `class` (a string or a list, empty names skipped),
 * `on` (an object of event listeners) and `data` (dataset entries). `null`, `undefined` and `false`
 * attributes are left out, `true` is an empty attribute. Children may be nodes, strings or nothing.
 */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") {
      const names = (Array.isArray(value) ? value : value.split(" ")).filter(Boolean);
      node.classList.add(...names);
    } else if (name === "on") {
      for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    } else if (name === "data") {
      Object.assign(node.dataset, value);
    } else {
      node.setAttribute(name, value === true ? "" : value);
    }
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** Makes `nodes` the children of `parent`, leaving those in place that are there already. */
export function place(parent, nodes) {
  const wanted = new Set(nodes);
  for (const node of [...parent.children]) {
    if (!wanted.has(node)) node.remove();
  }
  let at = parent.firstChild;
  for (const node of nodes) {
    if (node === at) at = at.nextSibling;
    else parent.insertBefore(node, at);
  }
}

/** Makes inline text act as a button, by pointer and by keyboard, while it stays selectable text. */
export function pressable(node, action) {
  node.setAttribute("role", "button");
  node.tabIndex = 0;
  node.addEventListener("click", action);
  node.addEventListener("keydown", (event) => {
    // A key pressed on something nested (a link in a spoiler) is that element's.
    if (event.target !== node || (event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    action(event);
  });
  return node;
}

/** A round button with an icon, which `label` explains. */
export function roundButton(name, label, action, ...classes) {
  return el("button", {
    type: "button",
    class: ["round", ...classes],
    title: label,
    "aria-label": label,
    on: { click: action },
  }, icon(name));
}
