use botwright::prelude::*;

/// Says hello.
#[command]
async fn hello(user: &User) -> String {
    user.first_name.len()
}

fn main() {}
