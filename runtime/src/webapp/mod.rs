//! Web Apps and the Login Widget: what a page says about its user is checked before it is believed.
//!
//! A page gets `Telegram.WebApp.initData` from Telegram's app and hands it to your server, which checks
//! it by [`InitData::check`] with the bot's token, or, if the bot is somebody else's, by
//! [`InitData::check_third_party`] with Telegram's public key. Nothing here needs a web framework: a text
//! goes in, typed fields come out.
//!
//! Needs the feature `webapp`.

mod error;
mod fields;
mod init_data;
mod login;

pub use error::InitDataError;
pub use init_data::{Environment, InitData, WebAppChat, WebAppUser};
pub use login::LoginData;
