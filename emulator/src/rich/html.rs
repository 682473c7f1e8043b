//! Rich messages in HTML: a tree of elements first, then blocks and texts.

use serde_json::{Value, json};

use super::{Mistake, html_media, shape};

/// A part of the document.
#[derive(Debug)]
pub(super) enum Node {
    Text(String),
    Element(Element),
}

#[derive(Debug, Default)]
pub(super) struct Element {
    pub(super) tag: String,
    pub(super) attributes: Vec<(String, String)>,
    pub(super) children: Vec<Node>,
}

impl Element {
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(own, _)| own == name);
        found.map(|(_, value)| value.as_str())
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.attribute(name).is_some()
    }
}

/// Blocks and texts may nest 16 deep each; with rows and items in between, no element is deeper.
const MAX_NESTED: usize = 64;
/// Elements without an end tag.
const VOID: [&str; 4] = ["br", "hr", "img", "input"];
/// Elements that are blocks of their own; everything else is part of a text.
const BLOCKS: [&str; 19] = [
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "pre",
    "blockquote",
    "aside",
    "footer",
    "ul",
    "ol",
    "details",
    "table",
    "tg-math-block",
    "tg-button-row",
    "tg-thinking",
];
/// Reads HTML as an array of blocks.
pub(crate) fn blocks(html: &str) -> Result<Value, Mistake> {
    let mut reader = Reader {
        rest: html,
        length: html.len(),
    };
    let mut root = Element::default();
    reader.read_into(&mut root, 0)?;
    blocks_of(&root.children).map(Value::Array)
}

struct Reader<'a> {
    rest: &'a str,
    length: usize,
}

impl<'a> Reader<'a> {
    fn offset(&self) -> usize {
        self.length - self.rest.len()
    }

    /// Takes what comes before `end` and `end` itself.
    fn take_until(&mut self, end: char) -> Option<&'a str> {
        let (before, after) = self.rest.split_once(end)?;
        self.rest = after;
        Some(before)
    }

    /// Reads the children of `parent` and its end tag.
    fn read_into(&mut self, parent: &mut Element, depth: usize) -> Result<(), Mistake> {
        if depth > MAX_NESTED {
            return Err(Mistake::Meaning("Message is too long"));
        }
        loop {
            let text = self.rest.find('<').unwrap_or(self.rest.len());
            if text > 0 {
                let words = decode(&self.rest[..text]);
                parent.children.push(Node::Text(words));
                self.rest = &self.rest[text..];
            }
            if self.rest.is_empty() {
                if parent.tag.is_empty() {
                    return Ok(());
                }
                return shape(format!(
                    "Can't find end tag corresponding to start tag \"{}\"",
                    parent.tag
                ));
            }
            let offset = self.offset();
            self.rest = &self.rest[1..];
            let Some(inside) = self.take_until('>') else {
                return shape(format!("Unclosed start tag at byte offset {offset}"));
            };
            if let Some(name) = inside.strip_prefix('/') {
                let name = name.trim().to_ascii_lowercase();
                if name == parent.tag {
                    return Ok(());
                }
                return shape(format!(
                    "Unmatched end tag at byte offset {offset}, expected \"</{}>\", found \
                     \"</{name}>\"",
                    parent.tag
                ));
            }
            let mut element = start_tag(inside);
            if !VOID.contains(&element.tag.as_str()) && !inside.ends_with('/') {
                self.read_into(&mut element, depth + 1)?;
            }
            parent.children.push(Node::Element(element));
        }
    }
}

