//! The methods of the Bot API that this server has, one file each, in one table.

use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    world::state::State,
};

mod access;
mod account;
mod answer_callback_query;
mod answer_guest_query;
mod answer_inline_query;
mod aside;
mod boost;
mod bot_texts;
mod chat_member;
mod chat_settings;
mod checklist;
mod commands;
mod delete_message;
mod delete_webhook;
mod draft;
mod edit_media;
mod edit_message_reply_markup;
mod edit_message_text;
mod edited;
mod forward;
mod game;
mod get_chat;
mod get_file;
mod get_me;
pub(crate) mod get_updates;
mod get_webhook_info;
mod gift;
mod inline_result;
mod input_file;
mod instance;
mod invite_link;
mod invoice;
mod join_request;
mod location;
mod managed_bot;
mod media;
mod media_group;
mod message_ids;
mod outgoing;
mod passport;
mod payment;
mod personal_chat;
mod pin;
mod poll;
mod poll_media;
mod profile;
mod promote;
mod query;
mod reaction;
mod restrict;
mod rich_message;
mod save_prepared_inline_message;
mod send_chat_action;
mod send_contact;
mod send_dice;
mod send_media;
mod send_message;
mod send_paid_media;
pub(crate) mod set_webhook;
mod stars;
mod stickers;
mod stories;
mod suggested_post;
mod topic;
mod verification;
mod web_app;

/// How a method is carried out.
#[derive(Clone, Copy)]
pub(crate) enum Run {
    /// At once, for the bot with this id.
    Now(fn(&mut State, i64, &Params) -> Result<Answer, ApiError>),
    /// Waits for updates.
    GetUpdates,
    /// Waits for DNS.
    SetWebhook,
}

/// A method of the table.
pub(crate) struct Method {
    /// The name in Telegram's spelling.
    pub(crate) name: &'static str,
    pub(crate) run: Run,
}

