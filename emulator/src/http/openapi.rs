//! `GET /control/openapi.json`: the control API described for programs.
//!
//! It is made of the table in the documentation, of which `control_api.md` is a copy, so that there
//! is one description. A request there is a verb, a path, and the fields of a body or a query; `?`
//! marks what may be left out, `…` stands for the fields of the request before.

use serde_json::{Map, Value, json};

const TABLE: &str = include_str!("control_api.md");

/// A field of a request, and whether it may be left out.
type Field<'a> = (&'a str, bool);

struct Request<'a> {
    verb: &'a str,
    path: String,
    fields: Vec<Field<'a>>,
    answer: &'a str,
}

/// The OpenAPI 3.1 description.
pub(super) fn description() -> Value {
    let mut paths = Map::new();
    for request in requests() {
        let path = paths.entry(&request.path).or_insert_with(|| json!({}));
        path[request.verb.to_ascii_lowercase()] = operation(&request);
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Control API of botwright-emulator",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "What people do in the world, what they see, and what goes wrong.",
        },
        "paths": paths,
        "components": {"schemas": {"Error": {
            "type": "object",
            "properties": {"ok": {"const": false}, "description": {"type": "string"}},
            "required": ["ok", "description"],
        }}},
    })
}

fn operation(request: &Request<'_>) -> Value {
    let name = request.path.trim_start_matches("/control/");
    let mut operation = json!({
        "operationId": format!("{}_{name}", request.verb.to_ascii_lowercase()).replace('.', "_"),
        "description": format!("Answers {}", request.answer),
        "responses": {
            "200": {"description": request.answer},
            "400": {"description": "The request makes no sense in this world.", "content": {
                "application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}},
        },
    });
    if request.verb == "GET" {
        let parameters = request.fields.iter();
        let parameters: Vec<Value> = parameters
            .map(|(name, _)| json!({"name": name, "in": "query", "schema": schema(name)}))
            .collect();
        operation["parameters"] = parameters.into();
        return operation;
    }
    let fields = request.fields.iter();
    let properties: Map<String, Value> = fields
        .clone()
        .map(|(name, _)| ((*name).to_owned(), schema(name)))
        .collect();
    let required: Vec<&str> = fields
        .filter(|(_, is_optional)| !is_optional)
        .map(|(name, _)| *name)
        .collect();
    let body = json!({"type": "object", "properties": properties, "required": required});
    operation["requestBody"] = json!({
        "required": true,
        "content": {"application/json": {"schema": body}},
    });
    operation
}

/// What a value is, as its name tells: the same names mean the same everywhere.
fn schema(name: &str) -> Value {
    let kind = match name {
        "inline_query_id"
        | "result_id"
        | "prepared_message_id"
        | "business_connection_id"
        | "telegram_payment_charge_id"
        | "file_id"
        | "text"
        | "query"
        | "data"
        | "offset"
        | "chat_type"
        | "link"
        | "invite_link"
        | "url"
        | "content_type"
        | "button_text"
        | "handler"
        | "file"
        | "error"
        | "method" => "string",
        "blocked" | "is_canceled" | "from_owner" | "frozen" | "on" => "boolean",
        "latitude" | "longitude" | "advance" | "probability" | "milliseconds" => "number",
        "count" | "seed" | "limit" | "before" | "after" | "line" | "amount" | "until_date" => {
            "integer"
        }
        "message" | "order" | "permissions" => return json!({}),
        "messages" | "reactions" | "rights" => "array",
        name if name.ends_with("_ids") => "array",
        name if name.ends_with("_id") => "integer",
        _ => return json!({}),
    };
    json!({"type": kind})
}

/// The requests of the table.
fn requests() -> Vec<Request<'static>> {
    let mut requests: Vec<Request<'static>> = Vec::new();
    for row in TABLE.lines() {
        let Some((cell, answer)) = row.trim_matches(['|', ' ']).split_once(" | ") else {
            continue;
        };
        let mut in_cell = 0;
        for code in cell.split('`').skip(1).step_by(2) {
            let first = code.split([' ', '?']).next().unwrap_or_default();
            let (verb, rest) = match first {
                "GET" | "POST" => code.split_once(' ').unwrap_or((code, "")),
                _ if in_cell > 0 && code.contains('{') && !code.starts_with('"') => ("POST", code),
                // A field that is named apart.
                _ => continue,
            };
            let before = requests.last().map(|last| last.fields.clone());
            requests.push(read(
                verb,
                rest,
                answer,
                in_cell,
                before.unwrap_or_default(),
            ));
            in_cell += 1;
        }
    }
    requests
}

fn read<'a>(
    verb: &'a str,
    rest: &'a str,
    answer: &'a str,
    in_cell: usize,
    before: Vec<Field<'a>>,
) -> Request<'a> {
    let (path, query) = rest
        .split_once('?')
        .filter(|_| verb == "GET")
        .unwrap_or((rest, ""));
    let (path, body) = path.split_once(" {").unwrap_or((path, ""));
    let path = match path.strip_prefix("/control/") {
        Some(_) => path.to_owned(),
        None => format!("/control/{path}"),
    };
    let mut fields = Vec::new();
    if verb == "GET" {
        let names = query.split('&').map(|pair| pair.trim_end_matches('='));
        fields.extend(
            names
                .filter(|name| !name.is_empty())
                .map(|name| (name, true)),
        );
    } else if body.is_empty() && in_cell > 0 && !path.ends_with("/world") {
        fields = before;
    } else {
        for part in body.trim_end_matches('}').split(", ") {
            match part.trim_end_matches('?').trim_matches('"') {
                "" => {}
                "…" => fields.extend(before.iter().copied()),
                name => fields.push((name, part.ends_with('?'))),
            }
        }
    }
    Request {
        verb,
        path,
        fields,
        answer,
    }
}
