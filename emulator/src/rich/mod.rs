//! Rich messages: their blocks from HTML and Markdown, the checks, and the buttons in them.

use serde_json::{Value, json};

pub(crate) mod html;
mod html_media;
pub(crate) mod markdown;

/// The most characters of all texts together.
const MAX_TEXT: usize = 32_768;
/// The most blocks, list items and table rows together.
const MAX_BLOCKS: usize = 500;
/// How deep blocks and texts may nest.
const MAX_DEPTH: usize = 16;
/// The most files.
const MAX_MEDIA: usize = 50;
/// The most columns of a table.
const MAX_COLUMNS: usize = 20;
/// The most buttons of a row.
const MAX_BUTTONS: usize = 8;
/// The most bytes of callback data.
const MAX_CALLBACK_DATA: usize = 64;

/// Why blocks are refused: in words, or by a code of the backend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Mistake {
    Shape(String),
    Meaning(&'static str),
}

/// What a message has of everything that is limited.
#[derive(Default)]
struct Count {
    characters: usize,
    blocks: usize,
    media: usize,
    is_draft: bool,
}

/// Checks the blocks of a message; only a draft may think.
pub(crate) fn check(blocks: &Value, is_draft: bool) -> Result<(), Mistake> {
    let mut count = Count {
        is_draft,
        ..Count::default()
    };
    count.blocks(blocks, 1)?;
    if count.blocks == 0 {
        return Err(Mistake::Meaning("RICH_MESSAGE_EMPTY"));
    }
    let is_too_big =
        count.characters > MAX_TEXT || count.blocks > MAX_BLOCKS || count.media > MAX_MEDIA;
    if is_too_big {
        return Err(Mistake::Meaning("Message is too long"));
    }
    Ok(())
}

fn shape<T>(why: impl Into<String>) -> Result<T, Mistake> {
    Err(Mistake::Shape(why.into()))
}

fn items<'a>(value: &'a Value, what: &str) -> Result<&'a Vec<Value>, Mistake> {
    match value.as_array() {
        Some(items) => Ok(items),
        None => shape(format!("Expected an Array of {what}")),
    }
}

fn required<'a>(block: &'a Value, name: &str) -> Result<&'a Value, Mistake> {
    match block.get(name) {
        Some(value) => Ok(value),
        None => shape(format!("Can't find field \"{name}\"")),
    }
}

impl Count {
    fn blocks(&mut self, blocks: &Value, depth: usize) -> Result<(), Mistake> {
        if depth > MAX_DEPTH {
            return Err(Mistake::Meaning("Message is too long"));
        }
        items(blocks, "InputRichBlock")?
            .iter()
            .try_for_each(|block| self.block(block, depth))
    }

    fn block(&mut self, block: &Value, depth: usize) -> Result<(), Mistake> {
        self.blocks += 1;
        let kind = required(block, "type")?.as_str().unwrap_or_default();
        match kind {
            "paragraph" | "pre" | "footer" | "pullquote" | "expandable_blockquote" => {
                self.text(required(block, "text")?, depth)
            }
            "heading" => {
                let size = required(block, "size")?.as_i64().unwrap_or_default();
                if !(1..=6).contains(&size) {
                    return shape("Field \"size\" must be from 1 to 6");
                }
                self.text(required(block, "text")?, depth)
            }
            "thinking" if self.is_draft => self.text(required(block, "text")?, depth),
            "thinking" => shape("Thinking blocks are allowed in drafts only"),
            "divider" => Ok(()),
            "anchor" => required(block, "name").map(drop),
            "mathematical_expression" => self.text(required(block, "expression")?, depth),
            "blockquote" | "collage" | "slideshow" => {
                self.blocks(required(block, "blocks")?, depth + 1)
            }
            "details" => {
                self.text(required(block, "summary")?, depth)?;
                self.blocks(required(block, "blocks")?, depth + 1)
            }
            "list" => {
                for item in items(required(block, "items")?, "InputRichBlockListItem")? {
                    self.blocks += 1;
                    self.blocks(required(item, "blocks")?, depth + 1)?;
                }
                Ok(())
            }
            "table" => self.table(required(block, "cells")?, depth),
            "map" => required(block, "location").map(drop),
            "buttons" => {
                let buttons = items(required(block, "buttons")?, "RichMessageButton")?;
                if !(1..=MAX_BUTTONS).contains(&buttons.len()) {
                    return shape("A row has 1 to 8 buttons");
                }
                buttons
                    .iter()
                    .try_for_each(|button| self.button(button, depth))
            }
            "animation" | "audio" | "document" | "photo" | "video" | "voice_note" => {
                self.media += 1;
                required(block, kind).map(drop)
            }
            _ => shape("Unsupported type specified"),
        }
    }

