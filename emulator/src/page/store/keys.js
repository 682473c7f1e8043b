// How chats and messages are told apart.

/** A chat's key: a private chat is one per bot, so its bot is part of it. */
export const keyOf = (chatId, botId) => (chatId > 0 ? `${chatId}.${botId}` : String(chatId));

/** A message's id in its chat; ephemeral messages have ids of their own, which become negative. */
export const idOf = (message) =>
  message.ephemeral_message_id === undefined ? message.message_id : -message.ephemeral_message_id;

/** The name of a callback button. */
export const tapKey = (chatKey, message, data) => `${chatKey}/${idOf(message)}/${data}`;
