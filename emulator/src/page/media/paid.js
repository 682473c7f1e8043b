// Paid media: hidden until it is bought.
import { el, icon } from "../core/dom.js";
import { confirmDialog } from "../core/notices.js";
import { lengthText } from "./file.js";
import { photo } from "./photo.js";
import { video } from "./players.js";

export function paidMedia(paid, message, actions) {
  const stars = `⭐ ${paid.star_count}`;
  const buy = async () => {
    const sure = await confirmDialog("Buy the media?", `It costs ${stars}.`, `Pay ${stars}`);
    if (sure) await actions.act("buy_paid_media", { message_id: message.message_id });
  };
  const isHidden = paid.paid_media.some((medium) => medium.type === "preview");
  return el("div", { class: ["album", `of-${paid.paid_media.length}`, "paid"] },
    paid.paid_media.map((medium) => el("div", { class: "tile" }, one(medium))),
    isHidden ? el("button", { type: "button", class: "unlock", on: { click: buy } }, icon("lock"), `Unlock for ${stars}`) : null);
}

function one(medium) {
  switch (medium.type) {
    case "photo":
      return photo(medium.photo, {});
    case "video":
      return video(medium.video, {});
    case "live_photo":
      return video(medium.live_photo, {});
    default:
      return el("div", { class: "hidden-medium" }, medium.duration ? lengthText(medium.duration) : "");
  }
}
