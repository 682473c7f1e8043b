use botwright::{Locale, t};

struct Opaque;

bot::locales!("locales");
use botwright::bot;

fn main() {
    let l = Locale::new("en");
    let (name, count) = ("Ann", 2);
    let _ = t!(l, "welcom", name);
    let _ = t!(l, "welcome");
    let _ = t!(l, "welcome", nam = name);
    let _ = t!(l, "bye", name);
    let _ = t!(l, "welcome", name, name = "Eve");
    let _ = t!(l, "pizzas", name, count = "two");
    let _ = t!(l, "welcome", name = Opaque);
    let _ = t!("en", "welcome", name);
    let _ = t!(l, welcome);
    let _ = t!(l, "welcome", "Ann");
    let _ = t!(l, "pizzas", name, count);
}
