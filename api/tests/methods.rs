//! Methods as requests: names, parameters, and the rules that a call must keep.

use std::collections::{BTreeMap, BTreeSet};

use botwright_api::methods::{
    AnswerPreCheckoutQuery, AnswerShippingQuery, CopyMessage, EditEphemeralMessageCaption,
    EditEphemeralMessageText, EditMessageCaption, EditMessageCaptionInline, EditMessageText,
    EditMessageTextInline, EditStory, GiftPremiumSubscription, PostStory, SendAnimation, SendAudio,
    SendDocument, SendGift, SendInvoice, SendLivePhoto, SendMessage, SendMessageDraft,
    SendPaidMedia, SendPhoto, SendPoll, SendVideo, SendVoice, UnpinChatMessage,
};
use botwright_api::types::{
    InlineKeyboardButton, InlineKeyboardMarkup, InputRichMessage, InputStoryContentPhoto,
    ParseMode, PollType,
};
use botwright_api::{InputFile, Method, Request};
use serde_json::{Value, json};

use super::support::calls::all_calls;
use super::support::schema::{all, list, text, texts};

fn value(request: &Request) -> Value {
    let json = request.body.json().expect("no files go along");
    serde_json::from_str(json).expect("JSON")
}

fn sent(method: &impl Method) -> Value {
    value(&method.request().expect("no rule is broken"))
}

fn refusal(method: &impl Method) -> String {
    method
        .request()
        .err()
        .map(|invalid| invalid.to_string())
        .unwrap_or_default()
}

fn has_null(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(all) => all.iter().any(has_null),
        Value::Object(all) => all.values().any(has_null),
        _ => false,
    }
}

fn schema_of(method: &str) -> &'static Value {
    let found = all("methods").iter().find(|it| it["name"] == method);
    found.expect("a method of the schema")
}

/// The methods of the schema that are two structs, with the parameters each form needs.
fn forms(method: &Value) -> Vec<Vec<&str>> {
    let rule = list(method, "rules")
        .iter()
        .find(|rule| rule["kind"] == "exactly_one_group");
    let groups = rule.map_or(&[][..], |rule| list(rule, "groups"));
    groups
        .iter()
        .map(|group| {
            group
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .collect()
        })
        .collect()
}

#[test]
fn every_method_of_the_schema_has_a_struct() {
    macro_rules! names {
        ($($name:ident),* $(,)?) => {
            [$((stringify!($name), <botwright_api::methods::$name as Method>::NAME)),*]
        };
    }
    let structs = botwright_api::for_each_method!(names);
    let mut expected = BTreeMap::new();
    for method in all("methods") {
        expected.insert(
            text(method, "name"),
            if forms(method).is_empty() { 1 } else { 2 },
        );
    }
    let mut found = BTreeMap::new();
    for (name, method) in structs {
        *found.entry(method).or_insert(0) += 1;
        let (first, rest) = method.split_at(1);
        let camel = first.to_uppercase() + rest;
        assert!(
            name == camel || name == camel.clone() + "Inline",
            "{name} is {method}"
        );
    }
    assert_eq!(found, expected);
    assert_eq!(found.len(), 185);
    assert_eq!(structs.len(), 193);
    let tried: BTreeSet<_> = all_calls().iter().map(|calls| calls.name).collect();
    assert_eq!(
        tried,
        structs.iter().map(|it| it.0).collect::<BTreeSet<_>>()
    );
}

/// The names of the parameters that are sent, in JSON or in a form.
fn sent_names(request: &Request) -> BTreeSet<String> {
    let value = value(request);
    assert!(!has_null(&value), "{}: {value}", request.method);
    let members = value.as_object().into_iter().flatten();
    members.map(|member| member.0.clone()).collect()
}

/// The required parameters of this form of the method.
fn required(name: &str, method: &Value) -> BTreeSet<String> {
    let params = list(method, "params").iter();
    let params = params.filter(|param| param["required"] == true);
    let mut names: BTreeSet<_> = params.map(|param| text(param, "name").to_owned()).collect();
    if let [chat, inline] = &forms(method)[..] {
        let target = if name.ends_with("Inline") {
            inline
        } else {
            chat
        };
        names.extend(target.iter().map(|&name| name.to_owned()));
    }
    names
}

#[test]
fn the_smallest_call_sends_the_required_parameters_and_no_null() {
    let mut refused = Vec::new();
    for calls in all_calls() {
        let method = schema_of(calls.method);
        let Ok(request) = calls.smallest else {
            refused.push(calls.name);
            continue;
        };
        assert_eq!(request.method, calls.method);
        let expected = required(calls.name, method);
        assert_eq!(sent_names(&request), expected, "{}", calls.name);
    }
    // These need one of several optional parameters.
    assert_eq!(
        refused,
        [
            "AnswerShippingQuery",
            "EditEphemeralMessageText",
            "EditMessageText",
            "EditMessageTextInline",
            "SendGift",
        ]
    );
}

