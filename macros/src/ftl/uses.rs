//! Which variables a message takes, and as what.

use std::collections::BTreeMap;

use super::{Element, Expression, File, Pattern, key};
use crate::html::Place;

/// The categories that languages have for numbers
/// ([CLDR](https://cldr.unicode.org/index/cldr-spec/plural-rules)).
const PLURALS: &[&str] = &["zero", "one", "two", "few", "many", "other"];

/// How a message uses a variable.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Use {
    /// It is a number: it chooses by plural category, or is formatted as one.
    pub(crate) number: bool,
    /// It is a text: it chooses by words.
    pub(crate) text: bool,
    /// It stands in the value of a tag's attribute.
    pub(crate) attribute: bool,
}

impl Use {
    /// Both.
    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            number: self.number || other.number,
            text: self.text || other.text,
            attribute: self.attribute || other.attribute,
        }
    }
}

/// The variables of a message, with those of the messages it refers to.
pub(crate) type Uses = BTreeMap<String, Use>;

/// The variables of the message of this key, and the mistakes in what it refers to.
pub(crate) fn of(file: &File, name: &str) -> (Uses, Vec<String>) {
    let mut walk = Walk {
        file,
        uses: Uses::new(),
        problems: Vec::new(),
        within: Vec::new(),
        is_term: false,
    };
    if let Some(pattern) = file.pattern(name) {
        walk.within.push(name.to_owned());
        walk.pattern(pattern, Place::Text);
    }
    (walk.uses, walk.problems)
}

/// The mistakes in what a term refers to.
pub(crate) fn of_term(file: &File, id: &str, pattern: &Pattern) -> Vec<String> {
    let mut walk = Walk {
        file,
        uses: Uses::new(),
        problems: Vec::new(),
        within: vec![format!("-{id}")],
        is_term: true,
    };
    walk.pattern(pattern, Place::Text);
    walk.problems
}

struct Walk<'a> {
    file: &'a File,
    uses: Uses,
    problems: Vec<String>,
    /// The messages and terms on the way.
    within: Vec<String>,
    /// A term's variables are what it is given where it stands.
    is_term: bool,
}

impl Walk<'_> {
    fn pattern(&mut self, pattern: &Pattern, mut place: Place) {
        for element in pattern {
            match element {
                Element::Text(text) => place = place.after(text),
                Element::Place(expression) => self.expression(expression, place),
            }
        }
    }

    fn uses(&mut self, name: &str, how: Use) {
        if !self.is_term {
            let entry = self.uses.entry(name.to_owned()).or_default();
            *entry = entry.and(how);
        }
    }

    fn expression(&mut self, expression: &Expression, place: Place) {
        match expression {
            Expression::Text(_) | Expression::Number(_) => {}
            Expression::Variable(name) => {
                let attribute = matches!(place, Place::Attribute(_));
                if place == Place::Tag {
                    self.problems.push(format!(
                        "`{{ ${name} }}` stands in a tag: a variable is text, or the value of an attribute in \
                         quotes, as in `<a href=\"{{ ${name} }}\">`"
                    ));
                }
                self.uses(
                    name,
                    Use {
                        attribute,
                        ..Use::default()
                    },
                );
            }
            Expression::Message { id, attribute } => {
                let name = key(id, attribute.as_deref());
                let file = self.file;
                match file
                    .messages
                    .get(id)
                    .map(|it| it.pattern(attribute.as_deref()))
                {
                    Some(Some(pattern)) => self.refer(name, pattern, place, self.is_term),
                    Some(None) => self.problems.push(format!("`{id}` has no text `{name}`")),
                    None => {
                        let known = file.messages.keys().map(String::as_str);
                        let hint = crate::nearest::hint(id, known);
                        self.problems
                            .push(format!("there is no message `{id}`{hint}"));
                    }
                }
            }
            Expression::Term {
                id,
                attribute,
                arguments,
            } => {
                for argument in arguments {
                    self.expression(argument, place);
                }
                let name = format!("-{}", key(id, attribute.as_deref()));
                let file = self.file;
                match file
                    .terms
                    .get(id)
                    .map(|it| it.pattern(attribute.as_deref()))
                {
                    Some(Some(pattern)) => self.refer(name, pattern, place, true),
                    Some(None) => self.problems.push(format!("`-{id}` has no text `{name}`")),
                    None => {
                        let known = file.terms.keys().map(String::as_str);
                        let hint = crate::nearest::hint(id, known);
                        self.problems
                            .push(format!("there is no term `-{id}`{hint}"));
                    }
                }
            }
            Expression::Function { arguments, .. } => {
                for argument in arguments {
                    self.number(argument, place);
                }
            }
            Expression::Select { selector, variants } => {
                let keys = || variants.iter().map(|variant| variant.key.as_str());
                let is_number = |key: &str| {
                    PLURALS.contains(&key) || key.starts_with(|it: char| !it.is_alphabetic())
                };
                if let Expression::Variable(name) = &**selector {
                    // A single `other` fits both: a language without plurals, or one without genders.
                    let how = match keys().collect::<Vec<_>>().as_slice() {
                        ["other"] => Use::default(),
                        keys if keys.iter().all(|key| is_number(key)) => Use {
                            number: true,
                            ..Use::default()
                        },
                        _ => Use {
                            text: true,
                            ..Use::default()
                        },
                    };
                    self.uses(name, how);
                } else {
                    self.expression(selector, Place::Text);
                }
                for variant in variants {
                    self.pattern(&variant.value, place);
                }
            }
        }
    }

    /// What is formatted as a number.
    fn number(&mut self, expression: &Expression, place: Place) {
        self.expression(expression, place);
        if let Expression::Variable(name) = expression {
            self.uses(
                name,
                Use {
                    number: true,
                    ..Use::default()
                },
            );
        }
    }

    fn refer(&mut self, name: String, pattern: &Pattern, place: Place, is_term: bool) {
        if self.within.contains(&name) {
            self.problems.push(format!("`{name}` stands within itself"));
            return;
        }
        self.within.push(name);
        let outer = std::mem::replace(&mut self.is_term, is_term);
        self.pattern(pattern, place);
        self.is_term = outer;
        self.within.pop();
    }
}
