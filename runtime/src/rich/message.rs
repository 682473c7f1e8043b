//! Messages, block by block.

use botwright_api::methods::SendRichMessage;
use botwright_api::types::{
    InputMediaAnimation, InputMediaAudio, InputMediaDocument, InputMediaPhoto, InputMediaVideo,
    InputMediaVoiceNote, InputRichBlock, InputRichBlockAnchor, InputRichBlockAnimation,
    InputRichBlockAudio, InputRichBlockBlockQuotation, InputRichBlockButtons,
    InputRichBlockCollage, InputRichBlockDetails, InputRichBlockDivider, InputRichBlockDocument,
    InputRichBlockExpandableBlockQuotation, InputRichBlockFooter, InputRichBlockList,
    InputRichBlockListItem, InputRichBlockMap, InputRichBlockMathematicalExpression,
    InputRichBlockParagraph, InputRichBlockPhoto, InputRichBlockPreformatted,
    InputRichBlockPullQuotation, InputRichBlockSectionHeading, InputRichBlockSlideshow,
    InputRichBlockThinking, InputRichBlockVideo, InputRichBlockVoiceNote, InputRichMessage,
    InputRichMessageMedia, Location, RichListLabelType, RichMediaItem, RichMessageButton, RichText,
};

use super::Table;
use crate::callback::Callback;
use crate::cx::Cx;
use crate::reply::{IntoFile, IntoReply, Outcome, send_here};

/// Sends a message of blocks, or one in Telegram's rich HTML or Markdown
/// ([rich messages](https://core.telegram.org/bots/api#rich-messages)).
///
/// ```
/// use botwright::prelude::*;
/// use botwright::rich::Rich;
///
/// /// Tells how it is made.
/// #[command]
/// async fn recipe() -> Rich {
///     Rich::new()
///         .heading(1, "Pancakes")
///         .list(["2 eggs", "300 g flour"])
///         .divider()
///         .paragraph("Mix and fry.")
/// }
/// ```
#[derive(Debug, Clone)]
pub struct Rich {
    blocks: Vec<InputRichBlock>,
    message: InputRichMessage,
}

impl Rich {
    /// A message without blocks.
    pub fn new() -> Self {
        Self {
            blocks: Vec::new(),
            message: InputRichMessage::new(),
        }
    }

    /// A message in rich HTML.
    pub fn html(html: impl Into<String>) -> Self {
        Self {
            blocks: Vec::new(),
            message: InputRichMessage::new().html(html),
        }
    }

    /// A message in rich Markdown.
    pub fn markdown(markdown: impl Into<String>) -> Self {
        Self {
            blocks: Vec::new(),
            message: InputRichMessage::new().markdown(markdown),
        }
    }

    /// Adds a heading; 1 is the largest size, 6 the smallest.
    pub fn heading(self, size: u8, text: impl Into<RichText>) -> Self {
        self.block(InputRichBlockSectionHeading::new(text, i64::from(size)))
    }

    /// Adds a paragraph.
    pub fn paragraph(self, text: impl Into<RichText>) -> Self {
        self.block(InputRichBlockParagraph::new(text))
    }

    /// Adds a list of paragraphs.
    pub fn list<T: Into<RichText>>(self, items: impl IntoIterator<Item = T>) -> Self {
        self.items(items.into_iter().map(item))
    }

