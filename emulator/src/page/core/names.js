// How people and chats are called, and the letters and colour that stand for them.

const COLOURS = 7;

export function userName(user) {
  if (!user) return "Unknown";
  return [user.first_name, user.last_name].filter(Boolean).join(" ");
}

export function senderName(message) {
  if (message.sender_chat) return message.sender_chat.title ?? message.sender_chat.username ?? "Channel";
  return userName(message.from);
}

/** Up to two letters; whole code points, so that an emoji stays whole. */
export function initials(name) {
  const words = name.trim().split(/\s+/).filter(Boolean);
  return words.slice(0, 2).map((word) => [...word][0].toLocaleUpperCase()).join("") || "?";
}

/** The class that gives an id its colour. */
export const colourClass = (id) => `colour-${Math.abs(id) % COLOURS}`;
