//! Writes the definitions of the types: `api/src/types/`.

use std::fmt::Write as _;

use super::schema::{Dir, Field, Kind, Schema, Ty, Type};
use super::{docs, names};

/// A type as it is written in Rust.
pub(crate) fn rust(ty: &Ty) -> String {
    match ty {
        Ty::Bool | Ty::True | Ty::MessageOrTrue => "bool".into(),
        Ty::Float => "f64".into(),
        Ty::Int => "i64".into(),
        Ty::Str => "String".into(),
        Ty::File => "InputFile".into(),
        Ty::ChatTarget => "ChatTarget".into(),
        Ty::Id(name) => (*name).into(),
        Ty::Array(inner) => format!("Vec<{}>", rust(inner)),
        Ty::Ref(name) => name.clone(),
    }
}

/// A field's type, with its box and its option.
pub(crate) fn rust_field(field: &Field) -> String {
    let mut ty = rust(&field.ty);
    if field.boxed {
        ty = format!("Box<{ty}>");
    }
    if field.required || field.ty == Ty::True {
        ty
    } else {
        format!("Option<{ty}>")
    }
}

/// The parameter of a setter or constructor, and the expression that stores it.
pub(crate) fn parameter(field: &Field, schema: &Schema) -> (String, String) {
    let name = names::ident(&field.name);
    let ty = rust(&field.ty);
    let union = |name: &str| {
        schema
            .get(name)
            .is_some_and(|ty| matches!(ty.kind, Kind::Union { .. }))
    };
    let into = match &field.ty {
        Ty::Str | Ty::File | Ty::ChatTarget | Ty::Id(_) | Ty::Array(_) => true,
        Ty::Ref(name) => union(name),
        _ => false,
    };
    let value = if into { format!("{name}.into()") } else { name };
    let ty = if into { format!("impl Into<{ty}>") } else { ty };
    (
        ty,
        if field.boxed {
            format!("Box::new({value})")
        } else {
            value
        },
    )
}

/// The fields a Rust struct has: those with a fixed value are written by the codec alone.
pub(crate) fn stored(fields: &[Field]) -> impl Iterator<Item = &Field> {
    fields.iter().filter(|field| field.constant.is_none())
}

pub(crate) fn imports(types: &str) -> String {
    format!(
        "#[allow(unused_imports, clippy::wildcard_imports)]\n\
         use crate::{{ChatTarget, InputFile, Unknown, ids::*, {types}}};\n"
    )
}

/// The file of one section of the official page.
pub(crate) fn section(schema: &Schema, section: &str) -> String {
    let mut out = format!(
        "//! Types of the section [{section}](https://core.telegram.org/bots/api#{section}).\n\n"
    );
    out.push_str(&imports("types::*"));
    for ty in schema.types.iter().filter(|ty| ty.section == section) {
        out.push('\n');
        match &ty.kind {
            Kind::Struct(fields) => structure(&mut out, schema, ty, fields),
            Kind::Union { .. } => union(&mut out, schema, ty),
            Kind::Enum { .. } => enumeration(&mut out, schema, ty),
        }
    }
    out
}

fn item_docs(schema: &Schema, ty: &Type) -> String {
    let words = schema.words["types"][&ty.name].as_str();
    let fallback = format!("The values of `{}`.", ty.name);
    let anchor = (!ty.derived).then_some(ty.name.as_str());
    docs::item(words, &fallback, ty.since.as_deref(), anchor)
}

