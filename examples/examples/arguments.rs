//! Typed arguments of commands. Try `/add 2 x`, `/remind 5 "buy milk" today`, `/sum 1 2 3`.

use botwright::prelude::*;

/// Adds two numbers.
#[command(alias = "plus")]
async fn add(a: f64, b: f64) -> String {
    (a + b).to_string()
}

/// Adds up many numbers.
#[command]
async fn sum(numbers: Vec<i64>) -> String {
    numbers
        .iter()
        .fold(0_i64, |sum, number| sum.saturating_add(*number))
        .to_string()
}

/// Repeats a text, once unless told otherwise.
#[command]
async fn repeat(times: Option<u8>, text: Rest) -> String {
    let times = usize::from(times.unwrap_or(1).clamp(1, 10));
    vec![text.to_string(); times].join("\n")
}

/// Notes a task: `/remind 5 "buy milk" today`.
///
/// Words in quotes are one argument. What follows the task is a note.
#[command]
async fn remind(minutes: u32, task: String, note: Rest) -> Html {
    let (task, note) = (Html::escape(&task), Html::escape(&note));
    Html::new(format!("In {minutes} min: <b>{task}</b> {note}"))
}

/// Switches the light.
#[command]
async fn light(on: bool, room: Option<String>) -> String {
    let room = room.unwrap_or_else(|| "every room".into());
    format!("The light in {room} is {}.", if on { "on" } else { "off" })
}

#[fallback]
async fn unknown() -> &'static str {
    "/add 2 3, /sum 1 2 3, /repeat 2 ha, /remind 5 \"buy milk\" today, /light on kitchen"
}

#[bot::main]
async fn main() -> bot::Result {
    bot::run().await
}
