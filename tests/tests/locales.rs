//! Texts in the languages of users, from their files to the screen.

use botwright::prelude::*;
use botwright_tests::{ANN, TOKEN, count_calls, run, wait};
use serde_json::Value;

bot::locales!("locales");

mod shop {
    use botwright::prelude::*;
    use botwright::session::{Change, Commit, Expect, Key, Put, Transaction};

    #[derive(Callback)]
    enum Answer {
        Yes,
    }

    #[on_callback(Answer::Yes)]
    async fn yes(l: Locale) -> Toast {
        Toast::new(t!(l, "button-yes.hint").plain())
    }

    #[command(describe = "cmd-start")]
    async fn start(l: Locale, user: &User) -> (Html, InlineKeyboard) {
        let label = t!(l, "button-yes").plain();
        (
            t!(l, "welcome", name = user.first_name),
            keyboard![[label => Answer::Yes]],
        )
    }

    #[command(describe = "cmd-cart", chat = private)]
    async fn cart(count: u32, size: Option<String>, l: Locale) -> Html {
        t!(l, "cart", count, size = size.unwrap_or_default())
    }

    #[command(description = "Sets the language")]
    async fn language(to: Option<String>, mut l: Locale) -> Html {
        let Some(to) = to else {
            l.choose_own();
            return t!(l, "chosen");
        };
        if l.choose(&to).is_ok() {
            t!(l, "chosen")
        } else {
            let languages = Locale::available().join(", ");
            t!(l, "unknown-language", languages)
        }
    }

    /// Writes past everything that checks.
    #[command(hidden)]
    async fn store(value: Rest, user: &User, cx: Cx) -> bot::Result {
        let put = Put {
            value: value.to_string(),
            expires: None,
            wakes: None,
        };
        let change = Change {
            key: Key::new("locale", format!("user:{}", user.id)),
            expect: Expect::Any,
            put: Some(put),
        };
        let (store, now) = (cx.app().store(), cx.app().clock().now());
        let commit = store.commit(Transaction::new(vec![change]), now).await;
        assert_eq!(commit.map_err(bot::Error::from)?, Commit::Done);
        Ok(())
    }

    /// Sets the language and fails.
    #[command(hidden)]
    async fn fail(mut l: Locale) -> bot::Result {
        l.choose("ru").map_err(bot::Error::from)?;
        Err(bot::Error::msg("failed after it"))
    }
}

const SHOP: &str = concat!(module_path!(), "::shop");

#[bot::test(only = "locales::shop")]
async fn each_user_is_answered_in_their_language(
    #[user(name = "Ann")] ann: TestUser,
    #[user(name = "Günter & <Söhne>", language = "de-AT")] guenter: TestUser,
    #[user(name = "Ana", language = "pt")] ana: TestUser,
    #[user(name = "Amélie", language = "fr")] amelie: TestUser,
) {
    ann.send("/start")
        .await
        .expect("Welcome to Pizza & Co, Ann!");
    let act = guenter.send("/start").await;
    act.expect("Willkommen bei Pizza & Co, Günter & <Söhne>!");
    act.expect_buttons(&[&["Ja, Pizza & Co"]]);
    guenter.tap("Ja, Pizza & Co").await.expect_toast("Wirklich");
    ana.send("/start")
        .await
        .expect("Boas-vindas à Pizza & Co, Ana!");
    amelie
        .send("/start")
        .await
        .expect("Welcome to Pizza & Co, Amélie!");
}

#[bot::test(only = "locales::shop")]
async fn plurals_are_those_of_the_language(
    #[user(language = "en")] ann: TestUser,
    #[user(language = "ru")] ivan: TestUser,
) {
    for (count, english, russian) in [
        ("0", "Nothing yet.", "Пока ничего."),
        ("1 small", "1 pizza, a small one.", "1 пицца, маленькая."),
        ("3", "3 pizzas, all large.", "3 пиццы, все большие."),
        ("5", "5 pizzas, all large.", "5 пицц, все большие."),
        ("21 small", "21 pizzas, all small.", "21 пицца, маленькая."),
        (
            "1000000",
            "1000000 pizzas, all large.",
            "1000000 пицц, все большие.",
        ),
    ] {
        let command = format!("/cart {count}");
        ann.send(&command).await.expect(english);
        ivan.send(&command).await.expect(russian);
    }
}

#[bot::test(only = "locales::shop")]
async fn a_chosen_language_stays(#[user(language = "de")] eva: TestUser) {
    eva.send("/language ru").await.expect("Теперь по-русски");
    eva.send("/cart 1").await.expect("1 пицца, большая.");
    eva.send("/language xx")
        .await
        .expect("Я знаю en, de, pt-BR, ru");
    eva.send("/language pt").await.expect("Agora em português");
    eva.send("/cart 1").await.expect("1 pizza grande.");
    eva.send("/language").await.expect("Ab jetzt Deutsch");
    eva.send("/cart 1").await.expect("1 Pizza, eine große.");
}

