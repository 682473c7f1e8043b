//! What stands around handlers.

/// Makes a function a guard: it decides whether handlers run.
///
/// ```
/// use botwright::prelude::*;
///
/// struct Db;
/// # impl Db { async fn is_admin(&self, user: botwright::ids::UserId) -> bool { user == 1.into() } }
///
/// #[guard(otherwise = "Admins only")]
/// async fn is_admin(user: &User, db: State<Db>) -> bool {
///     db.is_admin(user.id).await
/// }
///
/// /// Restarts the service.
/// #[command(guard = is_admin)]
/// async fn restart() -> &'static str {
///     "Restarting"
/// }
/// ```
///
/// Its parameters are taken from the update like a handler's; what the update does not have makes the
/// guard say no. It returns `bool`, or `Result<bool, E>`: an error, or a panic, is one of the handler.
///
/// Handlers name it by `guard = is_admin`, several by `guard = is_admin & is_awake`, and
/// [`bot::scope!`](crate::bot::scope) does for whole modules. Guards are asked before anything else,
/// those of outer scopes first. The compiler says "expected type, found function" of a name whose function
/// has no `#[guard]`: next to it stands a type of the same name, so that an import brings both.
///
/// | key | |
/// |---|---|
/// | `otherwise = "…"` | what the user is told when the guard says no, by an alert when a button was pressed; the update is handled with that. Without it the next handler is tried |
pub use botwright_macros::guard;

/// Makes a function run around handlers.
///
/// ```
/// use std::time::Instant;
///
/// use botwright::prelude::*;
///
/// #[around]
/// async fn timed(next: Next, cx: Cx) -> Outcome {
///     let start = Instant::now();
///     let outcome = next.run(cx).await;
///     println!("{outcome:?} after {:?}", start.elapsed());
///     outcome
/// }
///
/// /// Says hello.
/// #[command(around = timed)]
/// async fn hello() -> &'static str {
///     "Hello!"
/// }
/// ```
///
/// One parameter is [`Next`](crate::Next), the way to the handler; the others are taken from the update.
/// It returns the outcome of the handler, or one of its own: without [`Next::run`](crate::Next::run) the
/// handler does not run. Any reply may be returned as well.
///
/// Handlers name it by `around = timed`, several by `around = outer & inner`, and
/// [`bot::scope!`](crate::bot::scope) does for whole modules: a scope in the root of the crate holds for
/// all of its handlers. The outermost scope's runs first, after the guards have agreed.
pub use botwright_macros::around;

/// Makes a function handle the errors of handlers.
///
/// ```
/// use botwright::prelude::*;
///
/// #[derive(Debug)]
/// struct DbError;
/// # impl std::fmt::Display for DbError {
/// #     fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str("down") }
/// # }
/// # impl std::error::Error for DbError {}
///
/// #[on_error(DbError)]
/// async fn db_down(error: &DbError) -> String {
///     format!("The storage is down: {error}")
/// }
///
/// #[on_error(Panic)]
/// async fn broken() -> &'static str {
///     "That was a mistake of ours"
/// }
///
/// #[on_error]
/// async fn others(error: &HandlerError, user: Option<&User>) {
///     eprintln!("{} failed for {:?}", error.handler(), user.map(|user| user.id));
/// }
/// ```
///
/// An error of a handler, of its guards, of its parameters or of what runs around it, a
/// [`Panic`](crate::Panic), or a reply that could not be sent
/// ([`client::Error`](crate::client::Error)), goes to the nearest function: first in the handler's own
/// module, then in the one around it, and so on. One for the very type of the error goes before one for
/// all errors of the same module. What it returns is sent like a handler's reply.
///
/// Parameters are taken from the update like a handler's, except for a reference to the error's type and
/// `&HandlerError`, which knows the handler and its place too. An error that nobody handles is logged,
/// and so is one of the function itself.
pub use botwright_macros::on_error;

/// Says what holds for the handlers of a module and of those below it.
///
/// ```
/// use botwright::prelude::*;
///
/// #[guard(otherwise = "Admins only")]
/// async fn is_admin(user: &User) -> bool {
///     user.id == 1.into()
/// }
///
/// mod admin {
///     use botwright::prelude::*;
///
///     bot::scope! { guard = super::is_admin, chat = private }
///
///     /// Restarts the service.
///     #[command]
///     async fn restart() -> &'static str {
///         "Restarting"
///     }
/// }
/// # fn main() {}
/// ```
///
/// | key | |
/// |---|---|
/// | `guard = is_admin` | asked before the handlers: see [`guard`](crate::guard) |
/// | `around = audit` | runs around the handlers: see [`around`](crate::around) |
/// | `chat = private \| group \| supergroup \| channel` | where they are heard, in addition to their own `chat` |
///
/// Scopes go by the modules that handlers are written in. Outer scopes come first, and a handler's own
/// guards last. A scope that holds for no handler stops the start. Handlers that run by the clock are in
/// no scope: nobody is there to be refused.
pub use botwright_macros::scope;
