//! Rich messages: headings, lists, tables and the like.

use botwright_api::methods::SendRichMessage;
use botwright_api::types::{
    InputRichBlock, InputRichBlockBlockQuotation, InputRichBlockDivider, InputRichBlockFooter,
    InputRichBlockList, InputRichBlockListItem, InputRichBlockParagraph,
    InputRichBlockPreformatted, InputRichBlockSectionHeading, InputRichMessage, RichText,
};

use super::{IntoReply, Outcome, place};
use crate::cx::Cx;

/// Sends a message of blocks, or one in Telegram's rich HTML or Markdown
/// ([rich messages](https://core.telegram.org/bots/api#rich-messages)).
///
/// ```
/// use botwright::prelude::*;
/// use botwright::reply::Rich;
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
        let item = |text: T| {
            let paragraph: InputRichBlock = InputRichBlockParagraph::new(text).into();
            InputRichBlockListItem::new([paragraph])
        };
        let items: Vec<_> = items.into_iter().map(item).collect();
        self.block(InputRichBlockList::new(items))
    }

    /// Adds a text in which spaces and line breaks stay as they are, such as code.
    pub fn preformatted(self, text: impl Into<RichText>) -> Self {
        self.block(InputRichBlockPreformatted::new(text))
    }

    /// Adds a quotation.
    pub fn quote(self, text: impl Into<RichText>) -> Self {
        let paragraph: InputRichBlock = InputRichBlockParagraph::new(text).into();
        self.block(InputRichBlockBlockQuotation::new([paragraph]))
    }

    /// Adds a line across.
    pub fn divider(self) -> Self {
        self.block(InputRichBlockDivider::new())
    }

    /// Adds a small text, as below a page.
    pub fn footer(self, text: impl Into<RichText>) -> Self {
        self.block(InputRichBlockFooter::new(text))
    }

    /// Adds any block.
    pub fn block(mut self, block: impl Into<InputRichBlock>) -> Self {
        self.blocks.push(block.into());
        self
    }

    /// From right to left.
    pub fn right_to_left(mut self) -> Self {
        self.message.is_rtl = Some(true);
        self
    }
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
        place::send_here(cx, outcome, |chat| SendRichMessage::new(chat, self.into()));
    }
}
