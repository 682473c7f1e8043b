// Service messages in words.
import { money } from "./money.js";
import { summary } from "./summary.js";
import { userName } from "./names.js";
import { contentKind } from "./kinds.js";

const names = (users) => users.map(userName).join(", ");
const who = (message) => userName(message.from);
const count = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;

const SERVICE = {
  new_chat_members: (m) => {
    const [first] = m.new_chat_members;
    const alone = m.new_chat_members.length === 1 && first.id === m.from?.id;
    return alone ? `${userName(first)} joined` : `${who(m)} added ${names(m.new_chat_members)}`;
  },
  left_chat_member: (m) =>
    (m.left_chat_member.id === m.from?.id ? `${userName(m.left_chat_member)} left` : `${who(m)} removed ${userName(m.left_chat_member)}`),
  chat_owner_left: () => "The owner left",
  chat_owner_changed: (m) => `${userName(m.chat_owner_changed.new_owner)} owns the chat now`,
  new_chat_title: (m) => `The title is now “${m.new_chat_title}”`,
  new_chat_photo: () => "The photo was changed",
  delete_chat_photo: () => "The photo was removed",
  group_chat_created: () => "The group was created",
  supergroup_chat_created: () => "The group was created",
  channel_chat_created: () => "The channel was created",
  message_auto_delete_timer_changed: (m) =>
    `Messages delete themselves after ${m.message_auto_delete_timer_changed.message_auto_delete_time} s`,
  pinned_message: (m) => `Pinned: ${summary(m.pinned_message)}`,
  forum_topic_created: (m) => `Topic “${m.forum_topic_created.name}” was created`,
  forum_topic_edited: (m) => (m.forum_topic_edited.name ? `The topic is now “${m.forum_topic_edited.name}”` : "The topic was changed"),
  forum_topic_closed: () => "The topic was closed",
  forum_topic_reopened: () => "The topic was reopened",
  general_forum_topic_hidden: () => "The general topic was hidden",
  general_forum_topic_unhidden: () => "The general topic is shown again",
  migrate_to_chat_id: () => "The group became a supergroup",
  migrate_from_chat_id: () => "The group became a supergroup",
  successful_payment: (m) => `Paid ${money(m.successful_payment.total_amount, m.successful_payment.currency)}`,
  refunded_payment: (m) => `Refunded ${money(m.refunded_payment.total_amount, m.refunded_payment.currency)}`,
  users_shared: (m) => `${count(m.users_shared.users.length, "user")} shared with the bot`,
  chat_shared: (m) => `${m.chat_shared.title ?? "A chat"} was shared with the bot`,
  gift: (m) => `A gift for ${count(m.gift.gift.star_count, "Star")}`,
  unique_gift: (m) => `A unique gift: ${m.unique_gift.gift.base_name}`,
  connected_website: (m) => `Logged in at ${m.connected_website}`,
  write_access_allowed: () => "The bot may write messages now",
  proximity_alert_triggered: (m) =>
    `${userName(m.proximity_alert_triggered.traveler)} is ${m.proximity_alert_triggered.distance} m from ${userName(m.proximity_alert_triggered.watcher)}`,
  boost_added: (m) => `${who(m)} boosted the chat`,
  chat_background_set: () => "The background was changed",
  checklist_tasks_done: (m) => {
    const done = m.checklist_tasks_done.marked_as_done_task_ids?.length ?? 0;
    const undone = m.checklist_tasks_done.marked_as_not_done_task_ids?.length ?? 0;
    return `${who(m)} marked ${done > 0 ? `${count(done, "task")} as done` : `${count(undone, "task")} as not done`}`;
  },
  checklist_tasks_added: (m) => `${who(m)} added ${count(m.checklist_tasks_added.tasks.length, "task")}`,
  poll_option_added: () => "An answer was added to the poll",
  poll_option_deleted: () => "An answer was taken out of the poll",
  giveaway_created: () => "A giveaway was started",
  giveaway_completed: (m) => `The giveaway has ${count(m.giveaway_completed.winner_count, "winner")}`,
  managed_bot_created: (m) => `@${m.managed_bot_created.bot?.username ?? "a bot"} was made`,
  video_chat_scheduled: () => "A video chat is planned",
  video_chat_started: () => "A video chat began",
  video_chat_ended: () => "The video chat ended",
  video_chat_participants_invited: (m) => `${who(m)} invited ${names(m.video_chat_participants_invited.users)} to the video chat`,
  web_app_data: (m) => `Data of “${m.web_app_data.button_text}” went to the bot`,
};

// Fields that are no content of a message.
const COMMON = new Set([
  "message_id", "message_thread_id", "direct_messages_topic", "from", "sender_chat", "date", "chat", "reply_to_message",
  "external_reply", "quote", "reply_to_story", "edit_date", "reply_markup", "is_topic_message", "via_bot",
  "author_signature", "has_protected_content", "media_group_id", "link_preview_options", "effect_id", "sender_tag",
  "sender_boost_count", "sender_business_bot", "forward_origin", "is_automatic_forward", "is_from_offline",
  "receiver_user", "ephemeral_message_id", "business_connection_id", "reactions", "is_pinned", "guest_bot_caller_user",
  "paid_star_count", "is_paid_post",
]);

/** What a service message says, or null when the message is no service message. */
export function serviceText(message) {
  const kind = Object.keys(SERVICE).find((field) => message[field] !== undefined);
  if (kind) return SERVICE[kind](message);
  if (message.text !== undefined || contentKind(message)) return null;
  const unknown = Object.keys(message).find((field) => !COMMON.has(field));
  return unknown ? unknown.replaceAll("_", " ") : "Empty message";
}