/// A start tag without its brackets.
fn start_tag(inside: &str) -> Element {
    let inside = inside.trim_end_matches('/').trim();
    let (tag, mut rest) = inside
        .split_once(char::is_whitespace)
        .unwrap_or((inside, ""));
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            break;
        }
        let end = rest
            .find(|letter: char| letter == '=' || letter.is_whitespace())
            .unwrap_or(rest.len());
        let name = rest[..end].to_ascii_lowercase();
        rest = rest[end..].trim_start();
        let value = match rest.strip_prefix('=') {
            None => String::new(),
            Some(after) => {
                let after = after.trim_start();
                let quote = after
                    .chars()
                    .next()
                    .filter(|quote| matches!(quote, '"' | '\''));
                let (value, after) = match quote {
                    Some(quote) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
                    None => after.split_once(char::is_whitespace).unwrap_or((after, "")),
                };
                rest = after;
                decode(value)
            }
        };
        attributes.push((name, value));
    }
    Element {
        tag: tag.to_ascii_lowercase(),
        attributes,
        children: Vec::new(),
    }
}

/// Undoes the named and numeric entities that rich messages know; others stay as they are.
fn decode(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        decoded.push_str(before);
        let entity = after.split_once(';').and_then(|(name, after)| {
            let character = match name {
                "lt" => '<',
                "gt" => '>',
                "amp" => '&',
                "quot" => '"',
                "apos" => '\'',
                "nbsp" => '\u{a0}',
                "hellip" => '…',
                "mdash" => '—',
                "ndash" => '–',
                "lsquo" => '‘',
                "rsquo" => '’',
                "ldquo" => '“',
                "rdquo" => '”',
                _ => {
                    let digits = name.strip_prefix('#')?;
                    let code = match digits.strip_prefix(['x', 'X']) {
                        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                        None => digits.parse().ok()?,
                    };
                    char::from_u32(code)?
                }
            };
            Some((character, after))
        });
        if let Some((character, after)) = entity {
            decoded.push(character);
            rest = after;
        } else {
            decoded.push('&');
            rest = after;
        }
    }
    decoded.push_str(rest);
    decoded
}

fn is_block(tag: &str) -> bool {
    BLOCKS.contains(&tag) || html_media::TAGS.contains(&tag)
}

/// The blocks of an element's children; text between blocks is a paragraph.
pub(super) fn blocks_of<'a>(
    nodes: impl IntoIterator<Item = &'a Node>,
) -> Result<Vec<Value>, Mistake> {
    let mut blocks = Vec::new();
    let mut loose = Vec::new();
    for node in nodes {
        match node {
            Node::Element(element) if is_block(&element.tag) => {
                end_paragraph(&mut loose, &mut blocks)?;
                blocks.push(block(element)?);
            }
            _ => loose.push(node),
        }
    }
    end_paragraph(&mut loose, &mut blocks)?;
    Ok(blocks)
}

fn end_paragraph(loose: &mut Vec<&Node>, blocks: &mut Vec<Value>) -> Result<(), Mistake> {
    let is_blank = |node: &&Node| matches!(node, Node::Text(text) if text.trim().is_empty());
    if !loose.iter().all(is_blank) {
        let text = texts(loose.drain(..))?;
        blocks.push(json!({"type": "paragraph", "text": text}));
    }
    loose.clear();
    Ok(())
}