fn structure(out: &mut String, schema: &Schema, ty: &Type, fields: &[Field]) {
    let name = &ty.name;
    out.push_str(&item_docs(schema, ty));
    let optional_only = stored(fields).all(|field| !field.required);
    out.push_str(match (ty.dir, optional_only) {
        (Dir::In, false) => {
            "#[derive(Debug, Clone)]\n#[cfg_attr(feature = \"both\", derive(PartialEq, Default))]\n"
        }
        _ => {
            "#[derive(Debug, Clone, Default)]\n#[cfg_attr(feature = \"both\", derive(PartialEq))]\n"
        }
    });
    let _ = writeln!(out, "#[non_exhaustive]\npub struct {name} {{");
    for field in stored(fields) {
        let _ = writeln!(out, "/// {}", docs::field(schema, field));
        let _ = writeln!(
            out,
            "pub {}: {},",
            names::ident(&field.name),
            rust_field(field)
        );
    }
    out.push_str("}\n");
    let _ = writeln!(out, "\nimpl {name} {{");
    constructor(out, schema, name, fields, "");
    setters(out, schema, fields);
    out.push_str("}\n");
}

/// The parameters of a function that takes these fields.
pub(crate) fn parameters(fields: &[&Field], schema: &Schema) -> String {
    let list: Vec<_> = fields
        .iter()
        .map(|field| {
            format!(
                "{}: {}",
                names::ident(&field.name),
                parameter(field, schema).0
            )
        })
        .collect();
    list.join(", ")
}

/// `new` with the required fields.
pub(crate) fn constructor(
    out: &mut String,
    schema: &Schema,
    name: &str,
    fields: &[Field],
    extra: &str,
) {
    let required: Vec<_> = stored(fields).filter(|field| field.required).collect();
    let what = if required.is_empty() {
        "An empty value"
    } else {
        "A value with the required fields"
    };
    let _ = writeln!(out, "/// {what}; see the fields of [`{name}`].");
    if required.len() > 7 {
        out.push_str("#[allow(clippy::too_many_arguments)]\n");
    }
    if required.is_empty() {
        out.push_str("#[allow(clippy::new_without_default)]\n");
    }
    let _ = writeln!(
        out,
        "pub fn new({}) -> Self {{ Self {{ {extra}",
        parameters(&required, schema)
    );
    for field in stored(fields) {
        let ident = names::ident(&field.name);
        let value = if field.required {
            parameter(field, schema).1
        } else if field.ty == Ty::True {
            "false".into()
        } else {
            "None".into()
        };
        if value == ident {
            let _ = write!(out, "{ident}, ");
        } else {
            let _ = write!(out, "{ident}: {value}, ");
        }
    }
    out.push_str("} }\n");
}

/// One setter per optional field.
pub(crate) fn setters(out: &mut String, schema: &Schema, fields: &[Field]) {
    for field in stored(fields).filter(|field| !field.required) {
        let ident = names::ident(&field.name);
        let (ty, value) = parameter(field, schema);
        let value = if field.ty == Ty::True {
            value
        } else {
            format!("Some({value})")
        };
        let _ = writeln!(
            out,
            "\n/// {}\npub fn {ident}(mut self, {ident}: {ty}) -> Self {{ self.{ident} = {value}; self }}",
            docs::field_words(schema, field),
        );
    }
}

fn union(out: &mut String, schema: &Schema, ty: &Type) {
    let Kind::Union { variants, .. } = &ty.kind else {
        return;
    };
    out.push_str(&item_docs(schema, ty));
    let _ = writeln!(
        out,
        "#[derive(Debug, Clone)]\n#[cfg_attr(feature = \"both\", derive(PartialEq))]\n\
         #[non_exhaustive]\npub enum {} {{",
        ty.name
    );
    for variant in variants {
        let inner = variant_rust(&ty.name, &variant.ty);
        let tag = variant.tag.as_ref().map_or_else(
            || {
                format!(
                    "A [`{}`].",
                    inner.trim_start_matches("Box<").trim_end_matches('>')
                )
            },
            |tag| format!("`{tag}`."),
        );
        let tag = match &variant.ty {
            Ty::Str => "Plain text.".to_owned(),
            Ty::Array(_) => "A list of parts.".to_owned(),
            _ => tag,
        };
        let _ = writeln!(out, "/// {tag}\n{}({inner}),", variant.name);
    }
    out.push_str("/// A variant this version does not know, as it came; sent as it is.\nUnknown(Unknown),\n}\n");
    let _ = writeln!(
        out,
        "\nimpl Default for {} {{ fn default() -> Self {{ Self::Unknown(Unknown::default()) }} }}",
        ty.name
    );
    for variant in variants {
        let inner = rust(&variant.ty);
        let value = if is_boxed_variant(&ty.name, &variant.ty) {
            "Box::new(value)"
        } else {
            "value"
        };
        let _ = writeln!(
            out,
            "\nimpl From<{inner}> for {} {{ fn from(value: {inner}) -> Self {{ Self::{}({value}) }} }}",
            ty.name, variant.name
        );
        if variant.ty == Ty::Str {
            let _ = writeln!(
                out,
                "\nimpl From<&str> for {} {{ fn from(value: &str) -> Self {{ Self::{}(value.to_owned()) }} }}",
                ty.name, variant.name
            );
        }
    }
}

