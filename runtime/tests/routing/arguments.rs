//! Arguments of commands: what fits, and what is answered when nothing does.

use crate::support::TestBot;

mod bot {
    use botwright::extract::{Arg, ArgError, FromArg};
    use botwright::prelude::*;

    /// Adds.
    #[command]
    async fn add(a: i64, b: i64) -> String {
        (a + b).to_string()
    }

    /// Bans.
    #[command]
    async fn ban(who: String, minutes: Option<u32>, reason: Rest) -> String {
        format!("{who} {minutes:?} [{reason}]")
    }

    /// All types.
    #[command]
    async fn types(a: f64, b: bool, c: char, d: u8) -> String {
        format!("{a} {b} {c} {d}")
    }

    /// A list before the last word.
    #[command]
    async fn tag(names: Vec<String>, count: i64) -> String {
        format!("{names:?} {count}")
    }

    /// Numbers.
    #[command]
    async fn sum(numbers: Vec<i64>) -> String {
        numbers.iter().sum::<i64>().to_string()
    }

    /// Three optional ones, then one that is not.
    #[command]
    async fn maybe(a: Option<i8>, b: Option<i8>, c: Option<i8>, d: i8) -> String {
        format!("{a:?} {b:?} {c:?} {d}")
    }

    /// Says.
    #[command]
    async fn say(first: String, rest: Option<Rest>) -> String {
        format!("[{first}] {rest:?}")
    }

    /// Waits.
    #[command]
    async fn wait(time: std::time::Duration) -> String {
        format!("{time:?}")
    }

    pub(super) enum Side {
        Left,
        Right,
    }

    impl FromArg for Side {
        fn from_arg(arg: &Arg<'_>) -> Result<Self, ArgError> {
            match arg.as_str() {
                "left" => Ok(Self::Left),
                "right" => Ok(Self::Right),
                "up" => Err(ArgError::message("there is no way up")),
                _ => Err(ArgError::expected("left or right")),
            }
        }
    }

    /// Goes.
    #[command]
    async fn go(side: Side, steps: Option<u8>) -> String {
        let side = if matches!(side, Side::Left) { "L" } else { "R" };
        format!("{side}{}", steps.unwrap_or(1))
    }
}

async fn answers(cases: &[(&str, &str)]) {
    let bot = TestBot::new("routing::arguments::bot");
    for (text, answer) in cases {
        assert_eq!(bot.answer(text).await, *answer, "{text}");
    }
}

#[tokio::test]
async fn what_is_wrong_is_answered() {
    answers(&[
        (
            "/add x 2",
            r#"add: "x" is not a whole number; usage: /add <a> <b>"#,
        ),
        (
            "/add 2 x",
            r#"add: "x" is not a whole number; usage: /add <a> <b>"#,
        ),
        ("/add 2", "add: <b> is missing; usage: /add <a> <b>"),
        ("/add", "add: <a> is missing; usage: /add <a> <b>"),
        (
            "/add 1 2 3",
            r#"add: "3" is one too many; usage: /add <a> <b>"#,
        ),
        (
            "/add 1 \"two words\"",
            r#"add: "two words" is not a whole number; usage: /add <a> <b>"#,
        ),
        (
            "/add 1 99999999999999999999",
            "add: \"99999999999999999999\" is not a whole number from -9223372036854775808 to \
             9223372036854775807; usage: /add <a> <b>",
        ),
        (
            "/types 1 1 a -1",
            "types: \"-1\" is not a whole number from 0 to 255; usage: /types <a> <b> <c> <d>",
        ),
        (
            "/types nan 1 a 1",
            "types: \"nan\" is not a number; usage: /types <a> <b> <c> <d>",
        ),
        (
            "/types 1 2 a 1",
            "types: \"2\" is not yes or no; usage: /types <a> <b> <c> <d>",
        ),
        (
            "/types 1 1 ab 1",
            "types: \"ab\" is not a single character; usage: /types <a> <b> <c> <d>",
        ),
        (
            "/ban",
            "ban: <who> is missing; usage: /ban <who> [minutes] [reason...]",
        ),
        (
            "/sum 1 b 3",
            "sum: \"b\" is not a whole number; usage: /sum [numbers...]",
        ),
        (
            "/go down",
            "go: \"down\" is not left or right; usage: /go <side> [steps]",
        ),
        (
            "/go up",
            "go: \"up\": there is no way up; usage: /go <side> [steps]",
        ),
        (
            "/go left x",
            "go: \"x\" is not a whole number; usage: /go <side> [steps]",
        ),
        (
            "/go left 1 x",
            "go: \"x\" is one too many; usage: /go <side> [steps]",
        ),
    ])
    .await;
}

#[tokio::test]
async fn every_type_reads_its_words() {
    answers(&[
        ("/add +1 -2", "-1"),
        ("/types 1.5 ON é 7", "1.5 true é 7"),
        ("/types -1e3 no 1 0", "-1000 false 1 0"),
        ("/sum", "0"),
        ("/sum 1\n2\t3", "6"),
        ("/go right 9", "R9"),
        ("/wait 1h30m", "5400s"),
        (
            r#"/say "two words" and "more""#,
            r#"[two words] Some(Rest("and \"more\""))"#,
        ),
        ("/say “two words”", "[two words] None"),
        ("/say a  b\n c ", "[a] Some(Rest(\"b\\n c\"))"),
    ])
    .await;
}

#[tokio::test]
async fn arguments_give_words_back() {
    answers(&[
        ("/ban bob 5 for spam", "bob Some(5) [for spam]"),
        ("/ban bob because of spam", "bob None [because of spam]"),
        ("/ban bob", "bob None []"),
        ("/tag a b 5", r#"["a", "b"] 5"#),
        ("/tag 5", "[] 5"),
        ("/tag 1 2", r#"["1"] 2"#),
        ("/maybe 1", "None None None 1"),
        ("/maybe 1 2 3", "Some(1) Some(2) None 3"),
        ("/maybe 1 2 3 4", "Some(1) Some(2) Some(3) 4"),
    ])
    .await;
}

#[tokio::test]
async fn hostile_input_costs_little_and_the_answer_is_short() {
    let bot = TestBot::new("routing::arguments::bot");
    let answer = bot.answer(&format!("/tag {}", "a ".repeat(2000))).await;
    assert_eq!(
        answer,
        "tag: <count> is missing; usage: /tag [names...] <count>"
    );
    let answer = bot.answer(&format!("/add {}", "😀".repeat(4000))).await;
    assert!(answer.encode_utf16().count() < 4096, "{answer}");
    assert!(
        answer.ends_with("…\" is not a whole number; usage: /add <a> <b>"),
        "{answer}"
    );
}
