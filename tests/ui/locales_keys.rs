use botwright::bot;

mod nowhere {
    botwright::bot::locales!("local");
}

mod defaults {
    botwright::bot::locales!("locales", default = "dee", defualt = "de", fallback = true);
}

mod elsewhere {
    // `t!` would not find it there.
    botwright::bot::locales!("locales/other");
}

bot::locales!(locales);

fn main() {}
