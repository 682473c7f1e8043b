//! The server's errors, by what they mean.

use std::fmt;
use std::time::Duration;

use botwright_api::ids::ChatId;
use botwright_api::response::Response;

/// An error the server answered with.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rejected {
    /// The method that was called.
    pub method: &'static str,
    /// The error code, an HTTP status.
    pub code: i64,
    /// The server's own words.
    pub description: String,
    /// What they mean.
    pub kind: RejectedKind,
}

/// What an error of the server means. Texts are compared by their beginnings, in lower case, since
/// Telegram changes them; what is not known here is [`Other`](Self::Other) with its description.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum RejectedKind {
    /// Too many requests; wait this long.
    Flood {
        /// From the answer's `parameters`, or its `Retry-After` header.
        retry_after: Duration,
    },
    /// The basic group became a supergroup with this id.
    Migrated {
        /// The supergroup.
        to: ChatId,
    },
    /// Somebody else uses this token.
    Conflict(Conflict),
    /// The token is wrong or was revoked.
    Unauthorized,
    /// The server does not know the method.
    MethodNotFound,
    /// The server is shutting down or failed on its side.
    ServerError,
    /// More bytes than the server takes.
    TooLarge,
    /// The user has blocked the bot.
    BlockedByUser,
    /// The user's account is gone.
    UserDeactivated,
    /// The user has never started the bot.
    CannotInitiateConversation,
    /// The other side is a bot.
    CannotMessageBots,
    /// The bot was thrown out of the chat.
    KickedFromChat,
    /// The bot is not in the chat.
    NotAMember,
    /// The chat is gone.
    ChatDeleted,
    /// No such chat, or the bot has never met it.
    ChatNotFound,
    /// No such user.
    UserNotFound,
    /// The edit changes nothing.
    MessageNotModified,
    /// The message to edit is gone.
    MessageToEditNotFound,
    /// The message to delete is gone.
    MessageToDeleteNotFound,
    /// The message to reply to is gone.
    MessageToReplyNotFound,
    /// Another message the call names is gone.
    MessageNotFound,
    /// The topic is gone.
    ThreadNotFound,
    /// Not the bot's message, or too old.
    MessageCannotBeEdited,
    /// No right to delete it, or too old.
    MessageCannotBeDeleted,
    /// The text is empty.
    MessageTextEmpty,
    /// The text or caption is too long.
    MessageTooLong,
    /// The formatting is wrong.
    CannotParseEntities,
    /// The keyboard is wrong.
    BadReplyMarkup,
    /// The query was answered before, or too late.
    QueryTooOld,
    /// The file id or URL is wrong.
    BadFile,
    /// The file is too big to download.
    FileTooBig,
    /// A right is missing.
    NotEnoughRights,
    /// The topic is closed.
    TopicClosed,
    /// Anything else: see the description.
    Other,
}

/// Who else uses the token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Conflict {
    /// Another process polls with the same token.
    OtherPoller,
    /// A webhook is set, so polling is refused.
    Webhook,
    /// Something this version does not know.
    Other,
}

impl Conflict {
    /// What a person can do about it.
    pub fn advice(self) -> &'static str {
        match self {
            Self::OtherPoller => {
                "another process polls with the same token; stop it, or give this one a token of \
                 its own. Until then each gets a part of the updates"
            }
            Self::Webhook => {
                "a webhook is set for this token, and Telegram then refuses polling; remove it with \
                 `deleteWebhook`"
            }
            Self::Other => "somebody else uses this token",
        }
    }
}

