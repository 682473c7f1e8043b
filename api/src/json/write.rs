//! Values that can be written as JSON.

use crate::json::Writer;

/// A type that can be written as JSON.
pub trait Write {
    /// Writes the value.
    fn write(&self, writer: &mut Writer);
}

impl Write for bool {
    fn write(&self, writer: &mut Writer) {
        writer.raw(if *self { "true" } else { "false" });
    }
}

impl Write for i64 {
    fn write(&self, writer: &mut Writer) {
        writer.integer(*self);
    }
}

impl Write for f64 {
    fn write(&self, writer: &mut Writer) {
        writer.float(*self);
    }
}

impl Write for str {
    fn write(&self, writer: &mut Writer) {
        writer.string(self);
    }
}

impl Write for String {
    fn write(&self, writer: &mut Writer) {
        writer.string(self);
    }
}

impl<T: Write> Write for Box<T> {
    fn write(&self, writer: &mut Writer) {
        (**self).write(writer);
    }
}

impl<T: Write> Write for Vec<T> {
    fn write(&self, writer: &mut Writer) {
        writer.begin_array();
        for element in self {
            writer.element(element);
        }
        writer.end_array();
    }
}
