use botwright::prelude::*;

#[derive(Callback)]
#[callback(exhaustiv)]
enum Cart {
    Add {
        #[callback(stored)]
        note: String,
    },
}

#[derive(Callback)]
#[callback(signed = usr)]
enum Signed {
    #[callback(ttl = "7 days")]
    One,
    #[callback(store)]
    Two,
}

#[derive(Payload)]
#[payload(signed)]
enum Shop {
    #[payload(stored)]
    One,
}

fn main() {}
