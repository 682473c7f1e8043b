//! Every method with nothing but its required parameters, and with each optional one.

use botwright_api::json::Invalid;
use botwright_api::types::*;
use botwright_api::{InputFile, Method, Request, methods};

/// What is sent for a call, or why it is refused.
type Outcome = Result<Request, Invalid>;

/// The calls of one method.
pub(crate) struct Calls {
    /// The name of the method's struct.
    pub(crate) name: &'static str,
    /// The name on the wire.
    pub(crate) method: &'static str,
    /// With the required parameters alone.
    pub(crate) smallest: Outcome,
    /// With one optional parameter more, by the name of its setter.
    pub(crate) with: Vec<(&'static str, Outcome)>,
}

fn name<M: Method>(_: &M) -> &'static str {
    M::NAME
}

macro_rules! calls {
    ($($name:ident($($argument:expr),*): $($setter:ident = $value:expr),*;)*) => {
        vec![$({
            let call = || methods::$name::new($($argument),*);
            Calls {
                name: stringify!($name),
                method: name(&call()),
                smallest: call().request(),
                with: vec![$((stringify!($setter), call().$setter($value).request())),*],
            }
        }),*]
    };
}

/// The calls of all methods.
pub(crate) fn all_calls() -> Vec<Calls> {
    calls! {
                AddStickerToSet(7, "x", InputSticker::new(InputFile::id("x"),
            StickerFormat::Static, [])):;
                AnswerCallbackQuery("x"): text = "x", show_alert = true, url = "x", cache_time =
            1;
                AnswerChatJoinRequestQuery("x", JoinRequestQueryResult::Approve):;
                AnswerGuestQuery("x", InlineQueryResultGame::new("x", "x")):;
                AnswerInlineQuery("x", []): cache_time = 1, is_personal = true, next_offset = "x",
            button = InlineQueryResultsButton::new("x").start_parameter("x");
                AnswerPreCheckoutQuery("x", true): error_message = "x";
                AnswerShippingQuery("x", true): shipping_options = [], error_message = "x";
                AnswerWebAppQuery("x", InlineQueryResultGame::new("x", "x")):;
                ApproveChatJoinRequest(42, 7):;
                ApproveSuggestedPost(7, 7): send_date = 1;
                BanChatMember(42, 7): until_date = 1, revoke_messages = true;
                BanChatSenderChat(42, 7):;
                Close():;
                CloseForumTopic(42, 7):;
                CloseGeneralForumTopic(42):;
                ConvertGiftToStars("x", "x"):;
                CopyMessage(42, 42, 7): message_thread_id = 7, direct_messages_topic_id = 1,
            video_start_timestamp = 1, caption = "x", parse_mode = ParseMode::Html,
            caption_entities = [], show_caption_above_media = true, disable_notification = true,
            protect_content = true, allow_paid_broadcast = true, message_effect_id = "x",
            suggested_post_parameters = SuggestedPostParameters::default(), reply_parameters =
            ReplyParameters::new().message_id(7), reply_markup = ForceReply::new();
                CopyMessages(42, 42, []): message_thread_id = 7, direct_messages_topic_id = 1,
            disable_notification = true, protect_content = true, remove_caption = true;
                CreateChatInviteLink(42): name = "x", expire_date = 1, member_limit = 1,
            creates_join_request = true;
                CreateChatSubscriptionInviteLink(42, 1, 1): name = "x";
                CreateForumTopic(42, "x"): icon_color = 1, icon_custom_emoji_id = "x";
                CreateInvoiceLink("x", "x", "x", "x", []): business_connection_id = "x",
            provider_token = "x", subscription_period = 1, max_tip_amount = 1,
            suggested_tip_amounts = [], provider_data = "x", photo_url = "x", photo_size = 1,
            photo_width = 1, photo_height = 1, need_name = true, need_phone_number = true,
            need_email = true, need_shipping_address = true, send_phone_number_to_provider = true,
            send_email_to_provider = true, is_flexible = true;
                CreateNewStickerSet(7, "x", "x", []): sticker_type = StickerType::Mask,
            needs_repainting = true;
                DeclineChatJoinRequest(42, 7):;
                DeclineSuggestedPost(7, 7): comment = "x";
                DeleteAllMessageReactions(42): user_id = 7, actor_chat_id = 7;
                DeleteBusinessMessages("x", []):;
                DeleteChatPhoto(42):;
                DeleteChatStickerSet(42):;
                DeleteEphemeralMessage(42, 7, 1):;
                DeleteForumTopic(42, 7):;
                DeleteMessage(42, 7):;
                DeleteMessageReaction(42, 7): user_id = 7, actor_chat_id = 7;
                DeleteMessages(42, []):;
                DeleteMyCommands(): scope = BotCommandScopeDefault::new(), language_code = "x";
                DeleteStickerFromSet("x"):;
                DeleteStickerSet("x"):;
                DeleteStory("x", 7):;
                DeleteWebhook(): drop_pending_updates = true;
                EditChatInviteLink(42, "x"): name = "x", expire_date = 1, member_limit = 1,
            creates_join_request = true;
                EditChatSubscriptionInviteLink(42, "x"): name = "x";
                EditEphemeralMessageCaption(42, 7, 1): caption = "x", parse_mode =
            ParseMode::Html, caption_entities = [], show_caption_above_media = true, reply_markup
            = InlineKeyboardMarkup::new([]);
                EditEphemeralMessageMedia(42, 7, 1, InputMediaPhoto::new(InputFile::id("x"))):
            reply_markup = InlineKeyboardMarkup::new([]);
                EditEphemeralMessageReplyMarkup(42, 7, 1): reply_markup =
            InlineKeyboardMarkup::new([]);
                EditEphemeralMessageText(42, 7, 1): text = "x", parse_mode = ParseMode::Html,
            entities = [], rich_message = InputRichMessage::new().html("x"), link_preview_options
            = LinkPreviewOptions::default(), reply_markup = InlineKeyboardMarkup::new([]);
                EditForumTopic(42, 7): name = "x", icon_custom_emoji_id = "x";
                EditGeneralForumTopic(42, "x"):;
                EditMessageCaption(42, 7): business_connection_id = "x", caption = "x", parse_mode
            = ParseMode::Html, caption_entities = [], show_caption_above_media = true,
            reply_markup = InlineKeyboardMarkup::new([]);
                EditMessageCaptionInline("x"): business_connection_id = "x", caption = "x",
            parse_mode = ParseMode::Html, caption_entities = [], show_caption_above_media = true,
            reply_markup = InlineKeyboardMarkup::new([]);
                EditMessageChecklist("x", 42, 7, InputChecklist::new("x", [])): reply_markup =
            InlineKeyboardMarkup::new([]);
                EditMessageLiveLocation(42, 7, 0.5, 0.5): business_connection_id = "x",
            live_period = 1, horizontal_accuracy = 0.5, heading = 1, proximity_alert_radius = 1,
            reply_markup = InlineKeyboardMarkup::new([]);
                EditMessageLiveLocationInline("x", 0.5, 0.5): business_connection_id = "x",
            live_period = 1, horizontal_accuracy = 0.5, heading = 1, proximity_alert_radius = 1,
            reply_markup = InlineKeyboardMarkup::new([]);
                EditMessageMedia(42, 7, InputMediaPhoto::new(InputFile::id("x"))):
            business_connection_id = "x", reply_markup = InlineKeyboardMarkup::new([]);
                EditMessageMediaInline("x", InputMediaPhoto::new(InputFile::id("x"))):
            business_connection_id = "x", reply_markup = InlineKeyboardMarkup::new([]);
                EditMessageReplyMarkup(42, 7): business_connection_id = "x", reply_markup =
            InlineKeyboardMarkup::new([]);
                EditMessageReplyMarkupInline("x"): business_connection_id = "x", reply_markup =
            InlineKeyboardMarkup::new([]);
                EditMessageText(42, 7): business_connection_id = "x", text = "x", parse_mode =
            ParseMode::Html, entities = [], link_preview_options = LinkPreviewOptions::default(),
            rich_message = InputRichMessage::new().html("x"), reply_markup =
            InlineKeyboardMarkup::new([]);
                EditMessageTextInline("x"): business_connection_id = "x", text = "x", parse_mode =
            ParseMode::Html, entities = [], link_preview_options = LinkPreviewOptions::default(),
            rich_message = InputRichMessage::new().html("x"), reply_markup =
            InlineKeyboardMarkup::new([]);
                EditStory("x", 7, InputStoryContentPhoto::new(InputFile::id("x"))): caption = "x",
            parse_mode = ParseMode::Html, caption_entities = [], areas = [];
                EditUserStarSubscription(7, "x", true):;
                ExportChatInviteLink(42):;
                ForwardMessage(42, 42, 7): message_thread_id = 7, direct_messages_topic_id = 1,
            video_start_timestamp = 1, disable_notification = true, protect_content = true,
            message_effect_id = "x", suggested_post_parameters =
            SuggestedPostParameters::default();
                ForwardMessages(42, 42, []): message_thread_id = 7, direct_messages_topic_id = 1,
            disable_notification = true, protect_content = true;
                GetAvailableGifts():;
                GetBusinessAccountGifts("x"): exclude_unsaved = true, exclude_saved = true,
            exclude_unlimited = true, exclude_limited_upgradable = true,
            exclude_limited_non_upgradable = true, exclude_unique = true, exclude_from_blockchain
            = true, sort_by_price = true, offset = "x", limit = 1;
                GetBusinessAccountStarBalance("x"):;
                GetBusinessConnection("x"):;
                GetChat(42):;
                GetChatAdministrators(42): return_bots = true;
                GetChatGifts(42): exclude_unsaved = true, exclude_saved = true, exclude_unlimited
            = true, exclude_limited_upgradable = true, exclude_limited_non_upgradable = true,
            exclude_from_blockchain = true, exclude_unique = true, sort_by_price = true, offset =
            "x", limit = 1;
                GetChatMember(42, 7):;
                GetChatMemberCount(42):;
                GetChatMenuButton(): chat_id = 7;
                GetCustomEmojiStickers([]):;
                GetFile("x"):;
                GetForumTopicIconStickers():;
                GetGameHighScores(7, 7, 7):;
                GetGameHighScoresInline("x", 7):;
                GetManagedBotAccessSettings(7):;
                GetManagedBotToken(7):;
                GetMe():;
                GetMyCommands(): scope = BotCommandScopeDefault::new(), language_code = "x";
                GetMyDefaultAdministratorRights(): for_channels = true;
                GetMyDescription(): language_code = "x";
                GetMyName(): language_code = "x";
                GetMyShortDescription(): language_code = "x";
                GetMyStarBalance():;
                GetStarTransactions(): offset = 1, limit = 1;
                GetStickerSet("x"):;
                GetUpdates(): offset = 1, limit = 1, timeout = 1, allowed_updates = [];
                GetUserChatBoosts(42, 7):;
                GetUserGifts(7): exclude_unlimited = true, exclude_limited_upgradable = true,
            exclude_limited_non_upgradable = true, exclude_from_blockchain = true, exclude_unique
            = true, sort_by_price = true, offset = "x", limit = 1;
                GetUserPersonalChatMessages(7, 1):;
                GetUserProfileAudios(7): offset = 1, limit = 1;
                GetUserProfilePhotos(7): offset = 1, limit = 1;
                GetWebhookInfo():;
                GiftPremiumSubscription(7, 1, 1): text = "x", text_parse_mode = ParseMode::Html,
            text_entities = [];
                HideGeneralForumTopic(42):;
                LeaveChat(42):;
                LogOut():;
                PinChatMessage(42, 7): business_connection_id = "x", disable_notification = true;
                PostStory("x", InputStoryContentPhoto::new(InputFile::id("x")), 1): caption = "x",
            parse_mode = ParseMode::Html, caption_entities = [], areas = [], post_to_chat_page =
            true, protect_content = true;
                PromoteChatMember(42, 7): is_anonymous = true, can_manage_chat = true,
            can_delete_messages = true, can_manage_video_chats = true, can_restrict_members =
            true, can_promote_members = true, can_change_info = true, can_invite_users = true,
            can_post_stories = true, can_edit_stories = true, can_delete_stories = true,
            can_post_messages = true, can_edit_messages = true, can_pin_messages = true,
            can_manage_topics = true, can_manage_direct_messages = true, can_manage_tags = true,
            can_send_welcome_messages = true;
                ReadBusinessMessage("x", 7, 7):;
                RefundStarPayment(7, "x"):;
                RemoveBusinessAccountProfilePhoto("x"): is_public = true;
                RemoveChatVerification(42):;
                RemoveMyProfilePhoto():;
                RemoveUserVerification(7):;
                ReopenForumTopic(42, 7):;
                ReopenGeneralForumTopic(42):;
                ReplaceManagedBotToken(7):;
                ReplaceStickerInSet(7, "x", "x", InputSticker::new(InputFile::id("x"),
            StickerFormat::Static, [])):;
                RepostStory("x", 7, 7, 1): post_to_chat_page = true, protect_content = true;
                RestrictChatMember(42, 7, ChatPermissions::new()):
            use_independent_chat_permissions = true, until_date = 1;
                RevokeChatInviteLink(42, "x"):;
                SavePreparedInlineMessage(7, InlineQueryResultGame::new("x", "x")):
            allow_user_chats = true, allow_bot_chats = true, allow_group_chats = true,
            allow_channel_chats = true;
                SavePreparedKeyboardButton(7, KeyboardButton::new("x")):;
                SendAnimation(42, InputFile::id("x")): business_connection_id = "x",
            message_thread_id = 7, direct_messages_topic_id = 1, ephemeral_message_parameters =
            EphemeralMessageParameters::default(), duration = 1, width = 1, height = 1, thumbnail
            = InputFile::id("x"), caption = "x", parse_mode = ParseMode::Html, caption_entities =
            [], show_caption_above_media = true, has_spoiler = true, disable_notification = true,
            protect_content = true, allow_paid_broadcast = true, message_effect_id = "x",
            suggested_post_parameters = SuggestedPostParameters::default(), reply_parameters =
            ReplyParameters::new().message_id(7), reply_markup = ForceReply::new();
                SendAudio(42, InputFile::id("x")): business_connection_id = "x", message_thread_id
            = 7, direct_messages_topic_id = 1, ephemeral_message_parameters =
            EphemeralMessageParameters::default(), caption = "x", parse_mode = ParseMode::Html,
            caption_entities = [], duration = 1, performer = "x", title = "x", thumbnail =
            InputFile::id("x"), disable_notification = true, protect_content = true,
            allow_paid_broadcast = true, message_effect_id = "x", suggested_post_parameters =
            SuggestedPostParameters::default(), reply_parameters =
            ReplyParameters::new().message_id(7), reply_markup = ForceReply::new();
                SendChatAction(42, ChatAction::Typing): business_connection_id = "x",
            message_thread_id = 7;
                SendChatJoinRequestWebApp("x", "x"):;
                SendChecklist("x", 42, InputChecklist::new("x", [])): disable_notification = true,
            protect_content = true, message_effect_id = "x", reply_parameters =
            ReplyParameters::new().message_id(7), reply_markup = InlineKeyboardMarkup::new([]);
                SendContact(42, "x", "x"): business_connection_id = "x", message_thread_id = 7,
            direct_messages_topic_id = 1, ephemeral_message_parameters =
            EphemeralMessageParameters::default(), last_name = "x", vcard = "x",
            disable_notification = true, protect_content = true, allow_paid_broadcast = true,
            message_effect_id = "x", suggested_post_parameters =
            SuggestedPostParameters::default(), reply_parameters =
            ReplyParameters::new().message_id(7), reply_markup = ForceReply::new();
                SendDice(42): business_connection_id = "x", message_thread_id = 7,
            direct_messages_topic_id = 1, emoji = DiceEmoji::Dice, disable_notification = true,
            protect_content = true, allow_paid_broadcast = true, message_effect_id = "x",
            suggested_post_parameters = SuggestedPostParameters::default(), reply_parameters =
            ReplyParameters::new().message_id(7), reply_markup = ForceReply::new();
                SendDocument(42, InputFile::id("x")): business_connection_id = "x",
            message_thread_id = 7, direct_messages_topic_id = 1, ephemeral_message_parameters =
            EphemeralMessageParameters::default(), thumbnail = InputFile::id("x"), caption = "x",
            parse_mode = ParseMode::Html, caption_entities = [], disable_content_type_detection =
            true, disable_notification = true, protect_content = true, allow_paid_broadcast =
            true, message_effect_id = "x", suggested_post_parameters =
            SuggestedPostParameters::default(), reply_parameters =
            ReplyParameters::new().message_id(7), reply_markup = ForceReply::new();
                SendGame(42, "x"): business_connection_id = "x", message_thread_id = 7,
            disable_notification = true, protect_content = true, allow_paid_broadcast = true,
            message_effect_id = "x", reply_parameters = ReplyParameters::new().message_id(7),
            reply_markup = InlineKeyboardMarkup::new([]);
                SendGift("x"): user_id = 7, chat_id = 42, pay_for_upgrade = true, text = "x",
            text_parse_mode = ParseMode::Html, text_entities = [];
                SendInvoice(42, "x", "x", "x", "x", []): message_thread_id = 7,
            direct_messages_topic_id = 1, provider_token = "x", max_tip_amount = 1,
            suggested_tip_amounts = [], start_parameter = "x", provider_data = "x", photo_url =
            "x", photo_size = 1, photo_width = 1, photo_height = 1, need_name = true,
            need_phone_number = true, need_email = true, need_shipping_address = true,
            send_phone_number_to_provider = true, send_email_to_provider = true, is_flexible =
            true, disable_notification = true, protect_content = true, allow_paid_broadcast =
            true, message_effect_id = "x", suggested_post_parameters =
            SuggestedPostParameters::default(), reply_parameters =
            ReplyParameters::new().message_id(7), reply_markup = InlineKeyboardMarkup::new([]);
                SendLivePhoto(42, InputFile::id("x"), InputFile::id("x")): business_connection_id
            = "x", message_thread_id = 7, direct_messages_topic_id = 1,
            ephemeral_message_parameters = EphemeralMessageParameters::default(), caption = "x",
            parse_mode = ParseMode::Html, caption_entities = [], show_caption_above_media = true,
            has_spoiler = true, disable_notification = true, protect_content = true,
            allow_paid_broadcast = true, message_effect_id = "x", suggested_post_parameters =
            SuggestedPostParameters::default(), reply_parameters =
            ReplyParameters::new().message_id(7), reply_markup = ForceReply::new();
                SendLocation(42, 0.5, 0.5): business_connection_id = "x", message_thread_id = 7,
            direct_messages_topic_id = 1, ephemeral_message_parameters =
            EphemeralMessageParameters::default(), horizontal_accuracy = 0.5, live_period = 1,
            heading = 1, proximity_alert_radius = 1, disable_notification = true, protect_content
            = true, allow_paid_broadcast = true, message_effect_id = "x",
            suggested_post_parameters = SuggestedPostParameters::default(), reply_parameters =
            ReplyParameters::new().message_id(7), reply_markup = ForceReply::new();
                SendMediaGroup(42, []): business_connection_id = "x", message_thread_id = 7,
            direct_messages_topic_id = 1, disable_notification = true, protect_content = true,
            allow_paid_broadcast = true, message_effect_id = "x", reply_parameters =
            ReplyParameters::new().message_id(7);
                SendMessage(42, "x"): business_connection_id = "x", message_thread_id = 7,
            direct_messages_topic_id = 1, ephemeral_message_parameters =
            EphemeralMessageParameters::default(), parse_mode = ParseMode::Html, entities = [],
            link_preview_options = LinkPreviewOptions::default(), disable_notification = true,
            protect_content = true, allow_paid_broadcast = true, message_effect_id = "x",
            suggested_post_parameters = SuggestedPostParameters::default(), reply_parameters =
            ReplyParameters::new().message_id(7), reply_markup = ForceReply::new();
                SendMessageDraft(7, 1): message_thread_id = 7, text = "x", parse_mode =
            ParseMode::Html, entities = [], can_stop = true, keep_on_stop = true;
                SendPaidMedia(42, 1, []): business_connection_id = "x", message_thread_id = 7,
            direct_messages_topic_id = 1, payload = "x", caption = "x", parse_mode =
            ParseMode::Html, caption_entities = [], show_caption_above_media = true,
            disable_notification = true, protect_content = true, allow_paid_broadcast = true,
            suggested_post_parameters = SuggestedPostParameters::default(), reply_parameters =
            ReplyParameters::new().message_id(7), reply_markup = ForceReply::new();
                SendPhoto(42, InputFile::id("x")): business_connection_id = "x", message_thread_id
            = 7, direct_messages_topic_id = 1, ephemeral_message_parameters =
            EphemeralMessageParameters::default(), caption = "x", parse_mode = ParseMode::Html,
            caption_entities = [], show_caption_above_media = true, has_spoiler = true,
            disable_notification = true, protect_content = true, allow_paid_broadcast = true,
            message_effect_id = "x", suggested_post_parameters =
            SuggestedPostParameters::default(), reply_parameters =
            ReplyParameters::new().message_id(7), reply_markup = ForceReply::new();
                SendPoll(42, "x", []): business_connection_id = "x", message_thread_id = 7,
            question_parse_mode = ParseMode::Html, question_entities = [], is_anonymous = true,
            r#type = PollType::Regular, allows_multiple_answers = true, allows_revoting = true,
            shuffle_options = true, allow_adding_options = true, hide_results_until_closes = true,
            members_only = true, country_codes = [], correct_option_ids = [], explanation = "x",
            explanation_parse_mode = ParseMode::Html, explanation_entities = [], explanation_media
            = InputMediaPhoto::new(InputFile::id("x")), open_period = 1, close_date = 1, is_closed
            = true, description = "x", description_parse_mode = ParseMode::Html,
            description_entities = [], media = InputMediaPhoto::new(InputFile::id("x")),
            disable_notification = true, protect_content = true, allow_paid_broadcast = true,
            message_effect_id = "x", reply_parameters = ReplyParameters::new().message_id(7),
            reply_markup = ForceReply::new();
                SendRichMessage(42, InputRichMessage::new().html("x")): business_connection_id =
            "x", message_thread_id = 7, direct_messages_topic_id = 1, ephemeral_message_parameters
            = EphemeralMessageParameters::default(), disable_notification = true, protect_content
            = true, allow_paid_broadcast = true, message_effect_id = "x",
            suggested_post_parameters = SuggestedPostParameters::default(), reply_parameters =
            ReplyParameters::new().message_id(7), reply_markup = ForceReply::new();
                SendRichMessageDraft(7, 1, InputRichMessage::new().html("x")): message_thread_id =
            7, can_stop = true, keep_on_stop = true;
                SendSticker(42, InputFile::id("x")): business_connection_id = "x",
            message_thread_id = 7, direct_messages_topic_id = 1, ephemeral_message_parameters =
            EphemeralMessageParameters::default(), emoji = "x", disable_notification = true,
            protect_content = true, allow_paid_broadcast = true, message_effect_id = "x",
            suggested_post_parameters = SuggestedPostParameters::default(), reply_parameters =
            ReplyParameters::new().message_id(7), reply_markup = ForceReply::new();
                SendVenue(42, 0.5, 0.5, "x", "x"): business_connection_id = "x", message_thread_id
            = 7, direct_messages_topic_id = 1, ephemeral_message_parameters =
            EphemeralMessageParameters::default(), foursquare_id = "x", foursquare_type = "x",
            google_place_id = "x", google_place_type = "x", disable_notification = true,
            protect_content = true, allow_paid_broadcast = true, message_effect_id = "x",
            suggested_post_parameters = SuggestedPostParameters::default(), reply_parameters =
            ReplyParameters::new().message_id(7), reply_markup = ForceReply::new();
                SendVideo(42, InputFile::id("x")): business_connection_id = "x", message_thread_id
            = 7, direct_messages_topic_id = 1, ephemeral_message_parameters =
            EphemeralMessageParameters::default(), duration = 1, width = 1, height = 1, thumbnail
            = InputFile::id("x"), cover = InputFile::id("x"), start_timestamp = 1, caption = "x",
            parse_mode = ParseMode::Html, caption_entities = [], show_caption_above_media = true,
            has_spoiler = true, supports_streaming = true, disable_notification = true,
            protect_content = true, allow_paid_broadcast = true, message_effect_id = "x",
            suggested_post_parameters = SuggestedPostParameters::default(), reply_parameters =
            ReplyParameters::new().message_id(7), reply_markup = ForceReply::new();
                SendVideoNote(42, InputFile::id("x")): business_connection_id = "x",
            message_thread_id = 7, direct_messages_topic_id = 1, ephemeral_message_parameters =
            EphemeralMessageParameters::default(), duration = 1, length = 1, thumbnail =
            InputFile::id("x"), disable_notification = true, protect_content = true,
            allow_paid_broadcast = true, message_effect_id = "x", suggested_post_parameters =
            SuggestedPostParameters::default(), reply_parameters =
            ReplyParameters::new().message_id(7), reply_markup = ForceReply::new();
                SendVoice(42, InputFile::id("x")): business_connection_id = "x", message_thread_id
            = 7, direct_messages_topic_id = 1, ephemeral_message_parameters =
            EphemeralMessageParameters::default(), caption = "x", parse_mode = ParseMode::Html,
            caption_entities = [], duration = 1, disable_notification = true, protect_content =
            true, allow_paid_broadcast = true, message_effect_id = "x", suggested_post_parameters
            = SuggestedPostParameters::default(), reply_parameters =
            ReplyParameters::new().message_id(7), reply_markup = ForceReply::new();
                SetBusinessAccountBio("x"): bio = "x";
                SetBusinessAccountGiftSettings("x", true, AcceptedGiftTypes::default()):;
                SetBusinessAccountName("x", "x"): last_name = "x";
                SetBusinessAccountProfilePhoto("x",
            InputProfilePhotoStatic::new(InputFile::id("x"))): is_public = true;
                SetBusinessAccountUsername("x"): username = "x";
                SetChatAdministratorCustomTitle(42, 7, "x"):;
                SetChatDescription(42): description = "x";
                SetChatMemberTag(42, 7): tag = "x";
                SetChatMenuButton(): chat_id = 7, menu_button = MenuButtonDefault::new();
                SetChatPermissions(42, ChatPermissions::new()): use_independent_chat_permissions =
            true;
                SetChatPhoto(42, InputFile::id("x")):;
                SetChatStickerSet(42, "x"):;
                SetChatTitle(42, "x"):;
                SetCustomEmojiStickerSetThumbnail("x"): custom_emoji_id = "x";
                SetGameScore(7, 7, 7, 1): force = true, disable_edit_message = true;
                SetGameScoreInline("x", 7, 1): force = true, disable_edit_message = true;
                SetManagedBotAccessSettings(7, true): added_user_ids = [];
                SetMessageReaction(42, 7): reaction = [], is_big = true;
                SetMyCommands([]): scope = BotCommandScopeDefault::new(), language_code = "x";
                SetMyDefaultAdministratorRights(): rights = ChatAdministratorRights::default(),
            for_channels = true;
                SetMyDescription(): description = "x", language_code = "x";
                SetMyName(): name = "x", language_code = "x";
                SetMyProfilePhoto(InputProfilePhotoStatic::new(InputFile::id("x"))):;
                SetMyShortDescription(): short_description = "x", language_code = "x";
                SetPassportDataErrors(7, []):;
                SetStickerEmojiList("x", []):;
                SetStickerKeywords("x"): keywords = [];
                SetStickerMaskPosition("x"): mask_position = MaskPosition::default();
                SetStickerPositionInSet("x", 1):;
                SetStickerSetThumbnail("x", 7, StickerFormat::Static): thumbnail =
            InputFile::id("x");
                SetStickerSetTitle("x", "x"):;
                SetUserEmojiStatus(7): emoji_status_custom_emoji_id = "x",
            emoji_status_expiration_date = 1;
                SetWebhook("x"): certificate = InputFile::id("x"), ip_address = "x",
            max_connections = 1, allowed_updates = [], drop_pending_updates = true, secret_token =
            "x";
                StopMessageLiveLocation(42, 7): business_connection_id = "x", reply_markup =
            InlineKeyboardMarkup::new([]);
                StopMessageLiveLocationInline("x"): business_connection_id = "x", reply_markup =
            InlineKeyboardMarkup::new([]);
                StopPoll(42, 7): business_connection_id = "x", reply_markup =
            InlineKeyboardMarkup::new([]);
                TransferBusinessAccountStars("x", 1):;
                TransferGift("x", "x", 7): star_count = 1;
                UnbanChatMember(42, 7): only_if_banned = true;
                UnbanChatSenderChat(42, 7):;
                UnhideGeneralForumTopic(42):;
                UnpinAllChatMessages(42):;
                UnpinAllForumTopicMessages(42, 7):;
                UnpinAllGeneralForumTopicMessages(42):;
                UnpinChatMessage(42): business_connection_id = "x", message_id = 7;
                UpgradeGift("x", "x"): keep_original_details = true, star_count = 1;
                UploadStickerFile(7, InputFile::id("x"), StickerFormat::Static):;
                VerifyChat(42): custom_description = "x";
                VerifyUser(7): custom_description = "x";
    }
}
