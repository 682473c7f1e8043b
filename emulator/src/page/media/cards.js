// Content that is shown as a small card.
import { avatar } from "../chats/avatar.js";
import { coordinates } from "./place.js";
import { el, icon } from "../core/dom.js";
import { fullTime } from "../core/clock.js";
import { money } from "../core/money.js";
import { photo } from "./photo.js";
import { renderText } from "../messages/entities.js";
import { userName } from "../core/names.js";

const card = (name, title, ...lines) =>
  el("div", { class: ["card", name] }, el("b", {}, title), lines.filter(Boolean).map((line) => el("span", {}, line)));

export function venue(venue) {
  return el("div", { class: "place" },
    el("div", { class: "map", "aria-hidden": "true" }, icon("pin")),
    el("div", { class: "place-name" }, el("b", {}, venue.title), el("span", {}, venue.address),
      el("small", {}, coordinates(venue.location))));
}

export function contact(contact) {
  const name = userName(contact);
  return el("div", { class: "contact" }, avatar(contact.user_id ?? 0, name),
    el("div", {}, el("b", {}, name), el("a", { href: `tel:${contact.phone_number}` }, contact.phone_number)));
}

export const dice = (dice) =>
  el("div", { class: "dice" }, el("span", { "aria-hidden": "true" }, dice.emoji), el("small", {}, `rolled ${dice.value}`));

export function game(game, message, actions) {
  return el("div", { class: "game" }, photo(game.photo, {}), el("b", {}, game.title),
    el("p", {}, game.text ? renderText(game.text, game.text_entities, actions) : game.description));
}

export function invoice(invoice, message, actions) {
  const hasButton = message.reply_markup?.inline_keyboard?.flat().some((button) => button.pay);
  return el("div", { class: "invoice" },
    invoice.photo ? photo([invoice.photo], {}) : null,
    el("b", {}, invoice.title),
    el("p", {}, invoice.description),
    el("div", { class: "price" }, money(invoice.total_amount, invoice.currency)),
    hasButton ? null : el("button", { type: "button", class: "primary", on: { click: () => actions.pay(message) } },
      `Pay ${money(invoice.total_amount, invoice.currency)}`));
}

export const story = (story) => card("story", "Story", `of ${story.chat.title ?? userName(story.chat)}`);

export const giveaway = (giveaway) =>
  card("giveaway", "Giveaway", `${giveaway.winner_count} winners, ${fullTime(giveaway.winners_selection_date)}`, giveaway.prize_description);

export const winners = (found) =>
  card("giveaway", "Giveaway winners", found.winners.map(userName).join(", "), found.prize_description);
