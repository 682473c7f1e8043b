//! Calls with parameters out of the schema, right and wrong.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::schema::{Schema, name};

/// Numbers that follow from a seed, by the SplitMix64 generator.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound.max(1) as u64).expect("below a usize")
    }

    /// True in so many of a hundred.
    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub(crate) fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }
}

/// What has been seen in answers and updates, by the name of its field: ids that mean something.
#[derive(Default)]
pub(crate) struct Seen(BTreeMap<String, Vec<Value>>);

impl Seen {
    const KEPT: [&'static str; 18] = [
        "file_id",
        "id",
        "message_id",
        "inline_message_id",
        "message_thread_id",
        "invite_link",
        "business_connection_id",
        "telegram_payment_charge_id",
        "name",
        "set_name",
        "custom_emoji_id",
        "ephemeral_message_id",
        "guest_query_id",
        "owned_gift_id",
        "gift_id",
        "poll_id",
        "draft_id",
        "direct_messages_topic_id",
    ];

    pub(crate) fn note(&mut self, value: &Value) {
        match value {
            Value::Object(fields) => {
                for (name, value) in fields {
                    if Self::KEPT.contains(&name.as_str()) && !value.is_object() {
                        let values = self.0.entry(name.clone()).or_default();
                        if values.len() > 30 {
                            values.remove(0);
                        }
                        values.push(value.clone());
                    }
                    self.note(value);
                }
            }
            Value::Array(items) => items.iter().for_each(|item| self.note(item)),
            _ => {}
        }
    }

    fn like(&self, field: &str, random: &mut Random) -> Option<Value> {
        let field = match field {
            "sticker" | "file" => "file_id",
            name if name.ends_with("query_id") && name != "guest_query_id" => "id",
            name => name,
        };
        self.0.get(field).map(|values| random.pick(values).clone())
    }
}

/// A call: its parameters, and the files that come with it.
pub(crate) struct Call {
    pub(crate) method: String,
    pub(crate) params: Map<String, Value>,
    pub(crate) files: Vec<String>,
}

pub(crate) struct Generator<'a> {
    pub(crate) schema: &'a Schema,
    pub(crate) random: Random,
    pub(crate) seen: Seen,
    files: Vec<String>,
}

const CHATS: [i64; 9] = [
    1,
    2,
    -5,
    -1_000_000_000_001,
    -1_000_000_000_001,
    -1_000_000_000_002,
    -1_000_000_000_003,
    42,
    99,
];

const TEXTS: [&str; 12] = [
    "hello",
    "<b>bold</b> &amp; <i>it</i>",
    "*bold* _it_ `code`",
    "<b>",
    "**__||",
    "https://a.example/x #tag @ann /go",
    "",
    "👨‍👩‍👧 Ж",
    "a\u{0}b\u{202e}",
    "\n\n",
    "0",
    "AgACAgIAAxk",
];

impl<'a> Generator<'a> {
    pub(crate) fn new(schema: &'a Schema, seed: u64) -> Self {
        Self {
            schema,
            random: Random::new(seed),
            seen: Seen::default(),
            files: Vec::new(),
        }
    }

    pub(crate) fn call(&mut self, method: &Value) -> Call {
        self.files.clear();
        let mut params = Map::new();
        for param in method["params"].as_array().expect("params") {
            let is_given = if param["required"] == true {
                !self.random.chance(3)
            } else {
                self.random.chance(18)
            };
            if is_given {
                params.insert(name(param).to_owned(), self.field(param, 0));
            }
        }
        if self.random.chance(3) {
            params.insert("no_such_parameter".into(), self.junk(0));
        }
        Call {
            method: name(method).to_owned(),
            params,
            files: std::mem::take(&mut self.files),
        }
    }

    fn field(&mut self, field: &Value, depth: usize) -> Value {
        if self.random.chance(4) {
            return self.junk(depth);
        }
        if !field["const"].is_null() {
            return field["const"].clone();
        }
        let ty = field["type"].clone();
        self.value(name(field), &ty, depth)
    }

