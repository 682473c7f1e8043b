//! The states of dialogues that a handler names: `Goto(Signup::AskAge { … })` and `Done<Signup>`. Only for
//! the diagram of a bot; what is hidden in other functions is not found.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The dialogues and their states in the order in which they are named; no state stands for the end.
pub(crate) fn leads(item: &TokenStream) -> Vec<(String, Option<String>)> {
    let mut found = Vec::new();
    collect(item, &mut found);
    found
}

fn collect(tokens: &TokenStream, found: &mut Vec<(String, Option<String>)>) {
    let trees: Vec<_> = tokens.clone().into_iter().collect();
    for (place, tree) in trees.iter().enumerate() {
        let rest = &trees[place + 1..];
        let lead = match tree {
            TokenTree::Group(group) => {
                collect(&group.stream(), found);
                None
            }
            TokenTree::Ident(name) if name == "Goto" => state(rest),
            TokenTree::Ident(name) if name == "Done" => end(rest),
            _ => None,
        };
        if let Some(lead) = lead.filter(|lead| !found.contains(lead)) {
            found.push(lead);
        }
    }
}

/// `(Signup::AskAge …)`
fn state(rest: &[TokenTree]) -> Option<(String, Option<String>)> {
    let Some(TokenTree::Group(value)) = rest.first() else {
        return None;
    };
    if value.delimiter() != Delimiter::Parenthesis {
        return None;
    }
    let mut path = path(value.stream());
    let state = path.pop()?;
    path.pop().map(|dialogue| (dialogue, Some(state)))
}

/// `<Signup>` or `::<Signup>`
fn end(rest: &[TokenTree]) -> Option<(String, Option<String>)> {
    let is = |tree: &&TokenTree, mark| matches!(tree, TokenTree::Punct(it) if it.as_char() == mark);
    let colons = rest.iter().take_while(|tree| is(tree, ':')).count();
    let mut inner = rest[colons..].iter();
    if !inner.next().is_some_and(|tree| is(&tree, '<')) {
        return None;
    }
    path(inner.cloned().collect())
        .pop()
        .map(|dialogue| (dialogue, None))
}

/// The names of the path at the beginning.
fn path(tokens: TokenStream) -> Vec<String> {
    let mut names = Vec::new();
    for tree in tokens {
        match tree {
            TokenTree::Ident(name) => names.push(name.to_string()),
            TokenTree::Punct(colon) if colon.as_char() == ':' => {}
            _ => break,
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::leads;

    #[test]
    fn named_states_are_found() {
        let found = leads(&quote! {
            async fn age(text: &str) -> Result<(String, Goto<Signup>), Done<my::Signup>> {
                if text.is_empty() {
                    return Ok((String::new(), Goto(Signup::AskName)));
                }
                let goto = next(Goto(dialogues::Signup::AskAge { name: text.into() }));
                Ok((String::new(), Goto(goto)), Done::<Other>::new(), Goto(Signup::AskName))
            }
        });
        let state = |dialogue: &str, state: &str| (dialogue.to_owned(), Some(state.to_owned()));
        assert_eq!(
            found,
            [
                ("Signup".to_owned(), None),
                state("Signup", "AskName"),
                state("Signup", "AskAge"),
                ("Other".to_owned(), None),
            ]
        );
    }
}
