use botwright::prelude::*;

#[derive(Payload)]
enum TooLong {
    Note {
        #[payload(max = 200)]
        text: String,
    },
}

#[derive(Payload)]
#[payload(exhaustive)]
enum Open {
    Plan { months: u8 },
}

#[derive(Payload)]
enum Twice {
    Plan { months: u8 },
}

#[on_paid(Twice::Plan { months })]
async fn first(months: u8) {}

#[on_paid(Twice::Plan { months })]
async fn second(months: u8) {}

#[on_pre_checkout(Twice::Plan { months })]
async fn no_parameter() -> Checkout {
    Checkout::ok()
}

#[derive(Callback)]
enum NoPayload {
    Plan { months: u8 },
}

fn bill() -> Invoice {
    Invoice::stars("Pro", "One month", 250, NoPayload::Plan { months: 1 })
}

fn main() {}
