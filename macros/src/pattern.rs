//! `regex = "…"`: checked here, compiled once at start.

use regex_syntax::ast::{self, Ast, GroupKind};
use syn::LitStr;

use crate::errors::Errors;
use crate::handler::Handler;

/// The names of the pattern's groups, each of which is to have a parameter.
pub(crate) fn groups_of(source: &LitStr, handler: &Handler, errors: &mut Errors) -> Vec<String> {
    let groups = groups(source, errors);
    for group in &groups {
        if !handler.params.iter().any(|param| param.name == *group) {
            errors.at(
                source,
                format!(
                    "the pattern has a group `{group}`, but the handler has no parameter of that name"
                ),
            );
        }
    }
    groups
}

/// The names of the pattern's groups, in order; a mistake if it is no pattern.
fn groups(pattern: &LitStr, errors: &mut Errors) -> Vec<String> {
    match ast::parse::Parser::new().parse(&pattern.value()) {
        Ok(tree) => ast::visit(&tree, Names::default()).unwrap_or_default(),
        Err(error) => {
            errors.at(
                pattern,
                format!("this is not a regular expression: {}", error.kind()),
            );
            Vec::new()
        }
    }
}

#[derive(Default)]
struct Names(Vec<String>);

impl ast::Visitor for Names {
    type Output = Vec<String>;
    type Err = std::convert::Infallible;

    fn finish(self) -> Result<Self::Output, Self::Err> {
        Ok(self.0)
    }

    fn visit_pre(&mut self, ast: &Ast) -> Result<(), Self::Err> {
        if let Ast::Group(group) = ast
            && let GroupKind::CaptureName { name, .. } = &group.kind
        {
            self.0.push(name.name.clone());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proc_macro2::Span;
    use syn::LitStr;

    use super::groups;
    use crate::errors::Errors;

    #[test]
    fn names_of_groups() {
        let mut errors = Errors::default();
        let pattern = LitStr::new(r"(?i)^(?<a>x(?P<b>\d+))(y)?\p{L}$", Span::call_site());
        assert_eq!(groups(&pattern, &mut errors), ["a", "b"]);
        assert!(errors.is_empty());
        assert!(groups(&LitStr::new("(x", Span::call_site()), &mut errors).is_empty());
        assert!(errors.into_tokens().to_string().contains("unclosed group"));
    }
}
