//! Files and other messages: send a file to hear about it, `/poll`, `/album`, `/where`, `/quiet`.

use botwright::prelude::*;
use botwright::reply::{Document, Poll, React, SendAlbum};
use botwright::types::Location;
use botwright::{InputFile, reply_keyboard};

#[on_message(photo | document | video | voice)]
async fn file(media: Media<'_>, chat: ChatActions, api: Api) -> bot::Result<(React, String)> {
    let _typing = chat.keep_typing();
    let bytes = media.download(&api).await?.bytes().await?;
    let name = media.name().unwrap_or("no name");
    let text = format!("{:?}: {name}, {} bytes", media.kind(), bytes.len());
    Ok((React::emoji("👍"), text))
}

/// Asks about lunch.
#[command]
async fn poll() -> Poll {
    Poll::new("Lunch?", ["Pizza", "Salad", "Soup"]).multiple()
}

/// Sends two documents as one message.
#[command]
async fn album() -> SendAlbum {
    SendAlbum::new()
        .document(InputFile::bytes("a.txt", "The first."))
        .document(InputFile::bytes("b.txt", "The second."))
        .caption("Two files")
}

/// Asks where you are.
#[command(name = "where")]
async fn ask_place() -> (&'static str, ReplyKeyboard) {
    let keyboard = reply_keyboard![["Berlin", "Vienna"], [location("Here")]];
    ("Where are you?", keyboard.one_time())
}

#[on_message(location)]
async fn place(at: &Location) -> (String, ReplyKeyboard) {
    let text = format!("{:.2}, {:.2}", at.latitude, at.longitude);
    (text, ReplyKeyboard::remove())
}

/// Sends a file without a sound, as a reply.
#[command]
async fn quiet(m: &Message) -> impl IntoReply {
    let note = Document::bytes("note.txt", "Psst").caption("A note");
    note.silent().reply_to(m.id())
}

#[bot::main]
async fn main() -> bot::Result {
    bot::run().await
}
