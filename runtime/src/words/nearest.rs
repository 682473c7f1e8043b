//! Which of the languages at hand fits best.

/// The language that is nearest to `wanted`: the same, or the same without its last parts, or another of
/// the same language. `None` if there is none. Any text may be asked for.
pub(super) fn nearest<'a>(wanted: &str, available: &[&'a str]) -> Option<&'a str> {
    let parts =
        |tag: &str| -> Vec<String> { tag.split(['-', '_']).map(str::to_ascii_lowercase).collect() };
    let wanted = parts(wanted);
    let shorter = (1..=wanted.len()).rev().find_map(|length| {
        let wanted = &wanted[..length];
        available.iter().find(|tag| parts(tag) == wanted)
    });
    let same_language = || {
        available
            .iter()
            .find(|tag| parts(tag).first() == wanted.first())
    };
    shorter.or_else(same_language).copied()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_nearest_is_found() {
        let available = ["en", "de", "pt-BR", "zh-Hans", "zh-Hant"];
        for (wanted, found) in [
            ("en", Some("en")),
            ("en-GB", Some("en")),
            ("DE_at", Some("de")),
            ("pt", Some("pt-BR")),
            ("pt-PT", Some("pt-BR")),
            ("pt-br", Some("pt-BR")),
            ("zh-hant-TW", Some("zh-Hant")),
            ("zh", Some("zh-Hans")),
            ("fr", None),
            ("", None),
            ("--", None),
            ("d", None),
            ("\u{0}€", None),
        ] {
            assert_eq!(nearest(wanted, &available), found, "{wanted}");
        }
        assert_eq!(nearest("en", &[]), None);
    }
}
