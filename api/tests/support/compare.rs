//! Differences of two JSON values, by path.

use serde_json::Value;

/// How a place differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Change {
    /// Only the first value has it.
    Lost,
    /// Only the second value has it.
    Added,
    /// Both have it, with different contents.
    Changed,
}

/// Every place where the values differ: `message.entities[0].type`. Numbers are compared by value:
/// `5` and `5.0` are the same number.
pub(crate) fn differences(before: &Value, after: &Value) -> Vec<(Change, String)> {
    let mut found = Vec::new();
    compare(before, after, "", &mut found);
    found
}

fn compare(before: &Value, after: &Value, path: &str, found: &mut Vec<(Change, String)>) {
    match (before, after) {
        (Value::Object(left), Value::Object(right)) => {
            let at = |key: &str| {
                if path.is_empty() {
                    key.into()
                } else {
                    format!("{path}.{key}")
                }
            };
            for (key, value) in left {
                match right.get(key) {
                    Some(other) => compare(value, other, &at(key), found),
                    None => found.push((Change::Lost, at(key))),
                }
            }
            for key in right.keys().filter(|key| !left.contains_key(*key)) {
                found.push((Change::Added, at(key)));
            }
        }
        (Value::Array(left), Value::Array(right)) => {
            for (index, (value, other)) in left.iter().zip(right).enumerate() {
                compare(value, other, &format!("{path}[{index}]"), found);
            }
            for index in right.len()..left.len() {
                found.push((Change::Lost, format!("{path}[{index}]")));
            }
            for index in left.len()..right.len() {
                found.push((Change::Added, format!("{path}[{index}]")));
            }
        }
        (Value::Number(left), Value::Number(right)) if left.as_f64() == right.as_f64() => {}
        _ if before == after => {}
        _ => found.push((Change::Changed, path.to_owned())),
    }
}
