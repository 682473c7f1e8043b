//! What `#[on_album]` does not know.

use botwright::prelude::*;

#[on_album(observe, chats = private)]
async fn album(items: Album) -> String {
    items.len().to_string()
}

fn main() {}
