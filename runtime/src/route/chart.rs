//! Dialogues as diagrams.

use std::fmt::Write;

use super::listing::path;
use super::state::StateInfo;
use super::table::Table;
use super::{Match, Route};

impl Table {
    /// The dialogues as [Mermaid](https://mermaid.js.org) state diagrams, by their names: the states, and
    /// the ways between them as far as handlers name them in their own code, as in
    /// `Goto(Signup::AskName)` and `Done<Signup>`.
    pub fn state_charts(&self) -> Vec<(&'static str, String)> {
        let all = self.states();
        let charts = all.chunk_by(|a, b| a.dialogue == b.dialogue);
        charts
            .filter_map(|states| Some((states.first()?.dialogue, self.chart(states))))
            .collect()
    }

    fn chart(&self, states: &[StateInfo]) -> String {
        let single = self.is_of_one_crate();
        let dialogue = states.first().map_or("", |state| state.dialogue);
        let mut text = String::from("stateDiagram-v2\n");
        // Writing to a string cannot fail.
        let mut way = |from: &str, route: &Route| {
            let ways = route.leads.iter().filter(|(name, _)| *name == dialogue);
            for (_, to) in ways {
                let name = path(route.module, route.name, single).replace("::", ".");
                let _ = writeln!(text, "    {from} --> {}: {name}", to.unwrap_or("[*]"));
            }
        };
        let is_inside = |route: &Route| match route.matches {
            Match::State(state) => state.dialogue == dialogue,
            Match::Stale(stale) => stale == dialogue,
            _ => false,
        };
        for route in self.routes().filter(|route| !is_inside(route)) {
            if route
                .leads
                .iter()
                .any(|(name, to)| *name == dialogue && to.is_some())
            {
                way("[*]", route);
            }
        }
        for state in states {
            for route in &state.handlers {
                way(state.state, route);
            }
        }
        for state in states {
            let takes: Vec<_> = state.handlers.iter().map(|route| taken(route)).collect();
            let takes = takes.join("<br>");
            let _ = writeln!(text, "    {0}: {0}<br>{takes}", state.state);
        }
        text
    }
}

/// What a handler takes in its state.
fn taken(route: &Route) -> String {
    let by = route.goes_by();
    let takes = by
        .split_once(", ")
        .map_or("any message", |(_, takes)| takes);
    // A second colon would end the description.
    super::mermaid::escaped(takes).replace(':', "#58;")
}
