//! Routing, extraction and replies, without a network: updates in, outcomes out.

mod arguments;
mod backtracking;
mod buttons;
mod commands;
mod extractors;
mod messages;
mod replies;
mod sessions;
mod start;
mod support;
