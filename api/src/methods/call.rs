//! What makes a bound method awaitable.

/// Implements `IntoFuture` for a method bound to a client.
macro_rules! call {
    ($name:ident) => {
        impl<C: crate::Client> IntoFuture for $name<C> {
            type Output = <Self::IntoFuture as Future>::Output;
            type IntoFuture = C::Call<<Self as Method>::Output>;

            fn into_future(self) -> Self::IntoFuture {
                self.client.call(&self)
            }
        }
    };
}
pub(crate) use call;
