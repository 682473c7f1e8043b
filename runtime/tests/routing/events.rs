//! Members, requests to join, reactions, polls and boosts.

use botwright::types::UpdateKind;

use crate::support::{TestBot, calls, failure, is_skip, texts};

mod bot {
    use botwright::extract::{NewChatMembers, NewChatTitle};
    use botwright::prelude::*;
    use botwright::reply::React;
    use botwright::types::{
        ChatBoostUpdated, ChatJoinRequest, ChatMemberUpdated, ChatShared, Poll, PollAnswer,
        UsersShared,
    };

    #[on_member(joined | (left & !banned))]
    async fn door(change: MemberChange<'_>) -> String {
        let what = if change.is(Change::Joined) {
            "in"
        } else {
            "out"
        };
        format!(
            "{} is {what}, by {}",
            change.user().first_name,
            change.by().first_name
        )
    }

    #[on_member(my_chat_member & promoted)]
    async fn promoted(change: &ChatMemberUpdated) -> String {
        format!("thanks, {}", change.from.first_name)
    }

    fn has_bio(request: &ChatJoinRequest) -> bool {
        request.bio.is_some()
    }

    #[on_join_request(if = has_bio)]
    async fn asks(user: &User) -> (String, Admission) {
        (format!("Hello, {}", user.first_name), Approve)
    }

    #[on_join_request(chat = channel)]
    async fn asks_a_channel(user: &User) -> Admission {
        (user.username.is_some()).into()
    }

    #[on_join_request(chat = group)]
    async fn asks_a_group() -> Admission {
        Admission::Queue
    }

    #[on_reaction("❤️" | "🔥")]
    async fn liked(user: Option<&User>) -> (React, String) {
        let name = user.map_or("somebody", |user| &user.first_name);
        (React::emoji("👌"), format!("{name} likes it"))
    }

    #[on_reaction]
    async fn reacted(reactions: Reactions<'_>) -> String {
        format!(
            "+{} -{}",
            reactions.added().count(),
            reactions.removed().count()
        )
    }

    #[on_update(poll_answer)]
    async fn voted(answer: &PollAnswer, chat: &Chat) -> String {
        format!("{:?} in {}", answer.option_ids, chat.id)
    }

    #[on_message(poll)]
    async fn sent_a_poll(poll: &Poll) -> String {
        poll.question.clone()
    }

    #[on_update(chat_boost)]
    async fn boosted(boost: &ChatBoostUpdated, user: &User) -> String {
        format!("{} of {}", boost.boost.boost_id, user.first_name)
    }

    #[on_message(chat_shared)]
    async fn shared(chat: &ChatShared) -> String {
        chat.chat_id.to_string()
    }

    #[on_message(users_shared)]
    async fn shared_users(users: &UsersShared) -> String {
        users.users.len().to_string()
    }

    #[on_message(new_chat_members)]
    async fn came(members: NewChatMembers<'_>) -> String {
        members
            .iter()
            .map(|user| &*user.first_name)
            .collect::<Vec<_>>()
            .join(" and ")
    }

    #[on_message(new_chat_title)]
    async fn titled(title: NewChatTitle<'_>) -> String {
        title.to_uppercase()
    }

    #[command(hidden)]
    async fn approve() -> Admission {
        Approve
    }
}

fn bot() -> TestBot {
    TestBot::new("routing::events::bot")
}

fn change(kind: &str, old: &str, new: &str) -> String {
    let member = |status: &str| {
        format!(r#"{{"status":"{status}","user":{{"id":5,"is_bot":false,"first_name":"Bob"}}}}"#)
    };
    format!(
        r#""{kind}":{{"chat":{{"id":-8,"type":"supergroup"}},"date":1,
        "from":{{"id":3,"is_bot":false,"first_name":"Ann"}},
        "old_chat_member":{},"new_chat_member":{}}}"#,
        member(old),
        member(new)
    )
}

#[tokio::test]
async fn changes_of_members_are_told_apart() {
    let joined = bot().update(&change("chat_member", "left", "member")).await;
    assert_eq!(texts(&joined), ["Bob is in, by Ann"]);
    let left = bot().update(&change("chat_member", "member", "left")).await;
    assert_eq!(texts(&left), ["Bob is out, by Ann"]);
    for (kind, old, new) in [
        ("chat_member", "member", "member"),
        ("my_chat_member", "left", "member"),
        ("chat_member", "a status of the future", "member"),
    ] {
        assert!(
            is_skip(&bot().update(&change(kind, old, new)).await),
            "{kind}: {old} to {new}"
        );
    }
}

#[tokio::test]
async fn what_is_listened_to_follows() {
    let wanted = bot().table().allowed_updates();
    for kind in [
        UpdateKind::ChatMember,
        UpdateKind::MyChatMember,
        UpdateKind::ChatJoinRequest,
        UpdateKind::MessageReaction,
    ] {
        assert!(wanted.contains(&kind), "{kind}");
    }
}

