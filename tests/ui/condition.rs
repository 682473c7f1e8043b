use botwright::prelude::*;

fn is_spam(text: String) -> bool {
    text.is_empty()
}

#[on_message(if = is_spam)]
async fn spam() {}

fn main() {}
