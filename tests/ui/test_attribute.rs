use botwright::prelude::*;

#[bot::test(bto = setup, only = 1)]
fn not_async(#[user(nam = "Eve", admin = true)] eve: TestUser) {
    let _ = eve;
}

#[bot::test(routes = add, "shop")]
async fn lists(#[group(title)] group: TestGroup, #[user("Eve")] eve: TestUser) {
    let _ = (group, eve);
}

#[bot::test(only = "shop", routes = [add])]
async fn both<T>(user: TestUser) {
    let _ = user;
}

struct Shop;

impl Shop {
    #[bot::test]
    async fn method(&self) {}
}

#[bot::test]
struct NoFunction;

bot::check!(1 + 1);

fn main() {}