fn request(chat: &str, more: &str) -> String {
    format!(
        r#""chat_join_request":{{"chat":{{"id":-8,"type":"{chat}"}},"date":1,"user_chat_id":77,
        "from":{{"id":3,"is_bot":false,"first_name":"Ann"}}{more}}}"#
    )
}

#[tokio::test]
async fn requests_to_join_are_decided_and_texts_go_to_who_asks() {
    let outcome = bot()
        .update(&request("supergroup", r#","bio":"I paint""#))
        .await;
    assert_eq!(
        calls(&outcome),
        [
            r#"sendMessage {"chat_id":77,"text":"Hello, Ann"}"#,
            r#"approveChatJoinRequest {"chat_id":-8,"user_id":3}"#,
        ]
    );
    let outcome = bot().update(&request("channel", "")).await;
    assert_eq!(
        calls(&outcome),
        [r#"declineChatJoinRequest {"chat_id":-8,"user_id":3}"#]
    );
    let outcome = bot().update(&request("supergroup", "")).await;
    assert!(outcome.is_handled() && outcome.calls.is_empty());
}

#[tokio::test]
async fn the_guard_of_a_chat_answers_the_query() {
    let outcome = bot()
        .update(&request("channel", r#","query_id":"q1""#))
        .await;
    assert_eq!(
        calls(&outcome),
        [r#"answerChatJoinRequestQuery {"chat_join_request_query_id":"q1","result":"decline"}"#]
    );
    let outcome = bot()
        .update(&request("supergroup", r#","query_id":"q1""#))
        .await;
    assert_eq!(
        calls(&outcome),
        [r#"answerChatJoinRequestQuery {"chat_join_request_query_id":"q1","result":"queue"}"#]
    );
}

#[tokio::test]
async fn nobody_can_be_admitted_without_a_request() {
    let failure = failure(&bot().text("/approve").await);
    assert!(
        failure.contains("nobody wants to join: the update is a `message`"),
        "{failure}"
    );
}

fn reaction(old: &str, new: &str) -> String {
    format!(
        r#""message_reaction":{{"chat":{{"id":-8,"type":"supergroup"}},"message_id":9,"date":1,
        "user":{{"id":3,"is_bot":false,"first_name":"Ann"}},
        "old_reaction":[{old}],"new_reaction":[{new}]}}"#
    )
}

#[tokio::test]
async fn reactions_are_told_apart() {
    let emoji = |emoji: &str| format!(r#"{{"type":"emoji","emoji":"{emoji}"}}"#);
    let both = format!("{},{}", emoji("👍"), emoji("❤"));
    let outcome = bot().update(&reaction(&emoji("👍"), &both)).await;
    assert_eq!(
        calls(&outcome),
        [
            r#"setMessageReaction {"chat_id":-8,"message_id":9,"reaction":[{"type":"emoji","emoji":"👌"}]}"#,
            r#"sendMessage {"chat_id":-8,"text":"Ann likes it"}"#,
        ]
    );
    // Taken back, which is no new one.
    let outcome = bot().update(&reaction(&both, &emoji("👍"))).await;
    assert_eq!(texts(&outcome), ["+0 -1"]);
    let paid = r#"{"type":"paid"}"#;
    let outcome = bot()
        .update(&reaction(paid, &format!("{paid},{}", emoji("😁"))))
        .await;
    assert_eq!(texts(&outcome), ["+1 -0"]);
}

#[tokio::test]
async fn polls_boosts_and_shared_chats_are_taken() {
    let vote = r#""poll_answer":{"poll_id":"1","option_ids":[0,2],"option_persistent_ids":[],
        "voter_chat":{"id":-9,"type":"channel"}}"#;
    assert_eq!(texts(&bot().update(vote).await), ["[0, 2] in -9"]);
    let boost = r#""chat_boost":{"chat":{"id":-9,"type":"channel"},"boost":{"boost_id":"b1",
        "add_date":1,"expiration_date":2,
        "source":{"source":"premium","user":{"id":3,"is_bot":false,"first_name":"Ann"}}}}"#;
    assert_eq!(texts(&bot().update(boost).await), ["b1 of Ann"]);
    let poll = r#""poll":{"id":"1","question":"Lunch?","options":[],"total_voter_count":0,
        "is_closed":false,"is_anonymous":true,"type":"regular","allows_multiple_answers":false,
        "allows_revoting":false,"members_only":false}"#;
    let message =
        |members: &'static str| async move { texts(&bot().message("group", members).await) };
    assert_eq!(message(poll).await, ["Lunch?"]);
    assert_eq!(
        message(r#""chat_shared":{"request_id":1,"chat_id":-11}"#).await,
        ["-11"]
    );
    let users = r#""users_shared":{"request_id":1,"users":[{"user_id":1},{"user_id":2}]}"#;
    assert_eq!(message(users).await, ["2"]);
    let members = r#""new_chat_members":[{"id":1,"is_bot":false,"first_name":"Cleo"},
        {"id":2,"is_bot":false,"first_name":"Dan"}]"#;
    assert_eq!(message(members).await, ["Cleo and Dan"]);
    assert_eq!(message(r#""new_chat_title":"club""#).await, ["CLUB"]);
}
