//! A handler's doc comment.

use syn::{Attribute, Expr, ExprLit, Lit, Meta};

/// What a doc comment says.
pub(crate) struct Doc {
    /// The first paragraph, on one line.
    pub(crate) description: String,
    /// Everything after it.
    pub(crate) help: String,
}

impl Doc {
    pub(crate) fn of(attrs: &[Attribute]) -> Self {
        let lines: Vec<String> = attrs
            .iter()
            .filter_map(line)
            .flat_map(|text| {
                text.lines()
                    .map(|line| line.trim().to_owned())
                    .collect::<Vec<_>>()
            })
            .skip_while(String::is_empty)
            .collect();
        let end = lines
            .iter()
            .position(String::is_empty)
            .unwrap_or(lines.len());
        Self {
            description: lines[..end].join(" "),
            help: lines[end..].join("\n").trim().to_owned(),
        }
    }
}

fn line(attr: &Attribute) -> Option<String> {
    match &attr.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(ExprLit {
                lit: Lit::Str(text),
                ..
            }) => {
                // A line comment's text; an empty one still separates paragraphs.
                Some(if text.value().is_empty() {
                    "\n".to_owned()
                } else {
                    text.value()
                })
            }
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Doc;

    #[test]
    fn first_paragraph_is_the_description() {
        let item: syn::ItemFn = syn::parse_quote! {
            /// Bans a
            /// member.
            ///
            /// Longer help.
            ///
            /// More.
            fn ban() {}
        };
        let doc = Doc::of(&item.attrs);
        assert_eq!(doc.description, "Bans a member.");
        assert_eq!(doc.help, "Longer help.\n\nMore.");
    }

    #[test]
    fn block_comments_count() {
        let item: syn::ItemFn = syn::parse_quote! {
            #[doc = " One\n line.\n\n Two."]
            fn ban() {}
        };
        let doc = Doc::of(&item.attrs);
        assert_eq!(
            (doc.description.as_str(), doc.help.as_str()),
            ("One line.", "Two.")
        );
    }
}