fn block(element: &Element) -> Result<Value, Mistake> {
    let text = || texts(&element.children);
    let credit = |mut block: Value| -> Result<Value, Mistake> {
        if let Some(cite) = child(element, "cite") {
            block["credit"] = texts(&cite.children)?;
        }
        Ok(block)
    };
    match element.tag.as_str() {
        "p" => Ok(json!({"type": "paragraph", "text": text()?})),
        "footer" => Ok(json!({"type": "footer", "text": text()?})),
        "tg-thinking" => Ok(json!({"type": "thinking", "text": text()?})),
        "hr" => Ok(json!({"type": "divider"})),
        "tg-math-block" => Ok(json!({
            "type": "mathematical_expression",
            "expression": words(&element.children),
        })),
        "pre" => {
            let code = child(element, "code");
            let inner = code.unwrap_or(element);
            let mut block = json!({"type": "pre", "text": texts(&inner.children)?});
            let class = inner.attribute("class");
            if let Some(language) = class.and_then(|class| class.strip_prefix("language-")) {
                block["language"] = json!(language);
            }
            Ok(block)
        }
        "aside" => credit(json!({"type": "pullquote", "text": without(element, "cite")?})),
        "blockquote" if element.has("expandable") => credit(json!({
            "type": "expandable_blockquote",
            "text": without(element, "cite")?,
        })),
        "blockquote" => {
            let blocks = blocks_of(others(element, "cite"))?;
            credit(json!({"type": "blockquote", "blocks": blocks}))
        }
        "ul" | "ol" => list(element),
        "details" => details(element),
        "table" => table(element),
        tag if html_media::TAGS.contains(&tag) => html_media::block(element),
        "tg-button-row" => {
            let buttons = elements(element, "tg-button")
                .map(button)
                .collect::<Result<Vec<_>, _>>()?;
            Ok(json!({"type": "buttons", "buttons": buttons}))
        }
        heading => {
            let size = heading
                .strip_prefix('h')
                .and_then(|size| size.parse::<i64>().ok());
            Ok(json!({"type": "heading", "size": size, "text": text()?}))
        }
    }
}

fn elements<'a>(element: &'a Element, tag: &'a str) -> impl Iterator<Item = &'a Element> {
    element.children.iter().filter_map(move |node| match node {
        Node::Element(child) if child.tag == tag => Some(child),
        _ => None,
    })
}

pub(super) fn child<'a>(element: &'a Element, tag: &'a str) -> Option<&'a Element> {
    elements(element, tag).next()
}

pub(super) fn others<'a>(element: &'a Element, tag: &str) -> Vec<&'a Node> {
    let is_other = |node: &&Node| !matches!(node, Node::Element(child) if child.tag == tag);
    element.children.iter().filter(is_other).collect()
}

pub(super) fn without(element: &Element, tag: &str) -> Result<Value, Mistake> {
    texts(others(element, tag))
}

fn list(element: &Element) -> Result<Value, Mistake> {
    let start = element
        .attribute("start")
        .and_then(|start| start.parse().ok());
    let mut number: i64 = start.unwrap_or(1);
    let mut items = Vec::new();
    for item in elements(element, "li") {
        let mut json = json!({"blocks": blocks_of(&item.children)?});
        if let Some(checkbox) = child(item, "input") {
            json["has_checkbox"] = json!(true);
            if checkbox.has("checked") {
                json["is_checked"] = json!(true);
            }
        }
        if element.tag == "ol" {
            let own = item.attribute("value").and_then(|value| value.parse().ok());
            number = own.unwrap_or(number);
            json["value"] = json!(number);
            number += 1;
        }
        items.push(json);
    }
    Ok(json!({"type": "list", "items": items}))
}

fn details(element: &Element) -> Result<Value, Mistake> {
    let summary = match child(element, "summary") {
        Some(summary) => texts(&summary.children)?,
        None => json!(""),
    };
    let blocks = blocks_of(others(element, "summary"))?;
    let mut json = json!({"type": "details", "summary": summary, "blocks": blocks});
    if element.has("open") {
        json["is_open"] = json!(true);
    }
    Ok(json)
}

fn table(element: &Element) -> Result<Value, Mistake> {
    let body = child(element, "tbody").unwrap_or(element);
    let mut rows = Vec::new();
    for row in elements(body, "tr") {
        let mut cells = Vec::new();
        for node in &row.children {
            let Node::Element(cell) = node else { continue };
            let mut json = json!({
                "text": texts(&cell.children)?,
                "align": cell.attribute("align").unwrap_or("left"),
                "valign": cell.attribute("valign").unwrap_or("top"),
            });
            if cell.tag == "th" {
                json["is_header"] = json!(true);
            }
            for name in ["colspan", "rowspan"] {
                let span = cell
                    .attribute(name)
                    .and_then(|span| span.parse::<i64>().ok());
                if let Some(span) = span {
                    json[name] = json!(span);
                }
            }
            cells.push(json);
        }
        rows.push(cells);
    }
    let mut json = json!({"type": "table", "cells": rows});
    if let Some(caption) = child(element, "caption") {
        json["caption"] = texts(&caption.children)?;
    }
    Ok(json)
}

