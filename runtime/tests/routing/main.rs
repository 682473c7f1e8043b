//! Routing, extraction and replies, without a network: updates in, outcomes out.

mod arguments;
mod backtracking;
mod buttons;
mod commands;
mod contents;
mod conversations;
mod dialogues;
mod errors;
mod events;
mod extractors;
mod inline;
mod listing;
mod messages;
mod naming;
mod payments;
mod places;
mod replies;
mod rich;
mod scopes;
mod sealed;
mod sending;
mod sessions;
mod start;
mod streaming;
mod suggestions;
mod support;
