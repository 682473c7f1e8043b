// The emulator's control API over HTTP.

/** The server's refusal, or the connection's failure, in words to show. */
class ApiError extends Error {}

async function call(path, options) {
  let response;
  try {
    response = await fetch(`/control/${path}`, options);
  } catch {
    throw new ApiError("The emulator does not answer.");
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok || body.ok === false) {
    throw new ApiError(body.description ?? `The emulator answered ${response.status}.`);
  }
  return body;
}

export function get(path, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
  const search = new URLSearchParams(given).toString();
  return call(search ? `${path}?${search}` : path);
}

export function post(path, body) {
  return call(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

export const state = () => get("state");

/** Messages of a chat; `part` has `limit`, `before` and `after`. */
export const messages = (chat, part) => get("messages", { chat_id: chat.id, bot_id: chat.bot_id, ...part });

/** What a person alone sees in a group. */
export async function ephemeral(userId, chatId) {
  const { messages } = await get("ephemeral_messages", { user_id: userId, chat_id: chatId });
  return messages;
}

export const drafts = (userId, botId) => get("drafts", { user_id: userId, bot_id: botId });
export const commands = (chat, userId, botId) =>
  get("commands", { chat_id: chat.id, user_id: userId, bot_id: botId });
export const fileUrl = (fileId) => `/control/file?${new URLSearchParams({ file_id: fileId })}`;
