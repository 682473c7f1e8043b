// The texts inside of rich messages.
import { el, pressable } from "../core/dom.js";
import { dateTime, link, spoiler } from "./entities.js";
import { inlineButton } from "./keyboard.js";

const SIMPLE = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  subscript: "sub",
  superscript: "sup",
  marked: "mark",
  code: "code",
};

/** Nodes for a text: a string, a list of texts, or one with a look or a meaning. */
export function richText(value, message, actions) {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap((part) => richText(part, message, actions));
  if (!value) return [];
  return [one(value, value.text === undefined ? [] : richText(value.text, message, actions), message, actions)];
}

function one(value, inside, message, actions) {
  const tag = SIMPLE[value.type];
  if (tag) return el(tag, {}, inside);
  switch (value.type) {
    case "spoiler":
      return spoiler(inside);
    case "date_time":
      return dateTime(value, inside);
    case "url":
      return link(value.url, inside, value.url);
    case "email_address":
      return link(`mailto:${value.email_address}`, inside);
    case "phone_number":
      return link(`tel:${value.phone_number}`, inside);
    case "bot_command":
      return pressable(el("span", { class: "link command" }, inside), () => actions.command(value.bot_command));
    case "custom_emoji":
      return el("span", { class: "custom-emoji", title: `Custom emoji ${value.custom_emoji_id}` }, value.alternative_text);
    case "mathematical_expression":
      return el("span", { class: "formula", role: "math" }, value.expression);
    case "button":
      return inlineButton(actions.chat(), message, value.button, actions, richText(value.button.text, message, actions));
    case "anchor":
      return el("span", { data: { anchor: value.name } });
    case "reference":
      return el("span", { data: { anchor: value.name } }, inside);
    case "anchor_link":
    case "reference_link":
      return jump(value.anchor_name ?? value.reference_name, inside);
    default:
      return el("span", { class: "mark" }, inside);
  }
}

function jump(name, inside) {
  const node = el("span", { class: "link" }, inside);
  return pressable(node, () => {
    const target = node.closest(".rich")?.querySelector(`[data-anchor="${CSS.escape(name)}"]`);
    target?.scrollIntoView({ block: "nearest" });
  });
}
