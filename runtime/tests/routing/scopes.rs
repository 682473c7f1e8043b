//! Guards, scopes and what runs around handlers.

use botwright::StateMap;
use botwright::route::{Table, linked};

use super::support::{TestBot, calls, failure, is_skip, texts};

mod guarded {
    use botwright::prelude::*;

    pub(super) struct Admins(pub(super) Vec<i64>);

    #[guard(otherwise = "Admins only")]
    pub(super) async fn is_admin(user: &User, admins: State<Admins>) -> bool {
        admins.0.iter().any(|id| user.id == (*id).into())
    }

    #[guard]
    async fn has_file(_file: Media<'_>) -> bool {
        true
    }

    #[guard]
    async fn fails() -> bot::Result<bool> {
        Err(bot::Error::msg("cannot find out"))
    }

    #[guard]
    async fn panics() -> bool {
        panic!("a guard")
    }

    /// Restarts.
    #[command(guard = is_admin)]
    async fn restart(_times: u8) -> &'static str {
        "bye"
    }

    /// Never there.
    #[command(guard = has_file & is_admin)]
    async fn pressed() -> &'static str {
        "pressed"
    }

    /// Fails.
    #[command(guard = fails)]
    async fn failing() {}

    /// Panics.
    #[command(guard = panics)]
    async fn panicking() {}

    #[on_update(callback_query, guard = is_admin)]
    async fn button() -> Toast {
        Toast::new("pressed")
    }

    #[on_message(guard = is_admin, observe)]
    async fn watch(text: &str) -> String {
        format!("seen {text}")
    }

    #[fallback]
    async fn others() -> &'static str {
        "others"
    }
}

fn guarded(admins: &[i64]) -> TestBot {
    let mut state = StateMap::new();
    state.insert(guarded::Admins(admins.to_vec()));
    TestBot::with("routing::scopes::guarded", state)
}

#[tokio::test]
async fn a_guard_lets_pass_or_says_what_it_was_told_to_say() {
    let bot = guarded(&[3]);
    assert_eq!(bot.answer("/restart 1").await, "bye|seen /restart 1");
    // Refused before its words are looked at, and nobody else is tried.
    assert_eq!(guarded(&[]).answer("/restart x").await, "Admins only");
}

#[tokio::test]
async fn a_guard_without_words_leaves_the_update_to_the_next_handler() {
    assert_eq!(guarded(&[]).answer("/pressed").await, "others");
}

#[tokio::test]
async fn a_refused_press_is_answered_by_an_alert() {
    let query = r#""callback_query":{"id":"q","from":{"id":3,"is_bot":false,"first_name":"Ann"},
        "chat_instance":"1","data":"x"}"#;
    let refused = calls(&guarded(&[]).update(query).await);
    assert_eq!(
        refused,
        [r#"answerCallbackQuery {"callback_query_id":"q","text":"Admins only","show_alert":true}"#]
    );
}

#[tokio::test]
async fn errors_and_panics_of_guards_are_errors_of_the_handler() {
    let bot = guarded(&[]);
    let failed = failure(&bot.text("/failing").await);
    assert!(
        failed.starts_with("`failing` (") && failed.ends_with(": cannot find out"),
        "{failed}"
    );
    let panicked = failure(&bot.text("/panicking").await);
    assert!(panicked.ends_with("panicked: a guard"), "{panicked}");
}

#[test]
fn state_that_a_guard_needs_has_to_be_managed() {
    let routes = linked(&["routing::scopes::guarded"]);
    let errors = Table::build(routes, &StateMap::new())
        .unwrap_err()
        .to_string();
    assert!(
        errors.contains("`is_admin` (")
            && errors.contains("State<routing::scopes::guarded::Admins>"),
        "{errors}"
    );
}

mod nested {
    use botwright::prelude::*;

    bot::scope! { guard = outer, chat = private | group, around = first & second }

    #[guard(otherwise = "outer")]
    async fn outer(text: &str) -> bool {
        !text.ends_with('1')
    }

    #[guard(otherwise = "inner")]
    async fn inner(text: &str) -> bool {
        !text.ends_with(['1', '2'])
    }

    #[guard(otherwise = "own")]
    async fn own(text: &str) -> bool {
        !text.ends_with(['1', '2', '3'])
    }

    macro_rules! arounds {
        ($($name:ident)*) => {$(
            #[around]
            async fn $name(cx: Cx, next: Next) -> (Outcome, String) {
                let outcome = next.run(cx).await;
                (outcome, stringify!($name).to_owned())
            }
        )*};
    }

    arounds!(first second third fourth);

