//! The routing table as a diagram.

use std::fmt::Write;

use super::listing::{chats, path};
use super::table::Table;
use super::{Chats, Kinds};

impl Table {
    /// The table as a [Mermaid](https://mermaid.js.org) flowchart: from the kinds of update to the handlers
    /// in the order in which they are tried, with what must hold on the way. Dotted arrows lead to handlers
    /// that observe, and to the functions for errors.
    pub fn mermaid(&self) -> String {
        let single = self.is_of_one_crate();
        let mut text = String::from("flowchart LR\n");
        // Writing to a string cannot fail.
        let mut line = |written: std::fmt::Arguments<'_>| {
            let _ = writeln!(text, "    {written}");
        };
        let mut known: Vec<&str> = Vec::new();
        for (place, row) in (1..).zip(&self.rows) {
            let route = &row.scoped;
            let mut label = vec![route.goes_by()];
            if route.is_help() {
                label.push("built in".to_owned());
            } else {
                label.push(path(route.module, route.name, single));
                label.push(format!("{}:{}", route.file, route.line));
            }
            let label: Vec<_> = label.iter().map(|part| escaped(part)).collect();
            line(format_args!("h{place}[\"{}\"]", label.join("<br>")));
            let mut ways = route.extras();
            if route.chats != Chats::ALL {
                ways.insert(0, chats(route.chats));
            }
            let arrow = if route.observe { "-.->" } else { "-->" };
            let way = if ways.is_empty() {
                arrow.to_owned()
            } else {
                let ways: Vec<_> = ways.iter().map(|way| escaped(way)).collect();
                format!("{arrow}|\"{}\"|", ways.join("<br>"))
            };
            let from: Vec<&str> = if route.is_by_clock() {
                vec!["clock"]
            } else if route.kinds.covers(Kinds::UPDATES) {
                vec!["any"]
            } else {
                route.kinds.iter().collect()
            };
            for kind in &from {
                if !known.contains(kind) {
                    known.push(kind);
                    line(format_args!("{kind}([{kind}])"));
                }
            }
            line(format_args!("{} {way} h{place}", from.join(" & ")));
        }
        for (place, on) in (1..).zip(&self.on_errors) {
            let takes = on.takes.map_or("any error", |takes| takes.name);
            let at = &on.function;
            let function = path(at.module, at.name, single);
            let (takes, function) = (escaped(takes), escaped(&function));
            line(format_args!(
                "errors{{{{errors}}}} -.->|\"in {}\"| e{place}[\"{takes}<br>{function}<br>{}:{}\"]",
                at.module, at.file, at.line
            ));
        }
        text
    }
}

/// A text within quotes of a label.
pub(super) fn escaped(text: &str) -> String {
    text.replace('#', "#35;")
        .replace('"', "#quot;")
        .replace('<', "#lt;")
        .replace('>', "#gt;")
}
