use botwright::prelude::*;

#[derive(Callback)]
enum Cart {
    Clear,
}

mod one {
    use super::*;

    #[on_callback(Cart::Clear)]
    async fn clear() {}
}

mod two {
    use super::*;

    #[on_callback(Cart::Clear)]
    async fn clear() {}
}

fn main() {}
