use botwright::prelude::*;

#[guard]
fn waits(_user: &User) -> bool {
    true
}

#[guard]
async fn of_any<T>(_user: &User) -> bool {
    true
}

#[guard]
async fn own(self, _user: &User) -> bool {
    self.0
}

#[around]
fn runs(next: Next, cx: Cx) -> Outcome {
    drop((next, cx));
    Outcome::skip()
}

#[around]
struct Audit;

#[on_error]
async fn generic(_error: impl Into<Panic>) {}

fn main() {}
