//! What happened, for people to read.

use std::fmt::Write as _;

use super::log::Log;

/// One chat as a text, with a mark at the place that matters.
pub(super) fn print(log: &Log, chat: i64, title: &str, bot: &str, mark: Option<usize>) -> String {
    let mut out = format!("{title}:\n");
    let mut empty = true;
    for (place, entry) in log.entries.iter().enumerate() {
        let concerns = entry.chat.is_none_or(|own| own == chat);
        if !concerns {
            continue;
        }
        empty = false;
        out.push_str(if mark == Some(place) { "> " } else { "  " });
        entry.print(bot, &mut out);
        out.push('\n');
    }
    if empty {
        out.push_str("  (nothing yet)\n");
    }
    if mark == Some(log.entries.len()) {
        let _ = writeln!(out, "> (nothing more)");
    }
    out
}