#[test]
fn every_optional_parameter_is_sent_under_its_name() {
    for calls in all_calls() {
        let method = schema_of(calls.method);
        let required = required(calls.name, method);
        let mut tried = BTreeSet::new();
        for (setter, outcome) in calls.with {
            let param = setter.trim_start_matches("r#");
            tried.insert(param.to_owned());
            match outcome {
                Ok(request) => {
                    let mut expected = required.clone();
                    expected.insert(param.to_owned());
                    assert_eq!(sent_names(&request), expected, "{}", calls.name);
                }
                // Another parameter is needed beside it.
                Err(_) => assert!(!list(method, "rules").is_empty(), "{}.{param}", calls.name),
            }
        }
        let other_form = |name: &str| {
            forms(method).iter().any(|group| group.contains(&name)) && !required.contains(name)
        };
        let params = list(method, "params")
            .iter()
            .map(|param| text(param, "name").to_owned());
        let all: BTreeSet<_> = params.filter(|name| !other_form(name)).collect();
        assert_eq!(&tried | &required, all, "{}", calls.name);
    }
}

#[test]
fn a_text_edit_names_its_message_in_one_of_two_ways() {
    assert_eq!(
        sent(&EditMessageText::new("@news", 5).text("Hi")),
        json!({"chat_id": "@news", "message_id": 5, "text": "Hi"})
    );
    assert_eq!(
        sent(&EditMessageTextInline::new("AAE").text("Hi")),
        json!({"inline_message_id": "AAE", "text": "Hi"})
    );
    assert_eq!(
        EditMessageText::<()>::NAME,
        EditMessageTextInline::<()>::NAME
    );
}

#[test]
fn a_chat_is_an_id_or_a_public_name() {
    assert_eq!(sent(&SendMessage::new("@news", "Hi"))["chat_id"], "@news");
    assert_eq!(
        sent(&SendMessage::new("-100123", "Hi"))["chat_id"],
        -100_123
    );
    assert_eq!(sent(&SendMessage::new(-100_123, "Hi"))["chat_id"], -100_123);
}

/// Calls that break a rule: the method, the parameters of the rule, and the refusal.
fn violations() -> Vec<(&'static str, Vec<&'static str>, String)> {
    macro_rules! both {
        ($($method:expr, $mode:ident, $entities:ident;)*) => {
            vec![$({
                assert_eq!(refusal(&$method.$mode(ParseMode::Html)), "");
                assert_eq!(refusal(&$method.$entities([])), "");
                let broken = $method.$mode(ParseMode::Html).$entities([]);
                (name(&broken), vec![stringify!($mode), stringify!($entities)], refusal(&broken))
            },)*]
        };
    }
    fn name<M: Method>(_: &M) -> &'static str {
        M::NAME
    }
    let file = || InputFile::id("x");
    let story = || InputStoryContentPhoto::new(file());
    let mut found = both! {
        CopyMessage::new(1, 1, 1), parse_mode, caption_entities;
        EditEphemeralMessageCaption::new(1, 1, 1), parse_mode, caption_entities;
        EditEphemeralMessageText::new(1, 1, 1).text("x"), parse_mode, entities;
        EditMessageCaption::new(1, 1), parse_mode, caption_entities;
        EditMessageCaptionInline::new("x"), parse_mode, caption_entities;
        EditMessageText::new(1, 1).text("x"), parse_mode, entities;
        EditMessageTextInline::new("x").text("x"), parse_mode, entities;
        EditStory::new("x", 1, story()), parse_mode, caption_entities;
        GiftPremiumSubscription::new(1, 3, 1000), text_parse_mode, text_entities;
        PostStory::new("x", story(), 86_400), parse_mode, caption_entities;
        SendAnimation::new(1, file()), parse_mode, caption_entities;
        SendAudio::new(1, file()), parse_mode, caption_entities;
        SendDocument::new(1, file()), parse_mode, caption_entities;
        SendGift::new("x").user_id(1), text_parse_mode, text_entities;
        SendLivePhoto::new(1, file(), file()), parse_mode, caption_entities;
        SendMessage::new(1, "x"), parse_mode, entities;
        SendMessageDraft::new(1, 1).text("x"), parse_mode, entities;
        SendPaidMedia::new(1, 1, []), parse_mode, caption_entities;
        SendPhoto::new(1, file()), parse_mode, caption_entities;
        SendPoll::new(1, "x", []), question_parse_mode, question_entities;
        SendPoll::new(1, "x", []), explanation_parse_mode, explanation_entities;
        SendPoll::new(1, "x", []), description_parse_mode, description_entities;
        SendVideo::new(1, file()), parse_mode, caption_entities;
        SendVoice::new(1, file()), parse_mode, caption_entities;
    };
    let rich = || InputRichMessage::new().html("x");
    macro_rules! broken {
        ($($method:expr, $fields:expr;)*) => {
            $(found.push((name(&$method), $fields.to_vec(), refusal(&$method)));)*
        };
    }
    broken! {
        SendPoll::new(1, "x", []).open_period(5).close_date(5), ["open_period", "close_date"];
        SendPoll::new(1, "x", []).r#type(PollType::Quiz), ["correct_option_ids"];
        AnswerPreCheckoutQuery::new("x", false), ["error_message"];
        AnswerShippingQuery::new("x", false), ["error_message"];
        AnswerShippingQuery::new("x", true), ["shipping_options"];
        EditMessageText::new(1, 1), ["text", "rich_message"];
        EditMessageText::new(1, 1).text("x").rich_message(rich()), ["text", "rich_message"];
        EditMessageTextInline::new("x"), ["text", "rich_message"];
        EditEphemeralMessageText::new(1, 1, 1), ["text", "rich_message"];
        SendGift::new("x"), ["user_id", "chat_id"];
        SendGift::new("x").user_id(1).chat_id(1), ["user_id", "chat_id"];
        UnpinChatMessage::new(1).business_connection_id("x"), ["message_id"];
    }
    found
}

