//! A bot that speaks the languages of its users: texts from `examples/locales`, checked while compiling.
//!
//! Write `/language pl`, then `/help` and `/pizzas 3`.

use botwright::prelude::*;

bot::locales!("locales");

#[command(describe = "cmd-welcome")]
async fn welcome(l: Locale, user: &User) -> Html {
    t!(l, "welcome", name = user.first_name)
}

#[command(describe = "cmd-pizzas")]
async fn pizzas(count: Option<u32>, l: Locale) -> Html {
    t!(l, "pizzas", count = count.unwrap_or_default())
}

#[derive(Callback)]
enum Language {
    Set {
        #[callback(max = 12)]
        tag: String,
    },
}

#[command(describe = "cmd-language")]
async fn language(to: Option<String>, mut l: Locale) -> (Html, Option<InlineKeyboard>) {
    if let Some(to) = to
        && l.choose(&to).is_ok()
    {
        return (t!(l, "language-set"), None);
    }
    let all = Locale::available().into_iter().map(Locale::new);
    let rows: Vec<_> = all
        .map(|other| {
            let label = t!(other, "language-name").plain();
            let tag = other.tag().to_owned();
            vec![InlineKeyboard::button(label, &Language::Set { tag })]
        })
        .collect();
    let languages = Locale::available().join(", ");
    (
        t!(l, "which-language", languages),
        Some(InlineKeyboard::new(rows)),
    )
}

#[on_callback(Language::Set { tag })]
async fn set_language(tag: String, mut l: Locale) -> bot::Result<Edit> {
    l.choose(&tag)?;
    Ok(Edit::html(&t!(l, "language-set")))
}

#[bot::main]
async fn main() -> bot::Result {
    bot::run().await
}

#[cfg(test)]
mod tests {
    use botwright::prelude::*;

    bot::check!();

    #[bot::test]
    async fn each_in_their_language(
        ann: TestUser,
        #[user(name = "Eva", language = "de-AT")] eva: TestUser,
    ) {
        ann.send("/pizzas 1")
            .await
            .expect("One pizza in your basket.");
        eva.send("/pizzas 2").await.expect("2 Pizzen im Korb.");
        eva.send("/language")
            .await
            .expect("Welche Sprache? en, de, pl");
        eva.tap("polski").await.expect_edit("Od teraz po polsku.");
        eva.send("/pizzas 3").await.expect("3 pizze w koszyku.");
        eva.send("/pizzas 5").await.expect("5 pizz w koszyku.");
    }
}
