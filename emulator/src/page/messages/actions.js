// What can be done from a message: the acts that its parts call by name.
import * as api from "../core/api.js";
import { failed, toast } from "../core/notices.js";
import { openMenu } from "./menu.js";
import { openPayment } from "../sheets/payment.js";
import { openWebApp } from "../sheets/webapp.js";
import { switchInline } from "../composer/switch.js";

/**
 * The acts, done as the person of `store` in the chat that `view.chat()` names. `view` has `command(text)`,
 * `reply(message)`, `edit(message)`, `write(text)` to fill the composer, and `open(key)` to go to another chat.
 */
export function performer(store, view) {
  const actions = {
    ...view,
    store,
    act: (path, body) => api.post(path, { ...store.place(view.chat()), ...body }).catch(failed),
    tap: (message, data) => store.taps.tap(view.chat(), message, data).catch(failed),
    menu: (message, at) => openMenu(message, at, actions),
    play: (message) => store.games.play(view.chat(), message).catch(failed),
    pay: (message) => openPayment(store, view.chat(), message),
    webApp: (open) => openWebApp(store, view.chat(), open),
    switchInline: (message, button) => switchInline(store, view, message, button),
    async copy(text) {
      try {
        await navigator.clipboard.writeText(text);
        toast("Copied");
      } catch {
        toast("The browser did not allow copying", "error");
      }
    },
  };
  return actions;
}
