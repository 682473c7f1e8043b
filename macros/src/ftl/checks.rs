//! What one locale file must fulfil, and what all of them must together.

use std::collections::BTreeMap;

use super::uses::{Use, of, of_term};
use super::{Element, Expression, File, Pattern};
use crate::html::{Place, VALUE, check};
use crate::nearest::nearest;

/// The mistakes of one file: references to nothing, and tags.
pub(super) fn alone(file: &File) -> Vec<String> {
    let mut problems = Vec::new();
    let mut say = |line: usize, name: &str, problem: &str| {
        let problem = format!("{}:{line}: `{name}`: {problem}", file.shown);
        if !problems.contains(&problem) {
            problems.push(problem);
        }
    };
    for (key, line) in file.keys() {
        let (uses, mistakes) = of(file, &key);
        for problem in mistakes {
            say(line, &key, &problem);
        }
        let mut names = BTreeMap::new();
        for (name, how) in uses {
            if let Some(problem) = conflict(&name, how) {
                say(line, &key, &problem);
            }
            if let Some(other) = names.insert(name.replace('-', "_"), name.clone()) {
                let problem = format!("`${other}` and `${name}` are one argument in Rust");
                say(line, &key, &problem);
            }
        }
        let texts = file.pattern(&key).map(texts).unwrap_or_default();
        for problem in texts.iter().flat_map(|text| check(text)) {
            say(line, &key, &problem);
        }
    }
    for (id, term) in &file.terms {
        for (_, pattern) in term.patterns() {
            let name = format!("-{id}");
            for problem in of_term(file, id, pattern) {
                say(term.line, &name, &problem);
            }
            for problem in texts(pattern).iter().flat_map(|text| check(text)) {
                say(term.line, &name, &problem);
            }
        }
    }
    problems
}

/// The texts whose tags stand for themselves: the whole, and each of the variants in it.
fn texts(pattern: &Pattern) -> Vec<String> {
    let mut all = Vec::new();
    collect(pattern, true, &mut all);
    all
}

fn collect(pattern: &Pattern, is_text: bool, all: &mut Vec<String>) {
    let (mut whole, mut place) = (String::new(), Place::Text);
    for element in pattern {
        match element {
            Element::Text(text) | Element::Place(Expression::Text(text)) => {
                place = place.after(text);
                whole.push_str(text);
            }
            Element::Place(expression) => {
                whole.push_str(VALUE);
                if let Expression::Select { variants, .. } = expression {
                    for variant in variants {
                        collect(&variant.value, is_text && place == Place::Text, all);
                    }
                }
            }
        }
    }
    // In the value of an attribute nothing is a tag.
    if is_text {
        all.push(whole);
    }
}

/// The mistakes of the files compared with the default one.
pub(super) fn together(files: &[File], default: usize, fallback: bool) -> Vec<String> {
    let Some(first) = files.get(default) else {
        return Vec::new();
    };
    let mut problems = Vec::new();
    let known: BTreeMap<String, usize> = first.keys().collect();
    for file in files.iter().filter(|file| file.tag != first.tag) {
        let own: BTreeMap<String, usize> = file.keys().collect();
        let surplus: Vec<&str> = own
            .keys()
            .filter(|key| !known.contains_key(*key))
            .map(String::as_str)
            .collect();
        for (key, line) in &known {
            if own.contains_key(key) {
                problems.extend(difference(first, file, key));
            } else if !fallback {
                let hint = nearest(key, surplus.iter().copied())
                    .map(|name| format!("; did you mean it by `{name}`?"))
                    .unwrap_or_default();
                problems.push(format!(
                    "{} has no `{key}` ({}:{line}){hint}",
                    file.shown, first.shown
                ));
            }
        }
        for key in surplus {
            let hint = nearest(key, known.keys().map(String::as_str))
                .map(|name| format!("; did you mean `{name}`?"))
                .unwrap_or_default();
            problems.push(format!(
                "{}:{}: `{key}` is not in {}, the default{hint}",
                file.shown,
                file.line(key),
                first.shown
            ));
        }
    }
    problems
}

/// How the variables of a message differ between two files.
fn difference(first: &File, file: &File, key: &str) -> Vec<String> {
    let (theirs, mut own) = (of(first, key).0, of(file, key).0);
    let missing: Vec<_> = theirs
        .keys()
        .filter(|name| !own.contains_key(*name))
        .cloned()
        .collect();
    let surplus: Vec<_> = own
        .keys()
        .filter(|name| !theirs.contains_key(*name))
        .cloned()
        .collect();
    let here = format!("{}:{}: `{key}`", file.shown, file.line(key));
    let there = format!("{}:{}", first.shown, first.line(key));
    let mut problems = Vec::new();
    for name in surplus {
        let hint = nearest(&name, missing.iter().map(String::as_str))
            .map(|name| format!("; did you mean `${name}`?"))
            .unwrap_or_default();
        problems.push(format!(
            "{here} has `${name}`, which it has not in {there}{hint}"
        ));
        own.remove(&name);
    }
    for name in missing {
        problems.push(format!("{here} lacks `${name}`, which it has in {there}"));
    }
    for (name, how) in own {
        let other = theirs.get(&name).copied().unwrap_or_default();
        // Each file has been looked at alone.
        if conflict(&name, how).is_none() && conflict(&name, other).is_none() {
            let problem = conflict(&name, how.and(other));
            problems.extend(problem.map(|it| format!("{here} (and {there}): {it}")));
        }
    }
    problems
}

/// Why a variable cannot be all it is used as.
fn conflict(name: &str, how: Use) -> Option<String> {
    if how.number && how.text {
        return Some(format!(
            "`${name}` is a number in one place and chooses by words in another"
        ));
    }
    (how.number && how.attribute)
        .then(|| format!("`${name}` is a number and cannot stand in the attribute of a tag"))
}
