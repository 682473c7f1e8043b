//! The chat page: plain HTML, CSS and JavaScript modules, served from the program itself.
//!
//! Nothing is built and nothing comes from elsewhere. `index.html` is served at `/`, every file at
//! `/page/{file}`; the page speaks to the control API. `app.js` joins the parts: `store.js` holds
//! what the page knows, `events.js` and `api.js` are its connection, the rest draws.

/// Names, content types and contents of the page's files.
macro_rules! assets {
    ($($name:literal: $content_type:expr),* $(,)?) => {
        const ASSETS: &[(&str, &str, &[u8])] =
            &[$(($name, $content_type, include_bytes!($name))),*];
    };
}

const HTML: &str = "text/html; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const SVG: &str = "image/svg+xml";

assets! {
    "index.html": HTML,
    "icon.svg": SVG,
    "style.css": CSS,
    "chats.css": CSS,
    "messages.css": CSS,
    "composer.css": CSS,
    "notices.css": CSS,
    "actions.js": SCRIPT,
    "api.js": SCRIPT,
    "app.js": SCRIPT,
    "bubble.js": SCRIPT,
    "chats.js": SCRIPT,
    "clock.js": SCRIPT,
    "commands.js": SCRIPT,
    "composer.js": SCRIPT,
    "conversation.js": SCRIPT,
    "dom.js": SCRIPT,
    "entities.js": SCRIPT,
    "events.js": SCRIPT,
    "keyboard.js": SCRIPT,
    "media.js": SCRIPT,
    "messages.js": SCRIPT,
    "names.js": SCRIPT,
    "notices.js": SCRIPT,
    "replykeyboard.js": SCRIPT,
    "store.js": SCRIPT,
    "summary.js": SCRIPT,
}

/// The content type and the bytes of one of the page's files.
pub(crate) fn asset(name: &str) -> Option<(&'static str, &'static [u8])> {
    let (_, content_type, bytes) = ASSETS.iter().find(|(asset, ..)| *asset == name)?;
    Some((content_type, bytes))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{ASSETS, asset};

    /// What stands between each `before` and the next double quote.
    fn quoted_after(text: &str, before: &str) -> Vec<String> {
        text.split(before)
            .skip(1)
            .filter_map(|rest| rest.split_once('"'))
            .map(|(name, _)| name.to_owned())
            .collect()
    }

    fn references(name: &str) -> Vec<String> {
        let (_, bytes) = asset(name).unwrap_or_else(|| panic!("{name} is not served"));
        let text = std::str::from_utf8(bytes).expect("the page's files are text");
        let mut found = quoted_after(text, "\"/page/");
        found.extend(quoted_after(text, "from \"./"));
        found
    }

    #[test]
    fn everything_the_page_asks_for_is_served_and_nothing_else() {
        let mut seen = BTreeSet::from(["index.html".to_owned()]);
        let mut queue = vec!["index.html".to_owned()];
        while let Some(name) = queue.pop() {
            for reference in references(&name) {
                if seen.insert(reference.clone()) {
                    queue.push(reference);
                }
            }
        }
        let served: BTreeSet<String> = ASSETS.iter().map(|(name, ..)| (*name).to_owned()).collect();
        assert_eq!(seen, served);
    }

    #[test]
    fn nothing_comes_from_elsewhere() {
        for (name, _, bytes) in ASSETS {
            let text = std::str::from_utf8(bytes).expect("the page's files are text");
            for address in quoted_after(text, "src=\"")
                .iter()
                .chain(&quoted_after(text, "href=\""))
            {
                assert!(address.starts_with("/page/"), "{name} asks for {address}");
            }
            assert!(!text.contains("innerHTML"), "{name} parses text as HTML");
            assert!(
                !text.contains("url(http"),
                "{name} asks for an outside resource"
            );
        }
    }

    #[test]
    fn unknown_names_are_not_served() {
        assert!(asset("mod.rs").is_none());
        assert!(asset("../page/index.html").is_none());
    }
}