#[test]
fn every_rule_of_every_method_is_enforced() {
    let found = violations();
    for (method, fields, refusal) in &found {
        assert!(
            refusal.starts_with(&format!("{method}: ")),
            "{method} {fields:?}: {refusal:?}"
        );
        assert!(
            fields.iter().all(|field| refusal.contains(field)),
            "{method}: {refusal}"
        );
    }
    for method in all("methods") {
        for rule in list(method, "rules")
            .iter()
            .filter(|rule| rule["kind"] != "exactly_one_group")
        {
            let fields = match text(rule, "field") {
                "" => texts(rule, "of"),
                field => vec![field],
            };
            let name = text(method, "name");
            let tried = found.iter().any(|it| it.0 == name && it.1 == fields);
            assert!(tried, "{name}: no call breaks {rule}");
        }
    }
}

#[test]
fn a_refusal_says_what_to_set() {
    let refused = |method: &str, fields: &[&str]| {
        let found = violations()
            .into_iter()
            .find(|it| it.0 == method && it.1 == fields);
        found.expect("such a violation").2
    };
    assert_eq!(
        refused("sendMessage", &["parse_mode", "entities"]),
        "sendMessage: set at most one of parse_mode, entities; set: parse_mode and entities"
    );
    assert_eq!(
        refused("sendGift", &["user_id", "chat_id"]),
        "sendGift: set exactly one of user_id, chat_id; set: none"
    );
    assert_eq!(
        refused("sendPoll", &["correct_option_ids"]),
        "sendPoll: `correct_option_ids` is required when `type` is quiz"
    );
    assert_eq!(
        refused("unpinChatMessage", &["message_id"]),
        "unpinChatMessage: `message_id` is required when `business_connection_id` is set"
    );
}

#[test]
fn a_rule_of_a_type_within_a_call_is_enforced() {
    let press = |data: &str| {
        let button = InlineKeyboardButton::new("Go").callback_data(data);
        SendMessage::new(1, "Hi").reply_markup(InlineKeyboardMarkup::new([vec![button]]))
    };
    assert_eq!(refusal(&press(&"x".repeat(64))), "");
    assert_eq!(
        refusal(&press(&"x".repeat(65))),
        "InlineKeyboardButton: `callback_data` is 65 bytes long; at most 64 are allowed"
    );
    let nothing = InlineKeyboardMarkup::new([vec![InlineKeyboardButton::new("Go")]]);
    let refused = refusal(&SendMessage::new(1, "Hi").reply_markup(nothing));
    assert!(
        refused.starts_with("InlineKeyboardButton: set exactly one of url, "),
        "{refused}"
    );
}

#[test]
fn a_limit_of_a_parameter_in_bytes_is_enforced() {
    let invoice = |payload: String| SendInvoice::new(1, "x", "x", payload, "XTR", []);
    assert_eq!(refusal(&invoice("é".repeat(64))), "");
    assert_eq!(
        refusal(&invoice("é".repeat(65))),
        "sendInvoice: `payload` is 130 bytes long; at most 128 are allowed"
    );
}
