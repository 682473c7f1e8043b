//! A function beside the handlers, and where it is.

use crate::route::ParamInfo;

/// A function beside the handlers, and where it is.
#[derive(Debug, Clone, Copy)]
pub struct Function {
    /// Its name.
    pub name: &'static str,
    /// The module it is in.
    pub module: &'static str,
    /// The file of its attribute.
    pub file: &'static str,
    /// The line of its attribute.
    pub line: u32,
    /// The column of its attribute.
    pub column: u32,
    /// Its parameters that are taken from the update.
    pub params: &'static [ParamInfo],
}

/// What a function is to those who name it as a guard, or to run around handlers, while it has no such
/// attribute: the compiler's message shows it.
#[derive(Debug)]
pub enum FunctionWithoutAttribute {}
