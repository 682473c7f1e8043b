//! Everything that messages hold and updates are about can be taken: the schema's lists, from beginning to end.

use std::sync::Arc;

use botwright::extract::{
    ConnectedWebsite, FromUpdate, LeftChatMember, Media, MemberChange, MigrateFromChatId,
    MigrateToChatId, NewChatMembers, NewChatPhoto, NewChatTitle, PinnedMessage, Reactions,
};
use botwright::types::{self, User};
use botwright::{Api, App, Cx, StateMap, parse_update};
use serde_json::{Map, Value, json};

const SCHEMA: &str = include_str!("../../../api/schema/bot-api.json");

/// A name, and whether the update of a context has what goes by it.
type Row = (&'static str, fn(&Cx) -> bool);

macro_rules! takes {
    ($ty:ty) => {
        |cx| <$ty as FromUpdate<'_>>::from_update(cx).is_ok()
    };
}

/// Of contents that say nothing but that they are there.
fn is_there(cx: &Cx) -> bool {
    cx.message()
        .is_some_and(|message| message.content().is_some())
}

const CONTENTS: &[Row] = &[
    ("text", takes!(&str)),
    ("rich_message", takes!(&types::RichMessage)),
    ("animation", takes!(&types::Animation)),
    ("audio", takes!(&types::Audio)),
    ("document", takes!(&types::Document)),
    ("live_photo", takes!(&types::LivePhoto)),
    ("paid_media", takes!(&types::PaidMediaInfo)),
    ("photo", takes!(Media<'_>)),
    ("sticker", takes!(&types::Sticker)),
    ("story", takes!(&types::Story)),
    ("video", takes!(&types::Video)),
    ("video_note", takes!(&types::VideoNote)),
    ("voice", takes!(&types::Voice)),
    ("checklist", takes!(&types::Checklist)),
    ("contact", takes!(&types::Contact)),
    ("dice", takes!(&types::Dice)),
    ("game", takes!(&types::Game)),
    ("poll", takes!(&types::Poll)),
    ("venue", takes!(&types::Venue)),
    ("location", takes!(&types::Location)),
    ("invoice", takes!(&types::Invoice)),
    ("giveaway", takes!(&types::Giveaway)),
    ("giveaway_winners", takes!(&types::GiveawayWinners)),
    ("new_chat_members", takes!(NewChatMembers<'_>)),
    ("left_chat_member", takes!(LeftChatMember<'_>)),
    ("chat_owner_left", takes!(&types::ChatOwnerLeft)),
    ("chat_owner_changed", takes!(&types::ChatOwnerChanged)),
    ("new_chat_title", takes!(NewChatTitle<'_>)),
    ("new_chat_photo", takes!(NewChatPhoto<'_>)),
    ("delete_chat_photo", is_there),
    ("group_chat_created", is_there),
    ("supergroup_chat_created", is_there),
    ("channel_chat_created", is_there),
    (
        "message_auto_delete_timer_changed",
        takes!(&types::MessageAutoDeleteTimerChanged),
    ),
    ("migrate_to_chat_id", takes!(MigrateToChatId<'_>)),
    ("migrate_from_chat_id", takes!(MigrateFromChatId<'_>)),
    ("pinned_message", takes!(PinnedMessage<'_>)),
    ("successful_payment", takes!(&types::SuccessfulPayment)),
    ("refunded_payment", takes!(&types::RefundedPayment)),
    ("users_shared", takes!(&types::UsersShared)),
    ("chat_shared", takes!(&types::ChatShared)),
    ("gift", takes!(&types::GiftInfo)),
    ("unique_gift", takes!(&types::UniqueGiftInfo)),
    ("gift_upgrade_sent", takes!(&types::GiftInfo)),
    ("connected_website", takes!(ConnectedWebsite<'_>)),
    ("write_access_allowed", takes!(&types::WriteAccessAllowed)),
    ("passport_data", takes!(&types::PassportData)),
    (
        "proximity_alert_triggered",
        takes!(&types::ProximityAlertTriggered),
    ),
    ("boost_added", takes!(&types::ChatBoostAdded)),
    ("chat_background_set", takes!(&types::ChatBackground)),
    ("checklist_tasks_done", takes!(&types::ChecklistTasksDone)),
    ("checklist_tasks_added", takes!(&types::ChecklistTasksAdded)),
    ("community_chat_added", takes!(&types::CommunityChatAdded)),
    ("community_chat_joined", takes!(&types::CommunityChatJoined)),
    (
        "community_chat_removed",
        takes!(&types::CommunityChatRemoved),
    ),
    (
        "direct_message_price_changed",
        takes!(&types::DirectMessagePriceChanged),
    ),
    ("forum_topic_created", takes!(&types::ForumTopicCreated)),
    ("forum_topic_edited", takes!(&types::ForumTopicEdited)),
    ("forum_topic_closed", takes!(&types::ForumTopicClosed)),
    ("forum_topic_reopened", takes!(&types::ForumTopicReopened)),
    (
        "general_forum_topic_hidden",
        takes!(&types::GeneralForumTopicHidden),
    ),
    (
        "general_forum_topic_unhidden",
        takes!(&types::GeneralForumTopicUnhidden),
    ),
    ("giveaway_created", takes!(&types::GiveawayCreated)),
    ("giveaway_completed", takes!(&types::GiveawayCompleted)),
    ("managed_bot_created", takes!(&types::ManagedBotCreated)),
    (
        "paid_message_price_changed",
        takes!(&types::PaidMessagePriceChanged),
    ),
    ("poll_option_added", takes!(&types::PollOptionAdded)),
    ("poll_option_deleted", takes!(&types::PollOptionDeleted)),
    (
        "suggested_post_approved",
        takes!(&types::SuggestedPostApproved),
    ),
    (
        "suggested_post_approval_failed",
        takes!(&types::SuggestedPostApprovalFailed),
    ),
    (
        "suggested_post_declined",
        takes!(&types::SuggestedPostDeclined),
    ),
    ("suggested_post_paid", takes!(&types::SuggestedPostPaid)),
    (
        "suggested_post_refunded",
        takes!(&types::SuggestedPostRefunded),
    ),
    ("video_chat_scheduled", takes!(&types::VideoChatScheduled)),
    ("video_chat_started", takes!(&types::VideoChatStarted)),
    ("video_chat_ended", takes!(&types::VideoChatEnded)),
    (
        "video_chat_participants_invited",
        takes!(&types::VideoChatParticipantsInvited),
    ),
    ("web_app_data", takes!(&types::WebAppData)),
];

const KINDS: &[Row] = &[
    ("message", takes!(&types::Message)),
    ("edited_message", takes!(&types::Message)),
    ("channel_post", takes!(&types::Message)),
    ("edited_channel_post", takes!(&types::Message)),
    ("business_connection", takes!(&types::BusinessConnection)),
    ("business_message", takes!(&types::Message)),
    ("edited_business_message", takes!(&types::Message)),
    (
        "deleted_business_messages",
        takes!(&types::BusinessMessagesDeleted),
    ),
    ("guest_message", takes!(&types::Message)),
    ("message_reaction", takes!(Reactions<'_>)),
    (
        "message_reaction_count",
        takes!(&types::MessageReactionCountUpdated),
    ),
    ("inline_query", takes!(&types::InlineQuery)),
    ("chosen_inline_result", takes!(&types::ChosenInlineResult)),
    ("callback_query", takes!(&types::CallbackQuery)),
    ("shipping_query", takes!(&types::ShippingQuery)),
    ("pre_checkout_query", takes!(&types::PreCheckoutQuery)),
    ("purchased_paid_media", takes!(&types::PaidMediaPurchased)),
    ("poll", takes!(&types::Poll)),
    ("poll_answer", takes!(&types::PollAnswer)),
    ("my_chat_member", takes!(MemberChange<'_>)),
    ("chat_member", takes!(MemberChange<'_>)),
    ("chat_join_request", takes!(&types::ChatJoinRequest)),
    ("chat_boost", takes!(&types::ChatBoostUpdated)),
    ("removed_chat_boost", takes!(&types::ChatBoostRemoved)),
    ("managed_bot", takes!(&types::ManagedBotUpdated)),
    ("subscription", takes!(&types::BotSubscriptionUpdated)),
    (
        "stopped_message_generation",
        takes!(&types::MessageGenerationStopped),
    ),
];

/// The smallest value of a type of the schema.
fn smallest(schema: &Value, ty: &Value) -> Value {
    if let Some(base) = ty["base"].as_str() {
        return match base {
            "True" | "Boolean" => json!(true),
            "Integer" | "Integer64" => json!(7),
            "Float" => json!(0.5),
            _ => json!("x"),
        };
    }
    if let Some(name) = ty["ref"].as_str() {
        let all = schema["types"].as_array().expect("types");
        let found = all.iter().find(|it| it["name"] == name).expect(name);
        return match found["kind"].as_str() {
            Some("struct") => structure(schema, found),
            Some("union") => smallest(schema, &found["variants"][0]),
            _ => found["values"][0].clone(),
        };
    }
    if ty["array"].is_object() {
        return json!([smallest(schema, &ty["array"])]);
    }
    smallest(schema, &ty["union"][0])
}

fn structure(schema: &Value, ty: &Value) -> Value {
    let fields = ty["fields"].as_array().expect("fields");
    let required = fields.iter().filter(|field| field["required"] == true);
    let members = required.map(|field| {
        let value = match field.get("const") {
            Some(fixed) => fixed.clone(),
            None => smallest(schema, &field["type"]),
        };
        (field["name"].as_str().expect("a name").to_owned(), value)
    });
    Value::Object(members.collect::<Map<_, _>>())
}

fn context(kind: &str, content: &Value) -> Cx {
    let api = Api::builder("42:TEST").url("http://127.0.0.1:9").build();
    let app = App::new(
        api.expect("a client"),
        User::new(42, true, "Bot"),
        StateMap::new(),
    );
    let mut update = json!({"update_id": 1});
    update[kind] = content.clone();
    let update = parse_update(&update.to_string()).expect("an update");
    Cx::new(update, Arc::new(app))
}

/// Every row takes its own sample, and the rows are those of the schema.
fn walk(rows: &[Row], names: &[&str], sample: impl Fn(&str) -> Cx) {
    let known: Vec<_> = rows.iter().map(|row| row.0).collect();
    assert_eq!(known, names);
    for (name, takes) in rows {
        let cx = sample(name);
        assert!(
            takes(&cx),
            "nothing takes `{name}`: {}",
            cx.update().raw().as_str()
        );
    }
}

#[test]
fn every_content_of_a_message_can_be_taken() {
    let schema: Value = serde_json::from_str(SCHEMA).expect("JSON");
    let fields = &schema["message_fields"];
    let lists = ["content", "service"].map(|list| fields[list].as_array().expect(list));
    let names: Vec<_> = lists
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let types = schema["types"].as_array().expect("types");
    let message = types
        .iter()
        .find(|ty| ty["name"] == "Message")
        .expect("Message");
    walk(CONTENTS, &names, |name| {
        let fields = message["fields"].as_array().expect("fields");
        let field = fields
            .iter()
            .find(|field| field["name"] == name)
            .expect(name);
        let mut value = structure(&schema, message);
        value[name] = smallest(&schema, &field["type"]);
        context("message", &value)
    });
}

#[test]
fn every_kind_of_update_can_be_taken() {
    let schema: Value = serde_json::from_str(SCHEMA).expect("JSON");
    let kinds = schema["update_kinds"].as_array().expect("kinds");
    let names: Vec<_> = kinds
        .iter()
        .filter_map(|kind| kind["name"].as_str())
        .collect();
    assert_eq!(names.len(), 27);
    walk(KINDS, &names, |name| {
        let kind = kinds.iter().find(|kind| kind["name"] == name).expect(name);
        context(name, &smallest(&schema, &kind["type"]))
    });
}
