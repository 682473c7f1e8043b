use botwright::prelude::*;

/// A description that is too long. A description that is too long. A description that is too long. A description that is too long. A description that is too long. A description that is too long. A description that is too long. A description that is too long. A description that is too long. 
#[command]
async fn hello() {}

fn main() {}
