use botwright::prelude::*;

#[bot::main(workers = 4)]
fn main(arguments: Vec<String>) -> bot::Result {
    drop(arguments);
    Ok(())
}
