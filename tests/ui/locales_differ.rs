use botwright::bot;

bot::locales!("locales/differ");

mod or_not {
    use botwright::bot;

    bot::locales!("locales/differ", fallback);
}

fn main() {}
