//! Every type by its name: read, then written again.

use std::fmt::Debug;

use botwright_api::json::{self, Issue, Read, Write, Writer};
use botwright_api::types::UpdateContent;
use botwright_api::{Update, ids, types};

/// One type of the crate.
pub(crate) struct Known {
    /// The name in the schema.
    pub(crate) name: &'static str,
    /// Reads the JSON text and writes the value as JSON again.
    pub(crate) again: fn(&str) -> Again,
}

/// The JSON text that was written and the fields that had to be left out, or what went wrong. A
/// value that was only kept as it came counts as wrong.
pub(crate) type Again = Result<(String, Vec<Issue>), String>;

fn again<T: Read + Write + Debug>(text: &str) -> Again {
    let (value, issues) = json::read::<T>(text).map_err(|error| format!("read: {error}"))?;
    let shown = format!("{value:?}");
    if shown.contains("Unknown(Unknown") {
        return Err(format!("read as unknown: {shown}"));
    }
    let json = Writer::to_json(&value).map_err(|invalid| invalid.to_string())?;
    Ok((json, issues))
}

/// An update keeps its text; here its typed content is written.
fn update_again(text: &str) -> Again {
    let (update, _) = json::read::<Update>(text).map_err(|error| format!("read: {error}"))?;
    if matches!(&update.content, UpdateContent::Unknown(it) if !it.tag.is_empty()) {
        return Err(format!("read as unknown: {update:?}"));
    }
    let typed = Update::new(update.update_id, update.content.clone());
    Ok((typed.raw().as_str().to_owned(), update.issues().to_vec()))
}

macro_rules! table {
    ($($name:ident),* $(,)?) => {
        &[
            $(Known { name: stringify!($name), again: again::<types::$name> },)*
            Known { name: "Update", again: update_again },
            Known { name: "MessageId", again: again::<ids::MessageId> },
        ]
    };
}

/// All types.
pub(crate) const TYPES: &[Known] = botwright_api::for_each_type!(table);

/// The type of this name.
pub(crate) fn known(name: &str) -> &'static Known {
    TYPES
        .iter()
        .find(|ty| ty.name == name)
        .unwrap_or_else(|| panic!("no Rust type {name}"))
}
