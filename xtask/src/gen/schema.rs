//! The schema, read into a model the writers share.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::names;

/// Which way a type travels.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Dir {
    In,
    Out,
    Both,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Ty {
    Bool,
    /// A flag: absent or true.
    True,
    Float,
    Int,
    Str,
    File,
    ChatTarget,
    Id(&'static str),
    Array(Box<Ty>),
    Ref(String),
    MessageOrTrue,
}

#[derive(Clone, Debug)]
pub(crate) struct Field {
    pub(crate) owner: String,
    pub(crate) name: String,
    pub(crate) ty: Ty,
    pub(crate) required: bool,
    pub(crate) boxed: bool,
    pub(crate) constant: Option<Value>,
    pub(crate) facts: Value,
}

#[derive(Clone, Debug)]
pub(crate) struct Variant {
    pub(crate) name: String,
    pub(crate) ty: Ty,
    pub(crate) tag: Option<String>,
}

#[derive(Clone, Debug)]
pub(crate) enum Kind {
    Struct(Vec<Field>),
    Union {
        discriminator: Option<String>,
        unique: bool,
        variants: Vec<Variant>,
    },
    Enum {
        open: bool,
        values: Vec<(String, String)>,
    },
}

#[derive(Clone, Debug)]
pub(crate) struct Type {
    pub(crate) name: String,
    pub(crate) section: String,
    pub(crate) dir: Dir,
    pub(crate) since: Option<String>,
    pub(crate) derived: bool,
    pub(crate) kind: Kind,
    pub(crate) rules: Vec<Value>,
}

#[derive(Clone, Debug)]
pub(crate) struct Method {
    /// The name on the wire.
    pub(crate) name: String,
    /// The name of the struct.
    pub(crate) struct_name: String,
    pub(crate) section: String,
    pub(crate) since: Option<String>,
    pub(crate) params: Vec<Field>,
    pub(crate) returns: Ty,
    pub(crate) rules: Vec<Value>,
    /// The form of a split method: what the target is.
    pub(crate) form: Option<&'static str>,
}

pub(crate) struct Schema {
    pub(crate) types: Vec<Type>,
    pub(crate) methods: Vec<Method>,
    pub(crate) update_kinds: Vec<(String, String)>,
    pub(crate) content: Vec<String>,
    pub(crate) service: Vec<String>,
    pub(crate) also_sets: BTreeMap<String, String>,
    pub(crate) words: Value,
}

impl Schema {
    pub(crate) fn load(folder: &std::path::Path) -> Result<Self, String> {
        let read = |name: &str| -> Result<Value, String> {
            let path = folder.join(name);
            let text = std::fs::read_to_string(&path)
                .map_err(|error| format!("{}: {error}", path.display()))?;
            serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))
        };
        let json = read("bot-api.json")?;
        let corrections = read("corrections.json")?;
        let words = read("words.json")?;
        let aliases = aliases(&json);
        let mut types = Vec::new();
        for item in array(&json, "types") {
            // Written by hand: `Update` is an enum there, `MessageId` an identifier like the others.
            if !matches!(text(item, "name").as_str(), "Update" | "MessageId") {
                types.push(read_type(item, &aliases, &corrections)?);
            }
        }
        for alias in ["MediaGroupItem", "ReplyMarkup", "RichMediaItem"] {
            types.push(alias_type(alias, &json, &types)?);
        }
        box_large_fields(&mut types);
        let mut methods = Vec::new();
        for item in array(&json, "methods") {
            methods.extend(read_method(item, &aliases)?);
        }
        let list = |key: &str| -> Vec<String> {
            array(&json["message_fields"], key)
                .iter()
                .filter_map(|name| name.as_str().map(str::to_owned))
                .collect()
        };
        Ok(Self {
            types,
            methods,
            update_kinds: array(&json, "update_kinds")
                .iter()
                .map(|kind| (text(kind, "name"), text(&kind["type"], "ref")))
                .collect(),
            content: list("content"),
            service: list("service"),
            also_sets: json["message_fields"]["also_sets"]
                .as_object()
                .into_iter()
                .flatten()
                .filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned())))
                .collect(),
            words,
        })
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Type> {
        self.types.iter().find(|ty| ty.name == name)
    }
}

fn array<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_default().to_owned()
}

/// The names of unions that the schema spells out, by their members.
fn aliases(json: &Value) -> Vec<(Value, String)> {
    array(json, "aliases")
        .iter()
        .map(|alias| (alias["type"]["union"].clone(), text(alias, "name")))
        .collect()
}

