//! The Bot API's schema, and whether a value is what it promises.

use std::collections::BTreeMap;

use serde_json::Value;

pub(crate) struct Schema {
    types: BTreeMap<String, Value>,
    pub(crate) methods: Vec<Value>,
    pub(crate) update_kinds: Vec<Value>,
}

impl Schema {
    pub(crate) fn load() -> Self {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../api/schema/bot-api.json");
        let text = std::fs::read_to_string(path).expect("the schema is in the repository");
        let mut json: Value = serde_json::from_str(&text).expect("JSON");
        let mut list = |key: &str| match json[key].take() {
            Value::Array(items) => items,
            other => panic!("{key} is {other}"),
        };
        let named = |value: Value| (name(&value).to_owned(), value);
        let mut types: BTreeMap<String, Value> = list("types").into_iter().map(named).collect();
        types.extend(list("aliases").into_iter().map(named));
        Self {
            types,
            methods: list("methods"),
            update_kinds: list("update_kinds"),
        }
    }

    pub(crate) fn get(&self, name: &str) -> &Value {
        &self.types[name]
    }

    /// What is wrong with a value of this type, with the place of it.
    pub(crate) fn check(&self, ty: &Value, value: &Value, at: &str) -> Result<(), String> {
        let wrong = |what: &str| Err(format!("{at}: {value} is no {what}"));
        if let Some(base) = ty["base"].as_str() {
            let fits = match base {
                "String" => value.is_string(),
                "Boolean" => value.is_boolean(),
                "True" => *value == true,
                "Integer" | "Integer64" => value.is_i64() || value.is_u64(),
                "Float" => value.is_number(),
                other => panic!("the server sends no {other}"),
            };
            return if fits { Ok(()) } else { wrong(base) };
        }
        if !ty["array"].is_null() {
            let Some(items) = value.as_array() else {
                return wrong("array");
            };
            let mut items = items.iter().enumerate();
            return items.try_for_each(|(place, item)| {
                self.check(&ty["array"], item, &format!("{at}[{place}]"))
            });
        }
        if let Some(variants) = ty["union"].as_array() {
            return self.check_any(variants, value, at);
        }
        self.check_named(ty["ref"].as_str().expect("a type"), value, at)
    }

    fn check_any(&self, variants: &[Value], value: &Value, at: &str) -> Result<(), String> {
        let mut mistakes = Vec::new();
        for variant in variants {
            match self.check(variant, value, at) {
                Ok(()) => return Ok(()),
                Err(mistake) => mistakes.push(mistake),
            }
        }
        Err(mistakes.join("; or "))
    }

    fn check_named(&self, name: &str, value: &Value, at: &str) -> Result<(), String> {
        let ty = self.get(name);
        match ty["kind"].as_str() {
            None => self.check(&ty["type"], value, at),
            Some("struct") => self.check_struct(ty, value, at),
            Some("string_enum") => {
                let values = ty["values"].as_array().expect("values");
                if values.contains(value) {
                    Ok(())
                } else {
                    Err(format!("{at}: {value} is no {name}"))
                }
            }
            Some("union") => self.check_union(ty, value, at),
            Some(other) => panic!("a kind of type that is not known: {other}"),
        }
    }

    fn check_union(&self, ty: &Value, value: &Value, at: &str) -> Result<(), String> {
        let variants = ty["variants"].as_array().expect("variants");
        if ty["select"].is_object() {
            let select = &ty["select"];
            let field = &value[select["field"].as_str().expect("a field")];
            let branch = if *field == select["equals"] {
                "then"
            } else {
                "else"
            };
            return self.check_named(select[branch].as_str().expect("a type"), value, at);
        }
        let Some(discriminator) = ty["discriminator"].as_str().filter(|_| value.is_object()) else {
            return self.check_any(variants, value, at);
        };
        let tag = &value[discriminator];
        let tagged: Vec<Value> = variants
            .iter()
            .filter(|variant| variant["tag"] == *tag)
            .cloned()
            .collect();
        if tagged.is_empty() {
            return Err(format!(
                "{at}.{discriminator}: {tag} is no tag of {}",
                name(ty)
            ));
        }
        self.check_any(&tagged, value, at)
    }

    fn check_struct(&self, ty: &Value, value: &Value, at: &str) -> Result<(), String> {
        let Some(object) = value.as_object() else {
            return Err(format!("{at}: {value} is no {}", name(ty)));
        };
        let fields = ty["fields"].as_array().expect("fields");
        for field in fields {
            let name = name(field);
            let place = format!("{at}.{name}");
            match object.get(name) {
                None if field["required"] == true => return Err(format!("{place} is missing")),
                None => {}
                Some(value) if !field["const"].is_null() && *value != field["const"] => {
                    return Err(format!("{place} is {value}, not {}", field["const"]));
                }
                Some(value) => self.check(&field["type"], value, &place)?,
            }
        }
        for key in object.keys() {
            if !fields.iter().any(|field| name(field) == key) {
                return Err(format!("{at}.{key}: {} has no such field", name(ty)));
            }
        }
        Ok(())
    }

    /// What is wrong with an element of getUpdates' answer.
    pub(crate) fn check_update(&self, update: &Value) -> Result<(), String> {
        self.check_named("Update", update, "update")
    }
}

pub(crate) fn name(value: &Value) -> &str {
    value["name"].as_str().expect("a name")
}
