//! Texts and languages.

/// A text in Telegram's HTML: [`Html`](crate::Html) whose tags are checked while compiling, and whose values
/// are escaped.
///
/// ```
/// use botwright::{Html, html};
///
/// let (name, price) = ("<Tom & Jerry>", 2.5);
/// let text = html!("<b>{name}</b>: {price:.2} {}", "€");
/// assert_eq!(text.as_str(), "<b>&lt;Tom &amp; Jerry&gt;</b>: 2.50 €");
///
/// // HTML within HTML stays as it is.
/// let bold = html!("<b>{name}</b>");
/// assert_eq!(html!("{bold}!", bold = bold).as_str(), "<b>&lt;Tom &amp; Jerry&gt;</b>!");
/// ```
///
/// Values stand in braces as in `format!`: a variable's name, or values after the text in their order or by
/// name, with a format after a colon. `{{` is a brace. The tags are those of
/// [HTML style](https://core.telegram.org/bots/api#html-style); they close in the order in which they were
/// opened. A bare `<` or `&` is written `&lt;` or `&amp;`.
pub use botwright_macros::html;

/// Builds the locale files of a package in, and checks them while compiling. Needs the cargo feature
/// `locales`.
///
#[cfg_attr(feature = "locales", doc = "```")]
#[cfg_attr(not(feature = "locales"), doc = "```ignore")]
/// use botwright::prelude::*;
///
/// bot::locales!("locales", default = "en");
///
/// assert_eq!(Locale::available(), ["en", "de"]);
/// ```
///
/// It stands once in the package, in any module. The folder is in the package's own; `en.ftl`, `pt-BR.ftl`
/// and the like in it are in [Fluent](https://projectfluent.org/fluent/guide/)'s format. A folder other
/// than `locales` is named in `Cargo.toml`, too: `[package.metadata.botwright]`, `locales = "…"`.
///
/// These do not compile, each with its file and line:
///
/// - what Fluent could not read, two messages of one name, references to nothing;
/// - tags that [`html!`] would refuse;
/// - a message that some file lacks or that the default file has not, and one whose variables are not
///   the same in all files.
///
/// | key | |
/// |---|---|
/// | `default = "en"` | the language for everybody else; default: `en`, or the only one |
/// | `fallback` | what a file lacks is taken from the default one |
/// | `isolate` | values are put between marks of direction (U+2068, U+2069), for texts that mix scripts of both directions |
pub use botwright_macros::locales;

/// A message of the package's locale files, in the language of a [`Locale`](crate::words::Locale), as
/// [`Html`](crate::Html). Needs the cargo feature `locales`, and [`bot::locales!`](crate::bot::locales).
///
#[cfg_attr(feature = "locales", doc = "```")]
#[cfg_attr(not(feature = "locales"), doc = "```ignore")]
/// use botwright::prelude::*;
///
/// bot::locales!("locales");
///
/// #[command(describe = "cmd-start")]
/// async fn start(l: Locale, user: &User) -> Html {
///     t!(l, "welcome", name = user.first_name)
/// }
///
/// let l = Locale::new("de");
/// assert_eq!(t!(l, "welcome", name = "<Tom>").as_str(), "Willkommen, &lt;Tom&gt;!");
/// let count = 3;
/// assert_eq!(t!(l, "cart", count).plain(), "3 Dinge liegen im Korb.");
/// ```
///
/// After the locale and the key come the variables of the message, by name; a name alone is the variable
/// of that name. `$user-name` in the file is `user_name` here. `"login.title"` is the attribute `.title` of
/// the message `login`. A key that no file has, and arguments that are missing or too many, do not compile.
///
/// Values are escaped; one that is `Html` or `FormattedText` itself keeps its markup. Where the message
/// chooses by plural, `{ $count -> [one] … *[other] … }`, the value is a number.
pub use botwright_macros::t;
