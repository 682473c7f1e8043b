//! The table for people.

use super::support::TestBot;

mod shop {
    use botwright::prelude::*;

    #[derive(Callback)]
    enum Cart {
        Clear,
    }

    #[guard(otherwise = "Admins only")]
    async fn is_admin(user: &User) -> bool {
        user.id == 1.into()
    }

    #[around]
    async fn audit(next: Next, cx: Cx) -> Outcome {
        next.run(cx).await
    }

    fn is_spam(m: &Message) -> bool {
        m.date == 0
    }

    /// Adds.
    #[command(alias = "plus")]
    async fn add(_a: i64, _b: Option<i64>) {}

    #[on_callback(Cart::Clear)]
    async fn clear() {}

    #[on_message(regex = r"^(?<city>[a-z]+) (?<country>[a-z]+) in the (?<season>winter|summer)$")]
    async fn weather(city: String, country: String, season: String) {
        drop((city, country, season));
    }

    #[on_message((photo | document) & !edited_message, if = is_spam, priority = 7)]
    async fn spam() {}

    #[on_update(any, observe)]
    async fn watch() {}

    #[fallback]
    async fn others() {}

    #[every("15 min")]
    async fn tick() {}

    #[on_error(Panic)]
    async fn panicked() {}

    mod admin {
        use super::*;

        bot::scope! { guard = is_admin, chat = private, around = audit }

        /// Restarts.
        #[command(hidden)]
        async fn restart() {}

        #[on_error]
        async fn any() {}
    }
}

mod dialogue {
    use botwright::prelude::*;
    use serde::{Deserialize, Serialize};

    #[derive(Dialogue, Serialize, Deserialize)]
    enum Signup {
        AskName,
        AskAge { name: String },
    }

    /// Registers you.
    #[command]
    async fn signup() -> (&'static str, Goto<Signup>) {
        ("Your name?", Goto(Signup::AskName))
    }

    #[on_state(Signup::AskName)]
    async fn name(text: &str) -> (&'static str, Goto<Signup>) {
        (
            "How old are you?",
            Goto(Signup::AskAge { name: text.into() }),
        )
    }

    #[on_state(Signup::AskAge { name })]
    async fn age(name: String) -> (String, Done<Signup>) {
        (name, Done::new())
    }

    #[on_state(Signup::_, command = "cancel")]
    async fn cancel() -> (&'static str, Done<Signup>) {
        ("Cancelled", Done::new())
    }
}

/// The numbers of lines are not what this is about.
fn without_lines(text: &str) -> String {
    let mut parts = text.split(".rs:");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str(".rs:");
        let rest = part.trim_start_matches(|it: char| it.is_ascii_digit());
        out.push_str(&"0".repeat(part.len() - rest.len()));
        out.push_str(rest);
    }
    out
}

#[test]
fn the_listing_fits_into_100_columns() {
    let bot = TestBot::new("routing::listing::shop");
    let listing = bot.table().listing();
    assert!(
        listing.lines().all(|line| line.chars().count() <= 100),
        "{listing}"
    );
    assert_eq!(
        without_lines(&listing),
        include_str!("listing.txt"),
        "{listing}"
    );
}

#[test]
fn the_diagram_has_every_handler() {
    let bot = TestBot::new("routing::listing::shop");
    let diagram = bot.table().mermaid();
    assert_eq!(
        without_lines(&diagram),
        include_str!("listing.mmd"),
        "{diagram}"
    );
}

#[test]
fn a_dialogue_is_drawn_as_far_as_its_handlers_name_states() {
    let bot = TestBot::new("routing::listing::dialogue");
    let charts = bot.table().state_charts();
    assert_eq!(charts.len(), 1);
    assert_eq!(charts[0].0, "Signup");
    assert_eq!(charts[0].1, include_str!("signup.mmd"), "{}", charts[0].1);
}
