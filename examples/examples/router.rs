//! A bot as a part of a web server: its webhook is one route among others.
//!
//! With a token it takes the URL that leads to this server: `BOT_WEBHOOK_URL=https://example.org/tg`.

use axum::Router;
use axum::routing::get;
use botwright::prelude::*;
use botwright::transport::webhook::Webhook;
use tokio::net::TcpListener;

/// What the server's own pages know.
#[derive(Clone)]
struct Site {
    title: &'static str,
}

/// Says hello.
#[command]
async fn start(user: &User) -> String {
    format!("Hello, {}!", user.first_name)
}

#[bot::main]
async fn main() -> bot::Result {
    let listener = TcpListener::bind("127.0.0.1:3000").await?;
    let url = std::env::var("BOT_WEBHOOK_URL").unwrap_or("http://127.0.0.1:3000/tg".into());
    let hook = bot::builder().webhook(Webhook::url(url).path("/tg"));
    let app = Router::new()
        .route(
            "/",
            get(async |site: axum::extract::State<Site>| site.title),
        )
        .merge(hook.into_router().await?)
        .with_state(Site { title: "A shop" });
    println!("http://127.0.0.1:3000");
    Ok(axum::serve(listener, app).await?)
}
