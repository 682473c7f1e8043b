//! Values that can be read from JSON.

use crate::json::{Fault, Reader};

/// A type that can be read from JSON.
pub trait Read: Sized {
    /// Reads the next value.
    ///
    /// # Errors
    /// [`Fault::Shape`] when the value is not of this type, [`Fault::Syntax`] when the text is not
    /// JSON.
    fn read(reader: &mut Reader<'_>) -> Result<Self, Fault>;

    /// Reads the next value into a box. Large structs are filled in place, since moving a message
    /// costs as much as reading one of its fields.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    fn read_boxed(reader: &mut Reader<'_>) -> Result<Box<Self>, Fault> {
        Self::read(reader).map(Box::new)
    }
}

impl Read for bool {
    fn read(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        reader.boolean()
    }
}

impl Read for i64 {
    #[inline]
    fn read(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        let at = reader.position();
        let number = reader.number()?;
        if let Ok(value) = number.parse() {
            return Ok(value);
        }
        // A whole number may be written as `1e3` or `5.0`.
        match number.parse::<f64>() {
            #[allow(clippy::cast_possible_truncation, clippy::float_cmp)]
            Ok(value) if value.trunc() == value && value.abs() < 9e15 => Ok(value as i64),
            Ok(_) => Err(Fault::Shape {
                at,
                expected: "a whole number",
            }),
            Err(_) => Err(Fault::Syntax(at)),
        }
    }
}

impl Read for f64 {
    fn read(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        let at = reader.position();
        reader.number()?.parse().map_err(|_| Fault::Syntax(at))
    }
}

impl Read for String {
    #[inline]
    fn read(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        reader.string().map(Into::into)
    }
}

impl<T: Read> Read for Box<T> {
    fn read(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        T::read_boxed(reader)
    }
}

/// An element that does not fit is left out and noted; the others stay.
impl<T: Read> Read for Vec<T> {
    fn read(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        let mut all = Self::new();
        reader.elements(&mut |reader| {
            if let Some(element) = reader.tolerate(T::read)? {
                all.push(element);
            }
            Ok(())
        })?;
        Ok(all)
    }
}
