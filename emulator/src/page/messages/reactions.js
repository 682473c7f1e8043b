// The reactions under a message, counted; a press adds or takes back one's own.
import { el } from "../core/dom.js";

/** The emoji that people may choose, those in use first. */
export const CHOICES = ["👍", "❤", "🔥", "🎉", "😁", "🤔", "👎"];

/** The heart is text unless it is told to be a picture. */
export const pictured = (emoji) => (emoji === "❤" ? "❤\uFE0F" : emoji);

const nameOf = (type) => ({ emoji: pictured(type.emoji), custom_emoji: "✨", paid: "⭐" })[type.type] ?? "?";

/** `message.reactions` are as the control API tells them: `{type, total_count, user_ids}`. */
export function reactions(message, me, actions) {
  const counts = message.reactions ?? [];
  if (counts.length === 0) return null;
  return el("div", { class: "reactions", role: "group", "aria-label": "Reactions" }, counts.map((count) => {
    const isOwn = count.user_ids?.includes(me?.id) ?? false;
    const name = nameOf(count.type);
    return el("button", {
      type: "button",
      class: ["reaction", isOwn && "chosen"],
      "aria-pressed": String(isOwn),
      "aria-label": `${name}, ${count.total_count}`,
      on: { click: () => react(message, isOwn ? [] : [count.type], actions) },
    }, el("span", {}, name), el("b", {}, String(count.total_count)));
  }));
}

/** Makes these `ReactionType` objects the reader's reactions to the message. */
export function react(message, types, actions) {
  const reactions = types.map((type) => type.emoji ?? type.custom_emoji_id);
  return actions.act("react", { message_id: message.message_id, reactions });
}
