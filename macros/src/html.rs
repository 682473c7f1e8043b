//! `html!`: texts in Telegram's HTML, with their tags checked and their values escaped.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::parse::{Parse, ParseStream};
use syn::{Expr, LitStr, Token};

use crate::dependency::renamed;
use crate::errors::Errors;
use crate::nearest::hint;

/// The tags of Telegram's HTML and the attributes each may have
/// (<https://core.telegram.org/bots/api#html-style>).
const TAGS: &[(&str, &[&str])] = &[
    ("a", &["href"]),
    ("b", &[]),
    ("blockquote", &["expandable"]),
    ("code", &["class"]),
    ("del", &[]),
    ("em", &[]),
    ("i", &[]),
    ("ins", &[]),
    ("pre", &[]),
    ("s", &[]),
    ("span", &["class"]),
    ("strike", &[]),
    ("strong", &[]),
    ("tg-emoji", &["emoji-id"]),
    ("tg-spoiler", &[]),
    ("tg-time", &["unix", "format"]),
    ("u", &[]),
];

/// Stands for a value while the tags are checked.
pub(crate) const VALUE: &str = "\u{0}";

struct Input {
    text: LitStr,
    args: Vec<Arg>,
}

struct Arg {
    name: Option<Ident>,
    value: Expr,
}

impl Parse for Input {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let text = input.parse()?;
        let mut args = Vec::new();
        while !input.is_empty() {
            input.parse::<Token![,]>()?;
            if input.is_empty() {
                break;
            }
            let name =
                if input.peek(syn::Ident) && input.peek2(Token![=]) && !input.peek2(Token![==]) {
                    let name = input.parse()?;
                    input.parse::<Token![=]>()?;
                    Some(name)
                } else {
                    None
                };
            let value = input.parse()?;
            args.push(Arg { name, value });
        }
        Ok(Self { text, args })
    }
}

/// A part of the text.
#[derive(Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    /// What stands in braces: a name or number, and a format.
    Value(String, String),
}

/// Where in the HTML something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Text,
    /// In a tag, outside of quotes.
    Tag,
    /// In the value of an attribute, with these quotes around it.
    Attribute(char),
}

impl Place {
    /// Where it goes on after some HTML.
    pub(crate) fn after(self, html: &str) -> Self {
        html.chars()
            .fold(self, |place, letter| match (place, letter) {
                (Self::Text, '<') => Self::Tag,
                (Self::Tag, '>') => Self::Text,
                (Self::Tag, '"' | '\'') => Self::Attribute(letter),
                (Self::Attribute(quote), _) if letter == quote => Self::Tag,
                _ => place,
            })
    }
}

/// Where the tag that HTML begins with ends.
fn tag_end(html: &str) -> Option<usize> {
    let mut place = Place::Text;
    html.char_indices().find_map(|(at, letter)| {
        place = place.after(letter.encode_utf8(&mut [0; 4]));
        (place == Place::Text).then_some(at)
    })
}

pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let code = errors
        .ok(syn::parse2::<Input>(input))
        .map(|input| input.expand(&mut errors));
    match code {
        Some(code) if errors.is_empty() => renamed(code),
        _ => {
            // A value of the type it would be, so that nothing else is wrong with it.
            let errors = errors.into_tokens();
            renamed(quote!({ #errors ::botwright::__::Html::new("") }))
        }
    }
}

impl Input {
    fn expand(&self, errors: &mut Errors) -> TokenStream {
        let source = self.text.value();
        let parts = match parts(&source) {
            Ok(parts) => parts,
            Err(problem) => {
                errors.at(&self.text, problem);
                return TokenStream::new();
            }
        };
        let plain: String = parts
            .iter()
            .map(|part| match part {
                Part::Text(text) => text.as_str(),
                // Not to be taken for markup.
                Part::Value(..) => VALUE,
            })
            .collect();
        for problem in check(&plain) {
            errors.at(&self.text, problem);
        }
        let mut used = vec![false; self.args.len()];
        let mut next = 0;
        let mut place = Place::Text;
        let writes: Vec<_> = parts
            .iter()
            .map(|part| match part {
                Part::Text(text) => {
                    place = place.after(text);
                    quote!(__html.push_str(#text);)
                }
                Part::Value(name, format) => {
                    let value = self.value(name, &mut next, &mut used, errors);
                    let span = self.text.span();
                    let write = match place {
                        Place::Text => quote_spanned!(span=> to_html),
                        Place::Attribute(_) => quote_spanned!(span=> to_attribute),
                        Place::Tag => {
                            let problem = format!(
                                "`{{{name}}}` stands in a tag: a value is text, or the value of an \
                                 attribute in quotes, as in `<a href=\"{{{name}}}\">`"
                            );
                            errors.at(&self.text, problem);
                            return TokenStream::new();
                        }
                    };
                    if format.is_empty() {
                        quote_spanned!(span=> ::botwright::__::ToHtml::#write(&#value, &mut __html);)
                    } else {
                        let format = LitStr::new(&format!("{{:{format}}}"), span);
                        quote_spanned!(span=> ::botwright::__::ToHtml::#write(
                            &::core::format_args!(#format, #value), &mut __html
                        );)
                    }
                }
            })
            .collect();
        for (arg, _) in self.args.iter().zip(&used).filter(|(_, used)| !**used) {
            let problem = "this value stands nowhere in the text";
            match &arg.name {
                Some(name) => errors.at(name, problem),
                None => errors.at(&arg.value, problem),
            }
        }
        quote! {{
            let mut __html = ::std::string::String::new();
            #(#writes)*
            ::botwright::__::Html::new(__html)
        }}
    }

    /// The value that a name, a number or nothing in braces stands for.
    fn value(
        &self,
        name: &str,
        next: &mut usize,
        used: &mut [bool],
        errors: &mut Errors,
    ) -> TokenStream {
        let place = if name.is_empty() {
            *next += 1;
            Some(*next - 1)
        } else {
            name.parse::<usize>().ok()
        };
        let found = match place {
            Some(place) => self.args.get(place).map(|arg| (place, arg)),
            None => self
                .args
                .iter()
                .enumerate()
                .find(|(_, arg)| arg.name.as_ref().is_some_and(|it| it == name)),
        };
        if let Some((place, arg)) = found {
            used[place] = true;
            let value = &arg.value;
            return quote!((#value));
        }
        if place.is_some() {
            let count = self.args.len();
            errors.at(
                &self.text,
                format!("`{{{name}}}` has no value: the text takes more of them than the {count} after it"),
            );
            return quote!(());
        }
        if let Ok(mut ident) = syn::parse_str::<Ident>(name) {
            ident.set_span(self.text.span());
            return quote!(#ident);
        }
        errors.at(
            &self.text,
            format!("`{{{name}}}` is no name: give the value one, as in `html!(\"…{{price}}…\", price = {name})`"),
        );
        quote!(())
    }
}

/// Splits the text at its braces.
fn parts(source: &str) -> Result<Vec<Part>, String> {
    let (mut parts, mut text) = (Vec::new(), String::new());
    let mut letters = source.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '{' | '}' if letters.peek() == Some(&letter) => {
                letters.next();
                text.push(letter);
            }
            '{' => {
                let mut inside = String::new();
                loop {
                    match letters.next() {
                        Some('}') => break,
                        Some(letter) => inside.push(letter),
                        None => {
                            return Err("a `{` is not closed; `{{` is a brace itself".to_owned());
                        }
                    }
                }
                let (name, format) = inside.split_once(':').unwrap_or((&inside, ""));
                if !text.is_empty() {
                    parts.push(Part::Text(std::mem::take(&mut text)));
                }
                parts.push(Part::Value(name.trim().to_owned(), format.to_owned()));
            }
            '}' => return Err("a `}` was not opened; `}}` is a brace itself".to_owned()),
            _ => text.push(letter),
        }
    }
    if !text.is_empty() {
        parts.push(Part::Text(text));
    }
    Ok(parts)
}

/// What is wrong with the tags of a text.
pub(crate) fn check(html: &str) -> Vec<String> {
    let (mut problems, mut open) = (Vec::new(), Vec::<String>::new());
    let mut rest = html;
    while let Some(place) = rest.find(['<', '&']) {
        let at = &rest[place..];
        if let Some(after) = at.strip_prefix('&') {
            let end = after.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '#');
            let (name, tail) = after.split_at(end.unwrap_or(after.len()));
            let number = name.strip_prefix('#').is_some_and(|it| !it.is_empty());
            if !tail.starts_with(';') || !(number || ["lt", "gt", "amp", "quot"].contains(&name)) {
                problems.push("a bare `&`: write `&amp;`; Telegram knows `&lt;`, `&gt;`, `&amp;`, `&quot;` and numbers".to_owned());
            }
            rest = after;
            continue;
        }
        let Some(end) = tag_end(at) else {
            problems.push("a bare `<`: write `&lt;`".to_owned());
            break;
        };
        let tag = &at[1..end];
        rest = &at[end + 1..];
        // Said where the values are.
        if tag.starts_with(VALUE) {
            continue;
        }
        if let Some(name) = tag.strip_prefix('/') {
            let name = name.trim().to_ascii_lowercase();
            match open.pop() {
                Some(last) if last == name => {}
                Some(last) => {
                    problems.push(format!("`</{name}>` where `</{last}>` is due: tags close in the order in which they were opened"));
                    return problems;
                }
                None => problems.push(format!("`</{name}>` closes what was not opened")),
            }
            continue;
        }
        let name_end = tag.find(char::is_whitespace).unwrap_or(tag.len());
        let name = tag[..name_end].to_ascii_lowercase();
        let Some((_, attributes)) = TAGS.iter().find(|(known, _)| *known == name) else {
            if name.is_empty() || !name.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
                problems.push("a bare `<`: write `&lt;`".to_owned());
            } else {
                let hint = hint(&name, TAGS.iter().map(|(known, _)| *known));
                problems.push(format!("Telegram knows no tag `<{name}>`{hint}"));
                open.push(name);
            }
            continue;
        };
        for attribute in attribute_names(&tag[name_end..]) {
            if !attribute.contains(VALUE) && !attributes.contains(&attribute.as_str()) {
                let hint = if attributes.is_empty() {
                    "; it has none".to_owned()
                } else {
                    hint(&attribute, attributes.iter().copied())
                };
                problems.push(format!(
                    "`<{name}>` has no attribute `{attribute}` for Telegram{hint}"
                ));
            }
        }
        open.push(name);
    }
    if let Some(last) = open.last() {
        problems.push(format!("`<{last}>` is not closed"));
    }
    problems
}

/// The names of a tag's attributes.
fn attribute_names(mut rest: &str) -> Vec<String> {
    let mut names = Vec::new();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return names;
        }
        let end = rest
            .find(|letter: char| letter == '=' || letter.is_whitespace())
            .unwrap_or(rest.len());
        names.push(rest[..end].to_ascii_lowercase());
        rest = rest[end..].trim_start();
        let Some(value) = rest.strip_prefix('=') else {
            continue;
        };
        let value = value.trim_start();
        let quote = value
            .chars()
            .next()
            .filter(|letter| matches!(letter, '"' | '\''));
        let end = match quote {
            Some(quote) => value[1..].find(quote).map_or(value.len(), |end| end + 2),
            None => value.find(char::is_whitespace).unwrap_or(value.len()),
        };
        rest = &value[end..];
    }
}

#[cfg(test)]
mod tests {
    use super::{Part, Place, check, parts};

    #[test]
    fn braces_are_values() {
        let value = |name: &str, format: &str| Part::Value(name.to_owned(), format.to_owned());
        let text = |text: &str| Part::Text(text.to_owned());
        assert_eq!(
            parts("a {b} {{c}} {d:.2}{}").unwrap(),
            [
                text("a "),
                value("b", ""),
                text(" {c} "),
                value("d", ".2"),
                value("", "")
            ]
        );
        assert!(parts("{").is_err() && parts("a } b").is_err());
    }

    #[test]
    fn values_stand_in_texts_and_quotes() {
        for (html, place) in [
            ("a", Place::Text),
            ("<b>", Place::Text),
            ("<a href=", Place::Tag),
            ("<a href='", Place::Attribute('\'')),
            ("<a href=\"'>", Place::Attribute('"')),
            ("<a href='>'>", Place::Text),
        ] {
            assert_eq!(Place::Text.after(html), place, "{html}");
        }
    }

    #[test]
    fn what_telegram_knows_is_right() {
        for html in [
            "plain",
            "<b>bold <i>both</i></b>",
            "<a href=\"https://example.org/?a=1&amp;b=2\">x</a>",
            "<span class=\"tg-spoiler\">x</span> <tg-spoiler>y</tg-spoiler>",
            "<pre><code class=\"language-rust\">x</code></pre>",
            "<blockquote expandable>x</blockquote>",
            "a &lt; b &#128512;",
            "<a href=\"https://example.org/?a>b\">x</a>",
        ] {
            assert_eq!(check(html), [""; 0], "{html}");
        }
    }

    #[test]
    fn what_it_does_not_know_is_explained() {
        for (html, problem) in [
            ("<strng>x</strng>", "did you mean `strong`"),
            ("<b>x", "`<b>` is not closed"),
            ("x</b>", "closes what was not opened"),
            ("<b><i>x</b></i>", "`</i>` is due"),
            ("a < b", "a bare `<`"),
            ("Tom & Jerry", "a bare `&`"),
            ("<a hef=\"x\">y</a>", "did you mean `href`"),
        ] {
            let problems = check(html).join(" ");
            assert!(problems.contains(problem), "{html}: {problems}");
        }
    }
}
