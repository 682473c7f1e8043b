//! Checklists.

use serde_json::{Map, Value, json};

use super::{
    act::ControlError,
    aside::Aside,
    chat::ChatKey,
    message::{Content, Message, Sender, View},
    state::State,
    user_message::bad,
};
use crate::entities::FormattedText;

/// The most tasks of a checklist.
pub(crate) const MAX_TASKS: usize = 30;

#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Checklist {
    pub(crate) title: FormattedText,
    pub(crate) tasks: Vec<Task>,
    pub(crate) others_can_add_tasks: bool,
    pub(crate) others_can_mark_tasks_as_done: bool,
}

#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Task {
    pub(crate) id: i64,
    pub(crate) text: FormattedText,
    /// Who completed it, and when.
    pub(crate) completed: Option<(i64, i64)>,
}

impl Checklist {
    /// The `Checklist` object.
    pub(crate) fn json(&self, state: &State) -> Value {
        let mut json = Map::new();
        self.title
            .write(&mut json, "title", "title_entities", state);
        let tasks = self.tasks.iter().map(|task| task.json(state)).collect();
        json.insert("tasks".into(), Value::Array(tasks));
        for (key, value) in [
            ("others_can_add_tasks", self.others_can_add_tasks),
            (
                "others_can_mark_tasks_as_done",
                self.others_can_mark_tasks_as_done,
            ),
        ] {
            if value {
                json.insert(key.into(), true.into());
            }
        }
        json.into()
    }
}

impl Task {
    /// The `ChecklistTask` object.
    fn json(&self, state: &State) -> Value {
        let mut json = Map::new();
        json.insert("id".into(), self.id.into());
        self.text.write(&mut json, "text", "text_entities", state);
        if let Some((user, date)) = self.completed {
            json.insert("completed_by_user".into(), state.member_json(user));
            json.insert("completion_date".into(), json!(date));
        }
        json.into()
    }
}

/// Where a checklist lies: in a chat, or beside the histories.
#[derive(Clone, Debug)]
pub(crate) struct ChecklistPlace {
    pub(crate) chat: ChatKey,
    pub(crate) aside: Option<Aside>,
    pub(crate) message_id: i64,
}

impl State {
    fn checklist_mut(
        &mut self,
        user: i64,
        place: &ChecklistPlace,
        adds: bool,
    ) -> Result<&mut Checklist, ControlError> {
        let chat_id = place.chat.id();
        let message = match &place.aside {
            Some(aside) => self.asides.message_mut(aside, place.message_id),
            None => self.message_mut(place.chat, place.message_id),
        };
        let message = message.ok_or(ControlError::NoMessage {
            chat_id,
            message_id: place.message_id,
        })?;
        let is_own = message.sender == Sender::User(user);
        let Content::Checklist(checklist) = &mut message.content else {
            return Err(bad("the message is no checklist"));
        };
        let is_open = if adds {
            checklist.others_can_add_tasks
        } else {
            checklist.others_can_mark_tasks_as_done
        };
        if is_own || is_open {
            return Ok(checklist);
        }
        Err(ControlError::NotAllowed {
            user_id: user,
            chat_id,
            why: "the checklist is its author's alone",
        })
    }

    /// `user` marks tasks as done and not done; returns the id of the message that says so.
    pub(crate) fn user_marks_tasks(
        &mut self,
        user: i64,
        place: &ChecklistPlace,
        done: &[i64],
        not_done: &[i64],
    ) -> Result<i64, ControlError> {
        let now = self.clock.unix_time();
        let checklist = self.checklist_mut(user, place, false)?;
        let known = |id: &&i64| !checklist.tasks.iter().any(|task| task.id == **id);
        if let Some(id) = done.iter().chain(not_done).find(known) {
            return Err(bad(format!("the checklist has no task {id}")));
        }
        for task in &mut checklist.tasks {
            if done.contains(&task.id) {
                task.completed = Some((user, now));
            } else if not_done.contains(&task.id) {
                task.completed = None;
            }
        }
        let mut news = json!({});
        for (key, ids) in [
            ("marked_as_done_task_ids", done),
            ("marked_as_not_done_task_ids", not_done),
        ] {
            if !ids.is_empty() {
                news[key] = json!(ids);
            }
        }
        Ok(self.tell_of_checklist(user, place, "checklist_tasks_done", news))
    }

    /// `user` adds tasks; returns the id of the message that says so.
    pub(crate) fn user_adds_tasks(
        &mut self,
        user: i64,
        place: &ChecklistPlace,
        texts: &[String],
    ) -> Result<i64, ControlError> {
        let checklist = self.checklist_mut(user, place, true)?;
        if texts.is_empty() || checklist.tasks.len() + texts.len() > MAX_TASKS {
            return Err(bad("a checklist has 1 to 30 tasks"));
        }
        let last = checklist.tasks.iter().map(|task| task.id).max();
        let new: Vec<Task> = texts
            .iter()
            .zip(last.unwrap_or_default() + 1..)
            .map(|(text, id)| Task {
                id,
                text: FormattedText::plain(text),
                completed: None,
            })
            .collect();
        checklist.tasks.extend(new.clone());
        let tasks: Vec<Value> = new.iter().map(|task| task.json(self)).collect();
        let news = json!({"tasks": tasks});
        Ok(self.tell_of_checklist(user, place, "checklist_tasks_added", news))
    }

    /// Shows the checklist as it is now, and says in a message what became of it.
    fn tell_of_checklist(
        &mut self,
        user: i64,
        place: &ChecklistPlace,
        name: &str,
        mut news: Value,
    ) -> i64 {
        let view = View::of_bot(place.chat.bot().unwrap_or_else(|| self.first_bot()));
        let message = match &place.aside {
            Some(aside) => self.asides.message(aside, place.message_id),
            None => self.message(place.chat, place.message_id),
        };
        if let Some(message) = message {
            news["checklist_message"] = message.json_without_reply(self, view).into();
        }
        let content = Content::Service(super::content::field(name, news));
        let message = Message::new(self, place.chat, Sender::User(user), content);
        let Some(aside) = &place.aside else {
            self.emit_message("edited_message", place.chat, place.message_id);
            let id = self.add_message(message);
            self.tell_bots(place.chat, id);
            return id;
        };
        self.emit_aside(aside, place.message_id);
        let id = self.add_aside(aside, message);
        if let Some(bot) = place.chat.bot() {
            let payload = self.aside_json(aside, id, bot);
            self.push_update(bot, "business_message", &payload);
        }
        id
    }
}
