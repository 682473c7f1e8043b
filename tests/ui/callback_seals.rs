use botwright::prelude::*;

#[derive(Callback)]
#[callback(signed)]
enum Note {
    Long {
        #[callback(max = 45)]
        text: String,
    },
}

#[derive(Callback)]
#[callback(stored, ttl = "soon")]
enum Kept {
    Of {
        #[callback(max = 20)]
        n: u8,
        any: String,
        list: Vec<u32>,
    },
}

#[derive(Callback)]
enum List {
    Of { ids: Vec<u32> },
}

fn main() {}
