//! The chat page in a real browser: what a bot sends is seen there, and what is done there reaches
//! the bot.
//!
//! `BOTWRIGHT_WEBDRIVER` is the address of a running chromedriver. Without it one is started; where
//! the program is missing the tests say so and pass, except under `CI`. Pictures of the page are left
//! in `target/screenshots`.

mod bot;
mod browser;
mod contents;
mod conversation;
mod deeds;
mod forum;
mod inspector;
mod keyboard;
mod people;
mod phone;
mod picture;
mod scale;
mod showcase;
mod two_browsers;