fn is_boxed_variant(union: &str, ty: &Ty) -> bool {
    union == "MaybeInaccessibleMessage" && *ty == Ty::Ref("Message".into())
}

fn variant_rust(union: &str, ty: &Ty) -> String {
    if is_boxed_variant(union, ty) {
        format!("Box<{}>", rust(ty))
    } else {
        rust(ty)
    }
}

fn enumeration(out: &mut String, schema: &Schema, ty: &Type) {
    let Kind::Enum { open, values } = &ty.kind else {
        return;
    };
    let macro_name = if *open { "open_enum" } else { "closed_enum" };
    let _ = writeln!(out, "crate::types::string_enum::{macro_name}! {{");
    out.push_str(&item_docs(schema, ty));
    let _ = writeln!(out, "{} {{", ty.name);
    for (variant, value) in values {
        let _ = writeln!(out, "{variant} = {value:?},");
    }
    out.push_str("}\n}\n");
}

/// `for_each_type!`: the list of all types that are generated.
pub(crate) fn list(schema: &Schema) -> String {
    let mut out = String::from(
        "//! The list of all types.\n\n\
         /// Calls `$callback! { AcceptedGiftTypes, AffiliateInfo, … }` with the name of every generated type.\n\
         #[cfg(feature = \"both\")]\n#[macro_export]\nmacro_rules! for_each_type { ($callback:ident) => { $callback! {\n",
    );
    for ty in &schema.types {
        let _ = writeln!(out, "{},", ty.name);
    }
    out.push_str("} }; }\n");
    out
}

