//! What people do beside writing texts.

use botwright::extract::NewChatMembers;
use botwright::prelude::*;
use botwright::reply::{Poll, React};
use botwright::reply_keyboard;
use botwright::testing::UserMessage;
use botwright::types::{Contact, Location, PollAnswer};
use futures_util::FutureExt;

#[derive(Callback)]
enum Press {
    Secret,
}

#[on_message(location)]
async fn place(location: &Location) -> String {
    format!("{} {}", location.latitude, location.longitude)
}

#[on_message(contact)]
async fn contact(contact: &Contact) -> String {
    format!("{} {}", contact.first_name, contact.phone_number)
}

#[on_message(voice | video | video_note | audio | sticker | document | dice)]
async fn file(m: &Message) -> String {
    m.content()
        .map_or_else(String::new, |content| content.to_string())
}

#[on_album]
async fn album(items: Album) -> String {
    format!(
        "{} items: {}",
        items.len(),
        items.caption().unwrap_or_default()
    )
}

#[on_member(joined)]
async fn welcome(change: MemberChange<'_>) -> String {
    format!("Welcome, {}", change.user().first_name)
}

#[on_member(left)]
async fn goodbye(change: MemberChange<'_>) -> String {
    let verb = if change.is_own() {
        "left"
    } else {
        "was removed"
    };
    format!("{} {verb}", change.user().first_name)
}

#[on_member(promoted)]
async fn promoted(change: MemberChange<'_>) -> String {
    format!("{} leads now", change.user().first_name)
}

#[on_message(new_chat_members)]
async fn came(members: NewChatMembers<'_>) -> String {
    format!("{} came", members.len())
}

#[on_join_request]
async fn door(user: &User) -> (String, Admission) {
    (format!("Come in, {}", user.first_name), Approve)
}

#[on_reaction("👍")]
async fn liked() -> React {
    React::emoji("🔥")
}

#[on_reaction]
async fn reacted(reactions: Reactions<'_>) -> String {
    format!(
        "{} more, {} less",
        reactions.added().count(),
        reactions.removed().count()
    )
}

/// Asks.
#[command]
async fn lunch() -> Poll {
    Poll::new("Lunch?", ["Pizza", "Salad"]).public()
}

#[on_update(poll_answer)]
async fn voted(answer: &PollAnswer, user: &User, api: Api) -> bot::Result {
    let text = format!("You chose {:?}", answer.option_ids);
    api.send_message(user.id, text).await?;
    Ok(())
}

#[on_message(edited_message)]
async fn edited(text: &str) -> String {
    format!("Now {text}")
}

#[on_message(text = "psst")]
async fn psst() -> (&'static str, InlineKeyboard) {
    ("A secret?", keyboard![["Tell" => Press::Secret]])
}

#[on_callback(Press::Secret)]
async fn tell() -> Edit {
    Edit::text("The secret")
}

#[on_message(guest_message)]
async fn guest(user: &User) -> String {
    format!("I am only a guest, {}", user.first_name)
}

/// Asks where you are.
#[command]
async fn locate() -> (&'static str, ReplyKeyboard) {
    ("Where?", reply_keyboard![[location("Here"), contact("Me")]])
}

#[bot::test]
async fn everything_that_people_send(user: TestUser) {
    user.location(52.5, 13.25).await.expect("52.5 13.25");
    user.contact("+49123", "Eve").await.expect("Eve +49123");
    user.voice(3).await.expect("voice");
    user.video("Look").await.expect("video");
    user.video_note().await.expect("video_note");
    user.audio("Band", "Song").await.expect("audio");
    user.sticker("😀").await.expect("sticker");
    user.document("a.txt", "text").await.expect("document");
    user.dice("🎲").await.expect("dice");
    user.album(3, "Trip").await.expect("3 items: Trip");
    let sent = user.post(UserMessage::dice("🎯").reply_to(1)).await;
    sent.expect("dice");
    let sent = user.send("hello").await;
    let id = sent.message_id().expect("a message");
    user.edit(id, "goodbye").await.expect("Now goodbye");
}

#[bot::test]
async fn buttons_that_ask_for_more(user: TestUser) {
    user.send("/locate").await.expect("Where?");
    user.share_location(1.0, 2.0).await.expect("1 2");
    user.send("/locate").await.expect("Where?");
    user.tap("Me").await.expect_contains("Ann ");
    let tapped = std::panic::AssertUnwindSafe(user.tap("Here")).catch_unwind();
    assert!(tapped.await.is_err(), "a location has to be given");
}

#[bot::test]
async fn members_come_and_go(
    #[user(admin)] ann: TestUser,
    #[user(outside)] bob: TestUser,
    #[group(admin)] group: TestGroup,
) {
    let bob_alone = bob;
    let bob = bob_alone.in_group(&group);
    let ann_there = ann.in_group(&group);
    bob.join().await.expect_all(["Welcome, Bob", "1 came"]);
    ann_there
        .promote(bob.user_id(), &["can_pin_messages"])
        .await
        .expect("Bob leads now");
    bob.leave().await.expect("Bob left");
    bob.ask_to_join().await.expect("Welcome, Bob");
    bob_alone.expect("Come in, Bob");
    ann_there
        .kick(bob.user_id())
        .await
        .expect("Bob was removed");
}

#[bot::test]
async fn reactions_and_votes(ann: TestUser, bob: TestUser) {
    ann.location(1.0, 2.0)
        .await
        .react("👍")
        .await
        .expect_reaction("🔥");
    ann.react("👎").await.expect("1 more, 1 less");
    let sent = bob.send("/lunch").await;
    let id = sent.message_id().expect("a message");
    bob.vote(&["Salad"]).await.expect("You chose [1]");
    bob.vote(&[]).await.expect("You chose []");
    bob.react_to(id, &["🎉"]).await.expect("1 more, 0 less");
    let vote = std::panic::AssertUnwindSafe(bob.vote(&["Soup"])).catch_unwind();
    assert!(vote.await.is_err(), "there is no soup");
}

#[bot::test]
async fn whispers_are_seen_by_one(ann: TestUser, bob: TestUser, group: TestGroup) {
    let (ann, bob) = (ann.in_group(&group), bob.in_group(&group));
    ann.whisper("psst").await.expect("A secret?");
    bob.expect_nothing();
    ann.tap("Tell").await.expect_edit("The secret");
    assert_eq!(bob.last_text(), None);
}

#[bot::test]
async fn the_bot_is_called_where_it_is_not(user: TestUser, #[group(outside)] group: TestGroup) {
    let there = user.in_group(&group);
    there.send("anybody?").await.expect_nothing();
    there
        .call_bot("@test_bot hi")
        .await
        .expect("I am only a guest, Ann");
}
