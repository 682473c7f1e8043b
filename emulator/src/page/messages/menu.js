// The menu of a message: answer it, react to it, change it, look at its JSON.
import { avatar, faceOf } from "../chats/avatar.js";
import { choose } from "../sheets/ask.js";
import { CHOICES, pictured, react } from "./reactions.js";
import { confirmDialog, failed } from "../core/notices.js";
import { el, icon } from "../core/dom.js";
import { post } from "../core/api.js";
import { sheet } from "../sheets/sheet.js";

/** Opens the menu at an element or a point of the window. `actions` are those of `performer`. */
export function openMenu(message, at, actions) {
  const before = document.activeElement;
  const menu = el("div", { class: "menu-card", popover: "auto", role: "menu", "aria-label": "What to do with the message" });
  const close = () => {
    menu.hidePopover();
    before?.focus({ preventScroll: true });
  };
  const isAside = message.ephemeral_message_id !== undefined;
  menu.append(isAside ? "" : emojis(message, actions, close));
  for (const [name, label, action] of entries(message, isAside, actions)) {
    menu.append(el("button", {
      type: "button",
      role: "menuitem",
      on: { click: () => { close(); action(); } },
    }, icon(name), label));
  }
  menu.addEventListener("keydown", (event) => moved(event, menu));
  menu.addEventListener("toggle", (event) => {
    if (event.newState === "closed") menu.remove();
  });
  document.body.append(menu);
  menu.showPopover();
  put(menu, at);
  menu.querySelector("[role=menuitem]").focus();
}

function entries(message, isAside, actions) {
  const text = message.text ?? message.caption;
  const isOwn = message.from?.id === actions.store.me?.id;
  const list = [["reply", "Reply", () => actions.reply(message)]];
  if (text) list.push(["copy", "Copy the text", () => actions.copy(text)]);
  if (isOwn && text && !isAside && !message.via_bot) list.push(["edit", "Edit", () => actions.edit(message)]);
  if (!isAside && !message.has_protected_content) list.push(["forward", "Forward", () => forward(message, actions)]);
  if (!isAside && (isOwn || actions.chat().type === "private")) list.push(["trash", "Delete", () => remove(message, actions)]);
  list.push(["code", "Show its JSON", () => showJson(message)]);
  return list;
}

function emojis(message, actions, close) {
  const mine = (count) => count.user_ids?.includes(actions.store.me.id);
  const own = message.reactions?.filter(mine).map((count) => count.type.emoji) ?? [];
  return el("div", { class: "emojis" }, CHOICES.map((emoji) => {
    const choose = () => {
      close();
      react(message, own.includes(emoji) ? [] : [{ type: "emoji", emoji }], actions);
    };
    return el("button", {
      type: "button",
      role: "menuitem",
      class: own.includes(emoji) ? "chosen" : "",
      "aria-label": `React with ${emoji}`,
      on: { click: choose },
    }, pictured(emoji));
  }));
}

async function remove(message, actions) {
  const sure = await confirmDialog("Delete the message?", "It is deleted for everybody.", "Delete");
  if (sure) await actions.act("delete_message", { message_id: message.message_id });
}

function forward(message, actions) {
  const { store } = actions;
  const from = store.place(actions.chat());
  const send = (chat) => post("forward", {
    ...store.place(chat),
    from_chat_id: from.chat_id,
    from_bot_id: from.bot_id,
    message_ids: [message.message_id],
  }).then(() => actions.open(chat.key), failed);
  choose("Forward to", store.chats().map((chat) =>
    [[avatar(faceOf(chat), store.title(chat), store.photoOf(chat)), store.title(chat)], () => send(chat)]));
}

function showJson(message) {
  sheet(`Message ${message.message_id}`, el("pre", { class: "json", tabindex: "0" }, JSON.stringify(message, null, 2)));
}

function moved(event, menu) {
  const items = [...menu.querySelectorAll("[role=menuitem]")];
  const at = items.indexOf(document.activeElement);
  const steps = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
  if (!(event.key in steps)) return;
  event.preventDefault();
  items[(at + steps[event.key] + items.length) % items.length].focus();
}

// Beside what it is of, and within the window.
function put(menu, at) {
  const box = at instanceof Element ? at.getBoundingClientRect() : { left: at.x, bottom: at.y, top: at.y };
  const { offsetWidth, offsetHeight } = menu;
  const left = Math.min(Math.max(box.left, 8), innerWidth - offsetWidth - 8);
  const below = box.bottom + 4;
  const top = below + offsetHeight < innerHeight ? below : Math.max(box.top - offsetHeight - 4, 8);
  menu.style.left = `${left}px`;
  menu.style.top = `${top}px`;
}
