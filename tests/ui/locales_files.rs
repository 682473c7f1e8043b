use botwright::bot;

bot::locales!("locales/broken");

fn main() {}
