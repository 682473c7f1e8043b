use botwright::prelude::*;

#[on_inline(cache = "soon")]
async fn no_time() -> Inline {
    Inline::new()
}

#[on_inline]
async fn no_message(message: &Message) -> Inline {
    Inline::new()
}

/// Has no page.
#[command]
async fn no_page(page: Page) {}

fn main() {}
