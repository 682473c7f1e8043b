//! The schema's rules for types that bots send: a value that breaks one is not written.

use serde_json::{Value, json};

use super::support::sample::{Optional, Sampler};
use super::support::schema::{all, list, text, texts};
use super::support::types::known;

/// The error of writing a value of this type; empty when it was written.
fn refusal(ty: &str, value: &Value) -> String {
    (known(ty).again)(&value.to_string())
        .err()
        .unwrap_or_default()
}

/// A value of the type of `field`, to set it with.
fn sample_of(fields: &[Value], name: &str) -> Value {
    let field = fields
        .iter()
        .find(|field| field["name"] == name)
        .expect("a field of the type");
    let ty = &field["type"];
    match (ty["ref"].as_str(), ty["base"].as_str()) {
        (Some(name), _) => Sampler::new(3).value(name, Optional::None),
        (_, Some("Integer" | "Integer64")) => json!(1),
        (_, Some("Boolean" | "True")) => json!(true),
        (_, Some(_)) => json!("x"),
        _ => json!([]),
    }
}

fn sent_types() -> impl Iterator<Item = &'static Value> {
    all("types").iter().filter(|ty| ty["dir"] != "out")
}

#[test]
fn every_rule_of_every_sent_type_is_enforced() {
    let mut count = 0;
    for ty in sent_types() {
        let (name, fields) = (text(ty, "name"), list(ty, "fields"));
        for rule in list(ty, "rules") {
            let of = texts(rule, "of");
            let with = |set: &[&str]| {
                let mut value = Sampler::new(4).value(name, Optional::None);
                let object = value.as_object_mut().expect("a struct");
                object.retain(|key, _| !of.contains(&key.as_str()));
                for field in set {
                    object.insert((*field).to_owned(), sample_of(fields, field));
                }
                refusal(name, &value)
            };
            let (none, two) = match text(rule, "kind") {
                "exactly_one" => (false, false),
                "at_least_one" => (false, true),
                "not_both" | "at_most_one" => (true, false),
                other => panic!("{name}: a rule this test does not know: {other}"),
            };
            for field in &of {
                assert_eq!(with(&[field]), "", "{name} with {field}");
            }
            for (set, allowed) in [(&of[..0], none), (&of[..2], two)] {
                let refused = with(set);
                assert_eq!(
                    refused.is_empty(),
                    allowed,
                    "{name} with {set:?}: {refused}"
                );
                if !allowed {
                    assert!(refused.starts_with(&format!("{name}: set ")), "{refused}");
                    assert!(of.iter().all(|field| refused.contains(field)), "{refused}");
                }
            }
            count += 1;
        }
    }
    assert!(count > 30, "only {count} rules were tried");
}

#[test]
fn every_limit_in_bytes_of_every_sent_type_is_enforced() {
    let mut count = 0;
    for ty in sent_types() {
        let (name, fields) = (text(ty, "name"), list(ty, "fields"));
        for field in fields.iter().filter(|field| field["len_unit"] == "bytes") {
            let most = usize::try_from(field["max_len"].as_u64().expect("a limit")).expect("small");
            let field = text(field, "name");
            let with = |content: String| {
                let mut value = Sampler::new(5).value(name, Optional::None);
                let object = value.as_object_mut().expect("a struct");
                for rule in list(ty, "rules") {
                    object.retain(|key, _| !texts(rule, "of").contains(&key.as_str()));
                }
                object.insert(field.to_owned(), Value::String(content));
                refusal(name, &value)
            };
            // Two bytes each: what counts is bytes, not characters.
            assert_eq!(with("é".repeat(most / 2)), "", "{name}.{field}");
            assert_eq!(
                with("é".repeat(most / 2) + "x"),
                format!(
                    "{name}: `{field}` is {} bytes long; at most {most} are allowed",
                    most + 1
                )
            );
            count += 1;
        }
    }
    assert!(count > 20, "only {count} limits were tried");
}
