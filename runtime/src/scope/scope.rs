//! What holds for the handlers of a module.

use super::{Around, Guard};
use crate::route::Chats;

/// What holds for the handlers of a module and of those below it. Made by
/// [`bot::scope!`](crate::bot::scope).
#[derive(Debug)]
pub struct Scope {
    /// The module.
    pub module: &'static str,
    /// The file it is in.
    pub file: &'static str,
    /// The line.
    pub line: u32,
    /// The column.
    pub column: u32,
    /// The types of chat its handlers listen to.
    pub chats: Chats,
    /// Its guards, in the order in which they are asked.
    pub guards: &'static [&'static Guard],
    /// What runs around its handlers, the outermost first.
    pub arounds: &'static [&'static Around],
}

/// A scope that was linked into the program.
#[doc(hidden)]
#[derive(Debug)]
pub struct RegisteredScope(pub &'static Scope);

inventory::collect!(RegisteredScope);

/// All linked scopes, outer ones first.
pub(crate) fn scopes() -> Vec<&'static Scope> {
    let mut scopes: Vec<_> = inventory::iter::<RegisteredScope>
        .into_iter()
        .map(|RegisteredScope(scope)| *scope)
        .collect();
    // A module's path is longer than those of the modules around it.
    scopes.sort_by_key(|scope| {
        let depth = scope.module.len();
        (depth, scope.module, scope.file, scope.line, scope.column)
    });
    scopes
}
