//! The log of API calls, for tests that ask what a bot did.

use std::collections::VecDeque;

/// So many of the newest calls are kept.
const CAPACITY: usize = 10_000;

/// One API call that was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Call {
    /// The user id of the bot that called.
    pub bot_id: i64,
    /// The method in Telegram's spelling, or as it was called when there is no such method.
    pub method: String,
    /// The parameters as the server reads them: all text, in the order they came.
    pub params: Vec<(String, String)>,
    /// Whether it succeeded.
    pub ok: bool,
    /// The code of an error.
    pub error_code: Option<u16>,
    /// The description of an error.
    pub description: Option<String>,
}

impl Call {
    /// The first parameter with this name.
    pub fn param(&self, name: &str) -> Option<&str> {
        self.params
            .iter()
            .find(|(own, _)| own == name)
            .map(|(_, value)| value.as_str())
    }
}

#[derive(Debug, Default)]
pub(crate) struct CallLog {
    calls: VecDeque<Call>,
}

impl CallLog {
    pub(crate) fn add(&mut self, call: Call) {
        if self.calls.len() == CAPACITY {
            self.calls.pop_front();
        }
        self.calls.push_back(call);
    }

    pub(crate) fn all(&self) -> Vec<Call> {
        self.calls.iter().cloned().collect()
    }
}
