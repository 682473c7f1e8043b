//! What the data of a button can be made of.

use botwright_api::ids::{ChatId, MessageId, MessageThreadId, StoryId, UserId};

use super::data::{Data, digits, number};

/// A type that can be a field of callback data: integers up to 64 bits, `bool`, `char`, texts with a
/// `max`, ids of Telegram, and `Option` of these; in stored data texts of any length and `Vec`, too.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a field of callback data",
    label = "not a field of callback data",
    note = "fields are integers up to 64 bits, `bool`, `char`, `String` with `#[callback(max = 20)]`, \
            `ChatId`, `UserId`, `MessageId`, `Option` of these, and `Vec` in stored data"
)]
pub trait Field: Sized {
    /// The most bytes it takes; of a text, without the text itself.
    const MAX_LEN: usize;
    /// Whether there is a text in it, which has to have a limit.
    const IS_TEXT: bool = false;
    /// Whether it has no greatest length, so that only stored data can hold it.
    const NEEDS_STORE: bool = false;

    /// Writes it; `limit` is the most bytes of a text.
    fn pack(&self, limit: usize, data: &mut String);

    /// Reads what `pack` wrote, and nothing else.
    fn unpack(limit: usize, data: &mut Data<'_>) -> Option<Self>;
}

macro_rules! unsigned {
    ($($int:ident)*) => {$(
        impl Field for $int {
            const MAX_LEN: usize = digits($int::BITS);

            fn pack(&self, _: usize, data: &mut String) {
                number(u64::from(*self), data);
            }

            fn unpack(_: usize, data: &mut Data<'_>) -> Option<Self> {
                data.number()?.try_into().ok()
            }
        }
    )*};
}

macro_rules! signed {
    ($($int:ident)*) => {$(
        impl Field for $int {
            const MAX_LEN: usize = digits($int::BITS);

            fn pack(&self, _: usize, data: &mut String) {
                // Zigzag: small numbers of either sign are short.
                let value = i64::from(*self);
                number(((value << 1) ^ (value >> 63)).cast_unsigned(), data);
            }

            fn unpack(_: usize, data: &mut Data<'_>) -> Option<Self> {
                let zigzag = data.number()?;
                let value = (zigzag >> 1).cast_signed() ^ -(zigzag & 1).cast_signed();
                value.try_into().ok()
            }
        }
    )*};
}

macro_rules! ids {
    ($($id:ident)*) => {$(
        impl Field for $id {
            const MAX_LEN: usize = i64::MAX_LEN;

            fn pack(&self, limit: usize, data: &mut String) {
                self.0.pack(limit, data);
            }

            fn unpack(limit: usize, data: &mut Data<'_>) -> Option<Self> {
                i64::unpack(limit, data).map(Self)
            }
        }
    )*};
}

unsigned! { u8 u16 u32 u64 }
signed! { i8 i16 i32 i64 }
ids! { ChatId UserId MessageId MessageThreadId StoryId }

impl Field for bool {
    const MAX_LEN: usize = 1;

    fn pack(&self, limit: usize, data: &mut String) {
        u8::from(*self).pack(limit, data);
    }

    fn unpack(limit: usize, data: &mut Data<'_>) -> Option<Self> {
        match u8::unpack(limit, data)? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

impl Field for char {
    const MAX_LEN: usize = 4;

    fn pack(&self, _: usize, data: &mut String) {
        data.push(*self);
    }

    fn unpack(_: usize, data: &mut Data<'_>) -> Option<Self> {
        data.letter()
    }
}

impl Field for String {
    const MAX_LEN: usize = 0;
    const IS_TEXT: bool = true;

    fn pack(&self, limit: usize, data: &mut String) {
        let text = &self[..self.floor_char_boundary(limit)];
        if text.len() < self.len() {
            let len = self.len();
            tracing::warn!(
                len,
                limit,
                "a text was cut to fit into the data of a button"
            );
        }
        number(text.len() as u64, data);
        data.push_str(text);
    }

    fn unpack(limit: usize, data: &mut Data<'_>) -> Option<Self> {
        let len = usize::try_from(data.number()?).ok()?;
        (len <= limit).then(|| data.text(len))?.map(str::to_owned)
    }
}

impl<T: Field> Field for Option<T> {
    const MAX_LEN: usize = 1 + T::MAX_LEN;
    const IS_TEXT: bool = T::IS_TEXT;
    const NEEDS_STORE: bool = T::NEEDS_STORE;

    fn pack(&self, limit: usize, data: &mut String) {
        self.is_some().pack(limit, data);
        if let Some(value) = self {
            value.pack(limit, data);
        }
    }

    fn unpack(limit: usize, data: &mut Data<'_>) -> Option<Self> {
        if bool::unpack(limit, data)? {
            T::unpack(limit, data).map(Some)
        } else {
            Some(None)
        }
    }
}

impl<T: Field> Field for Vec<T> {
    const MAX_LEN: usize = 0;
    const IS_TEXT: bool = T::IS_TEXT;
    const NEEDS_STORE: bool = true;

    fn pack(&self, limit: usize, data: &mut String) {
        number(self.len() as u64, data);
        for value in self {
            value.pack(limit, data);
        }
    }

    fn unpack(limit: usize, data: &mut Data<'_>) -> Option<Self> {
        // Each of them takes a letter at least, so the number asks for no more memory than the data have.
        let count = usize::try_from(data.number()?).ok()?;
        (0..count).map(|_| T::unpack(limit, data)).collect()
    }
}
