// Building elements. Text always goes in as text nodes: nothing a user or a bot writes is parsed as HTML.

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

const ICONS = {
  back: "M15 5l-7 7 7 7",
  send: "M4 12l16-8-6 17-3-7z",
  close: "M6 6l12 12M18 6L6 18",
  reply: "M10 6L4 12l6 6M4 12h9a7 7 0 0 1 7 7",
  down: "M6 9l6 6 6-6",
  file: "M7 3h7l5 5v13H7zM14 3v5h5",
  keyboard: "M3 7h18v11H3zM7 11h.01M11 11h.01M15 11h.01M8 15h8",
  block: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM6 6l12 12",
  link: "M8 16L17 7M10 7h7v7",
};

/** A stroked 24 by 24 icon, hidden from assistive technology: the control around it carries the label. */
export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("icon");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
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
