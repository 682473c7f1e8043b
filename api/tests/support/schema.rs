//! The schema as JSON: what the generated code is compared with.

use std::sync::LazyLock;

use serde_json::Value;

static SCHEMA: LazyLock<Value> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../schema/bot-api.json")).expect("the schema is JSON")
});

/// The elements of an array of the schema: `types`, `methods`, `aliases`, …
pub(crate) fn all(key: &str) -> &'static [Value] {
    list(&SCHEMA, key)
}

/// The elements of a member that is an array; none when it is missing.
pub(crate) fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

/// A member that is a text.
pub(crate) fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

/// The texts of a member that is an array of them.
pub(crate) fn texts<'a>(value: &'a Value, key: &str) -> Vec<&'a str> {
    list(value, key).iter().filter_map(Value::as_str).collect()
}

/// The type of this name.
pub(crate) fn type_named(name: &str) -> &'static Value {
    all("types")
        .iter()
        .find(|ty| ty["name"] == name)
        .unwrap_or_else(|| panic!("no type {name}"))
}

/// The names of everything that has a Rust type: the types, and the unions with a name of their own.
pub(crate) fn type_names() -> impl Iterator<Item = &'static str> {
    let unions = all("aliases").iter().filter(|alias| {
        list(&alias["type"], "union")
            .iter()
            .all(|member| member["ref"].is_string())
    });
    all("types").iter().chain(unions).map(|ty| text(ty, "name"))
}
