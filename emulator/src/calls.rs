//! The log of API calls, for tests that ask what a bot did.

use std::collections::VecDeque;

/// So many of the newest calls are kept.
const CAPACITY: usize = 10_000;
/// And so many bytes of their parameters.
const MAX_BYTES: usize = 64 << 20;

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

impl Call {
    fn bytes(&self) -> usize {
        self.params
            .iter()
            .map(|(name, value)| name.len() + value.len())
            .sum()
    }
}

#[derive(Debug, Default)]
pub(crate) struct CallLog {
    calls: VecDeque<Call>,
    bytes: usize,
}

impl CallLog {
    pub(crate) fn add(&mut self, call: Call) {
        self.bytes += call.bytes();
        self.calls.push_back(call);
        while self.calls.len() > CAPACITY || self.bytes > MAX_BYTES {
            self.bytes -= self
                .calls
                .pop_front()
                .map_or(self.bytes, |call| call.bytes());
        }
    }

    pub(crate) fn all(&self) -> Vec<Call> {
        self.calls.iter().cloned().collect()
    }
}
