//! Writes how types are read and written: `api/src/types/codec/`.

use std::fmt::Write as _;

use serde_json::Value;

use super::names;
use super::schema::{Dir, Field, Kind, Schema, Ty, Type};
use super::types::{imports, stored};

/// From this many fields on, keys are told apart by their length first: a message has 120.
const MANY: usize = 12;

/// From this many fields on, a struct that goes into a box is filled there.
const MANY_TO_MOVE: usize = 8;

pub(crate) fn section(schema: &Schema, section: &str) -> String {
    let mut out = format!("//! JSON of the types of the section {section}.\n\n");
    out.push_str(
        "#[allow(unused_imports)]\nuse crate::json::{Fault, Object, Read, Reader, Write, Writer};\n",
    );
    out.push_str(&imports("types::*"));
    let types: Vec<_> = schema
        .types
        .iter()
        .filter(|ty| ty.section == section)
        .collect();
    for ty in &types {
        match &ty.kind {
            Kind::Struct(fields) => {
                guarded(&mut out, ty.dir == Dir::In, &read_struct(ty, fields));
                guarded(&mut out, ty.dir == Dir::Out, &write_struct(ty, fields));
            }
            Kind::Union { .. } => {
                guarded(&mut out, ty.dir == Dir::In, &read_union(ty, schema));
                guarded(&mut out, ty.dir == Dir::Out, &write_union(ty));
            }
            Kind::Enum { .. } => {}
        }
    }
    let names: Vec<_> = types
        .iter()
        .filter(|ty| !matches!(ty.kind, Kind::Enum { .. }))
        .map(|ty| ty.name.as_str())
        .collect();
    if !names.is_empty() {
        let _ = writeln!(
            out,
            "\n#[cfg(feature = \"both\")]\ncrate::json::impl_serde!({});",
            names.join(", ")
        );
    }
    out
}

fn guarded(out: &mut String, both_only: bool, code: &str) {
    out.push('\n');
    for item in code.split("\n\n") {
        if both_only {
            out.push_str("#[cfg(feature = \"both\")]\n");
        }
        out.push_str(item);
        out.push('\n');
    }
}

/// Without these fields a value is worth nothing; other required fields fall back to their
/// defaults, since older servers leave newer fields out.
fn is_strict(ty: &Type, field: &Field) -> bool {
    if ty.dir == Dir::In {
        return field.required || field.constant.is_some();
    }
    field.required
        && field.constant.is_none()
        && match &field.ty {
            Ty::Id(_) => field.name == "id" || field.name == "file_id",
            // What tells it from the other kinds of reply markup.
            Ty::Array(_) => field.name == "inline_keyboard",
            Ty::Ref(name) => !name.starts_with("RichText") && !name.ends_with("Type"),
            _ => false,
        }
}

fn read_struct(ty: &Type, fields: &[Field]) -> String {
    let strict: Vec<_> = fields.iter().filter(|field| is_strict(ty, field)).collect();
    let mask = match strict.len() {
        0 => "0".to_owned(),
        count => format!("(1 << {count}) - 1"),
    };
    let article = if ty.name.starts_with(['A', 'E', 'I', 'O', 'U']) {
        "an"
    } else {
        "a"
    };
    let with: Vec<_> = strict.iter().map(|field| field.name.as_str()).collect();
    let with = if with.is_empty() {
        String::new()
    } else {
        format!(" with {}", with.join(", "))
    };
    let name = &ty.name;
    let boxed = if fields.len() < MANY_TO_MOVE {
        String::new()
    } else {
        format!(
            "\nfn read_boxed(reader: &mut Reader<'_>) -> Result<Box<Self>, Fault> {{ \
             reader.build_boxed({mask}, \"{article} {name}{with}\") }}"
        )
    };
    let mut out = format!(
        "impl Read for {name} {{ fn read(reader: &mut Reader<'_>) -> Result<Self, Fault> {{ \
         reader.build({mask}, \"{article} {name}{with}\") }}{boxed} }}\n\n\
         impl Object for {name} {{ fn field(&mut self, key: &str, reader: &mut Reader<'_>) -> Result<u32, Fault> {{\n"
    );
    let mut arms: Vec<(usize, String)> = Vec::new();
    for field in fields {
        let bit = strict.iter().position(|it| it.name == field.name);
        let ident = names::ident(&field.name);
        let call = match (bit, &field.constant) {
            (Some(bit), Some(_)) => format!("reader.constant(1 << {bit})"),
            (None, Some(_)) => continue,
            (Some(bit), None) => format!("reader.strict(1 << {bit}, &mut self.{ident})"),
            (None, None) if field.required || field.ty == Ty::True => {
                format!("reader.value(&mut self.{ident})")
            }
            (None, None) => format!("reader.option(&mut self.{ident})"),
        };
        arms.push((field.name.len(), format!("{:?} => {call},", field.name)));
    }
    if arms.is_empty() {
        return out.replace("key: &str", "_: &str") + "reader.ignore()\n}\n}";
    }
    if arms.len() < MANY {
        out.push_str("match key {\n");
        for (_, arm) in arms {
            let _ = writeln!(out, "{arm}");
        }
        out.push_str("_ => reader.ignore(),\n}\n}\n}");
        return out;
    }
    let mut lengths: Vec<_> = arms.iter().map(|arm| arm.0).collect();
    lengths.sort_unstable();
    lengths.dedup();
    out.push_str("match key.len() {\n");
    for length in lengths {
        let _ = writeln!(out, "{length} => match key {{");
        for (_, arm) in arms.iter().filter(|arm| arm.0 == length) {
            let _ = writeln!(out, "{arm}");
        }
        out.push_str("_ => reader.ignore(),\n},\n");
    }
    out.push_str("_ => reader.ignore(),\n}\n}\n}");
    out
}

