//! Every type of the schema reads and writes valid JSON without loss.

use std::collections::BTreeSet;

use proptest::prelude::any;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use serde_json::Value;

use super::support::compare::differences;
use super::support::sample::{Optional, Sampler};
use super::support::schema::{all, list, text, type_names};
use super::support::types::{Known, TYPES, known};

/// Why the value does not come back equal; `None` when it does.
fn broken(ty: &Known, value: &Value) -> Option<String> {
    let (json, issues) = match (ty.again)(&value.to_string()) {
        Ok(again) => again,
        Err(error) => return Some(format!("{}: {error}\n{value}", ty.name)),
    };
    if !issues.is_empty() {
        return Some(format!("{}: {issues:?}\n{value}", ty.name));
    }
    let written = match serde_json::from_str(&json) {
        Ok(written) => written,
        Err(error) => return Some(format!("{}: wrote {json}: {error}", ty.name)),
    };
    // `copyMessage` wraps the identifier in an object; it is an identifier like the others here,
    // and the only type that is written in another shape than it is read.
    let expected = if ty.name == "MessageId" {
        &value["message_id"]
    } else {
        value
    };
    let different = differences(expected, &written);
    (!different.is_empty()).then(|| format!("{}: {different:?}\n{value}\n{json}", ty.name))
}

#[test]
fn every_type_of_the_schema_has_a_rust_type() {
    let schema: BTreeSet<_> = type_names().collect();
    let rust: BTreeSet<_> = TYPES.iter().map(|ty| ty.name).collect();
    assert_eq!(rust, schema);
    assert_eq!(rust.len(), TYPES.len(), "a name is listed twice");
}

#[test]
fn the_smallest_and_the_fullest_value_of_every_type_come_back_equal() {
    for ty in TYPES {
        for optional in [Optional::None, Optional::All] {
            let value = Sampler::new(1).value(ty.name, optional);
            if let Some(problem) = broken(ty, &value) {
                panic!("{problem}");
            }
        }
    }
}

#[test]
fn every_variant_of_every_union_comes_back_equal() {
    let unions = all("types")
        .iter()
        .filter(|ty| ty["kind"] == "union")
        .map(|ty| (text(ty, "name"), list(ty, "variants")));
    let named = all("aliases")
        .iter()
        .filter(|alias| type_names().any(|it| alias["name"] == it));
    let named = named.map(|alias| (text(alias, "name"), list(&alias["type"], "union")));
    let mut count = 0;
    for (union, variants) in unions.chain(named) {
        for variant in variants
            .iter()
            .filter_map(|variant| variant["ref"].as_str())
        {
            for optional in [Optional::None, Optional::All] {
                let value = Sampler::new(2).value(variant, optional);
                if let Some(problem) = broken(known(union), &value) {
                    panic!("{variant} in {problem}");
                }
            }
            count += 1;
        }
    }
    assert!(count > 200, "only {count} variants were tried");
}

#[test]
fn every_value_of_every_string_enum_comes_back_equal() {
    for ty in all("types").iter().filter(|ty| ty["kind"] == "string_enum") {
        for value in list(ty, "values") {
            assert_eq!(broken(known(text(ty, "name")), value), None);
        }
    }
}

#[test]
fn any_value_of_any_type_comes_back_equal() {
    let config = Config {
        cases: 8192,
        failure_persistence: None,
        ..Config::default()
    };
    let outcome = TestRunner::new(config).run(&(0..TYPES.len(), any::<u64>()), |(index, seed)| {
        let ty = &TYPES[index];
        let value = Sampler::new(seed).value(ty.name, Optional::Some);
        broken(ty, &value).map_or(Ok(()), |problem| Err(TestCaseError::fail(problem)))
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
}
