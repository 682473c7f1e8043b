//! `Locale` as a parameter: the user's language.

use std::fmt;

use botwright_api::types::User;

use super::files::available;
use super::nearest::nearest;
use crate::cx::Cx;
use crate::extract::{FromUpdateAsync, Rejection};
use crate::route::Requires;
use crate::session::{Key, Put};

/// The language when there are no locale files.
const NONE: &str = "en";

/// The language for the user of the update: the one that was chosen, else the nearest to the language of
/// the user's app ([User](https://core.telegram.org/bots/api#user)), else the default one.
///
/// ```
/// use botwright::prelude::*;
///
/// bot::locales!("locales");
///
/// /// Says hello.
/// #[command]
/// async fn hello(l: Locale, user: &User) -> Html {
///     t!(l, "welcome", name = user.first_name)
/// }
///
/// /// Sets the language.
/// #[command]
/// async fn language(to: String, mut l: Locale) -> Html {
///     match l.choose(&to) {
///         Ok(()) => t!(l, "language-set"),
///         Err(_) => t!(l, "language-unknown", languages = Locale::available().join(", ")),
///     }
/// }
///
/// # let ann = "Ann";
/// let text = t!(Locale::new("de-AT"), "welcome", name = ann);
/// assert_eq!(text.plain(), "Willkommen, Ann!");
/// ```
///
/// `en-GB` fits `en`, and `pt` fits `pt-BR`. An update without a user, such as a channel post, has the
/// default language. What was chosen is kept in the bot's store, when the handler succeeded. A language
/// that is there no more, or a stored value without sense, counts as none chosen.
#[derive(Clone)]
pub struct Locale {
    tag: &'static str,
    /// The language of the user's app, or the default.
    own: &'static str,
    place: Option<(Cx, Key)>,
}

/// A language that was chosen and is not there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no language `{asked}`; there are: {}", available.join(", "))]
pub struct UnknownLocale {
    /// What was asked for.
    pub asked: String,
    /// What there is.
    pub available: Vec<&'static str>,
}

impl Locale {
    /// The nearest to this language, for texts outside of handlers and for tests.
    pub fn new(language: &str) -> Self {
        let tag = resolve(&available(), [Some(language)]);
        Self {
            tag,
            own: tag,
            place: None,
        }
    }

    /// The nearest to the language of this user's app; what the user has chosen is not looked up.
    pub fn of(user: &User) -> Self {
        Self::new(user.language_code.as_deref().unwrap_or_default())
    }

    /// The language, as its file is named: `en`, `pt-BR`.
    pub fn tag(&self) -> &'static str {
        self.tag
    }

    /// The languages there are, the default one first.
    pub fn available() -> Vec<&'static str> {
        available()
    }

    /// From now on the user's language is the nearest to this one. It is kept when the handler succeeded.
    ///
    /// # Errors
    /// There is none.
    pub fn choose(&mut self, language: &str) -> Result<(), UnknownLocale> {
        let available = available();
        let Some(tag) = nearest(language, &available) else {
            return Err(UnknownLocale {
                asked: language.to_owned(),
                available,
            });
        };
        self.tag = tag;
        self.put(Some(tag));
        Ok(())
    }

    /// From now on the user's language is that of the app again.
    pub fn choose_own(&mut self) {
        self.tag = self.own;
        self.put(None);
    }

    fn put(&self, tag: Option<&str>) {
        let Some((cx, key)) = &self.place else { return };
        let put = tag.map(|tag| Put {
            // Tags are letters, digits and `-`.
            value: format!("\"{tag}\""),
            expires: None,
            wakes: None,
        });
        if !cx.scratch().write(key.clone(), put) {
            tracing::warn!("a language was chosen after its handler had ended, and is not kept");
        }
    }
}

/// The first of these that is there, else the default.
fn resolve<'a>(
    available: &[&'static str],
    wanted: impl IntoIterator<Item = Option<&'a str>>,
) -> &'static str {
    let mut wanted = wanted.into_iter().flatten();
    wanted
        .find_map(|wanted| nearest(wanted, available))
        .or(available.first().copied())
        .unwrap_or(NONE)
}

impl FromUpdateAsync for Locale {
    const MAY_SKIP: bool = false;

    async fn load(cx: &Cx) -> Result<Self, Rejection> {
        let available = available();
        let user = cx.update().from();
        let language = user.and_then(|user| user.language_code.as_deref());
        let own = resolve(&available, [language]);
        let Some(user) = user.filter(|_| available.len() > 1) else {
            return Ok(Self {
                tag: own,
                own,
                place: None,
            });
        };
        let key = Key::new("locale", format!("user:{}", user.id));
        let stored = cx.stored(&key).await.map_err(Rejection::failed)?;
        let chosen = stored.and_then(|entry| serde_json::from_str::<String>(&entry.value).ok());
        Ok(Self {
            tag: resolve(&available, [chosen.as_deref(), language]),
            own,
            place: Some((cx.clone(), key)),
        })
    }

    fn requires(requires: &mut Requires) {
        requires.locales();
    }
}

/// The language.
impl fmt::Debug for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Locale").field(&self.tag).finish()
    }
}
