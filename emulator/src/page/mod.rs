//! The chat page: plain HTML, CSS and JavaScript modules, served from the program itself.
//!
//! Nothing is built and nothing comes from elsewhere. `index.html` is served at `/`, every file at
//! `/page/{path}`; the page speaks to the control API. `app.js` joins the parts: `store/` holds what
//! the page knows, `core/events.js` and `core/api.js` are its connection, the rest draws.

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
    "address.js": SCRIPT,
    "app.js": SCRIPT,
    "chats/account.js": SCRIPT,
    "chats/avatar.js": SCRIPT,
    "chats/chats.js": SCRIPT,
    "chats/item.js": SCRIPT,
    "column.js": SCRIPT,
    "composer/attach.js": SCRIPT,
    "composer/botkeyboard.js": SCRIPT,
    "composer/commands.js": SCRIPT,
    "composer/composer.js": SCRIPT,
    "composer/inline.js": SCRIPT,
    "composer/replykeyboard.js": SCRIPT,
    "composer/requests.js": SCRIPT,
    "composer/switch.js": SCRIPT,
    "core/actions.js": SCRIPT,
    "core/api.js": SCRIPT,
    "core/clock.js": SCRIPT,
    "core/dom.js": SCRIPT,
    "core/events.js": SCRIPT,
    "core/icons.js": SCRIPT,
    "core/kinds.js": SCRIPT,
    "core/money.js": SCRIPT,
    "core/names.js": SCRIPT,
    "core/notices.js": SCRIPT,
    "core/rich.js": SCRIPT,
    "core/service.js": SCRIPT,
    "core/summary.js": SCRIPT,
    "css/base.css": CSS,
    "css/chats.css": CSS,
    "css/composer.css": CSS,
    "css/inspector.css": CSS,
    "css/keyboards.css": CSS,
    "css/media.css": CSS,
    "css/messages.css": CSS,
    "css/notices.css": CSS,
    "css/text.css": CSS,
    "icon.svg": SVG,
    "index.html": HTML,
    "inspector/clock.js": SCRIPT,
    "inspector/entry.js": SCRIPT,
    "inspector/faults.js": SCRIPT,
    "inspector/inspector.js": SCRIPT,
    "inspector/json.js": SCRIPT,
    "media/album.js": SCRIPT,
    "media/cards.js": SCRIPT,
    "media/checklist.js": SCRIPT,
    "media/file.js": SCRIPT,
    "media/media.js": SCRIPT,
    "media/paid.js": SCRIPT,
    "media/photo.js": SCRIPT,
    "media/place.js": SCRIPT,
    "media/players.js": SCRIPT,
    "media/poll.js": SCRIPT,
    "media/sticker.js": SCRIPT,
    "messages/actions.js": SCRIPT,
    "messages/bubble.js": SCRIPT,
    "messages/conversation.js": SCRIPT,
    "messages/deeplink.js": SCRIPT,
    "messages/drafts.js": SCRIPT,
    "messages/entities.js": SCRIPT,
    "messages/keyboard.js": SCRIPT,
    "messages/keys.js": SCRIPT,
    "messages/menu.js": SCRIPT,
    "messages/messages.js": SCRIPT,
    "messages/preview.js": SCRIPT,
    "messages/quote.js": SCRIPT,
    "messages/reactions.js": SCRIPT,
    "messages/rich.js": SCRIPT,
    "messages/richtext.js": SCRIPT,
    "messages/rows.js": SCRIPT,
    "messages/topics.js": SCRIPT,
    "messages/window.js": SCRIPT,
    "sheets/ask.js": SCRIPT,
    "sheets/frame.js": SCRIPT,
    "sheets/info.js": SCRIPT,
    "sheets/payment.js": SCRIPT,
    "sheets/sheet.js": SCRIPT,
    "sheets/webapp.js": SCRIPT,
    "store/acting.js": SCRIPT,
    "store/games.js": SCRIPT,
    "store/histories.js": SCRIPT,
    "store/keys.js": SCRIPT,
    "store/store.js": SCRIPT,
    "store/taps.js": SCRIPT,
    "telegram-web-app.js": SCRIPT,
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

    /// The path that `reference` names, seen from the file `from`.
    fn resolve(from: &str, reference: &str) -> String {
        let mut path: Vec<&str> = from.split('/').collect();
        path.pop();
        for part in reference.split('/') {
            match part {
                "." => {}
                ".." => drop(path.pop()),
                name => path.push(name),
            }
        }
        path.join("/")
    }

    fn references(name: &str) -> Vec<String> {
        let (_, bytes) = asset(name).unwrap_or_else(|| panic!("{name} is not served"));
        let text = std::str::from_utf8(bytes).expect("the page's files are text");
        let mut found = quoted_after(text, "\"/page/");
        let imports = quoted_after(text, "from \"");
        found.extend(
            imports
                .iter()
                .filter(|path| path.starts_with('.'))
                .map(|path| resolve(name, path)),
        );
        found
    }

    #[test]
    fn everything_the_page_asks_for_is_served_and_nothing_else() {
        // The second is for web apps, which ask for it themselves.
        let roots = ["index.html", "telegram-web-app.js"];
        let mut queue: Vec<String> = roots.map(str::to_owned).into();
        let mut seen: BTreeSet<String> = queue.iter().cloned().collect();
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
                let is_own = address.starts_with("/page/") || address.starts_with('#');
                assert!(is_own, "{name} asks for {address}");
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
