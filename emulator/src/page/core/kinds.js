// The kinds of content that a message may have beside a text.

/** The field of the message and what it is called. */
export const KINDS = {
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
  giveaway: "Giveaway",
  giveaway_winners: "Giveaway winners",
};

/** The key of the message's media or other content, when it has one. */
export const contentKind = (message) =>
  Object.keys(KINDS).find((kind) => message[kind] !== undefined && !isCovered(message, kind));

// An animation also carries its document, a venue its location: the richer one counts.
const isCovered = (message, kind) =>
  (kind === "document" && message.animation) || (kind === "location" && message.venue);
