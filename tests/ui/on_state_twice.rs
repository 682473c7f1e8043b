use botwright::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Dialogue, Serialize, Deserialize)]
enum Signup {
    AskName,
}

mod one {
    use super::*;

    #[on_state(Signup::AskName)]
    async fn name() {}

    #[on_state(Signup::_)]
    async fn any() {}

    #[on_state(Signup::AskName, photo)]
    async fn photo() {}
}

mod two {
    use super::*;

    #[on_state(Signup::AskName)]
    async fn name() {}

    #[on_state(Signup::_)]
    async fn any() {}
}

fn main() {}