fn read_ty(
    value: &Value,
    owner: &str,
    name: &str,
    aliases: &[(Value, String)],
) -> Result<Ty, String> {
    if let Some(base) = value["base"].as_str() {
        return Ok(match base {
            "Boolean" => Ty::Bool,
            "True" => Ty::True,
            "Float" => Ty::Float,
            "InputFile" => Ty::File,
            "Integer" | "Integer64" => names::integer_id(owner, name).map_or(Ty::Int, Ty::Id),
            "String" => names::string_id(owner, name).map_or(Ty::Str, Ty::Id),
            other => return Err(format!("{owner}.{name}: unknown base type {other}")),
        });
    }
    if let Some(reference) = value["ref"].as_str() {
        if reference == "MessageId" {
            return Ok(Ty::Id("MessageId"));
        }
        return Ok(Ty::Ref(reference.to_owned()));
    }
    if value["array"].is_object() {
        return Ok(Ty::Array(Box::new(read_ty(
            &value["array"],
            owner,
            name,
            aliases,
        )?)));
    }
    let alias = aliases.iter().find(|(union, _)| *union == value["union"]);
    Ok(match alias.map(|(_, name)| name.as_str()) {
        Some("ChatId") => Ty::ChatTarget,
        Some("InputFileOrString") => Ty::File,
        Some("MessageOrTrue") => Ty::MessageOrTrue,
        Some(name) => Ty::Ref(name.to_owned()),
        None => return Err(format!("{owner}.{name}: a union without a name: {value}")),
    })
}

fn read_field(item: &Value, owner: &str, aliases: &[(Value, String)]) -> Result<Field, String> {
    let name = text(item, "name");
    let mut ty = read_ty(&item["type"], owner, &name, aliases)?;
    if item["file_forms"].is_array() && ty == Ty::Str {
        ty = Ty::File;
    }
    Ok(Field {
        owner: owner.to_owned(),
        ty,
        required: item["required"].as_bool().unwrap_or_default(),
        boxed: item["boxed"].as_bool().unwrap_or_default(),
        constant: item.get("const").cloned(),
        facts: item.clone(),
        name,
    })
}

fn read_type(
    item: &Value,
    aliases: &[(Value, String)],
    corrections: &Value,
) -> Result<Type, String> {
    let name = text(item, "name");
    let kind = match item["kind"].as_str() {
        Some("struct") => Kind::Struct(
            array(item, "fields")
                .iter()
                .map(|field| read_field(field, &name, aliases))
                .collect::<Result<_, _>>()?,
        ),
        Some("union") => Kind::Union {
            discriminator: item["discriminator"].as_str().map(str::to_owned),
            unique: item["tags_unique"].as_bool().unwrap_or_default(),
            variants: array(item, "variants")
                .iter()
                .map(|variant| {
                    let ty = read_ty(variant, &name, "", aliases)?;
                    Ok(Variant {
                        name: names::variant_of(&name, &ty),
                        tag: variant["tag"].as_str().map(str::to_owned),
                        ty,
                    })
                })
                .collect::<Result<_, String>>()?,
        },
        Some("string_enum") => {
            let given = &corrections["variants"]["of"][&name];
            Kind::Enum {
                open: item["open"].as_bool().unwrap_or_default(),
                values: array(item, "values")
                    .iter()
                    .filter_map(Value::as_str)
                    .map(|value| {
                        let variant = given[value]
                            .as_str()
                            .map_or_else(|| names::pascal(value), str::to_owned);
                        (variant, value.to_owned())
                    })
                    .collect(),
            }
        }
        other => return Err(format!("{name}: unknown kind {other:?}")),
    };
    Ok(Type {
        section: item["section"].as_str().unwrap_or("enums").to_owned(),
        dir: match item["dir"].as_str() {
            Some("in") => Dir::In,
            Some("out") => Dir::Out,
            _ => Dir::Both,
        },
        since: item["since"].as_str().map(str::to_owned),
        derived: item["derived"].as_bool().unwrap_or_default(),
        rules: array(item, "rules").to_vec(),
        kind,
        name,
    })
}

fn alias_type(name: &str, json: &Value, types: &[Type]) -> Result<Type, String> {
    let alias = array(json, "aliases")
        .iter()
        .find(|alias| alias["name"] == name)
        .ok_or_else(|| format!("no alias {name}"))?;
    let variants: Vec<_> = array(&alias["type"], "union")
        .iter()
        .map(|member| {
            let reference = text(member, "ref");
            let tag = types
                .iter()
                .find(|ty| ty.name == reference)
                .and_then(|ty| match &ty.kind {
                    Kind::Struct(fields) => fields
                        .iter()
                        .find(|field| field.name == "type")
                        .and_then(|field| field.constant.as_ref()?.as_str().map(str::to_owned)),
                    _ => None,
                });
            let ty = Ty::Ref(reference);
            Variant {
                name: names::variant_of("InputMedia", &ty),
                ty,
                tag,
            }
        })
        .collect();
    let tagged = variants.iter().all(|variant| variant.tag.is_some());
    Ok(Type {
        name: name.to_owned(),
        section: if tagged { "available-types" } else { "enums" }.to_owned(),
        dir: Dir::In,
        since: None,
        derived: true,
        rules: Vec::new(),
        kind: Kind::Union {
            discriminator: tagged.then(|| "type".to_owned()),
            unique: tagged,
            variants,
        },
    })
}

