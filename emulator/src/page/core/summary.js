// A message in one line: for the chat list, quoted replies, and content the page cannot draw.
import { contentKind, KINDS } from "./kinds.js";
import { plainText } from "./rich.js";
import { serviceText } from "./service.js";
import { userName } from "./names.js";

const LABELS = {
  document: ({ document }) => document.file_name ?? "File",
  sticker: ({ sticker }) => `${sticker.emoji ?? ""} Sticker`.trim(),
  poll: ({ poll }) => `Poll: ${poll.question}`,
  checklist: ({ checklist }) => `Checklist: ${checklist.title}`,
  contact: ({ contact }) => `Contact: ${userName(contact)}`,
  audio: ({ audio }) => [audio.performer, audio.title].filter(Boolean).join(" – ") || "Audio",
  venue: ({ venue }) => `Venue: ${venue.title}`,
  game: ({ game }) => `Game: ${game.title}`,
  invoice: ({ invoice }) => `Invoice: ${invoice.title}`,
  dice: ({ dice }) => `${dice.emoji} ${dice.value}`,
  rich_message: ({ rich_message }) => plainText(rich_message.blocks).slice(0, 200),
};

/** One line of plain text. Spoilers stay hidden. */
export function summary(message) {
  if (message.text !== undefined) return hidden(message.text, message.entities);
  const kind = contentKind(message);
  if (!kind) return serviceText(message);
  const label = LABELS[kind]?.(message) || KINDS[kind];
  if (!message.caption) return label;
  return `${label}, ${hidden(message.caption, message.caption_entities)}`;
}

function hidden(text, entities = []) {
  let shown = text;
  for (const { type, offset, length } of entities) {
    if (type !== "spoiler") continue;
    shown = shown.slice(0, offset) + "▒".repeat(length) + shown.slice(offset + length);
  }
  return shown.replace(/\s+/g, " ");
}
