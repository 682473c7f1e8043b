//! The world as it stands, as JSON that is read back as the same world.
//!
//! Everything in [`State`] is saved but what belongs to the running server: its mode, who waits for
//! what, the lists of calls and news. Members of the state that JSON has no form for use the modules
//! here: [`pairs`] for maps whose keys are no text, [`bytes`] and [`optional_bytes`].

use serde::{Deserialize, Serialize};

use super::{file_format::WorldError, state::State};

/// The version of what is written.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Saved<'a> {
    saved_world: u32,
    state: &'a State,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Loaded {
    saved_world: u32,
    state: State,
}

/// Whether a text looks like a saved world rather than a world file.
#[derive(Deserialize)]
struct Mark {
    saved_world: u32,
}

/// The state as JSON.
pub(super) fn write(state: &State) -> serde_json::Result<String> {
    serde_json::to_string(&Saved {
        saved_world: VERSION,
        state,
    })
}

/// Reads what [`write`] wrote; `None` for a text that is no saved world.
pub(super) fn read(text: &str) -> Option<Result<State, WorldError>> {
    let mark: Mark = serde_json::from_str(text).ok()?;
    if mark.saved_world != VERSION {
        let message = format!(
            "this world was saved in version {}; this emulator reads version {VERSION}",
            mark.saved_world
        );
        return Some(Err(WorldError::of_file(text, "saved_world", message)));
    }
    Some(load(text))
}

fn load(text: &str) -> Result<State, WorldError> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let loaded: Loaded = serde_path_to_error::deserialize(&mut deserializer)
        .map_err(|error| WorldError::of_json(&error.path().to_string(), error.inner()))?;
    let state = loaded.state;
    if state.bots.is_empty() {
        let message = "a world needs at least one bot";
        return Err(WorldError::of_file(text, "state.bots", message));
    }
    tracing::debug!(version = loaded.saved_world, "a saved world was read");
    Ok(state)
}

/// A map as a list of pairs.
pub(crate) mod pairs {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(crate) fn serialize<K: Serialize, V: Serialize, S: Serializer>(
        map: &BTreeMap<K, V>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(map)
    }

    pub(crate) fn deserialize<
        'de,
        K: Deserialize<'de> + Ord,
        V: Deserialize<'de>,
        D: Deserializer<'de>,
    >(
        deserializer: D,
    ) -> Result<BTreeMap<K, V>, D::Error> {
        let pairs = Vec::<(K, V)>::deserialize(deserializer)?;
        Ok(pairs.into_iter().collect())
    }
}

/// Bytes as base64url text.
pub(crate) mod bytes {
    use bytes::Bytes;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use crate::world::ids;

    pub(crate) fn serialize<S: Serializer>(
        bytes: &Bytes,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&ids::base64url(bytes))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Bytes, D::Error> {
        let text = String::deserialize(deserializer)?;
        let bytes = ids::from_base64url(&text).ok_or_else(|| D::Error::custom("no base64url"))?;
        Ok(bytes.into())
    }
}

/// The same for bytes that may be missing.
pub(crate) mod optional_bytes {
    use bytes::Bytes;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Deserialize, Serialize)]
    struct Text(#[serde(with = "super::bytes")] Bytes);

    #[allow(clippy::ref_option)] // The form that serde calls.
    pub(crate) fn serialize<S: Serializer>(
        bytes: &Option<Bytes>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        bytes.clone().map(Text).serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Bytes>, D::Error> {
        let text = Option::<Text>::deserialize(deserializer)?;
        Ok(text.map(|Text(bytes)| bytes))
    }
}