fn write_struct(ty: &Type, fields: &[Field]) -> String {
    let mut out = format!(
        "impl Write for {} {{ fn write(&self, writer: &mut Writer) {{ writer.begin();\n",
        ty.name
    );
    write_fields(&mut out, fields);
    out.push_str("writer.end();\n");
    if ty.dir != Dir::Out {
        rules(&mut out, &ty.name, fields, &ty.rules);
    }
    out.push_str("}\n}");
    out
}

pub(crate) fn write_fields(out: &mut String, fields: &[Field]) {
    for field in fields {
        let ident = names::ident(&field.name);
        let name = &field.name;
        let _ = match &field.constant {
            Some(Value::String(value)) => writeln!(out, "writer.text({name:?}, {value:?});"),
            Some(Value::Bool(value)) => writeln!(out, "writer.field({name:?}, &{value});"),
            Some(value) => writeln!(out, "writer.field({name:?}, &{value}_i64);"),
            None if field.ty == Ty::True && !field.required => {
                writeln!(out, "writer.flag({name:?}, self.{ident});")
            }
            None if field.required => writeln!(out, "writer.field({name:?}, &self.{ident});"),
            None => writeln!(out, "writer.option({name:?}, self.{ident}.as_ref());"),
        };
    }
}

fn is_set(fields: &[Field], name: &str) -> String {
    match fields.iter().find(|field| field.name == name) {
        Some(field) if field.required => "true".to_owned(),
        Some(field) if field.ty == Ty::True => format!("self.{}", names::ident(name)),
        Some(_) => format!("self.{}.is_some()", names::ident(name)),
        None => "false".to_owned(),
    }
}