    /// Outside of the inner scope.
    #[command]
    pub(super) async fn plain() -> &'static str {
        "plain"
    }

    mod inside {
        use super::*;

        bot::scope! { guard = inner, around = super::third, chat = private | channel }

        /// Inside of both.
        #[command(guard = own, around = fourth, chat = private)]
        async fn deep(_n: u8) -> &'static str {
            "deep"
        }

        /// Inside, without more.
        #[command]
        async fn less() -> &'static str {
            "less"
        }
    }
}

#[tokio::test]
async fn scopes_hold_from_the_outermost_to_the_handler() {
    let bot = TestBot::new("routing::scopes::nested");
    assert_eq!(bot.answer("/plain").await, "plain|second|first");
    assert_eq!(
        bot.answer("/deep 4").await,
        "deep|fourth|third|second|first"
    );
    assert_eq!(bot.answer("/deep 3").await, "own");
    assert_eq!(bot.answer("/deep 2").await, "inner");
    assert_eq!(bot.answer("/deep 1").await, "outer");
}

#[tokio::test]
async fn chats_of_nested_scopes_must_agree() {
    let bot = TestBot::new("routing::scopes::nested");
    let less = async |chat| texts(&bot.message(chat, r#""text":"/less""#).await).join("|");
    assert_eq!(less("private").await, "less|third|second|first");
    assert_eq!(less("group").await, "");
    assert_eq!(less("channel").await, "");
    let plain = texts(&bot.message("group", r#""text":"/plain""#).await);
    assert_eq!(plain.join("|"), "plain|second|first");
}

#[test]
fn the_menu_knows_the_chats_of_scopes() {
    let bot = TestBot::new("routing::scopes::nested");
    let menu = bot.table().commands();
    let less = menu.iter().find(|command| command.name == "less").unwrap();
    assert_eq!(less.chats, botwright::route::Chats::PRIVATE);
}

mod around {
    use botwright::prelude::*;

    #[around]
    async fn instead(_next: Next, cx: &Cx) -> Outcome {
        Outcome::reply(cx, "instead")
    }

    #[around]
    async fn mended(next: Next, cx: &Cx) -> Outcome {
        let outcome = next.run(cx).await;
        let Some(error) = outcome.error() else {
            return outcome;
        };
        assert!(!outcome.is_handled());
        Outcome::reply(cx, format!("{}: {}", error.handler(), error.error()))
    }

    #[around]
    async fn broken(next: Next, cx: &Cx) -> Outcome {
        drop(next.run(cx).await);
        panic!("around")
    }

    #[around]
    async fn elsewhere(next: Next, _file: Media<'_>, cx: Cx) -> Outcome {
        next.run(cx).await
    }

    /// Replaced.
    #[command(around = instead)]
    async fn replaced() -> &'static str {
        panic!("it does not run")
    }

    /// Fails.
    #[command(around = mended)]
    async fn failing() {
        panic!("sorry")
    }

    /// Works, inside of something that does not.
    #[command(around = broken)]
    async fn working() -> &'static str {
        "not sent"
    }

    /// Left out, since what runs around it cannot.
    #[command(around = elsewhere)]
    async fn nowhere() -> &'static str {
        "nowhere"
    }
}

#[tokio::test]
async fn what_runs_around_decides_the_outcome() {
    let bot = TestBot::new("routing::scopes::around");
    assert_eq!(bot.answer("/replaced").await, "instead");
    assert_eq!(
        bot.answer("/failing").await,
        "failing: the handler panicked: sorry"
    );
    let broken = failure(&bot.text("/working").await);
    assert!(
        broken.contains("`working`") && broken.ends_with("panicked: around"),
        "{broken}"
    );
    assert!(is_skip(&bot.text("/nowhere").await));
}

#[tokio::test]
async fn an_outcome_shows_no_texts() {
    let bot = TestBot::new("routing::scopes::around");
    let shown = format!("{:?}", bot.text("/replaced").await);
    assert_eq!(
        shown,
        r#"Outcome { end: Done, calls: ["sendMessage"], .. }"#
    );
}

mod mistakes {
    mod empty {
        use botwright::prelude::*;

        /// Not in the scope.
        #[command]
        async fn outside() {}

        mod below {
            use botwright::prelude::*;

            bot::scope! { chat = private }
        }
    }

    mod apart {
        use botwright::prelude::*;

        bot::scope! { chat = private }

        /// Nowhere.
        #[command(chat = group)]
        async fn nowhere() {}
    }
}

fn mistakes(module: &str) -> String {
    let module = format!("routing::scopes::mistakes::{module}");
    let errors = Table::build(linked(&[&module]), &StateMap::new()).unwrap_err();
    errors.to_string()
}

#[test]
fn a_scope_around_nothing_is_a_mistake() {
    let found = mistakes("empty");
    assert!(
        found.starts_with("the scope of `routing::scopes::mistakes::empty::below` (runtime/tests/routing/scopes.rs:")
            && found.ends_with("module and of those below it"),
        "{found}"
    );
}

#[test]
fn chats_without_anything_in_common_are_a_mistake() {
    let found = mistakes("apart");
    assert!(
        found.starts_with("`nowhere` (") && found.contains("in common"),
        "{found}"
    );
}

#[tokio::test]
async fn scopes_hold_for_routes_named_by_their_paths() {
    let routes = botwright::bot::routes![nested::plain];
    let table = Table::build(routes.iter().copied(), &StateMap::new()).unwrap();
    assert_eq!(
        table.routes().filter(|route| route.name == "plain").count(),
        1
    );
    let bot = TestBot::of(table);
    assert_eq!(bot.answer("/plain").await, "plain|second|first");
}

mod misfit {
    use botwright::prelude::*;

    bot::scope! { guard = is_pressed, around = watch }

    #[guard]
    async fn is_pressed(_query: &CallbackQuery) -> bool {
        true
    }

    #[around]
    async fn watch(cx: Cx, _query: &InlineQuery, next: Next) -> Outcome {
        next.run(cx).await
    }

    /// Is never pressed.
    #[command]
    async fn one() {}

    // At least one of its kinds has what the guard takes.
    #[on_update(callback_query, inline_query)]
    async fn two() {}

    #[every("1 h")]
    async fn three() {}
}

#[test]
fn a_handler_that_its_guards_never_let_run_keeps_the_bot_from_starting() {
    let errors = Table::build(linked(&["routing::scopes::misfit"]), &StateMap::new())
        .unwrap_err()
        .to_string();
    let lines: Vec<_> = errors.lines().collect();
    assert_eq!(lines.len(), 2, "{errors}");
    assert!(
        lines[0].starts_with("`one` (")
            && lines[0].contains("scopes.rs:")
            && lines[0].contains("`is_pressed` (")
            && lines[0].contains("takes `&CallbackQuery`"),
        "{errors}"
    );
    assert!(
        lines[1].contains("`watch` (") && lines[1].contains("`&InlineQuery`"),
        "{errors}"
    );
}

mod states {
    use botwright::prelude::*;

    #[derive(Dialogue, serde::Serialize, serde::Deserialize)]
    enum Order {
        Size,
        Sure { size: String },
    }

    #[derive(Callback)]
    enum Sure {
        Yes,
    }

    #[guard(otherwise = "not you")]
    async fn is_ann(user: &User) -> bool {
        user.first_name == "Ann"
    }

    #[guard]
    async fn is_short(text: &str) -> bool {
        text.len() < 5
    }

    #[around]
    async fn noted(cx: Cx, next: Next) -> (Outcome, &'static str) {
        (next.run(cx).await, "noted")
    }

    /// Orders.
    #[command]
    async fn order() -> (&'static str, Goto<Order>) {
        ("Size?", Goto(Order::Size))
    }

    #[on_state(Order::Size, guard = is_ann & is_short, around = noted)]
    async fn size(text: &str) -> (String, InlineKeyboard, Goto<Order>) {
        let keyboard = keyboard![["Yes" => Sure::Yes]];
        let size = text.to_owned();
        (format!("{size}?"), keyboard, Goto(Order::Sure { size }))
    }

    #[on_state(Order::Sure { size }, callback = Sure::Yes, guard = is_ann, around = noted)]
    async fn sure(size: String) -> (String, Done<Order>) {
        (format!("{size}!"), Done::new())
    }

    #[on_state(Order::Sure { .. })]
    async fn press() -> &'static str {
        "Press the button"
    }

    #[fallback]
    async fn others() -> &'static str {
        "others"
    }

    pub(super) fn yes() -> String {
        Sure::Yes.pack()
    }
}

#[tokio::test]
async fn guards_and_arounds_of_states_are_asked_in_their_states() {
    let bot = TestBot::new("routing::scopes::states");
    let says = async |text: &str| texts(&bot.kept(3, 7, text).await);
    assert_eq!(says("small").await, ["others"]);
    assert_eq!(says("/order").await, ["Size?"]);
    // The guard without words leaves it to others, and the state stays.
    assert_eq!(says("gigantic").await, ["others"]);
    assert_eq!(says("big").await, ["big?", "noted"]);
    let press = |name: &str| {
        format!(
            r#""callback_query":{{"id":"q","chat_instance":"1","data":"{}",
            "from":{{"id":3,"is_bot":false,"first_name":"{name}"}},
            "message":{{"message_id":5,"date":1,"chat":{{"id":7,"type":"private"}}}}}}"#,
            states::yes()
        )
    };
    let refused = bot.committed(&press("Bob")).await;
    assert!(calls(&refused)[0].contains("not you"), "{refused:?}");
    assert_eq!(says("yes").await, ["Press the button"]);
    assert_eq!(
        texts(&bot.committed(&press("Ann")).await),
        ["big!", "noted"]
    );
    assert_eq!(says("small").await, ["others"]);
}
