//! A bot that shows its handlers instead of running.

use std::ffi::OsStr;
use std::io::Write;

use super::builder::Builder;
use crate::error::Result;
use crate::route::Table;

/// How the table is shown.
type Show = fn(&Table) -> String;

/// What the program's arguments ask for: `routes`, `routes mermaid` or `routes --mermaid`, and nothing
/// else, since other arguments are the program's own.
pub(super) fn asked(args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Option<Show> {
    let args: Vec<_> = args.into_iter().collect();
    let args: Vec<_> = args
        .iter()
        .filter_map(|arg| arg.as_ref().to_str())
        .collect();
    match args.as_slice() {
        ["routes"] => Some(Table::listing),
        ["routes", "mermaid" | "--mermaid"] => Some(diagrams),
        _ => None,
    }
}

/// All diagrams of a table, as Markdown.
fn diagrams(table: &Table) -> String {
    let charts = table.state_charts();
    let parts = std::iter::once(("Handlers", table.mermaid())).chain(charts);
    let parts = parts.map(|(title, diagram)| format!("## {title}\n\n```mermaid\n{diagram}```\n"));
    parts.collect::<Vec<_>>().join("\n")
}

impl Builder {
    /// Prints the routing table, as [`Table::listing`] has it, and starts nothing. A bot does this by itself
    /// when it is [run](Self::run) with the one argument `routes`; with `routes mermaid` it prints
    /// diagrams in Markdown: [`Table::mermaid`] and [`Table::state_charts`].
    ///
    /// # Errors
    /// The routing table has mistakes, or standard output cannot be written to.
    pub fn print_routes(self) -> Result {
        self.print(Table::listing)
    }

    pub(super) fn print(mut self, show: Show) -> Result {
        let table = self.table()?;
        table.require_routes()?;
        let text = show(&table);
        Ok(std::io::stdout().lock().write_all(text.as_bytes())?)
    }
}

#[cfg(test)]
mod tests {
    use super::asked;

    #[test]
    fn only_the_whole_command_is_ours() {
        assert!(asked(["routes"]).is_some());
        assert!(asked(["routes", "mermaid"]).is_some());
        assert!(asked(["routes", "--mermaid"]).is_some());
        for args in [&[][..], &["serve"], &["routes", "x"], &["serve", "routes"]] {
            assert!(asked(args).is_none(), "{args:?}");
        }
    }
}
