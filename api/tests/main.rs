//! Tests of the typed Bot API through its public surface.

mod corpus;
mod debug;
mod forms;
mod forward_compatibility;
mod json;
mod methods;
mod round_trip;
mod rules;
mod support;
