//! Licence expressions, as the field `license` of a crate has them.

/// Whether the expression is satisfied by the allowed licences.
///
/// `OR` needs one side, `AND` both; `A WITH B` is a licence of its own, allowed by that full name;
/// the old `MIT/Apache-2.0` means `OR`. The error says what is not understood.
pub(super) fn allowed(expression: &str, licences: &[String]) -> Result<bool, String> {
    let spaced = expression
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let mut words = Words {
        all: spaced.split_whitespace().collect(),
        position: 0,
        licences,
    };
    let verdict = words.either()?;
    match words.peek() {
        None => Ok(verdict),
        Some(word) => Err(format!("`{word}` is not expected there")),
    }
}

struct Words<'a> {
    all: Vec<&'a str>,
    position: usize,
    licences: &'a [String],
}

impl<'a> Words<'a> {
    fn either(&mut self) -> Result<bool, String> {
        let mut verdict = self.both()?;
        while self.take("OR") {
            verdict |= self.both()?;
        }
        Ok(verdict)
    }

    fn both(&mut self) -> Result<bool, String> {
        let mut verdict = self.single()?;
        while self.take("AND") {
            verdict &= self.single()?;
        }
        Ok(verdict)
    }

    fn single(&mut self) -> Result<bool, String> {
        if self.take("(") {
            let verdict = self.either()?;
            return if self.take(")") {
                Ok(verdict)
            } else {
                Err("a `)` is missing".to_owned())
            };
        }
        let mut name = self.name()?.to_owned();
        if self.take("WITH") {
            name = format!("{name} WITH {}", self.name()?);
        }
        Ok(self.licences.contains(&name))
    }

    fn name(&mut self) -> Result<&'a str, String> {
        let word = self.peek().ok_or("it ends where a licence should be")?;
        if ["OR", "AND", "WITH", "(", ")"].contains(&word) {
            return Err(format!("`{word}` is where a licence should be"));
        }
        self.position += 1;
        Ok(word)
    }

    fn take(&mut self, word: &str) -> bool {
        let found = self.peek() == Some(word);
        self.position += usize::from(found);
        found
    }

    fn peek(&self) -> Option<&'a str> {
        self.all.get(self.position).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(expression: &str) -> Result<bool, String> {
        allowed(
            expression,
            &[
                "MIT".to_owned(),
                "Apache-2.0 WITH LLVM-exception".to_owned(),
            ],
        )
    }

    #[test]
    fn or_needs_one_side_and_and_both() {
        assert_eq!(check("MIT"), Ok(true));
        assert_eq!(check("GPL-3.0"), Ok(false));
        assert_eq!(check("GPL-3.0 OR MIT"), Ok(true));
        assert_eq!(check("GPL-3.0/MIT"), Ok(true));
        assert_eq!(check("GPL-3.0 AND MIT"), Ok(false));
        assert_eq!(check("(GPL-3.0 OR MIT) AND (MIT)"), Ok(true));
        assert_eq!(
            check("MIT AND GPL-3.0 OR MIT"),
            Ok(true),
            "AND binds tighter"
        );
    }

    #[test]
    fn an_exception_is_part_of_the_name() {
        assert_eq!(check("Apache-2.0 WITH LLVM-exception"), Ok(true));
        assert_eq!(check("Apache-2.0"), Ok(false));
    }

    #[test]
    fn what_is_not_understood_is_not_allowed() {
        for broken in ["", "MIT OR", "MIT MIT", "(MIT", "AND MIT", "MIT)"] {
            assert!(check(broken).is_err(), "{broken:?}");
        }
    }
}
