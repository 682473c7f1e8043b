//! Updates and messages from public test suites and logs, where a copy lies beside the checkout.

use std::fs;
use std::path::{Path, PathBuf};

use botwright_api::types::{Message, MessageReactionUpdated, UpdateKind};
use botwright_api::{Update, json, parse_update, parse_updates};
use serde_json::Value;

use super::support::compare::{Change, differences};

/// A sample: the name of its file and its text.
struct Sample {
    name: String,
    text: String,
}

/// What came of a sample: the JSON written from the typed value and the fields left out.
struct Typed {
    written: Value,
    issues: usize,
    shown: String,
}

/// The samples of one folder; none, with a note, when there is no corpus.
fn samples(folder: &str) -> Vec<Sample> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared/corpus")
        .join(folder);
    let Ok(entries) = fs::read_dir(&root) else {
        println!("no corpus at {}: nothing to compare", root.display());
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    paths.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "json")
    });
    paths.sort();
    let read = |path: PathBuf| Sample {
        name: path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default(),
        text: fs::read_to_string(&path)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display())),
    };
    paths.into_iter().map(read).collect()
}

fn through<T: json::Read + json::Write + std::fmt::Debug>(sample: &Sample) -> Typed {
    let (value, issues) =
        json::read::<T>(&sample.text).unwrap_or_else(|error| panic!("{}: {error}", sample.name));
    let written = json::Writer::to_json(&value).expect("no rules for what is received");
    Typed {
        written: serde_json::from_str(&written).expect("JSON"),
        issues: issues.len(),
        shown: format!("{value:?}"),
    }
}

/// Reads the sample as the type that its name says, and writes the typed value.
fn typed(sample: &Sample) -> Typed {
    match sample.name.get(..2) {
        Some("m_") => through::<Message>(sample),
        Some("u_") => {
            let update = update(sample);
            let again = Update::new(update.update_id, update.content.clone());
            Typed {
                written: again.raw().value(),
                issues: update.issues().len(),
                shown: format!("{:?}", update.content),
            }
        }
        _ if sample.name.starts_with("o_messagereactionupdated") => {
            through::<MessageReactionUpdated>(sample)
        }
        _ => panic!("{}: what type is this?", sample.name),
    }
}

fn update(sample: &Sample) -> Update {
    parse_update(&sample.text).unwrap_or_else(|error| panic!("{}: {error}", sample.name))
}

fn value(sample: &Sample) -> Value {
    serde_json::from_str(&sample.text).unwrap_or_else(|error| panic!("{}: {error}", sample.name))
}

/// The paths of what the typed value does not hold.
fn lost(sample: &Sample, typed: &Typed) -> Vec<String> {
    let different = differences(&value(sample), &typed.written);
    different
        .into_iter()
        .filter(|it| it.0 != Change::Added)
        .map(|it| it.1)
        .collect()
}

#[test]
fn valid_samples_come_back_equal_through_the_typed_value() {
    let samples = samples("");
    for sample in &samples {
        let typed = typed(sample);
        assert_eq!(
            differences(&value(sample), &typed.written),
            [],
            "{}",
            sample.name
        );
        assert_eq!(typed.issues, 0, "{}", sample.name);
        assert!(
            !typed.shown.contains("Unknown(Unknown"),
            "{}: {}",
            sample.name,
            typed.shown
        );
    }
    println!("{} samples", samples.len());
}

#[test]
fn valid_updates_come_back_as_one_batch() {
    let samples: Vec<_> = samples("")
        .into_iter()
        .filter(|it| it.name.starts_with("u_"))
        .collect();
    let texts: Vec<_> = samples.iter().map(|sample| sample.text.as_str()).collect();
    let batch = parse_updates(&format!("[{}]", texts.join(","))).expect("an array of updates");
    assert!(batch.malformed.is_empty());
    assert_eq!(batch.updates.len(), samples.len());
    for (update, sample) in batch.updates.iter().zip(&samples) {
        assert_eq!(update.raw().value(), value(sample), "{}", sample.name);
    }
}

/// Fields of older versions that newer ones replaced, and fields that only a server's own log has.
const REPLACED: &[&str] = &[
    "all_members_are_administrators",
    "custom_emoji",
    "forward_date",
    "forward_from",
    "forward_from_chat",
    "forward_from_message_id",
    "forward_sender_name",
    "forward_signature",
    "new_chat_member",
    "user_ids",
    "user_shared",
];

/// Fields that the schema has elsewhere, but not where the samples have them.
const MISPLACED: &[&str] = &[
    "callback_query.from.type",
    "deleted_business_messages.chat.business_intro",
    "deleted_business_messages.chat.business_location",
    "deleted_business_messages.chat.business_opening_hours",
    "pinned_message.text",
];

/// An update has at most one content; of several, which only a made-up update has, one is kept.
fn is_further_content(sample: &Sample, path: &str) -> bool {
    let value = value(sample);
    let kinds = value
        .as_object()
        .into_iter()
        .flatten()
        .map(|member| UpdateKind::from(&**member.0));
    let known = |kind: &UpdateKind| !matches!(kind, UpdateKind::Unknown(_));
    sample.name.starts_with("u_")
        && known(&UpdateKind::from(path))
        && kinds.filter(known).count() > 1
}

#[test]
fn older_samples_lose_only_fields_that_were_replaced() {
    for sample in samples("legacy") {
        let typed = typed(&sample);
        assert_eq!(typed.issues, 0, "{}", sample.name);
        assert!(
            !typed.shown.contains("Unknown(Unknown"),
            "{}: {}",
            sample.name,
            typed.shown
        );
        for path in lost(&sample, &typed) {
            let field = path.rsplit('.').next().unwrap_or_default();
            let expected = REPLACED.contains(&field) || is_further_content(&sample, &path);
            assert!(expected, "{}: {path} is lost", sample.name);
        }
    }
}

#[test]
fn samples_with_unknown_parts_lose_only_those_from_the_typed_value() {
    for sample in samples("unknown") {
        let typed = typed(&sample);
        assert_eq!(typed.issues, 0, "{}", sample.name);
        for path in lost(&sample, &typed) {
            let field = path.rsplit('.').next().unwrap_or_default();
            let expected = field.starts_with("future_")
                || REPLACED.contains(&field)
                || MISPLACED.contains(&path.as_str())
                || is_further_content(&sample, &path);
            assert!(expected, "{}: {path} is lost", sample.name);
        }
    }
}

#[test]
fn samples_with_unknown_parts_keep_everything_in_the_raw_update() {
    let mut samples = samples("unknown");
    samples.retain(|sample| sample.name.starts_with("u_"));
    for sample in &samples {
        let update = update(sample);
        assert_eq!(update.raw().as_str(), sample.text.trim(), "{}", sample.name);
        let written = json::Writer::to_json(&update).expect("as it came");
        assert_eq!(written, sample.text.trim(), "{}", sample.name);
    }
}

#[test]
fn a_kind_that_is_unknown_is_kept_by_its_name() {
    let mut samples = samples("unknown");
    samples.retain(|sample| sample.name.starts_with("u_new-update-kind"));
    for sample in samples {
        let UpdateKind::Unknown(name) = update(&sample).kind() else {
            panic!("{}: a known kind", sample.name);
        };
        assert!(
            value(&sample)[&*name].is_object(),
            "{}: {name}",
            sample.name
        );
    }
}
