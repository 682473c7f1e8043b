//! The table of the emulator's control API: the page that people read is what `openapi.json` is made of.

use std::path::Path;

const PAGE: &str = "docs/emulator.md";
const COPY: &str = "emulator/src/http/control_api.md";

/// Copies the table out of the page; with `check`, says whether the copy is stale.
pub(super) fn copy(root: &Path, check: bool) -> Result<Option<&'static str>, String> {
    let read = |path: &str| {
        std::fs::read_to_string(root.join(path)).map_err(|error| format!("{path}: {error}"))
    };
    let page = read(PAGE)?;
    let table: String = page
        .lines()
        .filter(|line| line.starts_with('|') && line.contains("/control/"))
        .flat_map(|line| [line, "\n"])
        .collect();
    if read(COPY).is_ok_and(|old| old == table) {
        return Ok(None);
    }
    if check {
        return Ok(Some(COPY));
    }
    std::fs::write(root.join(COPY), table).map_err(|error| format!("{COPY}: {error}"))?;
    Ok(None)
}
