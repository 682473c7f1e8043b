//! How names of the schema become names of Rust.

use super::schema::Ty;

/// `chat_member` and `application/pdf` to `ChatMember` and `ApplicationPdf`.
pub(crate) fn pascal(name: &str) -> String {
    if name.chars().any(char::is_lowercase) && name.starts_with(char::is_uppercase) {
        return name.to_owned();
    }
    name.split(|c: char| !c.is_ascii_alphanumeric())
        .map(|word| {
            let mut letters = word.chars();
            letters.next().map_or_else(String::new, |first| {
                first.to_ascii_uppercase().to_string() + &letters.as_str().to_ascii_lowercase()
            })
        })
        .collect()
}

/// `sendMessage` to `SendMessage`.
pub(crate) fn pascal_camel(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_ascii_uppercase().to_string() + letters.as_str()
    })
}

/// `SendMessage` to `send_message`.
pub(crate) fn snake(name: &str) -> String {
    let mut out = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.push(letter.to_ascii_lowercase());
    }
    out
}

/// A field's name as an identifier.
pub(crate) fn ident(name: &str) -> String {
    if name == "type" {
        "r#type".to_owned()
    } else {
        name.to_owned()
    }
}

/// `media_group_id` to `media group id`.
pub(crate) fn human(name: &str) -> String {
    name.replace('_', " ")
}

/// The name of a union's variant: the type's name without the union's.
pub(crate) fn variant_of(union: &str, ty: &Ty) -> String {
    match ty {
        Ty::Ref(name) => {
            let short = name
                .strip_prefix(union)
                .filter(|rest| !rest.is_empty())
                .unwrap_or(name);
            if union == "InputPollMedia" || union == "InputPollOptionMedia" || union == "InputMedia"
            {
                return short.strip_prefix("InputMedia").unwrap_or(short).to_owned();
            }
            if union == "InputMessageContent" {
                let short = short.strip_prefix("Input").unwrap_or(short);
                return short
                    .strip_suffix("MessageContent")
                    .unwrap_or(short)
                    .to_owned();
            }
            short.to_owned()
        }
        Ty::Array(_) => "List".to_owned(),
        _ => "Plain".to_owned(),
    }
}

/// The type of an integer that identifies something.
pub(crate) fn integer_id(owner: &str, name: &str) -> Option<&'static str> {
    Some(match (owner, name) {
        ("Chat" | "ChatFullInfo", "id") => "ChatId",
        ("Story", "id") | (_, "story_id" | "from_story_id") => "StoryId",
        ("User", "id") | (_, "user_id" | "user_ids" | "receiver_user_id" | "added_user_ids") => {
            "UserId"
        }
        (_, "message_id" | "message_ids" | "giveaway_message_id") => "MessageId",
        (_, "message_thread_id") => "MessageThreadId",
        (_, name) if name.ends_with("chat_id") => "ChatId",
        _ => return None,
    })
}

/// The type of a string that identifies something.
pub(crate) fn string_id(owner: &str, name: &str) -> Option<&'static str> {
    Some(match (owner, name) {
        ("CallbackQuery", "id") | (_, "callback_query_id") => "CallbackQueryId",
        ("InlineQuery", "id") | (_, "inline_query_id") => "InlineQueryId",
        ("ShippingQuery", "id") | (_, "shipping_query_id") => "ShippingQueryId",
        ("PreCheckoutQuery", "id") | (_, "pre_checkout_query_id") => "PreCheckoutQueryId",
        ("ChatJoinRequest", "query_id") | (_, "chat_join_request_query_id") => {
            "ChatJoinRequestQueryId"
        }
        (_, "guest_query_id") => "GuestQueryId",
        (_, "web_app_query_id") => "WebAppQueryId",
        ("BusinessConnection", "id") | (_, "business_connection_id") => "BusinessConnectionId",
        ("Poll", "id") | (_, "poll_id") => "PollId",
        (_, "inline_message_id") => "InlineMessageId",
        (_, "media_group_id") => "MediaGroupId",
        (_, "effect_id" | "message_effect_id") => "EffectId",
        (_, "telegram_payment_charge_id") => "TelegramPaymentChargeId",
        (_, name) if name.ends_with("file_unique_id") => "FileUniqueId",
        (_, name) if name.ends_with("file_id") => "FileId",
        (_, name) if name.ends_with("custom_emoji_id") || name == "custom_emoji_ids" => {
            "CustomEmojiId"
        }
        _ => return None,
    })
}