fn read_method(item: &Value, aliases: &[(Value, String)]) -> Result<Vec<Method>, String> {
    let name = text(item, "name");
    let params: Vec<Field> = array(item, "params")
        .iter()
        .map(|field| read_field(field, &name, aliases))
        .collect::<Result<_, _>>()?;
    let rules = array(item, "rules").to_vec();
    let returns = read_ty(&item["returns"], &name, "", aliases)?;
    let method = Method {
        struct_name: names::pascal_camel(&name),
        section: text(item, "section"),
        since: item["since"].as_str().map(str::to_owned),
        params,
        returns,
        rules,
        form: None,
        name,
    };
    let Some(groups) = method
        .rules
        .iter()
        .find(|rule| rule["kind"] == "exactly_one_group")
        .cloned()
    else {
        return Ok(vec![method]);
    };
    // A method with two kinds of target is two calls: one by chat and message, one by inline id.
    let groups: Vec<Vec<String>> = array(&groups, "groups")
        .iter()
        .map(|group| {
            group
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect()
        })
        .collect();
    let rules: Vec<_> = method
        .rules
        .iter()
        .filter(|rule| rule["kind"] != "exactly_one_group")
        .cloned()
        .collect();
    let split = |keep: &[String], drop: &[String], form, suffix: &str, result: Ty| {
        let mut split = method.clone();
        split.params.retain(|param| !drop.contains(&param.name));
        for param in &mut split.params {
            param.required |= keep.contains(&param.name);
        }
        // The target comes first in the constructor, as it does on the page.
        split
            .params
            .sort_by_key(|param| !keep.contains(&param.name));
        split.rules.clone_from(&rules);
        split.struct_name.push_str(suffix);
        split.form = Some(form);
        if split.returns == Ty::MessageOrTrue {
            split.returns = result;
        }
        split
    };
    Ok(vec![
        split(
            &groups[0],
            &groups[1],
            "chat",
            "",
            Ty::Ref("Message".into()),
        ),
        split(&groups[1], &groups[0], "inline", "Inline", Ty::True),
    ])
}

/// Optional structs of more than this many bytes are boxed, so that a `Message` stays small.
const LARGE: usize = 64;

fn box_large_fields(types: &mut [Type]) {
    let sizes: BTreeMap<String, usize> = {
        let mut sizes = BTreeMap::new();
        for ty in types.iter() {
            size_of(&ty.name, types, &mut sizes, &mut BTreeSet::new());
        }
        sizes
    };
    let structs: BTreeSet<String> = types
        .iter()
        .filter(|ty| matches!(ty.kind, Kind::Struct(_)))
        .map(|ty| ty.name.clone())
        .collect();
    for ty in types.iter_mut() {
        if let Kind::Struct(fields) = &mut ty.kind {
            for field in fields {
                if let Ty::Ref(name) = &field.ty {
                    field.boxed |= !field.required && structs.contains(name) && sizes[name] > LARGE;
                }
            }
        }
    }
}

fn size_of(
    name: &str,
    types: &[Type],
    sizes: &mut BTreeMap<String, usize>,
    open: &mut BTreeSet<String>,
) -> usize {
    if let Some(size) = sizes.get(name) {
        return *size;
    }
    if !open.insert(name.to_owned()) {
        return LARGE + 1;
    }
    let Some(ty) = types.iter().find(|ty| ty.name == name) else {
        return 8;
    };
    let mut of = |ty: &Ty| match ty {
        Ty::Bool | Ty::True => 1,
        Ty::Int | Ty::Float => 16,
        Ty::Ref(name) => size_of(name, types, sizes, open),
        _ => 24,
    };
    let size = match &ty.kind {
        Kind::Struct(fields) => fields
            .iter()
            .filter(|field| field.constant.is_none())
            .map(|field| if field.boxed { 8 } else { of(&field.ty) })
            .sum(),
        Kind::Union { variants, .. } => {
            8 + variants
                .iter()
                .map(|variant| of(&variant.ty))
                .max()
                .unwrap_or_default()
        }
        Kind::Enum { .. } => 16,
    };
    open.remove(name);
    sizes.insert(name.to_owned(), size);
    size
}
