//! The commands for Telegram's menu.

use super::{Chats, Described, Match, Table};

/// A command as the menu shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MenuCommand {
    /// The name, without the slash.
    pub name: &'static str,
    /// What it does; 1-256 characters. In the default language.
    pub description: &'static str,
    /// The same in other languages.
    pub described: &'static [Described],
    /// The chats in which it is heard.
    pub chats: Chats,
}

impl Table {
    /// The commands that are not hidden, in the order of the source, the built-in `/help` last;
    /// aliases are left out.
    pub fn commands(&self) -> Vec<MenuCommand> {
        let mut routes: Vec<_> = self
            .rows
            .iter()
            .map(|row| &row.scoped)
            .filter(|route| !route.hidden && !route.observe && !route.description.is_empty())
            .collect();
        routes.sort_by_key(|route| {
            (
                route.is_help(),
                route.module,
                route.file,
                route.line,
                route.column,
            )
        });
        let mut menu: Vec<MenuCommand> = Vec::new();
        for route in routes {
            let Match::Command { name, .. } = route.matches else {
                continue;
            };
            let entry = MenuCommand {
                name,
                description: route.description_in(None),
                described: route.described,
                chats: route.chats,
            };
            if !menu.contains(&entry) {
                menu.push(entry);
            }
        }
        menu
    }
}
