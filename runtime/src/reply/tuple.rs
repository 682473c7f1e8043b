//! Several replies at once.

use super::{IntoReply, Outcome};
use crate::cx::Cx;

macro_rules! tuples {
    ($(($($part:ident)*))*) => {$(
        impl<$($part: IntoReply),*> IntoReply for ($($part,)*) {
            fn into_reply(self, cx: &Cx, outcome: &mut Outcome) {
                #[allow(non_snake_case)] // The variables have the names of their types.
                let ($($part,)*) = self;
                $(
                    if !outcome.has_failed() {
                        $part.into_reply(cx, outcome);
                    }
                )*
            }
        }
    )*};
}

tuples! {
    (A) (A B) (A B C) (A B C D) (A B C D E) (A B C D E F) (A B C D E F G) (A B C D E F G H)
}
