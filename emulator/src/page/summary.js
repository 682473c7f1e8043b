// A message in one line: for the chat list, quoted replies, and content the page cannot draw.
import { userName } from "./names.js";

const KINDS = {
  photo: "Photo",
  animation: "GIF",
  video: "Video",
  video_note: "Video message",
  audio: "Audio",
  voice: "Voice message",
  document: "File",
  sticker: "Sticker",
  live_photo: "Live photo",
  paid_media: "Paid media",
  location: "Location",
  venue: "Venue",
  contact: "Contact",
  poll: "Poll",
  dice: "Dice",
  game: "Game",
  invoice: "Invoice",
  checklist: "Checklist",
  story: "Story",
  rich_message: "Rich message",
};

const SERVICE = {
  new_chat_members: (m) => `${names(m.new_chat_members)} joined`,
  left_chat_member: (m) => `${userName(m.left_chat_member)} left`,
  new_chat_title: (m) => `The title is now “${m.new_chat_title}”`,
  new_chat_photo: () => "The photo was changed",
  delete_chat_photo: () => "The photo was removed",
  group_chat_created: () => "The group was created",
  supergroup_chat_created: () => "The group was created",
  channel_chat_created: () => "The channel was created",
  pinned_message: (m) => `Pinned: ${summary(m.pinned_message)}`,
  forum_topic_created: (m) => `Topic “${m.forum_topic_created.name}” was created`,
  forum_topic_closed: () => "The topic was closed",
  forum_topic_reopened: () => "The topic was reopened",
  migrate_to_chat_id: () => "The group became a supergroup",
  migrate_from_chat_id: () => "The group became a supergroup",
  successful_payment: (m) => `Paid ${m.successful_payment.total_amount} ${m.successful_payment.currency}`,
  refunded_payment: (m) => `Refunded ${m.refunded_payment.total_amount} ${m.refunded_payment.currency}`,
  users_shared: () => "Users were shared",
  chat_shared: () => "A chat was shared",
  write_access_allowed: () => "The bot may write messages now",
};

const COMMON = new Set([
  "message_id", "message_thread_id", "from", "sender_chat", "date", "chat", "reply_to_message", "edit_date",
  "reply_markup", "is_topic_message", "via_bot", "author_signature", "has_protected_content", "media_group_id",
  "link_preview_options", "effect_id", "sender_tag", "sender_boost_count",
]);

const names = (users) => users.map(userName).join(", ");

/** The key of the message's media or other content, when it has one. */
export const contentKind = (message) => Object.keys(KINDS).find((kind) => message[kind] !== undefined && !covered(message, kind));

// An animation also carries its document, a venue its location: the richer one counts.
const covered = (message, kind) =>
  (kind === "document" && message.animation) || (kind === "location" && message.venue);

/** What a service message says, or null when the message is no service message. */
export function serviceText(message) {
  const kind = Object.keys(SERVICE).find((field) => message[field] !== undefined);
  if (kind) return SERVICE[kind](message);
  if (message.text !== undefined || contentKind(message)) return null;
  const unknown = Object.keys(message).find((field) => !COMMON.has(field));
  return unknown ? unknown.replaceAll("_", " ") : "Empty message";
}

/** One line of plain text. Spoilers stay hidden. */
export function summary(message) {
  if (message.text !== undefined) return hidden(message.text, message.entities);
  const kind = contentKind(message);
  if (!kind) return serviceText(message);
  let label = KINDS[kind];
  if (kind === "document") label = message.document.file_name ?? label;
  if (kind === "sticker") label = `${message.sticker.emoji ?? ""} ${label}`.trim();
  if (kind === "poll") label = `Poll: ${message.poll.question}`;
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
