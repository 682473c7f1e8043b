//! A field that is no argument.

use botwright::prelude::*;

struct Money;

#[derive(FromArg)]
struct Price(Money);

fn main() {}
