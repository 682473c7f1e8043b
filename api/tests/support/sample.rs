//! Values made from the schema: valid JSON for every type.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde_json::{Map, Value, json};

use super::schema::{all, list, text, texts, type_named};

/// Which optional fields a value has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Optional {
    None,
    Some,
    /// All of the outermost value, some of those within.
    All,
}

/// From this depth on, values are as small as their types allow.
const DEEP: usize = 3;

/// How many levels the smallest value of a type needs; what recursion is bounded with.
static HEIGHTS: LazyLock<HashMap<&'static str, usize>> = LazyLock::new(|| {
    let mut heights = HashMap::new();
    loop {
        let known = heights.len();
        for ty in all("types") {
            if let Some(height) = height(ty, &heights) {
                heights.entry(text(ty, "name")).or_insert(height);
            }
        }
        if heights.len() == known {
            return heights;
        }
    }
});

fn height(ty: &Value, heights: &HashMap<&'static str, usize>) -> Option<usize> {
    let of = |ty: &Value| match ty["ref"].as_str() {
        Some(name) => heights.get(name).copied(),
        None => Some(0),
    };
    let inner = if ty["kind"] == "union" {
        list(ty, "variants").iter().filter_map(of).min()
    } else {
        let required = list(ty, "fields")
            .iter()
            .filter(|field| field["required"] == true);
        required
            .map(|field| of(&field["type"]))
            .try_fold(0, |most, it| it.map(|it| most.max(it)))
    };
    inner.map(|levels| levels + 1)
}

/// A source of choices: the same seed gives the same values.
pub(crate) struct Sampler(u64);

impl Sampler {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % end as u64).expect("below a usize")
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    /// A value of the type of this name.
    pub(crate) fn value(&mut self, name: &str, optional: Optional) -> Value {
        match all("aliases").iter().find(|alias| alias["name"] == name) {
            Some(alias) => self.ty(&alias["type"], 0, optional),
            None => self.named(name, 0, optional),
        }
    }

    fn named(&mut self, name: &str, depth: usize, optional: Optional) -> Value {
        let ty = type_named(name);
        match text(ty, "kind") {
            "struct" => self.structure(ty, depth, optional),
            "union" => self.one_of(list(ty, "variants"), depth, optional),
            _ => {
                let values = list(ty, "values");
                values[self.below(values.len())].clone()
            }
        }
    }

    fn one_of(&mut self, variants: &[Value], depth: usize, optional: Optional) -> Value {
        let of = |ty: &Value| ty["ref"].as_str().map_or(0, |name| HEIGHTS[name]);
        let least = variants.iter().map(of).min().unwrap_or_default();
        let small: Vec<_> = variants
            .iter()
            .filter(|it| depth < DEEP || of(it) == least)
            .collect();
        let variant = self.pick(&small);
        self.ty(variant, depth, optional)
    }

    fn structure(&mut self, ty: &Value, depth: usize, optional: Optional) -> Value {
        let fields = list(ty, "fields");
        let mut wanted: Vec<&str> = Vec::new();
        for field in fields {
            let chosen = match optional {
                Optional::None => false,
                _ if depth >= DEEP => false,
                Optional::Some => self.below(3) == 0,
                Optional::All => true,
            };
            if chosen || field["required"] == true {
                wanted.push(text(field, "name"));
            }
        }
        for rule in list(ty, "rules") {
            let of = texts(rule, "of");
            let mut set: Vec<_> = of
                .iter()
                .copied()
                .filter(|name| wanted.contains(name))
                .collect();
            if set.is_empty() && matches!(text(rule, "kind"), "exactly_one" | "at_least_one") {
                set.clone_from(&of);
            }
            if !set.is_empty() {
                let kept = self.pick(&set);
                wanted.retain(|name| !of.contains(name));
                wanted.push(kept);
            }
        }
        let inner = if optional == Optional::None {
            Optional::None
        } else {
            Optional::Some
        };
        let mut object = Map::new();
        for field in fields
            .iter()
            .filter(|field| wanted.contains(&text(field, "name")))
        {
            let value = match field.get("const") {
                Some(fixed) => fixed.clone(),
                None if field["name"] == "date" => json!(1 + self.below(2_000_000_000)),
                None => self.ty(&field["type"], depth + 1, inner),
            };
            object.insert(text(field, "name").to_owned(), value);
        }
        Value::Object(object)
    }

    fn ty(&mut self, ty: &Value, depth: usize, optional: Optional) -> Value {
        if let Some(base) = ty["base"].as_str() {
            return self.base(base);
        }
        if let Some(name) = ty["ref"].as_str() {
            return self.named(name, depth, optional);
        }
        if ty["array"].is_object() {
            let length = if depth >= DEEP { 0 } else { self.below(3) };
            return (0..length)
                .map(|_| self.ty(&ty["array"], depth + 1, optional))
                .collect();
        }
        self.one_of(list(ty, "union"), depth, optional)
    }

    fn base(&mut self, base: &str) -> Value {
        match base {
            "True" => json!(true),
            "Boolean" => json!(self.below(2) == 0),
            "Integer" | "Integer64" => {
                json!(self.pick(&[0_i64, 1, -1, 42, 1 << 31, -1_002_147_483_648, (1 << 52) - 1]))
            }
            "Float" => json!(self.pick(&[0.5, -73.975_8, 1e-7, 12_345.678])),
            _ => json!(self.pick(&["", "a", "Zoë", "\"\\/", "\n\t\u{0}", "👋🏽", "@name", "12"])),
        }
    }
}
