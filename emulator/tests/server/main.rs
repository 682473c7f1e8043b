//! The emulator's rules, one module a topic. Together in one program, because each program of tests
//! is linked on its own.

mod business;
mod callbacks;
mod chats;
mod commands;
mod control;
mod discussions;
mod edits;
mod entities;
mod envelope;
mod ephemeral;
mod faults;
mod files;
mod flood;
mod forwards;
mod get_updates;
mod hook;
mod in_process;
mod inline;
mod inspect;
mod instance;
mod invites;
mod legacy_fields;
mod local;
mod locations;
mod media;
mod media_edits;
mod members;
mod parameters;
mod payments;
mod people;
mod polls;
#[cfg(all(unix, feature = "cli"))]
mod program;
mod reactions;
mod rich_messages;
mod saved_world;
mod send_message;
mod sessions;
mod stickers;
mod support;
mod topics;
mod web_apps;
mod webhooks;
mod world_file;