    /// Adds a list of paragraphs with numbers.
    pub fn numbered<T: Into<RichText>>(self, items: impl IntoIterator<Item = T>) -> Self {
        self.items(
            items
                .into_iter()
                .map(|text| item(text).r#type(RichListLabelType::Decimal)),
        )
    }

    /// Adds a list of paragraphs with boxes, each with whether it is done.
    pub fn checklist<T: Into<RichText>>(self, items: impl IntoIterator<Item = (bool, T)>) -> Self {
        self.items(items.into_iter().map(|(done, text)| {
            let mut item = item(text);
            (item.has_checkbox, item.is_checked) = (true, done);
            item
        }))
    }

    /// Adds a list of items of any sort, such as several blocks in one.
    pub fn items(self, items: impl IntoIterator<Item = InputRichBlockListItem>) -> Self {
        let items: Vec<_> = items.into_iter().collect();
        self.block(InputRichBlockList::new(items))
    }

    /// Adds a table.
    pub fn table(self, table: Table) -> Self {
        self.block(table)
    }

    /// Adds a text in which spaces and line breaks stay as they are.
    pub fn preformatted(self, text: impl Into<RichText>) -> Self {
        self.block(InputRichBlockPreformatted::new(text))
    }

    /// Adds code in a programming language, such as `rust`.
    pub fn code(self, language: impl Into<String>, code: impl Into<RichText>) -> Self {
        self.block(InputRichBlockPreformatted::new(code).language(language))
    }

    /// Adds a formula in LaTeX.
    pub fn formula(self, expression: impl Into<String>) -> Self {
        self.block(InputRichBlockMathematicalExpression::new(expression))
    }

    /// Adds a quotation.
    pub fn quote(self, text: impl Into<RichText>) -> Self {
        self.block(InputRichBlockBlockQuotation::new([paragraph(text)]))
    }

    /// Adds a quotation that is shown as a whole when it is tapped.
    pub fn expandable_quote(self, text: impl Into<RichText>) -> Self {
        self.block(InputRichBlockExpandableBlockQuotation::new(text))
    }

    /// Adds a sentence that stands out of the text.
    pub fn pull_quote(self, text: impl Into<RichText>) -> Self {
        self.block(InputRichBlockPullQuotation::new(text))
    }

    /// Adds blocks below a line that opens and closes them.
    pub fn details(self, summary: impl Into<RichText>, inside: Self) -> Self {
        self.block(InputRichBlockDetails::new(summary, inside.blocks))
    }

    /// Adds photos and videos side by side.
    pub fn collage(self, media: Self) -> Self {
        self.block(InputRichBlockCollage::new(media.blocks))
    }

    /// Adds photos and videos one after the other.
    pub fn slideshow(self, media: Self) -> Self {
        self.block(InputRichBlockSlideshow::new(media.blocks))
    }

    /// Adds a map around a point in degrees.
    pub fn map(self, latitude: f64, longitude: f64) -> Self {
        self.block(InputRichBlockMap::new(Location::new(latitude, longitude)))
    }

    /// Adds a photo: a path on this machine's disk, or an `InputFile`.
    pub fn photo(self, file: impl IntoFile) -> Self {
        self.block(InputRichBlockPhoto::new(InputMediaPhoto::new(
            file.into_file(),
        )))
    }

    /// Adds a video.
    pub fn video(self, file: impl IntoFile) -> Self {
        self.block(InputRichBlockVideo::new(InputMediaVideo::new(
            file.into_file(),
        )))
    }

    /// Adds an animation.
    pub fn animation(self, file: impl IntoFile) -> Self {
        let animation = InputMediaAnimation::new(file.into_file());
        self.block(InputRichBlockAnimation::new(animation))
    }

    /// Adds an audio file.
    pub fn audio(self, file: impl IntoFile) -> Self {
        self.block(InputRichBlockAudio::new(InputMediaAudio::new(
            file.into_file(),
        )))
    }

    /// Adds a voice message.
    pub fn voice_note(self, file: impl IntoFile) -> Self {
        let voice = InputMediaVoiceNote::new(file.into_file());
        self.block(InputRichBlockVoiceNote::new(voice))
    }

    /// Adds a file.
    pub fn document(self, file: impl IntoFile) -> Self {
        let document = InputMediaDocument::new(file.into_file());
        self.block(InputRichBlockDocument::new(document))
    }

    /// Adds a row of 1-8 buttons that carry callback data.
    pub fn buttons<'a, T: Into<RichText>, C: Callback + 'a>(
        self,
        buttons: impl IntoIterator<Item = (T, &'a C)>,
    ) -> Self {
        let button =
            |(label, data): (T, &C)| RichMessageButton::new(label).callback_data(data.pack());
        let buttons: Vec<_> = buttons.into_iter().map(button).collect();
        self.block(InputRichBlockButtons::new(buttons))
    }

    /// Adds a place that links of this message can lead to.
    pub fn anchor(self, name: impl Into<String>) -> Self {
        self.block(InputRichBlockAnchor::new(name))
    }

    /// Adds what the bot is thinking; in drafts only.
    pub fn thinking(self, text: impl Into<RichText>) -> Self {
        self.block(InputRichBlockThinking::new(text))
    }

    /// Adds a line across.
    pub fn divider(self) -> Self {
        self.block(InputRichBlockDivider::new())
    }

    /// Adds a small text, as below a page.
    pub fn footer(self, text: impl Into<RichText>) -> Self {
        self.block(InputRichBlockFooter::new(text))
    }

    /// Adds any block, such as one whose optional fields are set.
    pub fn block(mut self, block: impl Into<InputRichBlock>) -> Self {
        self.blocks.push(block.into());
        self
    }

    /// Gives a file that HTML or Markdown names by `tg://photo?id=…` and the like.
    pub fn media(mut self, id: impl Into<String>, media: impl Into<RichMediaItem>) -> Self {
        let media = InputRichMessageMedia::new(id, media);
        self.message.media.get_or_insert_default().push(media);
        self
    }

    /// Links, mentions and the like are not looked for in texts.
    pub fn without_detection(mut self) -> Self {
        self.message.skip_entity_detection = Some(true);
        self
    }

    /// From right to left.
    pub fn right_to_left(mut self) -> Self {
        self.message.is_rtl = Some(true);
        self
    }
}

fn paragraph(text: impl Into<RichText>) -> InputRichBlock {
    InputRichBlockParagraph::new(text).into()
}

fn item(text: impl Into<RichText>) -> InputRichBlockListItem {
    InputRichBlockListItem::new([paragraph(text)])
}

impl Default for Rich {
    fn default() -> Self {
        Self::new()
    }
}

impl From<Rich> for InputRichMessage {
    fn from(rich: Rich) -> Self {
        let mut message = rich.message;
        if !rich.blocks.is_empty() {
            message.blocks = Some(rich.blocks);
        }
        message
    }
}

impl IntoReply for Rich {
    fn into_reply(self, cx: &Cx, outcome: &mut Outcome) {
        send_here(cx, outcome, |chat| SendRichMessage::new(chat, self.into()));
    }
}
