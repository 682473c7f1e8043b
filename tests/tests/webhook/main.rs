//! Updates by webhook: the bot's own server, a router, a service, and what strangers send to them.

mod attacks;
mod delivery;
mod doctor;
mod handlers;
mod requests;
mod service;
