//! A bot that runs only for a request, as a cloud's function or a CGI program does: the request comes by
//! the environment and standard input, the answer goes to standard output.
//!
//! Without a request it answers one of its own making.

use std::io::Read;

use botwright::prelude::*;
use botwright::transport::webhook::Webhook;
use bytes::Bytes;
use http::Request;

const SECRET: &str = "a-secret-of-your-own";
const HEADER: &str = "X-Telegram-Bot-Api-Secret-Token";

#[on_message(text)]
async fn echo(text: &str) -> String {
    format!("You wrote: {text}")
}

/// The request as CGI has it: [RFC 3875](https://www.rfc-editor.org/rfc/rfc3875).
fn request() -> bot::Result<Request<Bytes>> {
    let Ok(method) = std::env::var("REQUEST_METHOD") else {
        return sample();
    };
    let secret = std::env::var("HTTP_X_TELEGRAM_BOT_API_SECRET_TOKEN").unwrap_or_default();
    let mut body = Vec::new();
    std::io::stdin().read_to_end(&mut body)?;
    let request = Request::builder().method(&*method).header(HEADER, secret);
    Ok(request.body(body.into())?)
}

fn sample() -> bot::Result<Request<Bytes>> {
    let update = r#"{"update_id": 1, "message": {"message_id": 1, "date": 1, "text": "Hi",
        "from": {"id": 1, "is_bot": false, "first_name": "Ann"},
        "chat": {"id": 1, "type": "private", "first_name": "Ann"}}}"#;
    Ok(Request::post("/")
        .header(HEADER, SECRET)
        .body(update.into())?)
}

#[bot::main]
async fn main() -> bot::Result {
    let hook = Webhook::url("https://example.org/bot").secret(SECRET);
    let service = bot::builder().webhook(hook).into_service().await?;
    // `service.register()` tells Telegram the URL: once for each version, not for each request.
    let answer = service.handle(request()?).await;
    println!("Status: {}\n", answer.status());
    Ok(())
}