/// The schema's cross-field rules and byte limits, checked while writing.
pub(crate) fn rules(out: &mut String, item: &str, fields: &[Field], rules: &[Value]) {
    for rule in rules {
        let set = |name: &str| is_set(fields, name);
        let between = |least: usize, most: usize| {
            let of: Vec<_> = rule["of"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .map(|name| format!("({name:?}, {})", set(name)))
                .collect();
            let most = if most == usize::MAX {
                "usize::MAX".to_owned()
            } else {
                most.to_string()
            };
            format!(
                "writer.set_between({item:?}, {least}, {most}, &[{}]);\n",
                of.join(", ")
            )
        };
        let field = rule["field"].as_str().unwrap_or_default();
        match rule["kind"].as_str() {
            Some("exactly_one") => out.push_str(&between(1, 1)),
            Some("at_least_one") => out.push_str(&between(1, usize::MAX)),
            Some("not_both" | "at_most_one") => out.push_str(&between(0, 1)),
            Some("required_with") => {
                let with = rule["with"].as_str().unwrap_or_default();
                let _ = writeln!(
                    out,
                    "writer.required_when({item:?}, {field:?}, {}, {}, \"`{with}` is set\");",
                    set(field),
                    set(with)
                );
            }
            Some("required_if") => {
                for (name, value) in rule["when"].as_object().into_iter().flatten() {
                    let ident = names::ident(name);
                    let condition = match value {
                        Value::Bool(true) => format!("self.{ident}"),
                        Value::Bool(false) => format!("!self.{ident}"),
                        other => {
                            let other = other.as_str().unwrap_or_default();
                            format!(
                                "self.{ident}.as_ref().is_some_and(|it| it.as_str() == {other:?})"
                            )
                        }
                    };
                    let shown = value.to_string().replace('"', "");
                    let _ = writeln!(
                        out,
                        "writer.required_when({item:?}, {field:?}, {}, {condition}, \"`{name}` is {shown}\");",
                        set(field)
                    );
                }
            }
            other => {
                let _ = write!(out, "compile_error!(\"rule {other:?}\");");
            }
        }
    }
    for field in stored(fields).filter(|field| field.facts["len_unit"] == "bytes") {
        let (Some(most), Ty::Str) = (field.facts["max_len"].as_u64(), &field.ty) else {
            continue;
        };
        let name = &field.name;
        let ident = names::ident(name);
        let _ = if field.required {
            writeln!(
                out,
                "writer.at_most_bytes({item:?}, {name:?}, &self.{ident}, {most});"
            )
        } else {
            writeln!(
                out,
                "if let Some(it) = &self.{ident} {{ writer.at_most_bytes({item:?}, {name:?}, it, {most}); }}"
            )
        };
    }
}

fn read_union(ty: &Type, schema: &Schema) -> String {
    let Kind::Union {
        discriminator,
        unique,
        variants,
    } = &ty.kind
    else {
        return String::new();
    };
    let mut out = format!(
        "impl Read for {} {{ fn read(reader: &mut Reader<'_>) -> Result<Self, Fault> {{\n",
        ty.name
    );
    if ty.name == "MaybeInaccessibleMessage" {
        out.push_str(
            "// A message with the date 0 is one the bot may not see any more.\n\
             if reader.peek_integer(\"date\")? == Some(0) {\n\
             reader.variant(\"\", Self::InaccessibleMessage, Self::Unknown)\n} else {\n\
             reader.variant(\"\", Self::Message, Self::Unknown)\n}\n}\n}",
        );
        return out;
    }
    for variant in variants {
        match &variant.ty {
            Ty::Str => {
                let _ = writeln!(
                    out,
                    "if reader.peek() == b'\"' {{ return reader.read().map(Self::{}); }}",
                    variant.name
                );
            }
            Ty::Array(_) => {
                let _ = writeln!(
                    out,
                    "if reader.peek() == b'[' {{ return reader.read().map(Self::{}); }}",
                    variant.name
                );
            }
            _ => {}
        }
    }
    match discriminator {
        Some(key) if *unique => {
            let _ = writeln!(out, "let tag = reader.tag({key:?})?;\nmatch &*tag {{");
            for variant in variants {
                if let Some(tag) = &variant.tag {
                    let _ = writeln!(
                        out,
                        "{tag:?} => reader.variant(&tag, Self::{}, Self::Unknown),",
                        variant.name
                    );
                }
            }
            out.push_str("_ => reader.unknown(&tag, Self::Unknown),\n}\n");
        }
        other => {
            let tag = if let Some(key) = other {
                let _ = writeln!(out, "let tag = reader.tag({key:?})?;");
                "&tag"
            } else {
                "\"\""
            };
            // Without a tag of their own, the variant with the most required fields comes first.
            let mut ordered: Vec<_> = variants.iter().collect();
            ordered.sort_by_key(|variant| std::cmp::Reverse(strict_count(schema, &variant.ty)));
            for variant in ordered {
                let condition = variant
                    .tag
                    .as_ref()
                    .map_or_else(String::new, |tag| format!("tag == {tag:?} && "));
                let _ = writeln!(
                    out,
                    "if {condition}let Some(it) = reader.attempt(Self::{})? {{ return Ok(it); }}",
                    variant.name
                );
            }
            let _ = writeln!(out, "reader.unknown({tag}, Self::Unknown)");
        }
    }
    out.push_str("}\n}");
    out
}

fn strict_count(schema: &Schema, ty: &Ty) -> usize {
    let Ty::Ref(name) = ty else { return 0 };
    schema.get(name).map_or(0, |ty| match &ty.kind {
        Kind::Struct(fields) => fields.iter().filter(|field| is_strict(ty, field)).count(),
        _ => 0,
    })
}

fn write_union(ty: &Type) -> String {
    let Kind::Union { variants, .. } = &ty.kind else {
        return String::new();
    };
    let mut out = format!(
        "impl Write for {} {{ fn write(&self, writer: &mut Writer) {{ match self {{\n",
        ty.name
    );
    for variant in variants {
        let _ = writeln!(out, "Self::{}(it) => it.write(writer),", variant.name);
    }
    out.push_str("Self::Unknown(it) => it.write(writer),\n}\n}\n}");
    out
}
