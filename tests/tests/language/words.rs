//! Words.

use botwright::prelude::*;

bot::locales!("locales"); // en.ftl, de.ftl …, read while compiling

#[command(describe = "cmd-start")] // the description is a message of the locale files
async fn start(l: Locale, user: &User) -> Html {
    t!(l, "welcome", name = user.first_name)
}