#[bot::test(only = "locales::shop")]
async fn a_language_is_not_kept_when_the_handler_fails(#[user(language = "de")] eva: TestUser) {
    eva.send("/fail").await.expect_error("failed after it");
    eva.send("/cart 0").await.expect("Noch nichts.");
}

#[bot::test(only = "locales::shop")]
async fn help_is_in_the_language_of_whoever_asks(
    ann: TestUser,
    #[user(language = "de")] eva: TestUser,
) {
    ann.send("/help").await.expect(
        "/start - Greets you\n/cart - Shows what Pizza & Co has packed for you\n\
         /language - Sets the language\n/help - Lists the commands.",
    );
    eva.send("/help").await.expect(
        "/start - Begrüßt dich\n/cart - Zeigt, was Pizza & Co für dich gepackt hat\n\
         /language - Sets the language\n/help - Lists the commands.",
    );
    eva.send("/help start")
        .await
        .expect("/start\nBegrüßt dich\n\nAlle werden begrüßt, und zwar mit Namen.");
    eva.send("/language pt").await;
    eva.send("/help cart")
        .await
        .expect_contains("Mostra o que a Pizza & Co");
}

#[bot::test(only = "locales::shop")]
async fn a_store_with_rubbish_is_survived(#[user(language = "de")] eva: TestUser) {
    for value in ["\"xx\"", "{}", "rubbish", "\"\""] {
        eva.send(&format!("/store {value}")).await;
        eva.send("/cart 0").await.expect("Noch nichts.");
    }
}

#[test]
fn values_are_escaped_where_they_stand() {
    let l = Locale::new("de");
    let bold = html!("<b>{}</b>", "a'b\"");
    assert_eq!(
        t!(l, "link", query = bold).as_str(),
        "<a href=\"https://example.org/?q=a&#39;b&quot;\">Suche sie: a&#39;b&quot;</a>"
    );
    assert_eq!(
        t!(l, "welcome", name = bold).as_str(),
        "Willkommen bei <b>Pizza &amp; Co</b>, <b>a&#39;b&quot;</b>!"
    );
    let user_name = "<Ann>";
    assert_eq!(
        t!(l, "multi", user_name).as_str(),
        "Zuerst &lt;Ann&gt;,\n\n  dann mehr"
    );
    assert_eq!(
        t!(Locale::new("en"), "since", year = 1999_i64).plain(),
        "Since 1999"
    );
}

#[test]
fn any_language_finds_a_locale() {
    for (language, tag) in [
        ("de-CH", "de"),
        ("pt", "pt-BR"),
        ("tlh", "en"),
        ("", "en"),
        ("☃", "en"),
    ] {
        assert_eq!(Locale::new(language).tag(), tag, "{language}");
    }
    assert_eq!(Locale::available(), ["en", "de", "pt-BR", "ru"]);
    let error = Locale::new("en").choose("tlh").expect_err("there is none");
    assert_eq!(
        error.to_string(),
        "there is no language `tlh`; there are: en, de, pt-BR, ru"
    );
}

/// The menu as an app in this language sees it.
async fn menu(url: &str, scope: &str, language: &str) -> Vec<String> {
    let scope = format!("%7B%22type%22%3A%22{scope}%22%7D");
    let url = format!("{url}/bot{TOKEN}/getMyCommands?scope={scope}&language_code={language}");
    let answer = botwright_tests::http_get(&url).await;
    let body = answer.split("\r\n\r\n").nth(1).expect("a body");
    let body: Value = serde_json::from_str(body).expect("JSON");
    let commands = body["result"].as_array().expect("commands");
    commands
        .iter()
        .map(|command| command["description"].as_str().expect("a text").to_owned())
        .collect()
}

#[tokio::test]
async fn every_language_has_its_menu_and_it_is_set_once() {
    let bot = run(SHOP).await;
    // Three scopes in three languages and for all others; the English one is that for all others.
    wait("the menus", || {
        (count_calls(&bot.emulator, "setMyCommands") == 12).then_some(())
    })
    .await;
    let url = bot.emulator.url();
    assert_eq!(
        menu(&url, "default", "de").await,
        ["Begrüßt dich", "Sets the language", "Lists the commands."]
    );
    assert_eq!(
        menu(&url, "default", "").await,
        ["Greets you", "Sets the language", "Lists the commands."]
    );
    assert!(menu(&url, "default", "en").await.is_empty());
    let private = menu(&url, "all_private_chats", "pt").await;
    assert_eq!(private[1], "Mostra o que a Pizza & Co embalou para você");
    bot.emulator
        .send(ANN, ANN, "/cart 0")
        .expect("Ann may write");
    let (ended, emulator) = bot.stop().await;
    ended.expect("the bot stops well");

    let before = count_calls(&emulator, "getMyCommands");
    let again = botwright_tests::run_with(emulator, SHOP, |builder| builder).await;
    wait("the second look", || {
        (count_calls(&again.emulator, "getMyCommands") == before + 15).then_some(())
    })
    .await;
    assert_eq!(count_calls(&again.emulator, "setMyCommands"), 12);
    assert_eq!(count_calls(&again.emulator, "deleteMyCommands"), 0);
    again.stop().await.0.expect("the bot stops well");
}
