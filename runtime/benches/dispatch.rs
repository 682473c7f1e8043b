//! What one update costs from the table to the reply's value, by the number of commands.
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

const ROUNDS: u32 = 200_000;

fn main() {
    for text in ["/add 2 40", "hello there"] {
        for count in [10, 100, 1_000, 10_000] {
            let table = table(count);
            let best = (0..5).map(|_| round(&table, text)).fold(f64::MAX, f64::min);
            println!("{text:12} {count:6} commands {best:8.0} ns");
        }
    }
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
fn round(table: &Table, text: &str) -> f64 {
    let api = Api::builder("42:TEST").build().expect("a client");
    let mut me = User::new(42, true, "Bot");
    me.username = Some("this_bot".to_owned());
    let app = Arc::new(App::new(api, me, StateMap::new()));
    let json = format!(
        r#"{{"update_id":1,"message":{{"message_id":5,"date":1,"chat":{{"id":7,"type":"private"}},
        "from":{{"id":3,"is_bot":false,"first_name":"Ann"}},"text":"{text}"}}}}"#
    );
    let cx = Cx::new(parse_update(&json).expect("an update"), app);
    let start = Instant::now();
    for _ in 0..ROUNDS {
        let mut dispatch = pin!(table.dispatch(black_box(&cx)));
        let mut context = Context::from_waker(Waker::noop());
        match dispatch.as_mut().poll(&mut context) {
            Poll::Ready(outcome) => assert_eq!(outcome.calls.len(), 1),
            Poll::Pending => panic!("nothing to wait for"),
        }
    }
    start.elapsed().as_secs_f64() * 1e9 / f64::from(ROUNDS)
}
