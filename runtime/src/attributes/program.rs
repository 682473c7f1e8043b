//! The program itself.

/// Makes `async fn main` the program's entry.
///
/// ```no_run
/// use botwright::prelude::*;
///
/// #[bot::main]
/// async fn main() -> bot::Result {
///     bot::run().await
/// }
/// ```
///
/// It starts tokio's multi-threaded runtime. An error is printed and ends the program with code 1.
/// The library of the program's own package is linked, so that its handlers are found.
pub use botwright_macros::main;

/// Handlers by their paths, for a bot that names them instead of collecting all that are linked.
///
/// ```
/// use botwright::prelude::*;
///
/// mod handlers {
///     use botwright::prelude::*;
///
///     /// Says hello.
///     #[command]
///     pub async fn hello() -> &'static str {
///         "Hello!"
///     }
/// }
///
/// let routes = bot::routes![handlers::hello];
/// assert_eq!(routes[0].name, "hello");
/// # let _ = bot::builder().routes(routes.iter().copied());
/// ```
///
/// Name handlers by the module they are written in: an import of the function alone is not enough.
pub use botwright_macros::routes;

/// Stands in the root of a library whose handlers other packages use.
///
/// The linker leaves out a library that no code names, and its handlers with it. This gives the
/// library a function `module` to name: `my_handlers::module()` links it, and returns the path for
/// `bot::builder().only(…)`.
///
/// ```
/// mod my_handlers {
///     botwright::bot::module!();
/// }
///
/// assert!(my_handlers::module().ends_with("my_handlers"));
/// ```
pub use crate::__botwright_module as module;

#[doc(hidden)]
#[macro_export]
macro_rules! __botwright_module {
    () => {
        /// Links the handlers of this module and gives its path.
        #[must_use]
        pub fn module() -> &'static str {
            ::core::module_path!()
        }
    };
}
