//! One incoming update, and batches of them.

use crate::json::{Fault, Issue, Object, Read, ReadError, Reader, Write, Writer};
use crate::types::{Chat, ChatBoostSource, Message, UpdateContent, UpdateKind, User};
use crate::{RawJson, Unknown};

/// One incoming update: [Update](https://core.telegram.org/bots/api#update).
///
/// Telegram sends at most one content per update, so it is an enum here: [`UpdateContent`].
#[derive(Debug, Clone)]
#[cfg_attr(feature = "both", derive(PartialEq))]
#[non_exhaustive]
pub struct Update {
    /// The update's number. Rises by one per update of a bot, with gaps where updates expired, and
    /// starts anywhere after a week of silence.
    pub update_id: i64,
    /// What happened.
    pub content: UpdateContent,
    raw: RawJson,
    issues: Vec<Issue>,
}

impl Update {
    /// An update made by hand, as a server would send it.
    #[cfg(feature = "both")]
    pub fn new(update_id: i64, content: UpdateContent) -> Self {
        let mut update = Self {
            update_id,
            content,
            raw: RawJson::default(),
            issues: Vec::new(),
        };
        let mut writer = Writer::new();
        writer.begin();
        writer.field("update_id", &update.update_id);
        update.content.write_member(&mut writer);
        writer.end();
        if let Ok(finished) = writer.finish() {
            update.raw = RawJson::new(finished.json);
        }
        update
    }

    /// The whole JSON text as it came, with everything this version does not know.
    pub fn raw(&self) -> &RawJson {
        &self.raw
    }

    /// The fields that did not fit their types and were left out, at their positions in
    /// [`raw`](Self::raw).
    pub fn issues(&self) -> &[Issue] {
        &self.issues
    }

    /// Which kind of update this is.
    pub fn kind(&self) -> UpdateKind {
        self.content.kind()
    }

    /// The message of an update that is about one: `message`, `edited_message`, `channel_post`,
    /// `edited_channel_post`, `business_message`, `edited_business_message` or `guest_message`.
    #[inline]
    pub fn message(&self) -> Option<&Message> {
        match &self.content {
            UpdateContent::Message(message)
            | UpdateContent::EditedMessage(message)
            | UpdateContent::ChannelPost(message)
            | UpdateContent::EditedChannelPost(message)
            | UpdateContent::BusinessMessage(message)
            | UpdateContent::EditedBusinessMessage(message)
            | UpdateContent::GuestMessage(message) => Some(message),
            _ => None,
        }
    }

    /// Who caused the update, where Telegram says so.
    pub fn from(&self) -> Option<&User> {
        match &self.content {
            UpdateContent::BusinessConnection(it) => Some(&it.user),
            UpdateContent::MessageReaction(it) => it.user.as_deref(),
            UpdateContent::InlineQuery(it) => Some(&it.from),
            UpdateContent::ChosenInlineResult(it) => Some(&it.from),
            UpdateContent::CallbackQuery(it) => Some(&it.from),
            UpdateContent::ShippingQuery(it) => Some(&it.from),
            UpdateContent::PreCheckoutQuery(it) => Some(&it.from),
            UpdateContent::PurchasedPaidMedia(it) => Some(&it.from),
            UpdateContent::PollAnswer(it) => it.user.as_deref(),
            UpdateContent::MyChatMember(it) | UpdateContent::ChatMember(it) => Some(&it.from),
            UpdateContent::ChatJoinRequest(it) => Some(&it.from),
            UpdateContent::ChatBoost(it) => booster(&it.boost.source),
            UpdateContent::RemovedChatBoost(it) => booster(&it.source),
            UpdateContent::ManagedBot(it) => Some(&it.user),
            UpdateContent::Subscription(it) => Some(&it.user),
            _ => self.message()?.from.as_deref(),
        }
    }

    /// The chat the update belongs to, where there is one.
    pub fn chat(&self) -> Option<&Chat> {
        match &self.content {
            UpdateContent::DeletedBusinessMessages(it) => Some(&it.chat),
            UpdateContent::MessageReaction(it) => Some(&it.chat),
            UpdateContent::MessageReactionCount(it) => Some(&it.chat),
            UpdateContent::CallbackQuery(it) => it.message.as_ref()?.chat(),
            UpdateContent::PollAnswer(it) => it.voter_chat.as_deref(),
            UpdateContent::MyChatMember(it) | UpdateContent::ChatMember(it) => Some(&it.chat),
            UpdateContent::ChatJoinRequest(it) => Some(&it.chat),
            UpdateContent::ChatBoost(it) => Some(&it.chat),
            UpdateContent::RemovedChatBoost(it) => Some(&it.chat),
            UpdateContent::StoppedMessageGeneration(it) => Some(&it.chat),
            _ => self.message().map(|message| &message.chat),
        }
    }
}

