//! A Web App from the button to its data, checked as its server would.

use std::time::{Duration, SystemTime};

use botwright::client::Token;
use botwright::webapp::{InitData, InitDataError};
use botwright_tests::{ANN, TOKEN, run};

mod picker {
    use botwright::prelude::*;
    use botwright::types::WebAppData;
    use botwright::types::{KeyboardButton, ReplyKeyboardMarkup, WebAppInfo};

    /// Offers the page.
    #[command]
    async fn pick(chat: &Chat, api: Api) -> bot::Result {
        let button = KeyboardButton::new("Pick").web_app(WebAppInfo::new("https://example.org/"));
        let keyboard = ReplyKeyboardMarkup::new([vec![button]]);
        api.send_message(chat, "Pick")
            .reply_markup(keyboard)
            .await?;
        Ok(())
    }

    #[on_message(web_app_data)]
    async fn picked(data: &WebAppData) -> String {
        format!("picked {} by {}", data.data, data.button_text)
    }
}

#[tokio::test]
async fn what_a_page_got_is_believed_and_what_it_sends_arrives() {
    let bot = run(concat!(module_path!(), "::picker")).await;
    bot.ask("/pick", 1).await;
    let token = Token::new(TOKEN).expect("a token");
    let button = botwright_emulator::WebAppButton::Keyboard {
        text: "Pick".to_owned(),
    };
    let app = bot
        .emulator
        .open_web_app(ANN, token.bot_id(), &button)
        .expect("a button");
    let age = Duration::from_hours(1);
    let data = InitData::check(&app.init_data, &token, age).expect("signed");
    assert_eq!(data.user.map(|user| user.id), Some(ANN));
    let later = SystemTime::now() + 2 * age;
    assert!(matches!(
        InitData::check_at(&app.init_data, &token, age, later),
        Err(InitDataError::TooOld { .. })
    ));
    let other = Token::new("42:OTHER").expect("a token");
    assert_eq!(
        InitData::check(&app.init_data, &other, age),
        Err(InitDataError::Forged)
    );
    bot.emulator
        .send_web_app_data(ANN, token.bot_id(), "Pick", "7")
        .expect("the page's button");
    botwright_tests::wait("the answer", || {
        botwright_tests::answers(&bot.emulator, ANN)
            .contains(&"picked 7 by Pick".to_owned())
            .then_some(())
    })
    .await;
}
