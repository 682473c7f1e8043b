// The chat page: joins the store, the live connection and the views.
import { Chats } from "./chats.js";
import { Conversation } from "./conversation.js";
import { link } from "./entities.js";
import { listen } from "./events.js";
import { alertDialog, connectionNotice, toast } from "./notices.js";
import { Store } from "./store.js";

// As wide as both panes need; style.css has the same figure.
const BOTH_PANES = matchMedia("(min-width: 700px)");

const store = new Store();
const chats = new Chats(store);
const conversation = new Conversation(store);

// The address names the open chat, so that reloading and the browser's own back button work.
const named = () => store.chat(location.hash.slice(1));

function route() {
  if (!store.me) return;
  const chat = named();
  store.open = chat?.key ?? null;
  if (chat) {
    conversation.open(chat);
    store.markRead(chat.key);
  } else {
    conversation.close();
  }
  chats.render();
}

// With nothing chosen, a lone chat is opened, and where both panes fit, the first.
function openSome() {
  const list = store.chats();
  if (!named() && list.length > 0 && (list.length === 1 || BOTH_PANES.matches)) {
    history.replaceState(null, "", `#${list[0].key}`);
  }
  route();
}

let fetched = false;

async function refresh() {
  try {
    await store.load();
    connectionNotice(null);
    if (fetched) route();
    else openSome();
    fetched = true;
  } catch (error) {
    connectionNotice(`${error.message} Trying again…`);
    setTimeout(refresh, 2000);
  }
}

function showAnswer({ detail }) {
  const { text, url, show_alert: isAlert } = detail;
  const bot = store.bot(store.chat(store.open)?.bot_id)?.first_name ?? "The bot answers";
  if (text && isAlert) alertDialog(bot, text);
  else if (text) toast(text);
  if (url) toast(["The bot opens ", link(url, [url])]);
}

addEventListener("hashchange", route);
store.addEventListener("user", () => {
  history.replaceState(null, "", location.pathname);
  conversation.close();
  openSome();
});
store.addEventListener("answer", showAnswer);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !BOTH_PANES.matches && store.open && !document.querySelector("dialog[open]")) {
    location.hash = "";
  }
});

listen({
  onOpen: refresh,
  onEvent: (event) => store.apply(event)?.catch((error) => toast(error.message, "error")),
  onLost: () => connectionNotice("Connection lost. Reconnecting…"),
});
