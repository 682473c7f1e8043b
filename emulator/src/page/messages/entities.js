// Message text with its entities as DOM nodes. Offsets and lengths are UTF-16 code units, which is also how
// JavaScript counts its strings.
import { el, icon, pressable } from "../core/dom.js";
import { formatted, fullTime } from "../core/clock.js";

const SIMPLE = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
};
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const SAFE_SCHEMES = new Set(["http:", "https:", "mailto:", "tel:", "tg:", "ton:"]);

/**
 * Renders `text`. Entities may nest to any depth; one that overlaps another without nesting is split at the
 * border. `actions.command(text)` is called when a bot command is pressed.
 */
export function renderText(text, entities = [], actions = {}) {
  const fragment = document.createDocumentFragment();
  fragment.append(...build(text, 0, text.length, ordered(entities), actions));
  return fragment;
}

// The outer entity first: by start, then the longest.
const ordered = (entities) => [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);

function build(text, start, end, entities, actions) {
  const nodes = [];
  let at = start;
  let queue = entities;
  const plain = (to) => {
    if (to > at) nodes.push(text.slice(at, to));
    at = to;
  };
  while (queue.length > 0) {
    const [entity, ...others] = queue;
    const from = Math.max(entity.offset, at);
    const until = Math.min(entity.offset + entity.length, end);
    queue = others;
    if (until <= from) continue;
    plain(from);
    const inside = [];
    const after = [];
    for (const other of others) {
      const otherEnd = other.offset + other.length;
      if (other.offset < until) inside.push({ ...other, length: Math.min(otherEnd, until) - other.offset });
      if (otherEnd > until) {
        const offset = Math.max(other.offset, until);
        after.push({ ...other, offset, length: otherEnd - offset });
      }
    }
    queue = ordered(after);
    nodes.push(wrap(entity, text.slice(from, until), build(text, from, until, inside, actions), actions));
    at = until;
    // A block element ends its line itself: the line feed behind it would show as an empty line.
    if (BLOCKS.has(entity.type) && text[at] === "\n" && !(queue[0]?.offset === at)) at += 1;
  }
  plain(end);
  return nodes;
}

function wrap(entity, text, children, actions) {
  const tag = SIMPLE[entity.type];
  if (tag) return el(tag, {}, children);
  switch (entity.type) {
    case "text_link":
      return link(entity.url, children, entity.url);
    case "url":
      return link(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`, children);
    case "email":
      return link(`mailto:${text}`, children);
    case "phone_number":
      return link(`tel:${text.replace(/[^+\d]/g, "")}`, children);
    case "bot_command":
      return pressable(el("span", { class: "link command" }, children), () => actions.command?.(text));
    case "mention":
      // Followed within the page when somebody here is called that.
      return link(`https://t.me/${text.slice(1)}`, children);
    case "hashtag":
    case "cashtag":
      return el("span", { class: ["mark", entity.type] }, children);
    case "text_mention":
      return el("span", { class: "mark mention", title: `User ${entity.user?.id}` }, children);
    case "spoiler":
      return spoiler(children);
    case "pre":
      return codeBlock(entity.language, text, children, actions);
    case "blockquote":
      return el("blockquote", {}, children);
    case "expandable_blockquote":
      return expandable(children);
    case "custom_emoji":
      return el("span", { class: "custom-emoji", title: `Custom emoji ${entity.custom_emoji_id}` }, children);
    case "date_time":
      return dateTime(entity, children);
    default:
      return el("span", { title: entity.type }, children);
  }
}

/** A link that opens in its own tab; plain text when the address is none a page may lead to. */
export function link(address, children, title) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return el("span", {}, children);
  }
  // `javascript:` and the like never become links.
  if (!SAFE_SCHEMES.has(url.protocol)) return el("span", { title: address }, children);
  return el("a", { href: url.href, target: "_blank", rel: "noopener noreferrer", title }, children);
}

/** Text that is hidden until it is pressed. */
export function spoiler(children) {
  const node = el("span", { class: "spoiler", "aria-label": "Hidden text, press to show" }, children);
  const reveal = (event) => {
    if (node.classList.contains("shown")) return;
    // What is hidden must not be followed by the press that shows it.
    event.preventDefault();
    event.stopPropagation();
    node.classList.add("shown");
    node.removeAttribute("aria-label");
    node.removeAttribute("role");
    node.removeAttribute("tabindex");
  };
  pressable(node, reveal);
  node.addEventListener("click", reveal, { capture: true });
  return node;
}

function codeBlock(language, text, children, actions) {
  const copy = actions.copy
    ? el("button", { type: "button", title: "Copy", "aria-label": "Copy the code", on: { click: () => actions.copy(text) } }, icon("copy"))
    : null;
  return el("div", { class: "code-block" },
    el("div", { class: "language" }, language ?? "code", copy),
    el("pre", { tabindex: "0" }, el("code", {}, children)));
}

function expandable(children) {
  const quote = el("blockquote", { class: "expandable" }, el("div", {}, children));
  pressable(quote, () => {
    if (String(getSelection())) return;
    quote.setAttribute("aria-expanded", String(quote.classList.toggle("open")));
  });
  quote.setAttribute("aria-expanded", "false");
  return quote;
}

/** A point of time, as its entity wants it written. */
export function dateTime(entity, children) {
  const unix = entity.unix_time;
  const shown = entity.date_time_format ? [formatted(unix, entity.date_time_format)] : children;
  return el("time", { datetime: new Date(unix * 1000).toISOString(), title: fullTime(unix) }, shown);
}
