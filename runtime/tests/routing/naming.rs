//! Arguments that name somebody or something: users, words of an enum, links.

use botwright::prelude::*;

use crate::support::{TestBot, texts};

mod bot {
    use super::*;

    /// Bans.
    #[command]
    async fn ban(who: UserRef, minutes: Option<u32>, reason: Rest) -> String {
        format!("{who} {} {minutes:?} {reason}", who.id())
    }

    /// Tells about somebody.
    #[command]
    async fn about(who: Option<UserRef>) -> String {
        who.map_or_else(|| "nobody".into(), |who| who.to_string())
    }

    #[derive(FromArg, Debug)]
    enum Light {
        Red,
        DarkGreen,
        #[arg(rename = "off", alias = "none")]
        Nothing,
    }

    #[derive(FromArg, Debug)]
    struct Point {
        x: i32,
        y: i32,
    }

    #[derive(FromArg)]
    struct Percent(u8);

    /// Sets a light.
    #[command]
    async fn light(light: Light, at: Option<Point>, power: Option<Percent>) -> String {
        let at = at.map(|at| (at.x, at.y));
        let power = power.map(|power| power.0);
        format!("{light:?} {at:?} {power:?}")
    }

    #[derive(Callback, Debug)]
    pub(super) enum Invite {
        Team {
            id: u32,
        },
        Named {
            #[callback(max = 20)]
            name: String,
        },
    }

    /// Starts.
    #[command]
    async fn start(payload: Option<DeepLink<Invite>>) -> String {
        format!("{payload:?}")
    }

    /// Joins.
    #[command]
    async fn join(payload: DeepLink<Invite>) -> String {
        format!("{payload:?}")
    }
}

fn bot() -> TestBot {
    TestBot::new("routing::naming::bot")
}

#[tokio::test]
async fn somebody_is_known_by_id_name_link_or_mention() {
    let bot = bot();
    assert_eq!(
        bot.answer("/ban 77 5 spam and more").await,
        "77 77 Some(5) spam and more"
    );
    let unknown = bot.answer("/ban @bob").await;
    assert!(
        unknown.contains("I do not know @bob yet; reply to"),
        "{unknown}"
    );
    // Bob writes, and is known from then on.
    bot.update(
        r#""message":{"message_id":1,"date":1,"chat":{"id":-5,"type":"group"},
        "from":{"id":8,"is_bot":false,"first_name":"Bob","username":"Bob"},"text":"hi"}"#,
    )
    .await;
    assert_eq!(bot.answer("/ban @bob").await, "@Bob 8 None ");
    assert_eq!(bot.answer("/ban https://t.me/BOB x").await, "@Bob 8 None x");
    // A name of two words, behind an emoji, which counts twice.
    let mention = bot.message(
        "group",
        r#""text":"/ban@this_bot Eve 😀 X for spam","entities":[{"type":"bot_command","offset":0,"length":13},
        {"type":"text_mention","offset":14,"length":8,"user":{"id":9,"is_bot":false,"first_name":"Eve 😀 X"}}]"#,
    );
    assert_eq!(texts(&mention.await), ["Eve 😀 X 9 None for spam"]);
}

#[tokio::test]
async fn a_reply_names_its_author() {
    let bot = bot();
    let reply = |text: &str, more: &str| {
        format!(
            r#""text":"{text}","reply_to_message":{{"message_id":2,"date":1,"chat":{{"id":7,"type":"group"}}{more},
            "from":{{"id":8,"is_bot":false,"first_name":"Bob"}}}}"#
        )
    };
    let outcome = bot.message("group", &reply("/ban for spam", "")).await;
    assert_eq!(texts(&outcome), ["Bob 8 None for spam"]);
    let outcome = bot.message("group", &reply("/about", "")).await;
    assert_eq!(texts(&outcome), ["Bob"]);
    assert_eq!(bot.answer("/about").await, "nobody");
    // The first message of a topic, to which all others of the topic reply.
    let opened = r#","forum_topic_created":{"name":"T","icon_color":1}"#;
    let outcome = bot.message("group", &reply("/about", opened)).await;
    assert_eq!(texts(&outcome), ["nobody"]);
    assert_eq!(
        bot.answer("/ban").await,
        "ban: <who> is missing; usage: /ban <who> [minutes] [reason...]"
    );
    let wrong = bot.answer("/ban spam").await;
    assert!(wrong.starts_with("ban: "), "{wrong}");
}

#[tokio::test]
async fn words_and_structs() {
    let bot = bot();
    assert_eq!(bot.answer("/light RED").await, "Red None None");
    assert_eq!(
        bot.answer("/light dark-green 3 4").await,
        "DarkGreen Some((3, 4)) None"
    );
    assert_eq!(
        bot.answer("/light none 3 4 5").await,
        "Nothing Some((3, 4)) Some(5)"
    );
    assert_eq!(bot.answer("/light off 50").await, "Nothing None Some(50)");
    assert_eq!(
        bot.answer("/light blue").await,
        "light: \"blue\" is not red, dark_green or off; usage: /light <red|dark_green|off> [x y] [power]"
    );
}

#[tokio::test]
async fn links_carry_values_and_stale_ones_are_none() {
    let bot = bot();
    let me = {
        let mut me = User::new(42, true, "Bot");
        me.username = Some("this_bot".to_owned());
        me
    };
    let payload = |value: &bot::Invite| {
        let url = DeepLink::url(&me, value).expect("short");
        url.rsplit_once('=').expect("a payload").1.to_owned()
    };
    let team = payload(&bot::Invite::Team { id: 7 });
    assert_eq!(
        bot.answer(&format!("/start {team}")).await,
        "Some(DeepLink(Team { id: 7 }))"
    );
    let name = "Zoë & co".to_owned();
    let named = payload(&bot::Invite::Named { name });
    assert_eq!(
        bot.answer(&format!("/start {named}")).await,
        r#"Some(DeepLink(Named { name: "Zoë & co" }))"#
    );
    for stale in ["", "x", &team[1..], &named[..9]] {
        assert_eq!(
            bot.answer(&format!("/start {stale}")).await,
            "None",
            "{stale}"
        );
    }
    let polite = bot.answer("/join x").await;
    assert_eq!(
        polite,
        "join: \"x\": this link is out of date; usage: /join <payload>"
    );
}
