//! Rich messages in Markdown: blocks line by line, then what is inside a line.

use serde_json::{Value, json};

use super::{MAX_DEPTH, Mistake, html};

/// Reads Markdown as an array of blocks.
pub(crate) fn blocks(markdown: &str) -> Result<Value, Mistake> {
    let lines: Vec<&str> = markdown.lines().collect();
    read(&lines, 1).map(Value::Array)
}

/// Reads the lines of quotes `depth` deep.
fn read(lines: &[&str], depth: usize) -> Result<Vec<Value>, Mistake> {
    if depth > MAX_DEPTH {
        return Err(Mistake::Meaning("Message is too long"));
    }
    let mut blocks = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let line = line.trim_end();
        let rest = &lines[at..];
        let (taken, block) = if line.is_empty() {
            (1, None)
        } else if let Some(language) = line.strip_prefix("```") {
            let (taken, block) = fenced(rest, language.trim());
            (taken, Some(block))
        } else if let Some((size, text)) = heading(line) {
            let block = json!({"type": "heading", "size": size, "text": inline(text)});
            (1, Some(block))
        } else if matches!(line, "---" | "***" | "___") {
            (1, Some(json!({"type": "divider"})))
        } else if line.starts_with('>') {
            let quoted = run(rest, |line| line.strip_prefix('>'));
            let inner: Vec<&str> = quoted
                .iter()
                .map(|line| line.strip_prefix(' ').unwrap_or(line))
                .collect();
            let block = json!({"type": "blockquote", "blocks": read(&inner, depth + 1)?});
            (quoted.len(), Some(block))
        } else if item(line).is_some() {
            let items = run(rest, |line| item(line).map(|_| line));
            (items.len(), Some(list(&items)))
        } else if line.starts_with('<') && !line.starts_with("<http") {
            let block_lines = run(rest, |line| (!line.is_empty()).then_some(line));
            let Value::Array(inner) = html::blocks(&block_lines.join("\n"))? else {
                return Ok(blocks);
            };
            blocks.extend(inner);
            (block_lines.len(), None)
        } else {
            let text = run(rest, |line| (!begins_block(line)).then_some(line));
            let block = json!({"type": "paragraph", "text": inline(&text.join("\n"))});
            (text.len(), Some(block))
        };
        blocks.extend(block);
        at += taken.max(1);
    }
    Ok(blocks)
}

/// The lines from the first on of which `take` wants something.
fn run<'a>(lines: &[&'a str], take: impl Fn(&'a str) -> Option<&'a str>) -> Vec<&'a str> {
    lines.iter().map_while(|line| take(line)).collect()
}

fn begins_block(line: &str) -> bool {
    let line = line.trim_end();
    line.is_empty()
        || line.starts_with("```")
        || line.starts_with('>')
        || heading(line).is_some()
        || item(line).is_some()
        || matches!(line, "---" | "***" | "___")
}

fn fenced(lines: &[&str], language: &str) -> (usize, Value) {
    let code = run(&lines[1..], |line| {
        (line.trim_end() != "```").then_some(line)
    });
    let mut block = json!({"type": "pre", "text": code.join("\n")});
    if !language.is_empty() {
        block["language"] = json!(language);
    }
    // The fences at both ends are taken too.
    (code.len() + 2, block)
}

fn heading(line: &str) -> Option<(usize, &str)> {
    let text = line.trim_start_matches('#');
    let size = line.len() - text.len();
    let text = text.strip_prefix(' ')?;
    (1..=6).contains(&size).then_some((size, text))
}

/// The number, if it has one, and the text of a list item.
fn item(line: &str) -> Option<(Option<i64>, &str)> {
    for mark in ["- ", "* ", "+ "] {
        if let Some(text) = line.strip_prefix(mark) {
            return Some((None, text));
        }
    }
    let (number, text) = line.split_once(". ")?;
    Some((Some(number.parse().ok()?), text))
}

fn list(lines: &[&str]) -> Value {
    let items: Vec<Value> = lines
        .iter()
        .filter_map(|line| item(line))
        .map(|(number, text)| {
            let (is_checked, text) = match (text.strip_prefix("[ ] "), text.strip_prefix("[x] ")) {
                (Some(text), _) => (Some(false), text),
                (None, Some(text)) => (Some(true), text),
                (None, None) => (None, text),
            };
            let paragraph = json!({"type": "paragraph", "text": inline(text)});
            let mut item = json!({"blocks": [paragraph]});
            if let Some(number) = number {
                item["value"] = json!(number);
            }
            if let Some(is_checked) = is_checked {
                item["has_checkbox"] = json!(true);
                if is_checked {
                    item["is_checked"] = json!(true);
                }
            }
            item
        })
        .collect();
    json!({"type": "list", "items": items})
}

/// Marks around a part of a text, the longer ones first.
const MARKS: [(&str, &str); 8] = [
    ("**", "bold"),
    ("__", "bold"),
    ("~~", "strikethrough"),
    ("||", "spoiler"),
    ("==", "marked"),
    ("`", "code"),
    ("*", "italic"),
    ("_", "italic"),
];

/// The `RichText` of a text.
fn inline(text: &str) -> Value {
    let mut parts = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        if let Some((part, after)) = marked(rest).or_else(|| link(rest)) {
            if !plain.is_empty() {
                parts.push(json!(std::mem::take(&mut plain)));
            }
            parts.push(part);
            rest = after;
            continue;
        }
        let escaped = rest
            .strip_prefix('\\')
            .and_then(|after| after.chars().next());
        let (letter, length) = match escaped.filter(char::is_ascii_punctuation) {
            Some(escaped) => (escaped, 2),
            None => (letter, letter.len_utf8()),
        };
        plain.push(letter);
        rest = &rest[length..];
    }
    if parts.is_empty() {
        return json!(plain);
    }
    if !plain.is_empty() {
        parts.push(json!(plain));
    }
    match parts.len() {
        1 => parts.remove(0),
        _ => Value::Array(parts),
    }
}

fn marked(text: &str) -> Option<(Value, &str)> {
    MARKS.into_iter().find_map(|(mark, kind)| {
        let (inner, after) = text.strip_prefix(mark)?.split_once(mark)?;
        let is_empty = inner.is_empty() || inner.starts_with(' ') || inner.ends_with(' ');
        if is_empty {
            return None;
        }
        // Code is taken as it is.
        let inner = if kind == "code" {
            json!(inner)
        } else {
            inline(inner)
        };
        Some((json!({"type": kind, "text": inner}), after))
    })
}

fn link(text: &str) -> Option<(Value, &str)> {
    let (label, after) = text.strip_prefix('[')?.split_once("](")?;
    let (url, after) = after.split_once(')')?;
    Some((
        json!({"type": "url", "text": inline(label), "url": url}),
        after,
    ))
}