/// Beginnings of descriptions, without the prefix of their code, in lower case.
const KNOWN: &[(i64, &str, RejectedKind)] = &[
    (
        403,
        "bot was blocked by the user",
        RejectedKind::BlockedByUser,
    ),
    (403, "user is deactivated", RejectedKind::UserDeactivated),
    (
        403,
        "bot can't initiate conversation",
        RejectedKind::CannotInitiateConversation,
    ),
    (
        403,
        "the bot can't send messages to the bot",
        RejectedKind::CannotMessageBots,
    ),
    (
        403,
        "bot can't send messages to bots",
        RejectedKind::CannotMessageBots,
    ),
    (403, "bot was kicked from", RejectedKind::KickedFromChat),
    (403, "bot is not a member of", RejectedKind::NotAMember),
    (403, "the group chat was deleted", RejectedKind::ChatDeleted),
    (400, "chat not found", RejectedKind::ChatNotFound),
    (400, "private chat not found", RejectedKind::ChatNotFound),
    (400, "peer_id_invalid", RejectedKind::ChatNotFound),
    (400, "user not found", RejectedKind::UserNotFound),
    (400, "participant_id_invalid", RejectedKind::UserNotFound),
    (
        400,
        "message is not modified",
        RejectedKind::MessageNotModified,
    ),
    (
        400,
        "message to edit not found",
        RejectedKind::MessageToEditNotFound,
    ),
    (
        400,
        "message to delete not found",
        RejectedKind::MessageToDeleteNotFound,
    ),
    (
        400,
        "message to be replied not found",
        RejectedKind::MessageToReplyNotFound,
    ),
    (
        400,
        "message thread not found",
        RejectedKind::ThreadNotFound,
    ),
    (400, "topic_deleted", RejectedKind::ThreadNotFound),
    (400, "message_id_invalid", RejectedKind::MessageNotFound),
    (
        400,
        "message can't be edited",
        RejectedKind::MessageCannotBeEdited,
    ),
    (
        400,
        "message media can't be edited",
        RejectedKind::MessageCannotBeEdited,
    ),
    (
        400,
        "there is no text in the message to edit",
        RejectedKind::MessageCannotBeEdited,
    ),
    (
        400,
        "there is no caption in the message to edit",
        RejectedKind::MessageCannotBeEdited,
    ),
    (
        400,
        "message can't be deleted",
        RejectedKind::MessageCannotBeDeleted,
    ),
    (400, "message text is empty", RejectedKind::MessageTextEmpty),
    (400, "message is too long", RejectedKind::MessageTooLong),
    (400, "message_too_long", RejectedKind::MessageTooLong),
    (
        400,
        "message caption is too long",
        RejectedKind::MessageTooLong,
    ),
    (400, "text is too long", RejectedKind::MessageTooLong),
    (
        400,
        "can't parse entities",
        RejectedKind::CannotParseEntities,
    ),
    (
        400,
        "can't parse messageentity",
        RejectedKind::CannotParseEntities,
    ),
    (
        400,
        "unsupported parse_mode",
        RejectedKind::CannotParseEntities,
    ),
    (
        400,
        "can't parse inline keyboard",
        RejectedKind::BadReplyMarkup,
    ),
    (
        400,
        "can't parse reply keyboard",
        RejectedKind::BadReplyMarkup,
    ),
    (
        400,
        "object expected as reply markup",
        RejectedKind::BadReplyMarkup,
    ),
    (
        400,
        "reply markup is too long",
        RejectedKind::BadReplyMarkup,
    ),
    (400, "button_", RejectedKind::BadReplyMarkup),
    (400, "query is too old", RejectedKind::QueryTooOld),
    (400, "query_id_invalid", RejectedKind::QueryTooOld),
    (400, "wrong file identifier", RejectedKind::BadFile),
    (400, "wrong http url", RejectedKind::BadFile),
    (400, "failed to get http url content", RejectedKind::BadFile),
    (
        400,
        "wrong type of the web page content",
        RejectedKind::BadFile,
    ),
    (400, "wrong remote file identifier", RejectedKind::BadFile),
    (400, "wrong file_id", RejectedKind::BadFile),
    (400, "invalid file_id", RejectedKind::BadFile),
    (400, "file_id not specified", RejectedKind::BadFile),
    (400, "file must be non-empty", RejectedKind::BadFile),
    (
        400,
        "photo has unsupported extension",
        RejectedKind::BadFile,
    ),
    (400, "image_process_failed", RejectedKind::BadFile),
    (400, "photo_invalid_dimensions", RejectedKind::BadFile),
    (400, "file is too big", RejectedKind::FileTooBig),
    (400, "not enough rights", RejectedKind::NotEnoughRights),
    (400, "have no rights", RejectedKind::NotEnoughRights),
    (400, "chat_admin_required", RejectedKind::NotEnoughRights),
    (
        400,
        "need administrator rights",
        RejectedKind::NotEnoughRights,
    ),
    (400, "topic_closed", RejectedKind::TopicClosed),
];

