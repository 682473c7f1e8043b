//! Albums: send several photos at once, and they come as one call.

use botwright::prelude::*;

#[on_album]
async fn album(items: Album) -> String {
    let bytes: u64 = items.media().filter_map(|media| media.size()).sum();
    let caption = items.caption().unwrap_or("no caption");
    format!("{} items, {bytes} bytes: {caption}", items.len())
}

#[on_message(photo)]
async fn photo(media: Media<'_>) -> String {
    format!("One photo: {}", media.caption().unwrap_or("no caption"))
}

#[fallback]
async fn other() -> &'static str {
    "Send me an album."
}

#[bot::main]
async fn main() -> bot::Result {
    bot::run().await
}
