//! What the compiler says about mistakes in handlers: one file of `ui/` per mistake, with the words
//! next to it. `TRYBUILD=overwrite cargo test --test compile_errors` writes them anew; read the
//! difference.

#[test]
fn mistakes_are_explained_where_they_are() {
    trybuild::TestCases::new().compile_fail("ui/*.rs");
}
