// The menu of a message: answer it, react to it, copy it, look at its JSON.
import { CHOICES, react } from "./reactions.js";
import { el, icon } from "../core/dom.js";
import { sheet } from "../sheets/sheet.js";
import { toast } from "../core/notices.js";

/**
 * Opens the menu at an element or a point of the window. `ways` has the `store`, the `chat`,
 * `reply(message)` and `act(path, body)`.
 */
export function openMenu(message, at, ways) {
  const before = document.activeElement;
  const menu = el("div", { class: "menu-card", popover: "auto", role: "menu", "aria-label": "What to do with the message" });
  const close = () => {
    menu.hidePopover();
    before?.focus({ preventScroll: true });
  };
  const entry = (name, label, action) =>
    el("button", {
      type: "button",
      role: "menuitem",
      on: { click: () => { close(); action(); } },
    }, icon(name), label);
  const text = message.text ?? message.caption;
  menu.append(
    message.ephemeral_message_id === undefined ? emojis(message, ways, close) : "",
    entry("reply", "Reply", () => ways.reply(message)),
    text ? entry("copy", "Copy the text", () => copy(text)) : "",
    entry("code", "Show its JSON", () => showJson(message)),
  );
  menu.addEventListener("keydown", (event) => moved(event, menu));
  menu.addEventListener("toggle", (event) => {
    if (event.newState === "closed") menu.remove();
  });
  document.body.append(menu);
  menu.showPopover();
  put(menu, at);
  menu.querySelector("[role=menuitem]").focus();
}

function emojis(message, ways, close) {
  const own = message.reactions?.filter((count) => count.user_ids?.includes(ways.store.me.id)).map((count) => count.type.emoji);
  return el("div", { class: "emojis" }, CHOICES.map((emoji) =>
    el("button", {
      type: "button",
      role: "menuitem",
      class: own?.includes(emoji) ? "chosen" : "",
      "aria-label": `React with ${emoji}`,
      on: {
        click: () => {
          close();
          react(message, own?.includes(emoji) ? [] : [{ type: "emoji", emoji }], ways);
        },
      },
    }, emoji)));
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast("Copied");
  } catch {
    toast("The browser did not allow copying", "error");
  }
}

function showJson(message) {
  const code = el("pre", { class: "json", tabindex: "0" }, JSON.stringify(message, null, 2));
  sheet(`Message ${message.message_id}`, code);
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