    fn value(&mut self, field: &str, ty: &Value, depth: usize) -> Value {
        if let Some(base) = ty["base"].as_str() {
            return self.base(field, base);
        }
        if !ty["array"].is_null() {
            let length = self.random.below(if depth > 2 { 2 } else { 4 });
            let one = field.strip_suffix('s').unwrap_or(field).to_owned();
            let items = (0..length).map(|_| self.value(&one, &ty["array"], depth + 1));
            return items.collect();
        }
        if let Some(variants) = ty["union"].as_array() {
            let variant = self.random.pick(variants).clone();
            return self.value(field, &variant, depth);
        }
        let named = self.schema.get(ty["ref"].as_str().expect("a type")).clone();
        match named["kind"].as_str() {
            None => self.value(field, &named["type"], depth),
            Some("string_enum") => {
                let values = named["values"].as_array().expect("values");
                self.random.pick(values).clone()
            }
            Some("union") => {
                let variants = named["variants"].as_array().expect("variants");
                let variant = self.random.pick(variants).clone();
                let mut value = self.value(field, &variant, depth);
                if let (Some(key), Some(tag)) =
                    (named["discriminator"].as_str(), variant.get("tag"))
                    && value.is_object()
                {
                    value[key] = tag.clone();
                }
                value
            }
            _ if depth > 5 => json!({}),
            _ => {
                let mut object = Map::new();
                for inner in named["fields"].as_array().expect("fields") {
                    if inner["required"] == true || self.random.chance(12) {
                        let value = self.field(inner, depth + 1);
                        object.insert(name(inner).to_owned(), value);
                    }
                }
                object.into()
            }
        }
    }

    fn base(&mut self, field: &str, base: &str) -> Value {
        if self.random.chance(70)
            && let Some(seen) = self.seen.like(field, &mut self.random)
        {
            return seen;
        }
        match (base, field) {
            ("True", _) => json!(true),
            ("Boolean", _) => json!(self.random.chance(50)),
            ("Float", _) => {
                json!(f64::from(i32::try_from(self.random.below(360)).unwrap_or(0)) - 180.5)
            }
            ("InputFile", _) => self.file(),
            (_, "chat_id" | "from_chat_id" | "sender_chat_id") => {
                if base == "String" {
                    json!(*self.random.pick(&["@club", "@elsewhere", "@nobody", "1"]))
                } else {
                    json!(*self.random.pick(&CHATS))
                }
            }
            (_, "user_id") => json!(*self.random.pick(&[1, 1, 2, 42, 43, 9])),
            ("Integer" | "Integer64", "date" | "until_date" | "close_date" | "send_date") => {
                json!(1_700_000_000 + self.random.below(2_000_000))
            }
            ("Integer" | "Integer64", _) => {
                json!(*self.random.pick(&[
                    0,
                    1,
                    2,
                    3,
                    5,
                    10,
                    50,
                    100,
                    3600,
                    -1,
                    i64::MAX,
                    i64::MIN
                ]))
            }
            (_, "url" | "photo_url" | "thumbnail_url") => json!("https://a.example/x.jpg"),
            (
                _,
                "media" | "photo" | "video" | "document" | "audio" | "voice" | "animation"
                | "sticker",
            ) => self.file(),
            (_, "currency") => json!(*self.random.pick(&["XTR", "USD", "EUR", "???"])),
            (_, "language_code") => json!(*self.random.pick(&["", "en", "xx"])),
            (_, "emoji") => json!(*self.random.pick(&["👍", "🎲", "🎯", "x"])),
            (_, "parse_mode") => json!(*self.random.pick(&["HTML", "MarkdownV2", "Markdown", "x"])),
            (_, "callback_data") => json!(*self.random.pick(&["x", "y"])),
            _ => json!(*self.random.pick(&TEXTS)),
        }
    }

    fn file(&mut self) -> Value {
        let part = format!("part{}", self.files.len());
        let value = json!(format!("attach://{part}"));
        self.files.push(part);
        value
    }

    /// Anything at all.
    fn junk(&mut self, depth: usize) -> Value {
        match self.random.below(if depth > 3 { 8 } else { 10 }) {
            0 => Value::Null,
            1 => json!(true),
            2 => json!(i64::MIN),
            3 => json!(u64::MAX),
            4 => json!(1e308),
            5 => json!("x".repeat(self.random.below(5000))),
            6 => json!(*self.random.pick(&TEXTS)),
            7 => json!(-1),
            8 => (0..self.random.below(3))
                .map(|_| self.junk(depth + 1))
                .collect(),
            _ => json!({"type": self.junk(depth + 1), "text": self.junk(depth + 1)}),
        }
    }
}
