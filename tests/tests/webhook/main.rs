//! Updates by webhook: the bot's own server, a router, a service, and what strangers send to them.

mod attacks;
mod handlers;
mod requests;
mod service;
