//! What `bot::check!()` finds. The macro makes a test, which cannot be expected to fail: its function
//! is called here.

use std::fs;
use std::path::Path;

use botwright::__::testing::check;
use botwright::bot;

mod broken {
    use botwright::prelude::*;

    /// Opens.
    #[command(name = "open")]
    pub(super) async fn first() {}

    /// Opens, too.
    #[command(name = "open")]
    pub(super) async fn second() {}

    #[on_message(text)]
    pub(super) async fn everything(words: State<Vec<String>>) {
        drop(words);
    }

    #[on_message(text = "never")]
    pub(super) async fn never() {}

    #[on_update(message, priority = 1)]
    pub(super) async fn before() {}
}

fn setup() -> bot::Builder {
    bot::builder().routes(
        bot::routes![
            broken::first,
            broken::second,
            broken::everything,
            broken::never,
            broken::before
        ]
        .iter()
        .copied(),
    )
}

/// What the test says; nothing when it passes.
fn problems(builder: fn() -> bot::Builder, directory: &Path) -> String {
    let directory = directory.to_str().expect("text").to_owned();
    let checked = std::panic::catch_unwind(|| check(Some(builder), module_path!(), &directory));
    let panic = checked.err();
    panic
        .and_then(|panic| panic.downcast::<String>().ok())
        .map_or_else(String::new, |text| *text)
}

#[test]
fn all_mistakes_are_told_at_once() {
    let text = problems(setup, Path::new(env!("CARGO_MANIFEST_DIR")));
    assert!(
        text.starts_with("the bot of `testkit` has mistakes:\n  "),
        "{text}"
    );
    for part in [
        "/open is handled twice: by `first` (",
        "`everything` (",
        "needs `State<alloc::vec::Vec<alloc::string::String>>`",
        "`never` (",
        "can never run",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

fn nothing() -> bot::Builder {
    bot::builder().only("testkit::flows::with_handlers")
}

#[test]
fn files_that_nobody_declares_are_found() {
    let handlers = "use botwright::prelude::*;\n\n#[on_message(text)]\nasync fn echo() {}\n";
    let directory = std::env::temp_dir().join(format!("botwright-check-{}", std::process::id()));
    let write = |file: &str, text: &str| {
        let file = directory.join("src").join(file);
        fs::create_dir_all(file.parent().expect("a folder")).expect("made");
        fs::write(file, text).expect("written");
    };
    write(
        "lib.rs",
        "#[cfg(feature = \"later\")]\nmod optional;\npub mod shop;\n#[path = \"odd.rs\"]\nmod other;\n",
    );
    write("optional.rs", handlers);
    write("odd.rs", handlers);
    write("plain.rs", "/// #[command]\nfn helper() {}\n");
    write("shop/mod.rs", "mod cart;\n");
    write("shop/cart.rs", handlers);
    assert_eq!(problems(nothing, &directory), "");
    write("forgotten.rs", handlers);
    write(
        "shop/lost/mod.rs",
        "#[botwright::command]\nasync fn lost() {}\n",
    );
    let text = problems(nothing, &directory);
    fs::remove_dir_all(&directory).expect("removed");
    assert_eq!(
        text,
        "the bot of `testkit` has mistakes:\n  \
         src/forgotten.rs has handlers, but is part of no program: declare `mod forgotten;`\n  \
         src/shop/lost/mod.rs has handlers, but is part of no program: declare `mod lost;`"
    );
}
