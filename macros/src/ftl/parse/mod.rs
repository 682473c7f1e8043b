//! Reading a file: the grammar of [Fluent 1.0](https://github.com/projectfluent/fluent/tree/main/spec).

use super::{Element, Entry, Expression, File, Pattern, Variant};

/// A mistake and where it is, in bytes.
type Result<T> = std::result::Result<T, (usize, String)>;

/// Reads a file; what cannot be read is said with its line, and the rest is read all the same.
pub(crate) fn parse(source: &str, file: &mut File) -> Vec<String> {
    let source = source.replace("\r\n", "\n");
    let source = source.strip_prefix('\u{feff}').unwrap_or(&source);
    let mut reader = Reader { source, at: 0 };
    let mut problems = Vec::new();
    while !reader.rest().is_empty() {
        let start = reader.at;
        if let Err((at, problem)) = reader.entry(file) {
            problems.push(format!("{}:{}: {problem}", file.shown, reader.line(at)));
            reader.skip(start);
        }
    }
    problems
}

struct Reader<'a> {
    source: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.source[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn line(&self, at: usize) -> usize {
        self.source[..at].matches('\n').count() + 1
    }

    fn eat(&mut self, token: &str) -> bool {
        let there = self.rest().starts_with(token);
        if there {
            self.at += token.len();
        }
        there
    }

    fn expect(&mut self, token: &str, after: &str) -> Result<()> {
        if self.eat(token) {
            Ok(())
        } else {
            Err(self.mistake(format!("`{token}` is due {after}")))
        }
    }

    fn mistake(&self, problem: impl Into<String>) -> (usize, String) {
        (self.at, problem.into())
    }

    fn take(&mut self, fits: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|letter| !fits(letter)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    fn spaces(&mut self) {
        self.take(|letter| letter == ' ');
    }

    fn blank(&mut self) {
        self.take(|letter| letter == ' ' || letter == '\n');
    }

    /// Goes to the next line that can begin something.
    fn skip(&mut self, start: usize) {
        self.at = self.at.max(start);
        while let Some(end) = self.rest().find('\n') {
            self.at += end + 1;
            let begins = |letter: char| letter.is_ascii_alphabetic() || "#-".contains(letter);
            if self.peek().is_some_and(begins) {
                return;
            }
        }
        self.at = self.source.len();
    }

    fn entry(&mut self, file: &mut File) -> Result<()> {
        if self.peek() == Some('#') {
            let marks = self.take(|letter| letter == '#');
            if marks.len() > 3 || !self.rest().starts_with([' ', '\n']) && !self.rest().is_empty() {
                return Err(self.mistake("a comment is `# …`, with a space"));
            }
            self.take(|letter| letter != '\n');
            return Ok(());
        }
        let line_start = self.at;
        self.spaces();
        if self.eat("\n") || self.rest().is_empty() {
            return Ok(());
        }
        if self.at > line_start
            || !self
                .peek()
                .is_some_and(|it| it.is_ascii_alphabetic() || it == '-')
        {
            return Err(self.mistake(
                "expected a message, such as `hello = Hello!`; the further lines of a text are \
                 indented by spaces, and do not begin with `.`, `*`, `[` or `}`",
            ));
        }
        let line = self.line(self.at);
        let is_term = self.eat("-");
        let start = self.at;
        let id = self.identifier()?;
        self.spaces();
        self.expect("=", &format!("after `{id}`"))?;
        self.spaces();
        let value = self.pattern()?;
        let mut entry = Entry {
            line,
            value: (!value.is_empty()).then_some(value),
            attributes: std::collections::BTreeMap::new(),
        };
        self.attributes(&mut entry)?;
        self.spaces();
        if !self.rest().is_empty() && !self.rest().starts_with('\n') {
            return Err(self.mistake("a `}` was not opened; `{\"}\"}` is a brace itself"));
        }
        if entry.value.is_none() && (is_term || entry.attributes.is_empty()) {
            return Err((start, format!("`{id}` has no text")));
        }
        let entries = if is_term {
            &mut file.terms
        } else {
            &mut file.messages
        };
        if let Some(old) = entries.get(&id) {
            let problem = format!("`{id}` is there already, in line {}", old.line);
            return Err((start, problem));
        }
        entries.insert(id, entry);
        Ok(())
    }

    fn attributes(&mut self, entry: &mut Entry) -> Result<()> {
        loop {
            let before = self.at;
            self.blank();
            // An indented dot in a line of its own.
            let line = &self.source[before..self.at];
            if !line.contains('\n') || !self.eat(".") {
                self.at = before;
                return Ok(());
            }
            let start = self.at;
            let name = self.identifier()?;
            self.spaces();
            self.expect("=", &format!("after `.{name}`"))?;
            self.spaces();
            let value = self.pattern()?;
            if value.is_empty() {
                return Err((start, format!("`.{name}` has no text")));
            }
            if entry.attributes.insert(name.clone(), value).is_some() {
                return Err((start, format!("`.{name}` is there already")));
            }
        }
    }

    fn identifier(&mut self) -> Result<String> {
        if !self
            .peek()
            .is_some_and(|letter| letter.is_ascii_alphabetic())
        {
            return Err(
                self.mistake("a name is due here: a letter, then letters, digits, `-`, `_`")
            );
        }
        let name = self.take(|letter| letter.is_ascii_alphanumeric() || "-_".contains(letter));
        Ok(name.to_owned())
    }

    /// A text up to the end of its last line, or to the brace that ends what it stands in.
    fn pattern(&mut self) -> Result<Pattern> {
        let mut pattern = Pattern::new();
        let mut text = String::new();
        loop {
            text.push_str(self.take(|letter| !"{}\n".contains(letter)));
            match self.peek() {
                Some('{') => {
                    if !text.is_empty() {
                        pattern.push(Element::Text(std::mem::take(&mut text)));
                    }
                    pattern.push(Element::Place(self.placeable()?));
                }
                Some('\n') if self.goes_on() => {
                    // How deep lines are indented matters to nothing that is checked here.
                    self.blank();
                    if !(text.is_empty() && pattern.is_empty()) {
                        text.truncate(text.trim_end_matches(' ').len());
                        text.push('\n');
                    }
                }
                _ => break,
            }
        }
        text.truncate(text.trim_end_matches([' ', '\n']).len());
        if !text.is_empty() {
            pattern.push(Element::Text(text));
        }
        Ok(pattern)
    }

    /// Whether the text goes on after this end of a line.
    fn goes_on(&self) -> bool {
        let after = self.rest().trim_start_matches([' ', '\n']);
        let gap = &self.rest()[..self.rest().len() - after.len()];
        let is_indented = !gap.ends_with('\n');
        match after.chars().next() {
            None | Some('}' | '.' | '[' | '*') => false,
            Some('{') => true,
            Some(_) => is_indented,
        }
    }

    /// What stands in braces.
    fn placeable(&mut self) -> Result<Expression> {
        let start = self.at;
        self.expect("{", "here")?;
        self.blank();
        let expression = self.inline()?;
        self.blank();
        let closing = |reader: &mut Self| {
            let is_open =
                reader.source[start..reader.at].contains('\n') || reader.rest().is_empty();
            if is_open && !reader.rest().starts_with('}') {
                let problem = "a `{` is not closed; `{\"{\"}` is a brace itself";
                return Err((start, problem.to_owned()));
            }
            reader.expect("}", "to end what a `{` began")
        };
        if !self.eat("->") {
            if matches!(
                &expression,
                Expression::Term {
                    attribute: Some(_),
                    ..
                }
            ) {
                return Err((
                    start,
                    "an attribute of a term can only be chosen by: `{ -term.attribute -> …`"
                        .to_owned(),
                ));
            }
            closing(self)?;
            return Ok(expression);
        }
        match &expression {
            Expression::Message { .. } => {
                return Err((
                    start,
                    "a message is nothing to choose by: a variable is, `{ $count -> …`".to_owned(),
                ));
            }
            Expression::Term {
                attribute: None, ..
            } => {
                return Err((
                    start,
                    "a term is nothing to choose by: its attribute is, `{ -term.attribute -> …`"
                        .to_owned(),
                ));
            }
            Expression::Select { .. } => {
                return Err((start, "a choice is nothing to choose by".to_owned()));
            }
            _ => {}
        }
        let variants = self.variants(start)?;
        self.blank();
        closing(self)?;
        Ok(Expression::Select {
            selector: Box::new(expression),
            variants,
        })
    }

    fn variants(&mut self, start: usize) -> Result<Vec<Variant>> {
        let mut variants: Vec<Variant> = Vec::new();
        let mut defaults = 0;
        self.spaces();
        if self.peek() != Some('\n') {
            return Err(self.mistake("variants such as `*[other] …` stand in lines of their own"));
        }
        loop {
            self.blank();
            let is_default = self.eat("*");
            if !self.eat("[") {
                if is_default {
                    return Err(self.mistake("`[` is due after `*`"));
                }
                break;
            }
            self.blank();
            let key = if self
                .peek()
                .is_some_and(|it| it.is_ascii_digit() || it == '-')
            {
                self.number()?
            } else {
                self.identifier()?
            };
            self.blank();
            self.expect("]", &format!("after `[{key}`"))?;
            self.spaces();
            let value = self.pattern()?;
            if value.is_empty() {
                return Err(
                    self.mistake(format!("`[{key}]` has no text; `{{\"\"}}` is an empty one"))
                );
            }
            if variants.iter().any(|variant| variant.key == key) {
                return Err(self.mistake(format!("`[{key}]` is there already")));
            }
            defaults += usize::from(is_default);
            variants.push(Variant { key, value });
        }
        match defaults {
            1 => Ok(variants),
            0 => Err((
                start,
                "one variant must be the default: `*[other] …`".to_owned(),
            )),
            _ => Err((start, "only one variant can be the default".to_owned())),
        }
    }

    fn inline(&mut self) -> Result<Expression> {
        match self.peek() {
            Some('"') => self.text().map(Expression::Text),
            Some('{') => self.placeable(),
            Some('$') => {
                self.at += 1;
                self.identifier().map(Expression::Variable)
            }
            Some('-') if self.rest()[1..].starts_with(|it: char| it.is_ascii_alphabetic()) => {
                self.at += 1;
                let id = self.identifier()?;
                let attribute = self.accessor()?;
                let arguments = self.arguments(false)?.unwrap_or_default();
                Ok(Expression::Term {
                    id,
                    attribute,
                    arguments,
                })
            }
            Some(letter) if letter.is_ascii_digit() || letter == '-' => {
                self.number().map(Expression::Number)
            }
            _ => {
                let start = self.at;
                let id = self.identifier().map_err(|_| {
                    self.mistake(
                        "in braces stands a variable `{ $name }`, a message, a `-term`, a number or \
                         a text `{ \"…\" }`",
                    )
                })?;
                let attribute = self.accessor()?;
                let arguments = if attribute.is_none() {
                    self.arguments(true)?
                } else {
                    None
                };
                let Some(arguments) = arguments else {
                    return Ok(Expression::Message { id, attribute });
                };
                if id != "NUMBER" {
                    let problem = format!("there is no function `{id}`; known: `NUMBER`");
                    return Err((start, problem));
                }
                Ok(Expression::Function {
                    name: id,
                    arguments,
                })
            }
        }
    }

    fn accessor(&mut self) -> Result<Option<String>> {
        if self.eat(".") {
            self.identifier().map(Some)
        } else {
            Ok(None)
        }
    }

    /// What stands in parentheses, without the named arguments, which are literals.
    fn arguments(&mut self, positional: bool) -> Result<Option<Vec<Expression>>> {
        let before = self.at;
        self.blank();
        if !self.eat("(") {
            self.at = before;
            return Ok(None);
        }
        let mut arguments = Vec::new();
        loop {
            self.blank();
            if self.eat(")") {
                return Ok(Some(arguments));
            }
            let start = self.at;
            let argument = self.inline()?;
            self.blank();
            match argument {
                Expression::Message {
                    attribute: None, ..
                } if self.eat(":") => {
                    self.blank();
                    match self.peek() {
                        Some('"') => drop(self.text()?),
                        _ => drop(self.number()?),
                    }
                    self.blank();
                }
                argument if positional => arguments.push(argument),
                _ => {
                    return Err((
                        start,
                        "a term takes named arguments: `{ -term(case: \"genitive\") }`".to_owned(),
                    ));
                }
            }
            if !self.eat(",") {
                self.expect(")", "after the arguments")?;
                return Ok(Some(arguments));
            }
        }
    }

    fn number(&mut self) -> Result<String> {
        let start = self.at;
        self.eat("-");
        let digits = |reader: &mut Self| !reader.take(|letter| letter.is_ascii_digit()).is_empty();
        if !digits(self) || (self.eat(".") && !digits(self)) {
            return Err((
                start,
                "a number is due here, such as `3` or `0.5`".to_owned(),
            ));
        }
        Ok(self.source[start..self.at].to_owned())
    }

    fn text(&mut self) -> Result<String> {
        let start = self.at;
        self.at += 1;
        let mut text = String::new();
        loop {
            text.push_str(self.take(|letter| !"\"\\\n".contains(letter)));
            if self.eat("\"") {
                return Ok(text);
            }
            if !self.eat("\\") {
                return Err((start, "a `\"` is not closed in its line".to_owned()));
            }
            let escape = self.peek();
            self.at += escape.map_or(0, char::len_utf8);
            let length = match escape {
                Some(letter @ ('"' | '\\')) => {
                    text.push(letter);
                    continue;
                }
                Some('u') => 4,
                Some('U') => 6,
                _ => {
                    return Err((
                        start,
                        "`\\` begins `\\\"`, `\\\\`, `\\u0000` or `\\U000000`".to_owned(),
                    ));
                }
            };
            let digits = self.rest().get(..length).unwrap_or_default();
            let Some(letter) = u32::from_str_radix(digits, 16)
                .ok()
                .and_then(char::from_u32)
            else {
                return Err((
                    start,
                    format!("`\\u` takes the {length} hexadecimal digits of a letter"),
                ));
            };
            self.at += length;
            text.push(letter);
        }
    }
}

#[cfg(test)]
mod tests;
