//! Where the errors of handlers go.

use botwright::StateMap;
use botwright::route::{Table, linked};

use super::support::{TestBot, failure, texts};

mod shop {
    use std::fmt;

    use botwright::prelude::*;

    macro_rules! errors {
        ($($name:ident)*) => {$(
            #[derive(Debug)]
            pub(super) struct $name;

            impl fmt::Display for $name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.write_str(stringify!($name))
                }
            }

            impl std::error::Error for $name {}
        )*};
    }

    errors!(Down Full Broken Worse);

    #[on_error(Down)]
    async fn down(user: &User, error: &Down) -> String {
        format!("{}: outer {error}", user.first_name)
    }

    #[on_error(Panic)]
    async fn panicked(error: &Panic) -> String {
        format!("panic: {}", error.message())
    }

    #[on_error]
    async fn any(error: &HandlerError) -> String {
        format!("any: {} in {}", error.error(), error.handler())
    }

    #[on_error(Broken)]
    async fn broken(error: &Broken) -> bot::Result {
        let _ = error;
        Err(Worse.into())
    }

    /// Fails.
    #[command]
    async fn plain(what: String) -> bot::Result {
        match what.as_str() {
            "down" => Err(Down.into()),
            "full" => Err(Full.into()),
            "broken" => Err(Broken.into()),
            _ => panic!("{what}"),
        }
    }

    #[guard]
    async fn cannot_say() -> Result<bool, Down> {
        Err(Down)
    }

    /// Its guard fails.
    #[command(guard = cannot_say)]
    async fn guarded() {}

    mod inside {
        use super::*;

        #[on_error(Full)]
        async fn full() -> &'static str {
            "inner full"
        }

        #[on_error(Down)]
        async fn elsewhere(_query: &CallbackQuery) -> &'static str {
            "not for messages"
        }

        /// Fails inside.
        #[command]
        async fn inner(what: String) -> bot::Result {
            plain(what).await
        }

        #[on_message(text = "seen", observe)]
        async fn watch() -> bot::Result {
            Err(Full.into())
        }

        #[on_message(text = "seen")]
        async fn seen() -> &'static str {
            "seen"
        }
    }
}

#[tokio::test]
async fn an_error_goes_to_the_nearest_function_of_its_type() {
    let bot = TestBot::new("routing::errors::shop");
    assert_eq!(bot.answer("/plain down").await, "Ann: outer Down");
    assert_eq!(bot.answer("/plain full").await, "any: Full in plain");
    assert_eq!(bot.answer("/plain oops").await, "panic: oops");
    assert_eq!(bot.answer("/inner full").await, "inner full");
    // What the update does not have makes a function stand aside.
    assert_eq!(bot.answer("/inner down").await, "Ann: outer Down");
    assert_eq!(bot.answer("/guarded").await, "Ann: outer Down");
}

#[tokio::test]
async fn handled_errors_are_kept_for_the_log() {
    let bot = TestBot::new("routing::errors::shop");
    let outcome = bot.text("/plain down").await;
    assert!(outcome.is_handled());
    assert_eq!(outcome.handled.len(), 1);
    assert_eq!(outcome.handled[0].handler(), "plain");
    let seen = bot.text("seen").await;
    assert_eq!(texts(&seen), ["seen", "inner full"]);
    assert_eq!(seen.handled.len(), 1);
}

#[tokio::test]
async fn an_error_of_the_function_leaves_the_first_one_and_makes_no_loop() {
    let bot = TestBot::new("routing::errors::shop");
    let failed = failure(&bot.text("/plain broken").await);
    assert!(
        failed.contains("`plain`") && failed.ends_with(": Broken"),
        "{failed}"
    );
}

mod twice {
    use botwright::prelude::*;

    /// Here.
    #[command]
    async fn here() {}

    #[on_error(Panic)]
    async fn one() {}

    #[on_error(Panic)]
    async fn two(_state: State<u8>) {}
}

#[test]
fn two_functions_for_one_type_are_a_mistake() {
    let routes = linked(&["routing::errors::twice"]);
    let errors = Table::build(routes, &StateMap::new())
        .unwrap_err()
        .to_string();
    let lines: Vec<_> = errors.lines().collect();
    assert!(
        lines[0].starts_with("Panic in `routing::errors::twice` goes to two functions: to `one` (")
            && lines[0].contains("and to `two` ("),
        "{errors}"
    );
    assert!(
        lines[1].starts_with("`two` (") && lines[1].contains("State<u8>"),
        "{errors}"
    );
}
