//! `#[bot::test]` and `bot::check!`, with their documentation.

/// Makes a function a test of the bot, in a world of its own.
///
/// ```
/// use botwright::prelude::*;
///
/// /// Adds two numbers.
/// #[command]
/// async fn add(a: i64, b: i64) -> String {
///     (a + b).to_string()
/// }
///
/// #[bot::test]
/// async fn sums(user: TestUser) {
///     user.send("/add 2 3").await.expect("5");
/// }
/// ```
///
/// The bot, its server and its time live within the test: no sockets, no waiting, and tests run side
/// by side. A parameter is a person ([`TestUser`](crate::testing::TestUser)), a group
/// ([`TestGroup`](crate::testing::TestGroup)), the world ([`TestWorld`](crate::testing::TestWorld)),
/// the [`Bot`](crate::bot::Bot), its [`Api`](crate::Api), or a value it manages as
/// [`State<T>`](crate::State). The test returns nothing or `bot::Result`.
///
/// | key | |
/// |---|---|
/// | `bot = setup` | `fn setup() -> bot::Builder` gives the builder, with what the bot manages |
/// | `only = "shop::eu"` | the handlers of this module and those below |
/// | `routes = [add, shop::buy]` | these handlers |
///
/// Without `only` and `routes` the bot has the handlers of the nearest module around the test that has
/// any, in it or below; a test in a file of `tests/` has all that are linked, those of the package's
/// own library among them. What the builder says about handlers goes before that.
///
/// A handler that fails makes the test fail, unless it says
/// [`expect_error`](crate::testing::TestChat::expect_error). See [the guide](crate::guide::testing).
pub use botwright_macros::test;

/// Makes one test that checks the bot as a whole.
///
/// ```
/// use botwright::prelude::*;
///
/// fn setup() -> bot::Builder {
///     bot::builder().manage(String::from("shared"))
/// }
///
/// bot::check!(setup);
/// ```
///
/// It finds what would stop the bot at its start: commands handled twice, handlers that can never run,
/// state that nobody manages. And it finds files under `src/` with handlers that no `mod` line names,
/// which the compiler passes over in silence. Without a function, `bot::check!();` checks all linked
/// handlers with nothing managed.
pub use botwright_macros::check;
