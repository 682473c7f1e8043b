//! What a bot says about itself, per language, and the rights it asks for.

use std::collections::BTreeMap;

use super::member::Rights;

/// Texts by language code; the empty code is everybody else's.
pub(crate) type Translations = BTreeMap<String, String>;

#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub(crate) struct BotTexts {
    pub(crate) names: Translations,
    pub(crate) descriptions: Translations,
    pub(crate) short_descriptions: Translations,
    /// The rights it asks for when it is added to groups as an administrator.
    pub(crate) group_rights: AdminRights,
    /// The same for channels.
    pub(crate) channel_rights: AdminRights,
}

/// The rights of an administrator, and whether they stay unnamed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct AdminRights {
    pub(crate) rights: Rights,
    pub(crate) is_anonymous: bool,
}

/// The text of a language, or everybody else's.
pub(crate) fn translated<'a>(texts: &'a Translations, language: &str) -> Option<&'a str> {
    texts
        .get(language)
        .or_else(|| texts.get(""))
        .map(String::as_str)
}
