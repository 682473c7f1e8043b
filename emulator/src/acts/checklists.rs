//! Checklists.

use crate::{ControlError, Emulator, world::checklist::ChecklistPlace};

impl Emulator {
    /// A person marks tasks of a checklist as done and not done; returns the id of the message
    /// that says so, which the bots get.
    pub fn mark_checklist_tasks(
        &self,
        user_id: i64,
        chat_id: i64,
        message_id: i64,
        done: &[i64],
        not_done: &[i64],
    ) -> Result<i64, ControlError> {
        self.in_chat(user_id, chat_id, |state, chat| {
            let place = ChecklistPlace {
                chat,
                aside: None,
                message_id,
            };
            state.user_marks_tasks(user_id, &place, done, not_done)
        })
    }

    /// A person adds tasks to a checklist; returns the id of the message that says so.
    pub fn add_checklist_tasks(
        &self,
        user_id: i64,
        chat_id: i64,
        message_id: i64,
        tasks: &[&str],
    ) -> Result<i64, ControlError> {
        let tasks: Vec<String> = tasks.iter().map(|&task| task.to_owned()).collect();
        self.in_chat(user_id, chat_id, |state, chat| {
            let place = ChecklistPlace {
                chat,
                aside: None,
                message_id,
            };
            state.user_adds_tasks(user_id, &place, &tasks)
        })
    }

    /// A customer of a business account marks tasks of a checklist in their chat with it; returns
    /// the id of the message that says so.
    pub fn mark_business_tasks(
        &self,
        business_connection_id: &str,
        customer_id: i64,
        message_id: i64,
        done: &[i64],
        not_done: &[i64],
    ) -> Result<i64, ControlError> {
        self.world.update(|state| {
            let place =
                state.business_checklist(business_connection_id, customer_id, message_id)?;
            state.user_marks_tasks(customer_id, &place, done, not_done)
        })
    }
}