/// `UpdateContent`: the enum of what an update can be about.
pub(crate) fn update_content(schema: &Schema) -> String {
    let mut out = String::from(
        "//! What an update is about.\n\nuse crate::Unknown;\nuse crate::json::{Fault, Reader};\n#[cfg(feature = \"both\")]\nuse crate::json::Writer;\n\
         #[allow(clippy::wildcard_imports)]\nuse crate::types::*;\n\n\
         /// What happened: the one field an [`Update`](crate::Update) has beside its number.\n\
         #[derive(Debug, Clone)]\n#[cfg_attr(feature = \"both\", derive(PartialEq))]\n\
         #[non_exhaustive]\npub enum UpdateContent {\n",
    );
    for (kind, ty) in &schema.update_kinds {
        let words = schema.words["update_kinds"][kind].as_str().map_or_else(
            || format!("`{kind}`."),
            |words| format!("`{kind}`: {words}"),
        );
        let _ = writeln!(out, "/// {words}\n{}(Box<{ty}>),", names::pascal(kind));
    }
    out.push_str(
        "/// A kind this version does not know, or one whose content did not fit; by the name of its field.\n\
         Unknown(Unknown),\n}\n\nimpl UpdateContent {\n/// The kind of update this is the content of.\n\
         pub fn kind(&self) -> UpdateKind { match self {\n",
    );
    for (kind, _) in &schema.update_kinds {
        let name = names::pascal(kind);
        let _ = writeln!(out, "Self::{name}(_) => UpdateKind::{name},");
    }
    out.push_str("Self::Unknown(it) => UpdateKind::from(&*it.tag),\n}}\n\n");
    out.push_str(
        "pub(crate) fn read_member(key: &str, reader: &mut Reader<'_>) -> Result<Option<Self>, Fault> {\n\
         Ok(Some(match key {\n",
    );
    for (kind, _) in &schema.update_kinds {
        let _ = writeln!(
            out,
            "{kind:?} => Self::{}(reader.read()?),",
            names::pascal(kind)
        );
    }
    out.push_str("_ => return Ok(None),\n}))\n}\n\n#[cfg(feature = \"both\")]\n");
    out.push_str("pub(crate) fn write_member(&self, writer: &mut Writer) { match self {\n");
    for (kind, _) in &schema.update_kinds {
        let _ = writeln!(
            out,
            "Self::{}(it) => writer.field({kind:?}, it),",
            names::pascal(kind)
        );
    }
    out.push_str(
        "Self::Unknown(it) if it.tag.is_empty() => {}\n\
         Self::Unknown(it) => writer.member(&it.tag, it),\n}}\n}\n\n",
    );
    out.push_str("impl UpdateKind {\n/// How many kinds this version knows.\n");
    let count = schema.update_kinds.len();
    let _ = writeln!(out, "pub const COUNT: usize = {count};\n");
    out.push_str("/// The place of the kind in the schema, from 0; [`COUNT`](Self::COUNT) for an unknown kind.\npub const fn index(&self) -> usize { match self {\n");
    for (index, (kind, _)) in schema.update_kinds.iter().enumerate() {
        let _ = writeln!(out, "Self::{} => {index},", names::pascal(kind));
    }
    out.push_str("Self::Unknown(_) => Self::COUNT,\n}}\n\n/// The kinds that are sent only when `allowed_updates` names them.\npub const fn is_off_by_default(&self) -> bool { matches!(self, Self::ChatMember | Self::MessageReaction | Self::MessageReactionCount) }\n}\n");
    out
}

/// `MessageContent`: the contents a message can have, and the question for them.
pub(crate) fn message_content(schema: &Schema) -> String {
    let mut out = String::from(
        "//! What a message holds.\n\nuse crate::types::Message;\n\n\
         crate::types::string_enum::open_enum! {\n\
         /// What a message can hold: its content, or the service message it is.\n\
         /// Some contents set a second field: an animation is also a document, a venue also a location, a live photo also a photo.\n\
         MessageContent {\n",
    );
    let all: Vec<_> = schema.content.iter().chain(&schema.service).collect();
    for name in &all {
        let _ = writeln!(out, "{} = {name:?},", names::pascal(name));
    }
    out.push_str(
        "}\n}\n\nimpl Message {\n/// Whether the message has this content.\n\
         pub fn has(&self, content: &MessageContent) -> bool { match content {\n",
    );
    let fields = match schema.get("Message").map(|ty| &ty.kind) {
        Some(Kind::Struct(fields)) => fields.as_slice(),
        _ => &[],
    };
    let present = |name: &str| {
        let flag = fields
            .iter()
            .any(|field| field.name == name && field.ty == Ty::True);
        if flag {
            format!("self.{name}")
        } else {
            format!("self.{name}.is_some()")
        }
    };
    for name in &all {
        let _ = writeln!(
            out,
            "MessageContent::{} => {},",
            names::pascal(name),
            present(name)
        );
    }
    out.push_str(
        "MessageContent::Unknown(_) => false,\n}}\n\n\
         /// What the message holds, the more special content first; `None` when this version does not know it.\n\
         pub fn content(&self) -> Option<MessageContent> {\nconst ORDER: &[MessageContent] = &[\n",
    );
    // What also sets another field is asked for before that field.
    let mut order: Vec<_> = all.clone();
    order.sort_by_key(|name| !schema.also_sets.contains_key(*name));
    for name in order {
        let _ = writeln!(out, "MessageContent::{},", names::pascal(name));
    }
    out.push_str("];\nORDER.iter().find(|content| self.has(content)).cloned()\n}\n}\n");
    out
}
