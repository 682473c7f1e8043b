// The page's address: `?user=1&user=2#chat/chat` has a column for each user, with the open chat of each.

/** The users and the chats that the address names. */
export function address() {
  const users = new URLSearchParams(location.search).getAll("user").map(Number);
  return { users, chats: location.hash.slice(1).split("/") };
}

/** The address with these users and open chats; one user alone need not be named. */
function addressOf(users, chats) {
  const named = users.length > 1 || new URLSearchParams(location.search).has("user");
  const search = named ? `?${new URLSearchParams(users.map((user) => ["user", user]))}` : "";
  return `${location.pathname}${search}#${chats.join("/")}`;
}

/** Goes to this address without loading anything; `replacing` leaves no way back to the present one. */
export function visit(users, chats, replacing = false) {
  const target = addressOf(users, chats);
  if (target === `${location.pathname}${location.search}${location.hash}`) return;
  if (replacing) history.replaceState(null, "", target);
  else history.pushState(null, "", target);
}
