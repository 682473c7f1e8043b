//! A writer that serialises a value, collects its files and checks the schema's rules on the way.

use std::fmt;
use std::io::Write as _;

use crate::json::Write;
use crate::{FilePart, InputFile};

/// A call that breaks a rule of the Bot API, found before it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invalid {
    item: &'static str,
    problem: String,
}

impl Invalid {
    /// The method or type whose rule is broken.
    pub fn item(&self) -> &'static str {
        self.item
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.item, self.problem)
    }
}

impl std::error::Error for Invalid {}

/// What a finished writer gives.
pub(crate) struct Finished {
    pub(crate) json: String,
    pub(crate) fields: Vec<(&'static str, usize, usize)>,
    pub(crate) files: Vec<FilePart>,
}

struct Text(&'static str);

impl Write for Text {
    fn write(&self, writer: &mut Writer) {
        writer.string(self.0);
    }
}

/// Writes JSON into one buffer.
#[derive(Debug, Default)]
pub struct Writer {
    out: Vec<u8>,
    depth: u16,
    name: &'static str,
    fields: Vec<(&'static str, usize, usize)>,
    files: Vec<FilePart>,
    invalid: Option<Invalid>,
}

impl Writer {
    /// An empty writer.
    pub fn new() -> Self {
        Self::default()
    }

    /// The JSON text of one value.
    ///
    /// # Errors
    /// The value breaks a rule of the schema.
    pub fn to_json(value: &dyn Write) -> Result<String, Invalid> {
        let mut writer = Self::new();
        value.write(&mut writer);
        Ok(writer.finish()?.json)
    }

    pub(crate) fn finish(self) -> Result<Finished, Invalid> {
        match self.invalid {
            Some(invalid) => Err(invalid),
            None => Ok(Finished {
                json: String::from_utf8(self.out).unwrap_or_default(),
                fields: self.fields,
                files: self.files,
            }),
        }
    }

    /// Starts an object.
    pub fn begin(&mut self) {
        self.out.push(b'{');
        self.depth += 1;
    }

    /// Ends an object.
    pub fn end(&mut self) {
        self.out.push(b'}');
        self.depth -= 1;
    }

    /// Starts an array.
    pub fn begin_array(&mut self) {
        self.out.push(b'[');
        self.depth += 1;
    }

    /// Ends an array.
    pub fn end_array(&mut self) {
        self.out.push(b']');
        self.depth -= 1;
    }

    fn comma(&mut self) {
        if !matches!(self.out.last(), None | Some(b'{' | b'[')) {
            self.out.push(b',');
        }
    }

    /// Writes one element of an array.
    pub fn element(&mut self, value: &dyn Write) {
        self.comma();
        value.write(self);
    }

    /// Writes one member of an object. `name` needs no escaping: it is a name of the schema.
    pub fn field(&mut self, name: &'static str, value: &dyn Write) {
        let before = self.out.len();
        self.comma();
        self.out.push(b'"');
        self.out.extend_from_slice(name.as_bytes());
        self.out.extend_from_slice(b"\":");
        let start = self.out.len();
        if self.depth == 1 {
            self.name = name;
        }
        value.write(self);
        if self.out.len() == start {
            // A file of its own part: the parameter is that part.
            self.out.truncate(before);
        } else if self.depth == 1 {
            self.fields.push((name, start, self.out.len()));
        }
    }

    /// Writes a member under a name that is not in the schema.
    pub fn member(&mut self, name: &str, value: &dyn Write) {
        self.comma();
        self.string(name);
        self.out.push(b':');
        value.write(self);
    }

    /// Writes a member that may be absent: never as `null`.
    pub fn option<T: Write>(&mut self, name: &'static str, value: Option<&T>) {
        if let Some(value) = value {
            self.field(name, value);
        }
    }

    /// Writes a member with a fixed text.
    pub fn text(&mut self, name: &'static str, value: &'static str) {
        self.field(name, &Text(value));
    }

    /// Writes a flag: absent or true.
    pub fn flag(&mut self, name: &'static str, value: bool) {
        if value {
            self.field(name, &true);
        }
    }

    /// Appends JSON text as it is.
    pub fn raw(&mut self, json: &str) {
        self.out.extend_from_slice(json.as_bytes());
    }

    /// Writes an integer.
    pub fn integer(&mut self, value: i64) {
        // Writing to a vector cannot fail.
        let _ = write!(self.out, "{value}");
    }

    /// Writes a number; what JSON cannot say (NaN, infinity) is written as 0.
    pub fn float(&mut self, value: f64) {
        let value = if value.is_finite() { value } else { 0.0 };
        let _ = serde_json::to_writer(&mut self.out, &value);
    }

    /// Writes a string, escaped.
    pub fn string(&mut self, value: &str) {
        let _ = serde_json::to_writer(&mut self.out, value);
    }

    /// Writes a file: an id or a URL as a string, an upload as `attach://part`, or, when the file is
    /// a parameter of its own, nothing, since its part has the parameter's name.
    pub(crate) fn file(&mut self, file: &InputFile) {
        if let Some(reference) = file.reference() {
            return self.string(reference);
        }
        if self.depth == 1 {
            self.files.push(FilePart {
                name: self.name.to_owned(),
                file: file.clone(),
            });
            return;
        }
        let name = format!("file{}", self.files.len());
        self.string(&format!("attach://{name}"));
        self.files.push(FilePart {
            name,
            file: file.clone(),
        });
    }

    #[cold]
    fn refuse(&mut self, item: &'static str, problem: String) {
        self.invalid.get_or_insert(Invalid { item, problem });
    }

    /// Rule of the schema: between `least` and `most` of the fields are set.
    pub fn set_between(
        &mut self,
        item: &'static str,
        least: usize,
        most: usize,
        fields: &[(&'static str, bool)],
    ) {
        let set: Vec<_> = fields
            .iter()
            .filter(|field| field.1)
            .map(|field| field.0)
            .collect();
        if (least..=most).contains(&set.len()) {
            return;
        }
        let names: Vec<_> = fields.iter().map(|field| field.0).collect();
        let how = match (least, most) {
            (1, 1) => "exactly one",
            (1, _) => "at least one",
            _ => "at most one",
        };
        let found = if set.is_empty() {
            "none".to_owned()
        } else {
            set.join(" and ")
        };
        self.refuse(
            item,
            format!("set {how} of {}; set: {found}", names.join(", ")),
        );
    }

    /// Rule of the schema: `field` is needed under a condition.
    pub fn required_when(
        &mut self,
        item: &'static str,
        field: &'static str,
        set: bool,
        condition: bool,
        when: &'static str,
    ) {
        if condition && !set {
            self.refuse(item, format!("`{field}` is required when {when}"));
        }
    }

    /// Limit of the schema counted in bytes.
    pub fn at_most_bytes(
        &mut self,
        item: &'static str,
        field: &'static str,
        value: &str,
        most: usize,
    ) {
        if value.len() > most {
            self.refuse(
                item,
                format!(
                    "`{field}` is {} bytes long; at most {most} are allowed",
                    value.len()
                ),
            );
        }
    }
}
