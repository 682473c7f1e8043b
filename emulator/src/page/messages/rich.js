// Rich messages: blocks of text, lists, tables, media and buttons.
import { attachment } from "../media/file.js";
import { animation, audio, video, voice } from "../media/players.js";
import { el } from "../core/dom.js";
import { inlineButton } from "./keyboard.js";
import { photo } from "../media/photo.js";
import { place } from "../media/place.js";
import { richText } from "./richtext.js";

/** Draws the blocks of a message's rich text. */
export function richBlocks(blocks, message, actions, isRtl) {
  return el("div", { class: "rich", dir: isRtl ? "rtl" : "auto" }, blocks.map((block) => draw(block, message, actions)));
}

function draw(block, message, actions) {
  const text = (value) => richText(value, message, actions);
  const blocks = (list) => list.map((inner) => draw(inner, message, actions));
  const credit = block.credit ? el("cite", {}, text(block.credit)) : null;
  switch (block.type) {
    case "paragraph":
      return el("p", {}, text(block.text));
    case "heading":
      return el(`h${Math.min(Math.max(block.size, 1), 6)}`, {}, text(block.text));
    case "pre":
      return el("div", { class: "code-block" },
        block.language ? el("div", { class: "language" }, block.language) : null,
        el("pre", {}, el("code", {}, text(block.text))));
    case "footer":
      return el("footer", {}, text(block.text));
    case "divider":
      return el("hr");
    case "mathematical_expression":
      return el("div", { class: "formula", role: "math" }, block.expression);
    case "anchor":
      return el("span", { data: { anchor: block.name } });
    case "list":
      return el("ul", {}, block.items.map((item) => listItem(item, blocks)));
    case "blockquote":
      return el("blockquote", {}, blocks(block.blocks), credit);
    case "expandable_blockquote":
      return el("details", { class: "quote" }, el("summary", {}, "Quote"), text(block.text), credit);
    case "pullquote":
      return el("blockquote", { class: "pull" }, text(block.text), credit);
    case "collage":
    case "slideshow":
      return figure(el("div", { class: ["album", `of-${Math.min(block.blocks.length, 10)}`] },
        blocks(block.blocks).map((one) => el("div", { class: "tile" }, one))), block, text);
    case "table":
      return table(block, text);
    case "details":
      return el("details", { open: block.is_open === true }, el("summary", {}, text(block.summary)), blocks(block.blocks));
    case "map":
      return figure(place(block.location), block, text);
    case "buttons":
      return el("div", { class: ["row", "rich-buttons", block.align] },
        block.buttons.map((button) => inlineButton(actions.chat(), message, button, actions, text(button.text))));
    case "thinking":
      return el("p", { class: "thinking" }, text(block.text));
    default:
      return medium(block, message, text);
  }
}

const MEDIA = {
  photo: (block) => photo(block.photo, { has_media_spoiler: block.has_spoiler }),
  video: (block) => video(block.video, { has_media_spoiler: block.has_spoiler }),
  animation: (block) => animation(block.animation, { has_media_spoiler: block.has_spoiler }),
  audio: (block) => audio(block.audio, {}),
  document: (block) => attachment(block.document),
  voice_note: (block) => voice(block.voice_note, {}),
};

function medium(block, message, text) {
  const content = MEDIA[block.type]?.(block) ?? el("div", { class: "other" }, block.type.replaceAll("_", " "));
  return figure(content, block, text);
}

function figure(content, block, text) {
  const { caption } = block;
  if (!caption) return content;
  return el("figure", {}, content,
    el("figcaption", {}, text(caption.text), caption.credit ? el("cite", {}, text(caption.credit)) : null));
}

function listItem(item, blocks) {
  const mark = item.has_checkbox
    ? el("input", { type: "checkbox", checked: item.is_checked === true, disabled: true, "aria-label": "Task" })
    : el("span", { class: "label" }, item.label);
  return el("li", {}, mark, el("div", {}, blocks(item.blocks)));
}

function table(block, text) {
  const cell = (one) =>
    el(one.is_header ? "th" : "td", {
      colspan: one.colspan ?? null,
      rowspan: one.rowspan ?? null,
      class: [`align-${one.align}`, `valign-${one.valign}`],
    }, one.text === undefined ? null : text(one.text));
  return el("div", { class: "table-scroller", tabindex: "0", role: "region", "aria-label": "Table" },
    el("table", { class: [block.is_bordered && "bordered", block.is_striped && "striped", block.is_compact && "compact"] },
      block.caption ? el("caption", {}, text(block.caption)) : null,
      el("tbody", {}, block.cells.map((row) => el("tr", {}, row.map(cell))))));
}