const METHODS: &[Method] = &[
    Method {
        name: "getUpdates",
        run: Run::GetUpdates,
    },
    now("getMe", get_me::run),
    now("sendMessage", send_message::run),
    now("forwardMessage", forward::forward),
    now("forwardMessages", forward::forward_many),
    now("copyMessage", forward::copy),
    now("copyMessages", forward::copy_many),
    now("editMessageText", edit_message_text::run),
    now("editMessageCaption", edit_media::caption),
    now("editMessageMedia", edit_media::media),
    now("editMessageReplyMarkup", edit_message_reply_markup::run),
    now("deleteMessage", delete_message::one),
    now("deleteMessages", delete_message::many),
    now("answerCallbackQuery", answer_callback_query::run),
    now("sendChatAction", send_chat_action::run),
    now("setMyCommands", commands::set),
    now("getMyCommands", commands::get),
    now("deleteMyCommands", commands::delete),
    now("getChat", get_chat::run),
    now("getChatMember", chat_member::get),
    now("getChatAdministrators", chat_member::administrators),
    now("getChatMemberCount", chat_member::count),
    now("leaveChat", chat_member::leave),
    now("banChatMember", restrict::ban),
    now("unbanChatMember", restrict::unban),
    now("restrictChatMember", restrict::restrict),
    now("setChatPermissions", restrict::set_permissions),
    now("banChatSenderChat", restrict::ban_sender),
    now("unbanChatSenderChat", restrict::unban_sender),
    now("promoteChatMember", promote::promote),
    now("setChatAdministratorCustomTitle", promote::set_title),
    now("setChatMemberTag", promote::set_tag),
    now("exportChatInviteLink", invite_link::export),
    now("createChatInviteLink", invite_link::create),
    now("editChatInviteLink", invite_link::edit),
    now(
        "createChatSubscriptionInviteLink",
        invite_link::create_subscription,
    ),
    now(
        "editChatSubscriptionInviteLink",
        invite_link::edit_subscription,
    ),
    now("revokeChatInviteLink", invite_link::revoke),
    now("approveChatJoinRequest", join_request::approve),
    now("declineChatJoinRequest", join_request::decline),
    now("answerChatJoinRequestQuery", join_request::answer),
    now("sendChatJoinRequestWebApp", join_request::web_app),
    now("pinChatMessage", pin::pin),
    now("unpinChatMessage", pin::unpin),
    now("unpinAllChatMessages", pin::unpin_all),
    now("setChatTitle", chat_settings::set_title),
    now("setChatDescription", chat_settings::set_description),
    now("setChatPhoto", chat_settings::set_photo),
    now("deleteChatPhoto", chat_settings::delete_photo),
    now("setChatStickerSet", chat_settings::set_stickers),
    now("deleteChatStickerSet", chat_settings::delete_stickers),
    now("createForumTopic", topic::create),
    now("editForumTopic", topic::edit),
    now("closeForumTopic", topic::close),
    now("reopenForumTopic", topic::reopen),
    now("deleteForumTopic", topic::delete),
    now("unpinAllForumTopicMessages", topic::unpin_all),
    now("getForumTopicIconStickers", topic::icons),
    now("editGeneralForumTopic", topic::edit_general),
    now("closeGeneralForumTopic", topic::close_general),
    now("reopenGeneralForumTopic", topic::reopen_general),
    now("hideGeneralForumTopic", topic::hide_general),
    now("unhideGeneralForumTopic", topic::unhide_general),
    now(
        "unpinAllGeneralForumTopicMessages",
        topic::unpin_all_general,
    ),
    now("setMyName", bot_texts::set_name),
    now("getMyName", bot_texts::get_name),
    now("setMyDescription", bot_texts::set_description),
    now("getMyDescription", bot_texts::get_description),
    now("setMyShortDescription", bot_texts::set_short_description),
    now("getMyShortDescription", bot_texts::get_short_description),
    now("setMyDefaultAdministratorRights", bot_texts::set_rights),
    now("getMyDefaultAdministratorRights", bot_texts::get_rights),
    now("setUserEmojiStatus", account::set_emoji_status),
    now("setBusinessAccountName", account::set_name),
    now("setBusinessAccountBio", account::set_bio),
    now("setBusinessAccountUsername", account::set_username),
    now("setBusinessAccountGiftSettings", account::set_gift_settings),
    now("getBusinessAccountStarBalance", account::star_balance),
    now("transferBusinessAccountStars", account::transfer_stars),
    now("getAvailableGifts", gift::available),
    now("sendGift", gift::send),
    now("giftPremiumSubscription", gift::premium),
    now("getUserGifts", gift::of_user),
    now("getChatGifts", gift::of_chat),
    now("getBusinessAccountGifts", gift::of_business),
    now("convertGiftToStars", gift::convert),
    now("upgradeGift", gift::upgrade),
    now("transferGift", gift::transfer),
    now("verifyUser", verification::verify_user),
    now("verifyChat", verification::verify_chat),
    now("removeUserVerification", verification::remove_user),
    now("removeChatVerification", verification::remove_chat),
    now("getManagedBotToken", managed_bot::token),
    now("replaceManagedBotToken", managed_bot::replace_token),
    now("getManagedBotAccessSettings", managed_bot::get_access),
    now("setManagedBotAccessSettings", managed_bot::set_access),
    now("savePreparedKeyboardButton", managed_bot::prepare_button),
    now("getUserChatBoosts", boost::of_user),
    now("sendPoll", poll::send),
    now("stopPoll", poll::stop),
    now("setMessageReaction", reaction::set),
    now("deleteMessageReaction", reaction::delete),
    now("deleteAllMessageReactions", reaction::delete_all),
    now("getFile", get_file::run),
    now("sendPhoto", send_media::photo),
    now("sendDocument", send_media::document),
    now("sendAudio", send_media::audio),
    now("sendVideo", send_media::video),
    now("sendAnimation", send_media::animation),
    now("sendVoice", send_media::voice),
    now("sendVideoNote", send_media::video_note),
    now("sendSticker", send_media::sticker),
    now("sendLivePhoto", send_media::live_photo),
    now("sendMediaGroup", media_group::run),
    now("sendLocation", location::send),
    now("editMessageLiveLocation", location::edit),
    now("stopMessageLiveLocation", location::stop),
    now("sendVenue", location::send_venue),
    now("sendContact", send_contact::run),
    now("sendDice", send_dice::run),
    now("answerInlineQuery", answer_inline_query::run),
    now(
        "savePreparedInlineMessage",
        save_prepared_inline_message::run,
    ),
    now("sendInvoice", invoice::send),
    now("createInvoiceLink", invoice::link),
    now("answerShippingQuery", payment::shipping),
    now("answerPreCheckoutQuery", payment::checkout),
    now("getMyStarBalance", stars::balance),
    now("getStarTransactions", stars::transactions),
    now("refundStarPayment", stars::refund),
    now("editUserStarSubscription", stars::edit_subscription),
    now("sendPaidMedia", send_paid_media::run),
    now("sendMessageDraft", draft::text),
    now("sendRichMessageDraft", draft::rich),
    now("sendRichMessage", rich_message::run),
    now("editEphemeralMessageText", aside::edit_text),
    now("editEphemeralMessageCaption", aside::edit_caption),
    now("editEphemeralMessageMedia", aside::edit_media),
    now("editEphemeralMessageReplyMarkup", aside::edit_markup),
    now("deleteEphemeralMessage", aside::delete),
    now("getBusinessConnection", aside::get_connection),
    now("readBusinessMessage", aside::read_message),
    now("deleteBusinessMessages", aside::delete_messages),
    now("answerGuestQuery", answer_guest_query::run),
    now("answerWebAppQuery", web_app::answer),
    now("setChatMenuButton", web_app::set_menu_button),
    now("getChatMenuButton", web_app::get_menu_button),
    Method {
        name: "setWebhook",
        run: Run::SetWebhook,
    },
    now("sendChecklist", checklist::send),
    now("editMessageChecklist", checklist::edit),
    now("sendGame", game::send),
    now("setGameScore", game::set_score),
    now("getGameHighScores", game::high_scores),
    now("postStory", stories::post),
    now("editStory", stories::edit),
    now("deleteStory", stories::delete),
    now("repostStory", stories::repost),
    now("getUserProfilePhotos", profile::photos),
    now("getUserProfileAudios", profile::audios),
    now("setMyProfilePhoto", profile::set_own),
    now("removeMyProfilePhoto", profile::remove_own),
    now("setBusinessAccountProfilePhoto", profile::set_business),
    now(
        "removeBusinessAccountProfilePhoto",
        profile::remove_business,
    ),
    now("getUserPersonalChatMessages", personal_chat::run),
    now("setPassportDataErrors", passport::set_errors),
    now("approveSuggestedPost", suggested_post::approve),
    now("declineSuggestedPost", suggested_post::decline),
    now("getStickerSet", stickers::get),
    now("getCustomEmojiStickers", stickers::custom_emoji),
    now("uploadStickerFile", stickers::upload),
    now("createNewStickerSet", stickers::create),
    now("addStickerToSet", stickers::add),
    now("replaceStickerInSet", stickers::replace),
    now("setStickerPositionInSet", stickers::set_position),
    now("deleteStickerFromSet", stickers::delete),
    now("setStickerEmojiList", stickers::set_emojis),
    now("setStickerKeywords", stickers::set_keywords),
    now("setStickerMaskPosition", stickers::set_mask_position),
    now("setStickerSetTitle", stickers::set_title),
    now("setStickerSetThumbnail", stickers::set_thumbnail),
    now(
        "setCustomEmojiStickerSetThumbnail",
        stickers::set_emoji_thumbnail,
    ),
    now("deleteStickerSet", stickers::delete_set),
    now("deleteWebhook", delete_webhook::run),
    now("getWebhookInfo", get_webhook_info::run),
    now("logOut", instance::log_out),
    now("close", instance::close),
];

const fn now(
    name: &'static str,
    run: fn(&mut State, i64, &Params) -> Result<Answer, ApiError>,
) -> Method {
    Method {
        name,
        run: Run::Now(run),
    }
}

/// The method with this name, in any case.
pub(crate) fn find(name: &str) -> Option<&'static Method> {
    METHODS
        .iter()
        .find(|method| method.name.eq_ignore_ascii_case(name))
}
