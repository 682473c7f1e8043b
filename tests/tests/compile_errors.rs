//! What the compiler says about mistakes in handlers: one file of `ui/` per mistake, with the words
//! next to it. `TRYBUILD=overwrite cargo test --test compile_errors` writes them anew; read the
//! difference.

use std::fs;
use std::path::Path;

#[test]
fn mistakes_are_explained_where_they_are() {
    // The mistakes are compiled in a package of their own, which needs its locale files.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent();
    let package = target
        .expect("a target folder")
        .join("tests/trybuild/botwright-tests");
    copy(Path::new("ui/locales"), &package.join("locales"));
    trybuild::TestCases::new().compile_fail("ui/*.rs");
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("the locale files") {
        let path = entry.expect("an entry").path();
        let to = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &to);
        } else {
            fs::copy(&path, &to).expect("a copy");
        }
    }
}
