//! What may stand in `html!`.

use std::fmt::{Display, Write};

use super::Html;
use crate::text::FormattedText;

/// A value that can stand in [`html!`](crate::html): [`Html`] and [`FormattedText`] with their markup,
/// everything else as text, with what HTML would take for markup escaped.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot stand in `html!` or `t!`",
    label = "neither `Html` nor a text",
    note = "a value in them is `Html` or implements `std::fmt::Display`"
)]
pub trait ToHtml {
    /// Writes the value's HTML.
    fn to_html(&self, html: &mut String);

    /// Writes the value's text for the value of an attribute, in which there is no markup.
    fn to_attribute(&self, html: &mut String) {
        let mut own = String::new();
        self.to_html(&mut own);
        Html::new(own).plain().to_html(html);
    }
}

impl ToHtml for Html {
    fn to_html(&self, html: &mut String) {
        html.push_str(self.as_str());
    }
}

impl ToHtml for FormattedText {
    fn to_html(&self, html: &mut String) {
        html.push_str(self.html().as_str());
    }
}

/// Escapes what is written through it.
struct Escape<'a>(&'a mut String);

impl Write for Escape<'_> {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        for letter in text.chars() {
            match letter {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                // Telegram knows no name for it.
                '\'' => self.0.push_str("&#39;"),
                _ => self.0.push(letter),
            }
        }
        Ok(())
    }
}

impl<T: Display + ?Sized> ToHtml for T {
    fn to_html(&self, html: &mut String) {
        // The sink does not fail; a `Display` that does has said all it could.
        let _ = write!(Escape(html), "{self}");
    }

    fn to_attribute(&self, html: &mut String) {
        self.to_html(html);
    }
}
