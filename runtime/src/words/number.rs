//! Numbers in messages.

/// A number that a message chooses its plural by.
///
/// ```
/// use botwright::words::ToNumber;
///
/// assert_eq!(3_u8.to_number(), 3.0);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no number",
    label = "not a number",
    note = "the message chooses its plural by this value: integers and floats are numbers"
)]
pub trait ToNumber {
    /// The number; of integers beyond 2^53 the nearest that a float has.
    fn to_number(&self) -> f64;
}

macro_rules! numbers {
    ($($ty:ty),*) => {$(
        impl ToNumber for $ty {
            #[allow(clippy::cast_precision_loss, clippy::cast_lossless)] // As the trait says.
            fn to_number(&self) -> f64 {
                *self as f64
            }
        }
    )*};
}

numbers!(
    u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize, f32, f64
);

impl<T: ToNumber + ?Sized> ToNumber for &T {
    fn to_number(&self) -> f64 {
        (**self).to_number()
    }
}
