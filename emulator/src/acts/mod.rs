//! What people do beside writing and tapping, as methods of the emulator.

mod accounts;
mod business;
mod chats;
mod checklists;
mod games;
mod inline;
mod media;
mod members;
mod payments;
mod polls;
mod profiles;
mod topics;
mod web_apps;