/// Whose boost it is: nobody's for a giveaway that nobody has won.
fn booster(source: &ChatBoostSource) -> Option<&User> {
    match source {
        ChatBoostSource::Premium(it) => Some(&it.user),
        ChatBoostSource::GiftCode(it) => Some(&it.user),
        ChatBoostSource::Giveaway(it) => it.user.as_deref(),
        ChatBoostSource::Unknown(_) => None,
    }
}

/// Written as it came, nothing lost.
impl Write for Update {
    fn write(&self, writer: &mut Writer) {
        writer.raw(self.raw.as_str());
    }
}

#[derive(Default)]
struct Draft {
    update_id: i64,
    content: Option<UpdateContent>,
    unknown: Option<Unknown>,
}

impl Object for Draft {
    fn field(&mut self, key: &str, reader: &mut Reader<'_>) -> Result<u32, Fault> {
        if key == "update_id" {
            return reader.strict(1, &mut self.update_id);
        }
        reader.peek();
        let start = reader.position();
        if let Some(content) = reader.tolerate(|reader| UpdateContent::read_member(key, reader))? {
            match content {
                Some(content) => self.content = Some(content),
                None => reader.skip()?,
            }
        }
        if self.content.is_none() {
            self.unknown = Some(Unknown::new(key, reader.slice(start, reader.position())));
        }
        Ok(0)
    }
}

impl Read for Update {
    fn read(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        reader.peek();
        let start = reader.position();
        let mut draft = Draft::default();
        if reader.object(&mut draft)? & 1 == 0 {
            return Err(Fault::Shape {
                at: start,
                expected: "an update with `update_id`",
            });
        }
        let mut issues = reader.take_issues();
        for issue in &mut issues {
            // In a batch the update starts later than the text the reader is at.
            issue.at = issue.at.saturating_sub(start);
        }
        Ok(Self {
            update_id: draft.update_id,
            content: draft
                .content
                .unwrap_or_else(|| UpdateContent::Unknown(draft.unknown.unwrap_or_default())),
            raw: RawJson::new(reader.slice(start, reader.position())),
            issues,
        })
    }
}

/// Reads one update, for instance a webhook's body.
///
/// ```
/// use botwright_api::{parse_update, types::UpdateKind};
///
/// let update = parse_update(r#"{"update_id":7,"poll_of_the_future":{"id":"1"}}"#)?;
/// assert_eq!(update.update_id, 7);
/// assert_eq!(update.kind(), UpdateKind::Unknown("poll_of_the_future".into()));
/// # Ok::<(), botwright_api::ReadError>(())
/// ```
///
/// # Errors
/// The text is not JSON, or not an object with an integer `update_id`. Whatever else does not fit
/// costs only its own field.
pub fn parse_update(json: &str) -> Result<Update, ReadError> {
    let mut reader = Reader::new(json);
    let update = Update::read(&mut reader).map_err(ReadError)?;
    reader.end().map_err(ReadError)?;
    Ok(update)
}

/// The updates of one `getUpdates`, element by element.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Batch {
    /// The updates that could be read, in order.
    pub updates: Vec<Update>,
    /// Elements without a usable `update_id`: nothing can confirm them but a later update.
    pub malformed: Vec<RawJson>,
}

impl Read for Batch {
    fn read(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        let mut batch = Self::default();
        reader.elements(&mut |reader| {
            reader.peek();
            let start = reader.position();
            if let Some(update) = reader.tolerate(Update::read)? {
                batch.updates.push(update);
            } else {
                reader.take_issues();
                let raw = RawJson::new(reader.slice(start, reader.position()));
                batch.malformed.push(raw);
            }
            Ok(())
        })?;
        Ok(batch)
    }
}

/// Reads the `result` of `getUpdates`: one element that does not fit never costs the others.
///
/// # Errors
/// The text is not a JSON array.
pub fn parse_updates(json: &str) -> Result<Batch, ReadError> {
    let mut reader = Reader::new(json);
    let batch = Batch::read(&mut reader).map_err(ReadError)?;
    reader.end().map_err(ReadError)?;
    Ok(batch)
}

#[cfg(feature = "both")]
crate::json::impl_serde!(Update, crate::ChatTarget, crate::InputFile, Unknown);
