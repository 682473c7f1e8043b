//! Sharing out words, against a search that tries everything.

#![allow(clippy::many_single_char_names)] // The parameters have nothing but places.

use proptest::prelude::*;

use crate::support::TestBot;

mod bot {
    use botwright::prelude::*;

    /// One of every arity.
    #[command]
    async fn mix(a: Option<u8>, b: Vec<u8>, c: String, d: Option<u8>, e: u8, f: Rest) -> String {
        format!("{a:?} {b:?} {c} {d:?} {e} [{f}]")
    }
}

/// The first way in the order of preference: early parameters take as much as they can.
fn expected(words: &[&str]) -> Option<String> {
    let number = |word: &&str| word.parse::<u8>().ok();
    for a in [1, 0] {
        let Some(rest) = words.get(a..) else { continue };
        let Some(first) = words[..a].iter().map(number).collect::<Option<Vec<_>>>() else {
            continue;
        };
        for b in (0..=rest.len()).rev() {
            let (list, rest) = rest.split_at(b);
            let Some(list) = list.iter().map(number).collect::<Option<Vec<_>>>() else {
                continue;
            };
            let Some((c, rest)) = rest.split_first() else {
                continue;
            };
            for d in [1, 0] {
                let Some((maybe, rest)) = rest.split_at_checked(d) else {
                    continue;
                };
                let Some(maybe) = maybe.iter().map(number).collect::<Option<Vec<_>>>() else {
                    continue;
                };
                let Some((e, rest)) = rest.split_first() else {
                    continue;
                };
                let Some(e) = number(e) else { continue };
                let (first, maybe) = (first.first(), maybe.first());
                return Some(format!(
                    "{first:?} {list:?} {c} {maybe:?} {e} [{}]",
                    rest.join(" ")
                ));
            }
        }
    }
    None
}

proptest! {
    #[test]
    fn agrees_with_trying_everything(words in prop::collection::vec("[0-9]|x|300", 0..9)) {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let bot = TestBot::new("routing::backtracking::bot");
        let answer = runtime.block_on(bot.answer(&format!("/mix {}", words.join(" "))));
        match expected(&words) {
            Some(expected) => prop_assert_eq!(answer, expected),
            None => prop_assert!(answer.contains("; usage: /mix [a] [b...] <c> [d] <e> [f...]")),
        }
    }
}
