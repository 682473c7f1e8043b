use botwright::prelude::*;

/// Says hello.
#[command(alais = "hi", chat = gruop)]
async fn hello() {}

#[on_message(prioritiy = 5, fhoto)]
async fn photo() {}

#[on_update(mesage_reaction, obsrve)]
async fn reaction() {}

#[fallback(observe)]
async fn rest() {}

fn main() {}
