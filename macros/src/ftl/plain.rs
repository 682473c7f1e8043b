//! Texts that are known while compiling: descriptions of commands.

use super::{Element, Expression, File, Pattern};

/// The text of a message that has neither variables nor choices nor tags, in one line.
pub(crate) fn text(file: &File, pattern: &Pattern) -> Result<String, &'static str> {
    let mut text = String::new();
    write(file, pattern, &mut text)?;
    if text.contains('<') {
        return Err("has tags, and the menu shows plain text");
    }
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"");
    Ok(text.replace("&amp;", "&"))
}

fn write(file: &File, pattern: &Pattern, text: &mut String) -> Result<(), &'static str> {
    for element in pattern {
        let referred = match element {
            Element::Text(part)
            | Element::Place(Expression::Text(part) | Expression::Number(part)) => {
                text.push_str(part);
                continue;
            }
            Element::Place(Expression::Message { id, attribute }) => file
                .messages
                .get(id)
                .and_then(|it| it.pattern(attribute.as_deref())),
            Element::Place(Expression::Term { id, arguments, .. }) if arguments.is_empty() => {
                file.terms.get(id).and_then(|it| it.pattern(None))
            }
            Element::Place(_) => {
                return Err("takes variables or has variants, and the menu has one text");
            }
        };
        // References to nothing and in circles were found before.
        if let Some(pattern) = referred {
            write(file, pattern, text)?;
        }
    }
    Ok(())
}
