use botwright::prelude::*;

#[bot::test]
async fn parameters(
    #[user(name = "Eve")] group: TestGroup,
    #[group(admin)] user: TestUser,
    #[group(title = "Friends")] world: TestWorld,
) {
    let _ = (group, user, world);
}

fn main() {}
