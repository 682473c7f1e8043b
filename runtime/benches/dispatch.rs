//! What one update costs from the table to the reply's value, by the number of commands, of buttons and of
//! patterns.
//!
//! `cargo bench -p botwright --bench dispatch`

use std::hint::black_box;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Instant;

use botwright::prelude::*;
use botwright::route::{Match, Route, Table};
use botwright::types::User;
use botwright::{App, StateMap, parse_update};

/// Adds two numbers.
#[command]
#[allow(clippy::unused_async)]
async fn add(a: i64, b: i64) -> String {
    (a + b).to_string()
}

#[on_message(text)]
async fn echo(text: &str) -> String {
    text.to_owned()
}

#[derive(Callback)]
enum Press {
    Add { n: u32 },
}

#[on_callback(Press::Add { n })]
#[allow(clippy::unused_async)]
async fn press(n: u32) -> String {
    n.to_string()
}

#[on_message(regex = r"^order (?<id>\d+)$")]
#[allow(clippy::unused_async)]
async fn order(id: u64) -> String {
    id.to_string()
}

const ROUNDS: u32 = 200_000;

fn main() {
    for text in ["/add 2 40", "hello there"] {
        for count in [10, 100, 1_000, 10_000] {
            show(
                text,
                count,
                "commands",
                &table(count),
                &message(text),
                ROUNDS,
            );
        }
    }
    for count in [10, 1_000, 10_000] {
        let data = Press::Add { n: 7 }.pack();
        show(
            "a press",
            count,
            "buttons",
            &buttons(count),
            &query(&data),
            ROUNDS,
        );
    }
    // Each of them comes before the last one, which fits.
    for count in [10, 1_000, 10_000] {
        let table = patterns(count);
        let rounds = ROUNDS / 10;
        show(
            "order 7",
            count,
            "patterns",
            &table,
            &message("order 7"),
            rounds,
        );
    }
}

/// The best of five rounds.
fn show(what: &str, count: usize, of: &str, table: &Table, update: &str, rounds: u32) {
    let round = |_| round(table, update, rounds);
    let best = (0..5).map(round).fold(f64::MAX, f64::min);
    println!("{what:12} {count:6} {of:8} {best:8.0} ns");
}

fn message(text: &str) -> String {
    format!(
        r#"{{"update_id":1,"message":{{"message_id":5,"date":1,"chat":{{"id":7,"type":"private"}},
        "from":{{"id":3,"is_bot":false,"first_name":"Ann"}},"text":"{text}"}}}}"#
    )
}

fn query(data: &str) -> String {
    format!(
        r#"{{"update_id":1,"callback_query":{{"id":"9","chat_instance":"c","data":"{data}",
        "from":{{"id":3,"is_bot":false,"first_name":"Ann"}},
        "message":{{"message_id":5,"date":1,"chat":{{"id":7,"type":"private"}}}}}}}}"#
    )
}

/// The handler of the button above, and others up to `count`: of hundred variants for each enum.
fn buttons(count: usize) -> Table {
    let [press] = bot::routes![press] else {
        return Table::default();
    };
    let others = (1..count).map(|index| -> &'static Route {
        let mut route = **press;
        if let Match::Callback(button) = &mut route.matches {
            button.name = format!("Enum{}", index / 100).leak();
            button.variant = format!("Variant{index}").leak();
            button.prefix = format!("{:03}{:04}", index / 100, index).leak();
        }
        Box::leak(Box::new(route))
    });
    let routes: Vec<_> = others.chain([*press]).collect();
    Table::build(routes, &StateMap::new()).expect("no mistakes")
}

/// The handler of the pattern above, and others before it up to `count`.
fn patterns(count: usize) -> Table {
    let [order] = bot::routes![order] else {
        return Table::default();
    };
    let others = (1..count).map(|index| -> &'static Route {
        Box::leak(Box::new(Route {
            matches: Match::Pattern(format!("^order_{index} (?<id>[0-9]+)$").leak()),
            priority: 1,
            ..**order
        }))
    });
    let routes: Vec<_> = others.chain([*order]).collect();
    Table::build(routes, &StateMap::new()).expect("no mistakes")
}

/// The two handlers above, and other commands up to `count`.
fn table(count: usize) -> Table {
    let [add, echo] = bot::routes![add, echo] else {
        return Table::default();
    };
    let others = (2..count).map(|index| -> &'static Route {
        let name: &'static str = format!("command_{index}").leak();
        Box::leak(Box::new(Route {
            name,
            matches: Match::Command { name, aliases: &[] },
            ..**add
        }))
    });
    let routes: Vec<_> = others.chain([*add, *echo]).collect();
    Table::build(routes, &StateMap::new()).expect("no mistakes")
}

/// Nanoseconds per update.
fn round(table: &Table, update: &str, rounds: u32) -> f64 {
    let api = Api::builder("42:TEST").build().expect("a client");
    let mut me = User::new(42, true, "Bot");
    me.username = Some("this_bot".to_owned());
    let app = Arc::new(App::new(api, me, StateMap::new()));
    let cx = Cx::new(parse_update(update).expect("an update"), app);
    let start = Instant::now();
    for _ in 0..rounds {
        let mut dispatch = pin!(table.dispatch(black_box(&cx)));
        let mut context = Context::from_waker(Waker::noop());
        match dispatch.as_mut().poll(&mut context) {
            Poll::Ready(outcome) => assert_eq!(outcome.calls.len(), 1),
            Poll::Pending => panic!("nothing to wait for"),
        }
    }
    start.elapsed().as_secs_f64() * 1e9 / f64::from(rounds)
}
