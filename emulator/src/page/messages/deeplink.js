// Links into Telegram itself, which the page follows where they lead within its world.
import { failed } from "../core/notices.js";
import { openPaymentLink } from "../sheets/payment.js";
import { post } from "../core/api.js";

const HOSTS = new Set(["t.me", "telegram.me", "telegram.dog"]);

/** Follows a press of a link, when it leads to somebody or something of this world. */
export function followLink(event, store, open) {
  const link = event.target.closest?.("a[href]");
  if (!link || event.defaultPrevented) return;
  const way = wayOf(new URL(link.href), store, open);
  if (!way) return;
  event.preventDefault();
  way().catch(failed);
}

function wayOf(url, store, open) {
  const isResolve = url.protocol === "tg:" && url.href.startsWith("tg://resolve");
  if (!isResolve && !HOSTS.has(url.host)) return null;
  const name = isResolve ? url.searchParams.get("domain") : url.pathname.split("/")[1];
  if (!name) return null;
  if (name.startsWith("$")) return () => openPaymentLink(store, url.href);
  if (name.startsWith("+")) {
    return async () => {
      const { chat_id: id } = await post("join_by_link", { user_id: store.me.id, invite_link: url.href });
      await store.load();
      open(String(id));
    };
  }
  return toName(name.toLowerCase(), url, store, open);
}

function toName(name, url, store, open) {
  const has = (one) => one.username?.toLowerCase() === name;
  const bot = store.bots.find(has);
  if (bot) {
    return async () => {
      const key = `${store.me.id}.${bot.id}`;
      open(key);
      const start = url.searchParams.get("start");
      if (start !== null) await store.begin(key, start);
    };
  }
  const chat = [...store.chats(), ...store.others()].find(has);
  return chat ? async () => open(chat.key) : null;
}
