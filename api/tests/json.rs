//! The reader and the writer against serde_json, and against texts that are not JSON.

use botwright_api::json::{Read, Reader, Writer, read};
use botwright_api::types::{Message, RichMessage};
use botwright_api::{Update, parse_update, parse_updates};
use proptest::prelude::*;
use serde_json::Value;

use super::support::sample::{Optional, Sampler};

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 64, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((any::<String>(), inner), 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

fn any_update() -> impl Strategy<Value = String> {
    any::<u64>().prop_map(|seed| {
        Sampler::new(seed)
            .value("Update", Optional::Some)
            .to_string()
    })
}

/// Reads the text as the types with the most code; must return.
fn read_all_ways(text: &str) {
    let _ = parse_update(text);
    let _ = parse_updates(text);
    let _ = read::<Message>(text);
    let _ = read::<RichMessage>(text);
    let _ = read::<Vec<String>>(text);
    let _ = Reader::new(text).raw();
}

/// The text with every UTF-16 unit escaped.
fn escaped(text: &str) -> String {
    let units = text
        .encode_utf16()
        .fold(String::new(), |all, unit| all + &format!("\\u{unit:04x}"));
    format!("\"{units}\"")
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_value_is_skipped_exactly(value in any_value(), pretty: bool) {
        let text = if pretty { format!("{value:#}") } else { value.to_string() };
        for behind in ["", ",1", " \n]", "}"] {
            let all = format!(" {text}{behind}");
            let mut reader = Reader::new(&all);
            prop_assert_eq!(reader.raw(), Ok(text.as_str()));
            prop_assert_eq!(reader.position(), text.len() + 1);
        }
    }

    #[test]
    fn strings_are_read_and_written_as_serde_does(text: String) {
        let json = Value::from(text.clone()).to_string();
        prop_assert_eq!(read::<String>(&json).map(|it| it.0), Ok(text.clone()));
        prop_assert_eq!(read::<String>(&escaped(&text)).map(|it| it.0), Ok(text.clone()));
        prop_assert_eq!(Writer::to_json(&text), Ok(json));
    }

    #[test]
    fn integers_are_read_and_written(number: i64) {
        let json = number.to_string();
        prop_assert_eq!(read::<i64>(&json).map(|it| it.0), Ok(number));
        prop_assert_eq!(Writer::to_json(&number), Ok(json));
    }

    #[test]
    fn floats_are_read_and_written(number in any::<f64>().prop_filter("JSON", |it| it.is_finite())) {
        let json = Writer::to_json(&number).expect("no rules");
        prop_assert_eq!(&json, &Value::from(number).to_string());
        prop_assert_eq!(read::<f64>(&json).map(|it| it.0), Ok(number));
    }

    #[test]
    fn arrays_are_read_and_written(
        strings in prop::collection::vec(any::<String>(), 0..10),
        numbers in prop::collection::vec(prop::collection::vec(any::<i64>(), 0..10), 0..10),
    ) {
        let json = Value::from(strings.clone()).to_string();
        prop_assert_eq!(read::<Vec<String>>(&json).map(|it| it.0), Ok(strings));
        let json = Value::from(numbers.clone()).to_string();
        prop_assert_eq!(read::<Vec<Vec<i64>>>(&json).map(|it| it.0), Ok(numbers.clone()));
        prop_assert_eq!(Writer::to_json(&numbers), Ok(json));
    }

    #[test]
    fn whatever_json_follows_the_id_the_update_is_read(key: String, value in any_value()) {
        prop_assume!(key != "update_id");
        let text = format!(r#"{{{}:{value},"update_id":7}}"#, Value::from(key));
        let update = parse_update(&text).expect("an update");
        prop_assert_eq!(update.update_id, 7);
        prop_assert_eq!(update.raw().as_str(), text);
    }

    #[test]
    fn a_cut_update_is_an_error(text in any_update(), at: prop::sample::Index) {
        let mut end = at.index(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        prop_assert!(parse_update(&text[..end]).is_err());
        let batch = ["[", &text, ",", &text[..end]].concat();
        prop_assert!(parse_updates(&batch).is_err());
        read_all_ways(&text[..end]);
    }

    #[test]
    fn a_damaged_update_is_read_or_refused(
        text in any_update(),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..3), 1..5),
    ) {
        let mut bytes = text.into_bytes();
        for (at, byte, how) in damage {
            let at = at.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                _ if bytes.len() > 1 => drop(bytes.remove(at)),
                _ => {}
            }
        }
        let text = String::from_utf8_lossy(&bytes);
        read_all_ways(&text);
        // What is still JSON with an id is never refused.
        if let Ok(value) = serde_json::from_str::<Value>(&text)
            && value["update_id"].is_i64()
            && text.matches("update_id").count() == 1
        {
            prop_assert!(parse_update(&text).is_ok(), "{}", text);
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text: String) {
        read_all_ways(&text);
    }

    #[test]
    fn text_behind_the_value_is_refused(text in any_update(), behind in "[!-~é👋]{1,4}") {
        let text = format!("{text} {behind}");
        prop_assert!(parse_update(&text).is_err());
        prop_assert!(read::<Update>(&text).is_err());
    }
}

#[test]
fn half_a_surrogate_pair_becomes_a_replacement_character() {
    for (json, text) in [
        (r#""\ud83d""#, "\u{FFFD}"),
        (r#""\udc4b""#, "\u{FFFD}"),
        (r#""\ud83dx""#, "\u{FFFD}x"),
        (r#""\ud83d\n""#, "\u{FFFD}\n"),
        (r#""\ud83d\ud83d\udc4b""#, "\u{FFFD}👋"),
        (r#""\ud83d\udc4b""#, "👋"),
    ] {
        assert_eq!(
            read::<String>(json).map(|it| it.0),
            Ok(text.to_owned()),
            "{json}"
        );
    }
}

#[test]
fn a_whole_number_may_be_written_as_a_fraction_or_with_an_exponent() {
    for (json, number) in [
        ("5.0", 5),
        ("1e3", 1000),
        ("-2.5e1", -25),
        ("0", 0),
        ("-0", 0),
    ] {
        assert_eq!(read::<i64>(json).map(|it| it.0), Ok(number), "{json}");
    }
    for json in ["5.5", "1e300", "\"5\"", "true", "", "-", "1-2", "1e", "nul"] {
        assert!(read::<i64>(json).is_err(), "{json}");
    }
}

#[test]
fn broken_strings_are_refused() {
    for json in [
        r#"""#,
        r#""a"#,
        r#""\"#,
        r#""\""#,
        r#""\x""#,
        r#""\u12""#,
        r#""\u12é4""#,
        r#""\é""#,
        "a",
    ] {
        assert!(read::<String>(json).is_err(), "{json}");
        assert!(Reader::new(json).read::<String>().is_err(), "{json}");
    }
}

#[test]
fn numbers_that_json_has_not_are_written_as_zero() {
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!(Writer::to_json(&number).as_deref(), Ok("0.0"));
    }
}

#[test]
fn elements_that_do_not_fit_are_left_out_and_noted() {
    let (numbers, issues) = read::<Vec<i64>>(r#"[1,"x",{"a":[2]},null,3]"#).expect("an array");
    assert_eq!(numbers, [1, 3]);
    assert_eq!(
        issues.iter().map(|issue| issue.at).collect::<Vec<_>>(),
        [3, 7, 17]
    );
    assert!(bool::read(&mut Reader::new("tru")).is_err());
}
