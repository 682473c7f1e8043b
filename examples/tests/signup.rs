//! Tests of a bot: people, a group, buttons, and a time that the test moves.

use botwright::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Dialogue, Serialize, Deserialize)]
#[dialogue(ttl = "2 days")]
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
    let name = text.to_owned();
    ("How old are you?", Goto(Signup::AskAge { name }))
}

#[on_state(Signup::AskAge { name })]
async fn age(
    name: String,
    #[reask("A number, please")] age: Parsed<u8>,
    mut members: Session<Member>,
) -> (String, InlineKeyboard, Done<Signup>) {
    *members = Member { age: *age };
    let keyboard = keyboard![["Forget me" => Choice::Forget]];
    (format!("Hi {name}, {age}"), keyboard, Done::new())
}

#[derive(Session, Default, Serialize, Deserialize)]
struct Member {
    age: u8,
}

#[derive(Callback)]
enum Choice {
    Forget,
}

#[on_callback(Choice::Forget)]
async fn forget(mut members: Session<Member>) -> (Edit, Toast) {
    *members = Member::default();
    (Edit::text("Who are you?"), Toast::new("Forgotten"))
}

#[on_message(text = "who am I?", chat = group)]
async fn who(user: &User, member: Session<Member>) -> String {
    match member.age {
        0 => format!("I do not know {}", user.first_name),
        age => format!("{} is {age}", user.first_name),
    }
}

#[bot::test]
async fn signup_flow(user: TestUser) {
    user.send("/signup").await.expect("Your name?");
    user.send("Ann").await.expect("How old are you?");
    user.send("x").await.expect("A number, please");
    user.send("30").await.expect("Hi Ann, 30");
}

#[bot::test]
async fn nobody_answers_for_somebody_else(
    ann: TestUser,
    #[user(name = "Eve", language = "de")] eve: TestUser,
    group: TestGroup,
) {
    ann.send("/signup").await;
    ann.send("Ann").await;
    ann.send("30").await.expect("Hi Ann, 30");
    let question = "who am I?";
    ann.in_group(&group)
        .send(question)
        .await
        .expect("Ann is 30");
    eve.in_group(&group)
        .send(question)
        .await
        .expect("I do not know Eve");
    let forgotten = ann.tap("Forget me").await;
    forgotten
        .expect_edit("Who are you?")
        .expect_toast("Forgotten");
    ann.in_group(&group)
        .send(question)
        .await
        .expect("I do not know Ann");
}

#[bot::test]
async fn an_old_question_is_forgotten(user: TestUser, world: TestWorld) {
    user.send("/signup").await.expect("Your name?");
    world.advance("3 days").await;
    user.send("Ann").await.expect_nothing();
}

bot::check!();
