//! The bot of these tests.

pub(crate) mod bot_handlers {
    use std::sync::Arc;

    use botwright::prelude::*;
    use tokio::sync::Semaphore;

    #[on_message(text = "hello")]
    async fn hello() -> &'static str {
        "hello"
    }

    #[on_message(text = "block")]
    async fn block(gate: State<Arc<Semaphore>>, reply: Reply) -> bot::Result<&'static str> {
        reply.send("working").await?;
        let _ = gate.acquire().await;
        Ok("released")
    }

    #[on_message(text = "panic")]
    async fn panics() -> &'static str {
        panic!("as asked")
    }

    #[on_message(regex = "^number (?<number>\\d+)$")]
    async fn number(number: u32) -> String {
        number.to_string()
    }
}

pub(crate) const HANDLERS: &str = concat!(module_path!(), "::bot_handlers");
