//! `sendChecklist` and `editMessageChecklist`, for business accounts.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::{
    edited,
    outgoing::{self, Options},
    query,
};
use crate::{
    entities::{self, FormattedText, Names},
    http::{
        envelope::Answer,
        error::ApiError,
        params::{Params, to_integer},
    },
    markup,
    world::{
        checklist::{Checklist, MAX_TASKS, Task},
        message::Content,
        state::State,
    },
};

/// The most characters of a title.
const MAX_TITLE: usize = 255;
/// The most characters of a task.
const MAX_TASK: usize = 100;
/// How error texts call it.
const WHAT: &str = "checklist";

const TITLE: Names = Names {
    text: "title",
    parse_mode: "parse_mode",
    entities: "title_entities",
};
const TASK: Names = Names {
    text: "text",
    parse_mode: "parse_mode",
    entities: "text_entities",
};

pub(super) fn send(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    query::given(params, "business_connection_id")?;
    let checklist = read(state, params)?;
    let target = Options::read(params, state)?.resolve(state, bot, params)?;
    outgoing::check_backend(state, bot, &target)?;
    let content = Content::Checklist(Box::new(checklist));
    Ok(outgoing::send(state, bot, &target, content))
}

pub(super) fn edit(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    query::given(params, "business_connection_id")?;
    let mut checklist = read(state, params)?;
    let markup = markup::read(params)?;
    let place = edited::find(state, bot, params)?;
    let Some(Content::Checklist(old)) = place.content(state) else {
        return Err(ApiError::bad_request(
            "There is no checklist in the message to edit",
        ));
    };
    for task in &mut checklist.tasks {
        // What was done stays done.
        let same = old.tasks.iter().find(|own| own.id == task.id);
        task.completed = same.and_then(|own| own.completed);
    }
    markup.as_ref().map_or(Ok(()), markup::check)?;
    let content = Content::Checklist(Box::new(checklist));
    edited::replace(state, bot, &place, Some(content), markup)
}

fn read(state: &State, params: &Params) -> Result<Checklist, ApiError> {
    let object = query::object(params, "checklist", WHAT)?;
    let title = text(state, &object, TITLE, MAX_TITLE, "CHECKLIST_TITLE_INVALID")?;
    let Some(Value::Array(items)) = object.get("tasks") else {
        return Err(ApiError::bad_request(
            "Can't parse checklist: Field \"tasks\" must be of type Array",
        ));
    };
    if items.is_empty() || items.len() > MAX_TASKS {
        return Err(ApiError::bad_request("TODO_ITEMS_INVALID"));
    }
    let mut ids = BTreeSet::new();
    let mut tasks = Vec::new();
    for item in items {
        let Value::Object(fields) = item else {
            return Err(ApiError::bad_request(
                "Can't parse InputChecklistTask: Expected an Object",
            ));
        };
        let id = to_integer(Params::of_object(fields).text("id"));
        if id <= 0 || !ids.insert(id) {
            return Err(ApiError::bad_request("TODO_ITEM_ID_INVALID"));
        }
        tasks.push(Task {
            id,
            text: text(state, fields, TASK, MAX_TASK, "TODO_ITEM_TITLE_INVALID")?,
            completed: None,
        });
    }
    let flags = Params::of_object(&object);
    Ok(Checklist {
        title,
        tasks,
        others_can_add_tasks: flags.boolean("others_can_add_tasks"),
        others_can_mark_tasks_as_done: flags.boolean("others_can_mark_tasks_as_done"),
    })
}

fn text(
    state: &State,
    fields: &Map<String, Value>,
    names: Names,
    most: usize,
    refusal: &str,
) -> Result<FormattedText, ApiError> {
    let text = entities::read(&Params::of_object(fields), names, state)?;
    if text.text.is_empty() || text.text.chars().count() > most {
        return Err(ApiError::bad_request(refusal));
    }
    Ok(text)
}
