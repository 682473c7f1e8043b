// What can be done from a message: the acts that its parts call by name.
import * as api from "../core/api.js";
import { failed, toast } from "../core/notices.js";
import { openMenu } from "./menu.js";
import { openPayment } from "../sheets/payment.js";
import { openWebApp } from "../sheets/webapp.js";
import { switchInline } from "../composer/switch.js";

/**
 * The acts, done as the person of `store` in the chat that `view.chat()` names. `view` has `command(text)`,
 * `reply(message)`, `write(text)` to fill the composer, and `open(key)` to go to another chat.
 */
export function performer(store, view) {
  const place = () => store.place(view.chat());
  const act = (path, body) => api.post(path, { ...place(), ...body }).catch(failed);
  return {
    store,
    chat: view.chat,
    command: view.command,
    reply: view.reply,
    write: view.write,
    open: view.open,
    act,
    tap: (message, data) => store.taps.tap(view.chat(), message, data).catch(failed),
    menu: (message, at) => openMenu(message, at, { store, chat: view.chat(), reply: view.reply, act }),
    pay: (message) => openPayment(store, view.chat(), message),
    webApp: (open) => openWebApp(store, view.chat(), open),
    switchInline: (message, button) => switchInline(store, view, message, button),
    copy: async (text) => {
      try {
        await navigator.clipboard.writeText(text);
        toast("Copied");
      } catch {
        toast("The browser did not allow copying", "error");
      }
    },
  };
}
