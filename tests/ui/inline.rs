use botwright::prelude::*;

#[on_inline(regex = "^(?<city>.+)$")]
async fn no_parameter() -> Inline {
    Inline::new()
}


#[on_inline(personal = true)]
async fn no_value() -> Inline {
    Inline::new()
}

#[on_inline(cach = "5 min")]
async fn no_key() -> Inline {
    Inline::new()
}

#[on_chosen(cache = "5 min")]
async fn no_cache() {}

fn main() {}
