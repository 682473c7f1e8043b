//! Signed and stored buttons in conversations and dialogues.

use std::time::SystemTime;

use botwright::Callback;
use botwright::session::{Change, Expect, Key, Transaction};

use crate::sealed::{HERE, THERE, data, is_refused, press, says};
use crate::support::{TestBot, is_skip, texts};

mod talking {
    use botwright::prelude::*;

    #[derive(Callback)]
    #[callback(stored)]
    enum Kept {
        Search { query: String },
    }

    #[derive(Callback)]
    #[callback(signed)]
    pub(super) enum Signed {
        Revoke,
    }

    #[derive(Callback, Debug)]
    #[callback(signed = user)]
    enum Size {
        Small,
        Large { extra: u8 },
    }

    #[derive(Callback, Debug)]
    #[callback(stored)]
    enum Street {
        Of { name: String },
    }

    /// Asks by signed and by stored buttons.
    #[command]
    async fn pizza(talk: Talk) -> bot::Result<String> {
        let keyboard = keyboard![["Small" => Size::Small, "Large" => Size::Large { extra: 7 }]];
        let size: Size = talk.choose(("Size?", keyboard)).await?;
        let name = "Street ".repeat(20);
        let keyboard = keyboard![["There" => Street::Of { name }]];
        let Street::Of { name } = talk.choose(("Where?", keyboard)).await?;
        Ok(format!("got {size:?} for {}", name.len()))
    }

    /// Shows a button that begins a conversation.
    #[command]
    async fn ask() -> (&'static str, InlineKeyboard) {
        let query = "q".repeat(100);
        ("Ask", keyboard![["Ask" => Kept::Search { query }]])
    }

    #[on_callback(Kept::Search { query })]
    async fn asked(query: String, talk: Talk) -> bot::Result<String> {
        let more: String = talk.ask("More?").await?;
        Ok(format!("got {} {more}", query.len()))
    }

    #[derive(Dialogue, serde::Serialize, serde::Deserialize)]
    enum Sign {
        Wait,
    }

    /// Waits for a signed button.
    #[command]
    async fn wait() -> (&'static str, InlineKeyboard, Goto<Sign>) {
        (
            "Wait",
            keyboard![["Off" => Signed::Revoke]],
            Goto(Sign::Wait),
        )
    }

    #[on_state(Sign::Wait, callback = Signed::Revoke)]
    async fn off() -> (&'static str, Done<Sign>) {
        ("got it", Done::new())
    }
}

fn talker() -> TestBot {
    TestBot::new(concat!(module_path!(), "::talking"))
}

#[tokio::test]
async fn a_conversation_takes_sealed_answers_and_no_others() {
    let bot = talker();
    let size = data(&says(&bot, "/pizza").await);
    assert!(
        is_refused(&bot.committed(&press(&size, 3, THERE)).await) || {
            // In another chat there is no conversation, so nobody knows the button.
            is_skip(&bot.committed(&press(&size, 3, THERE)).await)
        }
    );
    let forged = format!("{}{}", &size[..7], &size[18..]);
    assert!(is_refused(&bot.committed(&press(&forged, 3, HERE)).await));
    assert_eq!(bot.app().stats().counts().stale_buttons, 1);
    let asked = bot.committed(&press(&size, 3, HERE)).await;
    assert_eq!(texts(&asked), ["Where?"]);
    let street = data(&asked);
    assert!(is_refused(
        &bot.committed(&press(&format!("{street}A"), 3, HERE)).await
    ));
    let ended = bot.committed(&press(&street, 3, HERE)).await;
    assert_eq!(texts(&ended), ["got Small for 140"]);
}

#[tokio::test]
async fn a_conversation_may_begin_with_a_sealed_button() {
    let bot = talker();
    let ask = data(&says(&bot, "/ask").await);
    assert_eq!(
        texts(&bot.committed(&press(&ask, 3, HERE)).await),
        ["More?"]
    );
    // The body is needed no more.
    let gone = bot.app().store().commit(
        Transaction::new(vec![Change {
            key: Key::new("button", &ask[7..]),
            expect: Expect::Any,
            put: None,
        }]),
        SystemTime::now(),
    );
    let _ = gone.await.expect("memory does not fail");
    assert_eq!(texts(&says(&bot, "yes").await), ["got 100 yes"]);
}

#[tokio::test]
async fn a_state_takes_sealed_buttons_and_no_others() {
    let bot = talker();
    let off = data(&says(&bot, "/wait").await);
    assert!(is_refused(
        &bot.committed(&press(&talking::Signed::Revoke.pack(), 3, HERE))
            .await
    ));
    assert_eq!(
        texts(&bot.committed(&press(&off, 3, HERE)).await),
        ["got it"]
    );
    assert!(is_refused(&bot.committed(&press(&off, 3, HERE)).await));
}