impl Rejected {
    /// Reads an error answer; `retry_after` is the header's, used when the body has none.
    pub(super) fn new(
        method: &'static str,
        response: Response<'_>,
        status: u16,
        retry_after: Option<u64>,
    ) -> Self {
        let code = response.error_code.unwrap_or_else(|| status.into());
        let description = response.description.unwrap_or_default();
        let parameters = response.parameters.unwrap_or_default();
        let seconds = parameters
            .retry_after
            .and_then(|seconds| u64::try_from(seconds).ok())
            .or(retry_after);
        let kind = if code == 429 {
            RejectedKind::Flood {
                retry_after: Duration::from_secs(seconds.unwrap_or(1)),
            }
        } else if let Some(to) = parameters.migrate_to_chat_id {
            RejectedKind::Migrated { to }
        } else {
            kind(code, &description)
        };
        Self {
            method,
            code,
            description,
            kind,
        }
    }
}

fn kind(code: i64, description: &str) -> RejectedKind {
    let text = description.to_lowercase();
    let text = text
        .split_once(": ")
        .map_or(text.as_str(), |(_, rest)| rest);
    match code {
        401 => RejectedKind::Unauthorized,
        404 if text.contains("method not found") => RejectedKind::MethodNotFound,
        409 if text.contains("webhook") && !text.contains("terminated by other") => {
            RejectedKind::Conflict(Conflict::Webhook)
        }
        409 if text.contains("getupdates") => RejectedKind::Conflict(Conflict::OtherPoller),
        409 => RejectedKind::Conflict(Conflict::Other),
        413 => RejectedKind::TooLarge,
        500.. => RejectedKind::ServerError,
        _ => KNOWN
            .iter()
            .find(|known| known.0 == code && text.starts_with(known.1))
            .map_or(
                if text.ends_with("not found") && text.starts_with("message") {
                    RejectedKind::MessageNotFound
                } else {
                    RejectedKind::Other
                },
                |known| known.2.clone(),
            ),
    }
}

impl fmt::Display for Rejected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} was refused: {} {}",
            self.method, self.code, self.description
        )?;
        match &self.kind {
            RejectedKind::Conflict(conflict) => write!(f, " ({})", conflict.advice()),
            RejectedKind::Unauthorized => {
                f.write_str(" (the token is wrong or was revoked; ask @BotFather for a valid one)")
            }
            _ => Ok(()),
        }
    }
}

impl std::error::Error for Rejected {}

#[cfg(test)]
mod tests {
    use super::*;

    fn rejected(json: &str) -> Rejected {
        let response = Response::parse(json).expect("an envelope");
        Rejected::new("sendMessage", response, 400, None)
    }

    #[test]
    fn every_known_text_gives_its_kind() {
        for (code, text, kind) in KNOWN {
            let prefix = if *code == 403 {
                "Forbidden"
            } else {
                "Bad Request"
            };
            let json = format!(
                r#"{{"ok":false,"error_code":{code},"description":"{prefix}: {}"}}"#,
                text.to_uppercase()
            );
            assert_eq!(rejected(&json).kind, *kind, "{text}");
        }
    }

    #[test]
    fn both_conflicts_are_told_apart() {
        let poller = "Conflict: terminated by other getUpdates request; make sure that only one \
                      bot instance is running";
        let webhook = "Conflict: can't use getUpdates method while webhook is active; use \
                       deleteWebhook to delete the webhook first";
        for (text, conflict) in [
            (poller, Conflict::OtherPoller),
            (webhook, Conflict::Webhook),
        ] {
            let json = format!(r#"{{"ok":false,"error_code":409,"description":"{text}"}}"#);
            assert_eq!(rejected(&json).kind, RejectedKind::Conflict(conflict));
        }
    }

    #[test]
    fn parameters_say_how_to_go_on() {
        let flood = rejected(
            r#"{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 7","parameters":{"retry_after":7}}"#,
        );
        assert_eq!(
            flood.kind,
            RejectedKind::Flood {
                retry_after: Duration::from_secs(7)
            }
        );
        let migrated = rejected(
            r#"{"ok":false,"error_code":400,"description":"Bad Request: group chat was upgraded to a supergroup chat","parameters":{"migrate_to_chat_id":-1001}}"#,
        );
        assert_eq!(migrated.kind, RejectedKind::Migrated { to: ChatId(-1001) });
    }
}
