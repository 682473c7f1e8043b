//! Writes the methods: `api/src/methods/`, and the door to them in the runtime.

use std::fmt::Write as _;

use super::schema::{Field, Method, Schema};
use super::types::{constructor, imports, parameters, rust, rust_field, setters, stored};
use super::{codec, docs, names};

pub(crate) fn section(schema: &Schema, section: &str) -> String {
    let mut out = format!(
        "//! Methods of the section [{section}](https://core.telegram.org/bots/api#{section}).\n\n"
    );
    out.push_str("use crate::json::Writer;\nuse crate::methods::call;\nuse crate::Method;\n");
    out.push_str(&imports("types::*"));
    out.push_str("#[allow(unused_imports)]\nuse crate::Update;\n");
    for method in schema
        .methods
        .iter()
        .filter(|method| method.section == section)
    {
        structure(&mut out, schema, method);
    }
    out
}

fn words(schema: &Schema, method: &Method) -> String {
    let words = schema.words["methods"][&method.name]
        .as_str()
        .map_or_else(|| format!("Calls `{}`.", method.name), str::to_owned);
    match method.form {
        Some("inline") => {
            format!("{words} This form is for a message sent in inline mode.")
        }
        _ => words,
    }
}

fn method_docs(schema: &Schema, method: &Method) -> String {
    docs::item(
        Some(&words(schema, method)),
        "",
        method.since.as_deref(),
        Some(&method.name),
    )
}

fn structure(out: &mut String, schema: &Schema, method: &Method) {
    let name = &method.struct_name;
    let fields = &method.params;
    out.push('\n');
    out.push_str(&method_docs(schema, method));
    let _ = writeln!(
        out,
        "#[derive(Debug, Clone)]\n#[must_use = \"a call does nothing until it is awaited or sent\"]\n\
         #[non_exhaustive]\npub struct {name}<C = ()> {{ client: C,"
    );
    for field in stored(fields) {
        let _ = writeln!(out, "/// {}", docs::field(schema, field));
        let _ = writeln!(
            out,
            "pub {}: {},",
            names::ident(&field.name),
            rust_field(field)
        );
    }
    let _ = writeln!(out, "}}\n\nimpl {name} {{");
    constructor(out, schema, name, fields, "client: (), ");
    let _ = writeln!(out, "}}\n\nimpl<C> {name}<C> {{");
    let moved: Vec<_> = stored(fields)
        .map(|field| {
            let ident = names::ident(&field.name);
            format!("{ident}: self.{ident}")
        })
        .collect();
    let _ = writeln!(
        out,
        "/// The same call, bound to a client: it can be awaited.\n\
         pub fn with<D>(self, client: D) -> {name}<D> {{ {name} {{ client, {} }} }}",
        moved.join(", ")
    );
    setters(out, schema, fields);
    out.push_str("}\n");
    let _ = writeln!(
        out,
        "\nimpl<C> Method for {name}<C> {{ const NAME: &'static str = {:?}; type Output = {};\n\
         fn write_params(&self, writer: &mut Writer) {{ writer.begin();",
        method.name,
        output(method)
    );
    codec::write_fields(out, fields);
    out.push_str("writer.end();\n");
    codec::rules(out, &method.name, fields, &method.rules);
    let _ = writeln!(out, "}}\n}}\n\ncall!({name});");
}

fn output(method: &Method) -> String {
    rust(&method.returns)
}

/// `for_each_method!`: the list of all method structs.
pub(crate) fn list(schema: &Schema) -> String {
    let mut out = String::from(
        "//! The list of all methods.\n\n\
         /// Calls `$callback! { GetMe, SendMessage, … }` with the name of every method struct.\n\
         #[macro_export]\nmacro_rules! for_each_method { ($callback:ident) => { $callback! {\n",
    );
    for method in &schema.methods {
        let _ = writeln!(out, "{},", method.struct_name);
    }
    out.push_str("} }; }\n");
    out
}

/// The parameters that `facts` knows, in the order of its enum `Parameter`.
const PARAMETERS: [&str; 9] = [
    "reply_markup",
    "parse_mode",
    "disable_notification",
    "protect_content",
    "reply_parameters",
    "message_thread_id",
    "direct_messages_topic_id",
    "business_connection_id",
    "ephemeral_message_parameters",
];

/// What `facts` looks up, sorted by name.
pub(crate) fn table(schema: &Schema) -> String {
    let mut out = String::from(
        "//! What each method takes and gives.\n\nuse crate::facts::Returns;\n\n\
         /// By name: what it takes, as bits in the order of `Parameter`, and what it gives.\n\
         pub(crate) const TABLE: &[(&str, u16, Returns)] = &[\n",
    );
    let mut methods: Vec<_> = schema.methods.iter().collect();
    methods.sort_by_key(|method| &method.name);
    // A method with two kinds of target is two structs: the one with a chat says more.
    methods.dedup_by(|later, first| {
        let same = later.name == first.name;
        if same && output(first) == "bool" {
            *first = later;
        }
        same
    });
    for method in methods {
        let takes = PARAMETERS
            .iter()
            .enumerate()
            .fold(0_u16, |bits, (place, name)| {
                let takes = method.params.iter().any(|field| field.name == *name);
                bits | u16::from(takes) << place
            });
        let returns = match output(method).as_str() {
            "bool" => "True",
            "Message" if method.form.is_some() => "MessageOrTrue",
            "Message" => "Message",
            "Vec<Message>" => "Messages",
            "MessageId" => "MessageId",
            "Vec<MessageId>" => "MessageIds",
            _ => "Other",
        };
        let _ = writeln!(
            out,
            "({:?}, 0b{:04b}_{:04b}_{:04b}, Returns::{returns}),",
            method.name,
            takes >> 8,
            takes >> 4 & 0xf,
            takes & 0xf,
        );
    }
    out.push_str("];\n");
    out
}

/// The functions of `Api`, in the runtime.
pub(crate) fn api(schema: &Schema, section: &str) -> String {
    let mut out = format!(
        "//! Calls of the section [{section}](https://core.telegram.org/bots/api#{section}).\n\n\
         use crate::client::Api;\n#[allow(unused_imports, clippy::wildcard_imports)]\n\
         use botwright_api::{{ChatTarget, InputFile, ids::*, methods::*, types::*}};\n\nimpl Api {{\n"
    );
    for method in schema
        .methods
        .iter()
        .filter(|method| method.section == section)
    {
        out.push_str(&method_docs(schema, method));
        let required: Vec<&Field> = stored(&method.params)
            .filter(|field| field.required)
            .collect();
        if required.len() > 6 {
            out.push_str("#[allow(clippy::too_many_arguments)]\n");
        }
        let arguments: Vec<_> = required
            .iter()
            .map(|field| names::ident(&field.name))
            .collect();
        let _ = writeln!(
            out,
            "pub fn {}(&self, {}) -> {name}<Self> {{ {name}::new({}).with(self.clone()) }}\n",
            names::snake(&method.struct_name),
            parameters(&required, schema),
            arguments.join(", "),
            name = method.struct_name,
        );
    }
    out.push_str("}\n");
    out
}
