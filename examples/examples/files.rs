//! Files up and down: `/report` sends a document made in memory, and a document you send is read.

use botwright::InputFile;
use botwright::methods::SendDocument;
use botwright::prelude::*;

/// Sends a file.
#[command]
async fn report(chat: &Chat) -> SendDocument {
    let table = "name,points\nAnn,3\nBob,5\n";
    SendDocument::new(chat, InputFile::bytes("report.csv", table)).caption("Here you are.")
}

#[on_message(document)]
async fn document(message: &Message, api: Api) -> bot::Result<String> {
    let Some(document) = &message.document else {
        return Ok("That is no document.".into());
    };
    let file = api.get_file(&document.file_id).await?;
    let bytes = api.download(&file).max_size(1 << 20).bytes().await?;
    let lines = bytes
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
        .count();
    Ok(format!("{} bytes in {lines} lines.", bytes.len()))
}

#[fallback]
async fn unknown() -> &'static str {
    "Try /report, or send me a document."
}

#[bot::main]
async fn main() -> bot::Result {
    bot::run().await
}