    fn table(&mut self, rows: &Value, depth: usize) -> Result<(), Mistake> {
        for row in items(rows, "Array of RichBlockTableCell")? {
            self.blocks += 1;
            let cells = items(row, "RichBlockTableCell")?;
            if cells.len() > MAX_COLUMNS {
                return Err(Mistake::Meaning("Message is too long"));
            }
            for cell in cells {
                if let Some(text) = cell.get("text") {
                    self.text(text, depth + 1)?;
                }
            }
        }
        Ok(())
    }

    fn text(&mut self, text: &Value, depth: usize) -> Result<(), Mistake> {
        if depth > MAX_DEPTH {
            return Err(Mistake::Meaning("Message is too long"));
        }
        match text {
            Value::String(text) => {
                self.characters += text.chars().count();
                Ok(())
            }
            Value::Array(parts) => parts.iter().try_for_each(|part| self.text(part, depth)),
            Value::Object(_) => {
                let kind = required(text, "type")?.as_str().unwrap_or_default();
                match kind {
                    "button" => return self.button(required(text, "button")?, depth + 1),
                    "custom_emoji" => {
                        self.text(required(text, "alternative_text")?, depth + 1)?;
                    }
                    "mathematical_expression" | "anchor" => {}
                    _ => self.text(required(text, "text")?, depth + 1)?,
                }
                match text_field(kind) {
                    Ok(None) => Ok(()),
                    Ok(Some(name)) => string(required(text, name)?, name),
                    Err(mistake) => Err(mistake),
                }
            }
            _ => shape("Expected a RichText"),
        }
    }

    fn button(&mut self, button: &Value, depth: usize) -> Result<(), Mistake> {
        self.text(required(button, "text")?, depth)?;
        match button.get("callback_data").and_then(Value::as_str) {
            Some(data) if data.is_empty() || data.len() > MAX_CALLBACK_DATA => {
                Err(Mistake::Meaning("BUTTON_DATA_INVALID"))
            }
            _ => Ok(()),
        }
    }
}

/// The field that a kind of text has beside its text, if it is a string.
fn text_field(kind: &str) -> Result<Option<&'static str>, Mistake> {
    Ok(match kind {
        "bold" | "italic" | "underline" | "strikethrough" | "spoiler" | "subscript"
        | "superscript" | "marked" | "code" | "text_mention" => None,
        "date_time" => Some("date_time_format"),
        "custom_emoji" => Some("custom_emoji_id"),
        "mathematical_expression" => Some("expression"),
        "url" => Some("url"),
        "email_address" => Some("email_address"),
        "phone_number" => Some("phone_number"),
        "bank_card_number" => Some("bank_card_number"),
        "mention" => Some("username"),
        "hashtag" => Some("hashtag"),
        "cashtag" => Some("cashtag"),
        "bot_command" => Some("bot_command"),
        "anchor" | "reference" => Some("name"),
        "anchor_link" => Some("anchor_name"),
        "reference_link" => Some("reference_name"),
        _ => return shape("Unsupported type specified"),
    })
}

fn string(value: &Value, name: &str) -> Result<(), Mistake> {
    if value.is_string() {
        return Ok(());
    }
    shape(format!("Field \"{name}\" must be of type String"))
}

/// Writes the labels of list items, which bots do not give.
pub(crate) fn label_lists(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(label_lists),
        Value::Object(fields) => {
            if fields.get("type").is_some_and(|kind| kind == "list")
                && let Some(Value::Array(items)) = fields.get_mut("items")
            {
                for item in items {
                    let label = match item.get("value").and_then(Value::as_i64) {
                        Some(number) => format!("{number}."),
                        None => "•".to_owned(),
                    };
                    item["label"] = json!(label);
                }
            }
            fields.values_mut().for_each(label_lists);
        }
        _ => {}
    }
}

/// What maps are shown with when the bot does not say.
const MAP_DEFAULTS: [(&str, i64); 3] = [("zoom", 15), ("width", 600), ("height", 300)];

/// Writes what bots may leave out of maps.
pub(crate) fn complete_maps(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(complete_maps),
        Value::Object(fields) => {
            if fields.get("type").is_some_and(|kind| kind == "map") {
                for (name, default) in MAP_DEFAULTS {
                    fields.entry(name).or_insert_with(|| json!(default));
                }
            }
            fields.values_mut().for_each(complete_maps);
        }
        _ => {}
    }
}

/// Whether there is a button with this callback data.
pub(crate) fn has_button(value: &Value, data: &str) -> bool {
    match value {
        Value::Array(items) => items.iter().any(|item| has_button(item, data)),
        Value::Object(fields) => {
            fields.get("callback_data").and_then(Value::as_str) == Some(data)
                || fields.values().any(|value| has_button(value, data))
        }
        _ => false,
    }
}
