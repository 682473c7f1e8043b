//! Documentation made from the facts of the schema and our own words.

use std::fmt::Write as _;

use serde_json::Value;

use super::names;
use super::schema::{Field, Schema, Ty};

const PAGE: &str = "https://core.telegram.org/bots/api";

/// Doc lines of a type or method.
pub(crate) fn item(
    words: Option<&str>,
    fallback: &str,
    since: Option<&str>,
    anchor: Option<&str>,
) -> String {
    let mut out = format!("/// {}\n", words.unwrap_or(fallback));
    if let Some(since) = since {
        let _ = write!(out, "///\n/// Since Bot API {since}.\n");
    }
    if let Some(anchor) = anchor {
        let short = anchor.to_ascii_lowercase();
        let _ = write!(out, "///\n/// Official page: [{anchor}]({PAGE}#{short}).\n");
    }
    out
}

/// The words of a field, without the facts.
pub(crate) fn field_words(schema: &Schema, field: &Field) -> String {
    let fields = &schema.words["fields"];
    fields[format!("{}.{}", field.owner, field.name)]
        .as_str()
        .or_else(|| fields[format!("*.{}", field.name)].as_str())
        .map_or_else(|| fallback(field), str::to_owned)
}

fn fallback(field: &Field) -> String {
    let human = names::human(&field.name);
    match &field.ty {
        Ty::Bool | Ty::True => format!("Whether it is so: {human}."),
        Ty::Array(_) => format!("All {human}."),
        _ => format!("The {human}."),
    }
}

/// The words and the facts of a field.
pub(crate) fn field(schema: &Schema, field: &Field) -> String {
    let mut out = field_words(schema, field);
    let facts = facts(field);
    if !facts.is_empty() {
        out.push(' ');
        out.push_str(&facts.join("; "));
        out.push('.');
    }
    if let Some(since) = field.facts["since"].as_str() {
        let _ = write!(out, " Since {since}.");
    }
    out
}

fn number(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        other => Some(other.to_string()),
    }
}

fn range(low: Option<String>, high: Option<String>) -> Option<String> {
    match (low, high) {
        (Some(low), Some(high)) if low == high => Some(low),
        (Some(low), Some(high)) => Some(format!("{low}-{high}")),
        (Some(low), None) => Some(format!("at least {low}")),
        (None, Some(high)) => Some(format!("at most {high}")),
        (None, None) => None,
    }
}

fn facts(field: &Field) -> Vec<String> {
    let facts = &field.facts;
    let mut out = Vec::new();
    match facts["format"].as_str() {
        Some("unix_time") => out.push("Unix time, seconds".to_owned()),
        Some("seconds") => out.push("Seconds".to_owned()),
        Some("rgb24") => out.push("Colour as 0xRRGGBB".to_owned()),
        Some("iso4217") => out.push("ISO 4217 code".to_owned()),
        Some("iso3166_1_alpha2") => out.push("ISO 3166-1 alpha-2 code".to_owned()),
        Some("iso639_1") => out.push("ISO 639-1 code".to_owned()),
        _ => {}
    }
    if facts["unit"] == "utf16" {
        out.push("Counted in UTF-16 code units".to_owned());
    }
    if let Some(length) = range(number(&facts["min_len"]), number(&facts["max_len"])) {
        let unit = match (facts["len_unit"].as_str(), &field.ty) {
            (Some("bytes"), _) => "bytes",
            (_, Ty::Array(_)) => "items",
            _ => "characters",
        };
        let after = if facts["after_entities"] == true {
            " after entity parsing"
        } else {
            ""
        };
        out.push(format!("{length} {unit}{after}"));
    }
    if let Some(most) = number(&facts["total_max_len"]) {
        out.push(format!("{most} characters in all"));
    }
    if let Some(values) = range(number(&facts["min"]), number(&facts["max"])) {
        out.push(format!("{values} are allowed"));
    }
    for (key, what) in [("special", "also"), ("allowed", "one of")] {
        if let Some(values) = facts[key].as_array() {
            let values: Vec<_> = values.iter().map(|value| format!("`{value}`")).collect();
            out.push(format!("{what} {}", values.join(", ").replace('"', "")));
        }
    }
    if let Some(default) = number(&facts["default"]) {
        out.push(format!("default `{}`", default.replace('"', "")));
    }
    if let Some(other) = facts["default_from"].as_str() {
        out.push(format!("default: as `{other}`"));
    }
    if let Some(pattern) = facts["pattern"].as_str() {
        out.push(format!("pattern `{pattern}`"));
    }
    if facts["nonzero"] == true {
        out.push("not 0".to_owned());
    }
    if let Some(offset) = range(number(&facts["offset_min"]), number(&facts["offset_max"])) {
        out.push(format!("{offset} seconds from now"));
    }
    if let Some(forms) = facts["file_forms"].as_array() {
        let forms: Vec<_> = forms.iter().filter_map(Value::as_str).collect();
        let forms = forms
            .join(", ")
            .replace("file_id", "id")
            .replace("url", "URL");
        out.push(format!("given by: {forms}"));
    }
    if let Some(size) = facts["max_size"].as_str() {
        out.push(format!("at most {size}"));
    }
    if facts["no_upload"] == true {
        out.push("takes known files only, no uploads".to_owned());
    }
    // A sentence starts with a capital letter.
    if let Some(first) = out.first_mut() {
        let mut letters = first.chars();
        if let Some(letter) = letters.next() {
            *first = letter.to_uppercase().to_string() + letters.as_str();
        }
    }
    out
}
