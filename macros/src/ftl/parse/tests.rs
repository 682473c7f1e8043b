//! Reading locale files, right and wrong ones.

use super::super::{Element, Expression, File};
use super::parse;

fn read(source: &str) -> (File, Vec<String>) {
    let mut file = File {
        shown: "en.ftl".to_owned(),
        ..File::default()
    };
    let problems = parse(source, &mut file);
    (file, problems)
}

fn text(file: &File, key: &str) -> String {
    let pattern = file.pattern(key).expect("a pattern");
    let parts = pattern.iter().map(|element| match element {
        Element::Text(text) => text.clone(),
        Element::Place(Expression::Text(text)) => format!("“{text}”"),
        Element::Place(Expression::Variable(name)) => format!("${name}"),
        Element::Place(other) => format!("{other:?}"),
    });
    parts.collect()
}

#[test]
fn reads_messages_terms_and_attributes() {
    let (file, problems) = read(
        "\u{feff}# A comment\n### Another\n\nhello = Hello, { $name }!\r\n    .title = Hi\n    .alt =\n  \
         \n        Two\n        lines\n-brand = Botwright\nonly =\n    .title = {\"{\"} {-brand}\n",
    );
    assert_eq!(problems, [""; 0]);
    assert_eq!(text(&file, "hello"), "Hello, $name!");
    assert_eq!(text(&file, "hello.alt"), "Two\nlines");
    let keys: Vec<_> = file.keys().collect();
    let keys: Vec<_> = keys
        .iter()
        .map(|(key, line)| (key.as_str(), *line))
        .collect();
    assert_eq!(
        keys,
        [
            ("hello", 4),
            ("hello.alt", 4),
            ("hello.title", 4),
            ("only.title", 11)
        ]
    );
    assert!(file.terms.contains_key("brand") && file.pattern("only").is_none());
}

#[test]
fn reads_choices() {
    let (file, problems) = read(
        "n = { NUMBER($n, minimumFractionDigits: 2) ->\n    [0] none\n    [one] { $n } thing\n   *[other]\n        many\n        { $n }\n}\nnext = x\n",
    );
    assert_eq!(problems, [""; 0]);
    let [Element::Place(Expression::Select { selector, variants })] =
        file.pattern("n").expect("n").as_slice()
    else {
        panic!("{file:?}");
    };
    assert!(matches!(&**selector, Expression::Function { arguments, .. } if arguments.len() == 1));
    let keys: Vec<_> = variants
        .iter()
        .map(|variant| variant.key.as_str())
        .collect();
    assert_eq!(keys, ["0", "one", "other"]);
    assert_eq!(variants[2].value.len(), 2);
}

#[test]
fn every_mistake_is_said_with_its_line() {
    for (source, problem) in [
        ("a", "en.ftl:1: `=` is due after `a`"),
        ("a =", "`a` has no text"),
        (
            "a = x\n\na = y",
            "en.ftl:3: `a` is there already, in line 1",
        ),
        ("a = { $b", "a `{` is not closed"),
        ("a = } b", "was not opened"),
        ("a = { $n ->\n  [one] x\n }", "must be the default"),
        ("a = { $n ->\n *[one] x\n *[two] y\n }", "only one variant"),
        ("a = { FORMAT($n) }", "no function `FORMAT`"),
        ("a = { \"x }", "not closed in its line"),
        ("#comment", "with a space"),
        ("a = x\n\tb", "expected a message"),
        (
            "-a = x\n .b = y\nc = { -a.b }",
            "en.ftl:3: an attribute of a term",
        ),
        (
            "a = { b -> \n *[c] d\n}",
            "a message is nothing to choose by",
        ),
        ("a = x\n .b =\n", "`.b` has no text"),
    ] {
        let (_, problems) = read(source);
        assert!(
            problems.concat().contains(problem),
            "{source:?}: {problems:?}"
        );
    }
    let (file, problems) = read("a = {\nb = 1\nc = { $ }\nd = 2\n");
    assert_eq!(problems.len(), 2, "{problems:?}");
    assert!(file.messages.contains_key("d"));
}

/// Fluent's own reader skips what it cannot read; here the same is a mistake, and nothing else is.
#[test]
fn what_fluent_reads_is_read() {
    let parts = [
        "",
        " ",
        "\n",
        "\t",
        "a",
        "= b",
        "a = b",
        "{ $c }",
        "{",
        "}",
        "{ \"x\" }",
        "\n  .d = e",
        "\n  more",
        "\nmore",
        "{ $n ->\n [one] x\n *[other] y\n }",
        "\n *[z] w",
        "# c",
        "#c",
        "-t = u",
        "{ -t }",
        "{ -t.a }",
        "{ a.b }",
        "{ NUMBER($n, x: 1) }",
        "\n{ 1 }",
        "{ -0.5 }",
        "{ \"\\u0041\" }",
        "{ \"\\q\" }",
        "\r\n  k",
        ".",
        "[x]",
        "{ { $n } }",
        "{ -t(c: \"d\") }",
        "{ -t.a ->\n *[b] c\n }",
    ];
    let mut seed = 1_u64;
    let mut next = |most: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(seed >> 33).unwrap_or(0) % most
    };
    let (mut good, mut bad) = (0, 0);
    for _ in 0..10_000 {
        let mut source = ["m = ", "m =", "-m = ", "m = x\n", ""][next(5)].to_owned();
        for _ in 0..=next(6) {
            source.push_str(parts[next(parts.len())]);
        }
        source.push_str(["", "\n", "\nn = o\n"][next(3)]);
        let whole = format!("{source}\n");
        let fluent = fluent_syntax::parser::parse(whole.as_str());
        let ids = |resource: fluent_syntax::ast::Resource<&str>| {
            let mut ids: Vec<_> = resource
                .body
                .iter()
                .filter_map(|entry| match entry {
                    fluent_syntax::ast::Entry::Message(message) => Some(message.id.name.to_owned()),
                    fluent_syntax::ast::Entry::Term(term) => Some(format!("-{}", term.id.name)),
                    _ => None,
                })
                .collect();
            ids.sort();
            ids
        };
        let (file, problems) = read(&source);
        match fluent {
            Ok(resource) if problems.is_empty() => {
                good += 1;
                let terms = file.terms.keys().map(|id| format!("-{id}"));
                let own: Vec<_> = terms.chain(file.messages.keys().cloned()).collect();
                assert_eq!(ids(resource), own, "{source:?}");
            }
            // Said twice is a mistake, but not one of the grammar.
            Ok(_) if problems.iter().all(|it| it.contains("is there already")) => {}
            Ok(_) => panic!("Fluent reads {source:?}: {problems:?}"),
            Err(_) => {
                assert!(!problems.is_empty(), "Fluent does not read {source:?}");
                bad += 1;
            }
        }
    }
    assert!(good > 1000 && bad > 1000, "{good} {bad}");
}
