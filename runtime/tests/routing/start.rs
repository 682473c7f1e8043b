//! What keeps a bot from starting.

use botwright::StateMap;
use botwright::route::{Table, linked};

mod duplicates {
    use botwright::prelude::*;

    /// One.
    #[command(alias = "uno")]
    async fn one() {}

    /// Two.
    #[command(aliases = ["uno", "dos"])]
    async fn two() {}

    /// In groups only.
    #[command(name = "dos", chat = channel)]
    async fn dos_channel() {}
}

mod allowed {
    use botwright::prelude::*;

    fn sometimes(_: &Message) -> bool {
        true
    }

    /// Sometimes.
    #[command(name = "one", if = sometimes)]
    async fn one_sometimes() {}

    /// Else.
    #[command]
    async fn one() {}

    /// Private.
    #[command(name = "two", chat = private)]
    async fn two_private() {}

    /// Group.
    #[command(name = "two", chat = group)]
    async fn two_group() {}

    #[on_message(text)]
    async fn text(_text: &str) {}

    #[on_message]
    async fn all() {}
}

mod unmanaged {
    use botwright::prelude::*;

    pub(super) struct Db;

    /// Needs it.
    #[command]
    async fn needs(db: State<Db>, again: Option<State<Db>>) {
        let _ = (db, again);
    }
}

mod shadowed {
    use botwright::prelude::*;

    #[on_message(priority = 5)]
    async fn all() {}

    /// Never.
    #[command]
    async fn never() {}

    #[on_message(observe)]
    async fn observed() {}

    #[on_message(text = "x", priority = 6)]
    async fn first() {}
}

fn mistakes(module: &str) -> Vec<String> {
    let module = format!("routing::start::{module}");
    match Table::build(linked(&[&module]), &StateMap::new()) {
        Ok(_) => Vec::new(),
        Err(errors) => errors.to_string().lines().map(str::to_owned).collect(),
    }
}

fn matches(line: &str, pattern: &str) -> bool {
    regex::Regex::new(&format!("^{pattern}$"))
        .unwrap()
        .is_match(line)
}

#[test]
fn duplicates_are_named_with_both_places() {
    let found = mistakes("duplicates");
    assert_eq!(found.len(), 2, "{found:#?}");
    let at = r"\(runtime/tests/routing/start\.rs:\d+\)";
    assert!(
        matches(
            &found[0],
            &format!("/dos is handled twice: by `two` {at} and by `dos_channel` {at}")
        ),
        "{found:#?}"
    );
    assert!(
        matches(
            &found[1],
            &format!("/uno is handled twice: by `one` {at} and by `two` {at}")
        ),
        "{found:#?}"
    );
}

#[test]
fn handlers_that_share_a_command_in_turn_are_fine() {
    assert_eq!(mistakes("allowed"), [""; 0]);
}

#[test]
fn unmanaged_state_is_named_once() {
    let found = mistakes("unmanaged");
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(
        matches(
            &found[0],
            r"`needs` \(runtime/tests/routing/start\.rs:\d+\) needs `State<routing::start::unmanaged::Db>`, but no value of that type is managed: add `\.manage\(value\)` to the builder"
        ),
        "{found:#?}"
    );
}

#[test]
fn handlers_that_can_never_run_are_named() {
    let found = mistakes("shadowed");
    // The built-in help is out of reach as well.
    assert!(
        found.iter().any(|line| matches(
            line,
            r"`never` \(.*:\d+\) can never run: `all` \(.*:\d+\) takes every update before it"
        )),
        "{found:#?}"
    );
    assert!(
        !found
            .iter()
            .any(|line| line.contains("observed") || line.contains("`first`"))
    );
}

#[test]
fn a_program_without_handlers_says_why() {
    let table = Table::build(linked(&["routing::start::nowhere"]), &StateMap::new()).unwrap();
    let error = table.require_routes().unwrap_err().to_string();
    assert!(
        error.contains("`use my_bot as _;`") && error.contains("bot::module!()"),
        "{error}"
    );
}
