// The chat page: one column for each person looked at, all fed by one live connection.
import { address, visit } from "./address.js";
import { Column } from "./column.js";
import { state } from "./core/api.js";
import { follow } from "./core/events.js";
import { Inspector } from "./inspector/inspector.js";
import { connectionNotice, toast } from "./core/notices.js";

const REMEMBERED = "botwright.user";
const columns = [];
const place = document.getElementById("columns");

/** What a column may ask of the page. */
const page = {
  go(column, key) {
    const chats = columns.map((each) => (each === column ? key ?? "" : each.key ?? ""));
    visit(people(), chats);
    route();
  },
  became(column, userId) {
    if (columns.length === 1) localStorage.setItem(REMEMBERED, String(userId));
    visit(people(), columns.map((each) => (each === column ? "" : each.key ?? "")), true);
    route();
  },
  async split() {
    const { users } = await state();
    const shown = new Set(people());
    const next = users.find((user) => !shown.has(user.id)) ?? users[0];
    await add(next.id);
    visit(people(), columns.map((each) => each.key ?? ""));
    columns.at(-1).focus();
  },
  close(column) {
    const at = columns.indexOf(column);
    if (at < 0 || columns.length === 1) return;
    columns.splice(at, 1);
    column.node.remove();
    visit(people(), columns.map((each) => each.key ?? ""));
    counted();
  },
  titled: () => showUnread(),
  inspect() {
    if (inspector.isOpen) inspector.close();
    else inspector.open(document.getElementById("app"));
    showInspected();
  },
};

const inspector = new Inspector(() => showInspected());

function showInspected() {
  document.body.classList.toggle("inspecting", inspector.isOpen);
  for (const button of place.querySelectorAll(".inspect")) button.setAttribute("aria-pressed", String(inspector.isOpen));
}

const people = () => columns.map((column) => column.store.me?.id ?? column.store.wanted);

/** The address names who is looked at and the open chats, so that reloading and going back work. */
function route() {
  const { chats } = address();
  for (const [at, column] of columns.entries()) column.route(chats[at]);
  showUnread();
}

function showUnread() {
  const unread = columns.reduce((sum, column) => sum + column.store.totalUnread(), 0);
  document.title = unread > 0 ? `(${unread}) Botwright chat` : "Botwright chat";
}

function counted() {
  document.body.classList.toggle("split", columns.length > 1);
}

async function add(userId) {
  const column = new Column(page, userId);
  columns.push(column);
  place.append(column.node);
  counted();
  await column.load();
}

let fetched = false;

async function refresh() {
  try {
    await Promise.all(columns.map((column) => column.load()));
    connectionNotice(null);
    if (!fetched) for (const [at, column] of columns.entries()) column.openSome(address().chats[at]);
    fetched = true;
    route();
  } catch (error) {
    connectionNotice(`${error.message} Trying again…`);
    setTimeout(refresh, 2000);
  }
}

function start() {
  const { users } = address();
  const remembered = Number(localStorage.getItem(REMEMBERED));
  for (const user of users.length > 0 ? users : [remembered]) {
    const column = new Column(page, user);
    columns.push(column);
    place.append(column.node);
  }
  counted();
}

/** The column that the keyboard is in, or was in last. */
let active = 0;
place.addEventListener("focusin", (event) => {
  active = Math.max(columns.findIndex((column) => column.node.contains(event.target)), 0);
});

document.addEventListener("keydown", (event) => {
  const column = columns[active] ?? columns[0];
  if (column && !document.querySelector("dialog[open]")) column.keyPressed(event);
});

addEventListener("popstate", () => {
  const { users } = address();
  // Columns are opened and closed by buttons; going back over that loads the page as it was.
  if (users.length > 0 && users.join() !== people().join()) location.reload();
  else route();
});

start();
follow("events", {
  onOpen: refresh,
  onEvent: (event) => {
    for (const column of columns) column.store.apply(event)?.catch((error) => toast(error.message, "error"));
  },
  onLost: () => connectionNotice("Connection lost. Reconnecting…"),
});
