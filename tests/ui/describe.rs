use botwright::prelude::*;

bot::locales!("locales");

#[command(describe = "cmd-start")]
async fn start() {}

#[command(describe = "cmd-stat")]
async fn misspelt() {}

#[command(describe = "cmd-long")]
async fn long() {}

#[command(describe = "cmd-name")]
async fn variable() {}

#[command(describe = "cmd-bold")]
async fn tags() {}

#[command(describe = "cmd-start", description = "Greets you")]
async fn twice() {}

#[command(describe = start)]
async fn word() {}

fn main() {}
