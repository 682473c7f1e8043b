use botwright::prelude::*;

#[bot::test]
async fn parameters(text: String, group: TestGroup) {
    let _ = (text, group);
}

fn no_builder() -> u8 {
    0
}

#[bot::test(bot = no_builder)]
async fn another_setup(user: TestUser) {
    let _ = user;
}

#[bot::test]
async fn returns(user: TestUser) -> u8 {
    let _ = user;
    0
}

bot::check!(no_builder);

fn main() {}
