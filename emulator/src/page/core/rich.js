// The words of a rich message, without its looks.

/** The text of blocks, of a rich text, or of anything that holds them; spoilers stay hidden. */
export function plainText(value) {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(plainText).filter(Boolean).join(value.every(isText) ? "" : " ");
  if (!value || typeof value !== "object") return "";
  if (value.type === "spoiler") return "▒▒▒";
  const inner = value.text ?? value.blocks ?? value.items ?? value.cells ?? value.expression ?? value.alternative_text;
  return [value.summary, inner].map(plainText).filter(Boolean).join(" ");
}

// Blocks stand apart from each other, pieces of one text do not.
const BLOCKS = new Set(["paragraph", "heading", "list", "table", "pre", "footer", "details", "blockquote", "pullquote"]);
const isText = (value) => typeof value === "string" || (Boolean(value?.type) && !BLOCKS.has(value.type) && !value.blocks);
