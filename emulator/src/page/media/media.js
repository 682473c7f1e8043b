// What a message carries beside its text.
import { attachment } from "./file.js";
import { checklist } from "./checklist.js";
import { contact, dice, game, giveaway, invoice, story, venue, winners } from "./cards.js";
import { contentKind } from "../core/kinds.js";
import { el } from "../core/dom.js";
import { animation, audio, video, videoNote, voice } from "./players.js";
import { paidMedia } from "./paid.js";
import { photo } from "./photo.js";
import { place } from "./place.js";
import { poll } from "./poll.js";
import { richBlocks } from "../messages/rich.js";
import { sticker } from "./sticker.js";
import { summary } from "../core/summary.js";

// Each takes what the message carries, the message, and the acts of `performer`.
const DRAW = {
  photo,
  animation,
  video,
  video_note: videoNote,
  audio,
  voice,
  document: attachment,
  sticker,
  live_photo: (live, message) => video(live, message),
  paid_media: paidMedia,
  location: place,
  venue,
  contact,
  poll,
  dice,
  game,
  invoice,
  checklist,
  story,
  giveaway,
  giveaway_winners: winners,
  rich_message: (rich, message, actions) => richBlocks(rich.blocks, message, actions, rich.is_rtl),
};

/** Draws what the message carries; null when there is nothing but text. */
export function media(message, actions) {
  const kind = contentKind(message);
  if (!kind) return null;
  const draw = DRAW[kind];
  return draw
    ? draw(message[kind], message, actions)
    : el("div", { class: "other" }, summary({ ...message, caption: undefined }));
}