fn button(element: &Element) -> Result<Value, Mistake> {
    let mut json = json!({"text": texts(&element.children)?});
    for (attribute, field) in [
        ("url", "url"),
        ("callback-data", "callback_data"),
        ("data", "callback_data"),
        ("style", "style"),
        ("switch-inline-query", "switch_inline_query"),
    ] {
        if let Some(value) = element.attribute(attribute) {
            json[field] = json!(value);
        }
    }
    Ok(json)
}

/// The `RichText` of some nodes: a text alone stays one.
pub(super) fn texts<'a>(nodes: impl IntoIterator<Item = &'a Node>) -> Result<Value, Mistake> {
    let mut parts = nodes.into_iter().map(text).collect::<Result<Vec<_>, _>>()?;
    match (parts.len(), parts.pop()) {
        (1, Some(only)) => Ok(only),
        (_, None) => Ok(json!("")),
        (_, Some(last)) => {
            parts.push(last);
            Ok(Value::Array(parts))
        }
    }
}

/// Only the words of some nodes.
fn words(nodes: &[Node]) -> String {
    let one = |node: &Node| match node {
        Node::Text(text) => text.clone(),
        Node::Element(element) => words(&element.children),
    };
    nodes.iter().map(one).collect()
}

fn text(node: &Node) -> Result<Value, Mistake> {
    let element = match node {
        Node::Text(text) => return Ok(json!(text)),
        Node::Element(element) => element,
    };
    let kind = match element.tag.as_str() {
        "b" | "strong" => "bold",
        "i" | "em" => "italic",
        "u" | "ins" => "underline",
        "s" | "strike" | "del" => "strikethrough",
        "tg-spoiler" => "spoiler",
        "sub" => "subscript",
        "sup" => "superscript",
        "mark" => "marked",
        "code" => "code",
        "br" => return Ok(json!("\n")),
        // The box of a list item, which the item tells of.
        "input" => return Ok(json!("")),
        "a" => return link(element),
        "tg-math" => {
            let expression = words(&element.children);
            return Ok(json!({"type": "mathematical_expression", "expression": expression}));
        }
        "tg-emoji" => {
            return Ok(json!({
                "type": "custom_emoji",
                "custom_emoji_id": element.attribute("emoji-id").unwrap_or_default(),
                "alternative_text": words(&element.children),
            }));
        }
        "tg-time" => {
            let time = element
                .attribute("unix")
                .and_then(|time| time.parse::<i64>().ok());
            return Ok(json!({
                "type": "date_time",
                "text": texts(&element.children)?,
                "unix_time": time.unwrap_or_default(),
                "date_time_format": element.attribute("format").unwrap_or_default(),
            }));
        }
        "tg-reference" => {
            let name = element.attribute("name").unwrap_or_default();
            let text = texts(&element.children)?;
            return Ok(json!({"type": "reference", "text": text, "name": name}));
        }
        "tg-button" => return Ok(json!({"type": "button", "button": button(element)?})),
        tag => return shape(format!("Unsupported start tag \"{tag}\"")),
    };
    Ok(json!({"type": kind, "text": texts(&element.children)?}))
}

/// A link, a link to an anchor of the message, or an anchor.
fn link(element: &Element) -> Result<Value, Mistake> {
    let text = texts(&element.children)?;
    if let Some(name) = element.attribute("name") {
        return Ok(json!({"type": "anchor", "name": name}));
    }
    let href = element.attribute("href").unwrap_or_default();
    Ok(match href.strip_prefix('#') {
        Some(name) => json!({"type": "anchor_link", "text": text, "anchor_name": name}),
        None => json!({"type": "url", "text": text, "url": href}),
    })
}
