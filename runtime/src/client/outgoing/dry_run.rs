//! Doing as if.

use std::fmt::Write;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use botwright_api::facts::{Returns, facts};
use botwright_api::{Body, Request};

use super::{Done, Onward, Outgoing};
use crate::client::{Error, Reason};

/// The ids of messages that were never sent begin here, far from those that were.
const FIRST_ID: i64 = 1_000_000_000;

/// Sends nothing, and answers as if it had: to try a bot on real updates without anybody noticing.
///
/// | method | what happens |
/// |---|---|
/// | `get…` | sent: it changes nothing |
/// | gives `True` | `true` |
/// | gives a `Message`, messages or their ids | a message of the chat with the text or caption of the call and an id from 1,000,000,000 on; media are left out |
/// | gives something else, such as `createChatInviteLink` | the error [`Reason::DryRun`] |
///
/// What comes later of a message, such as its deletion, is not sent either, so the ids do no harm.
#[derive(Debug)]
pub struct DryRun {
    next: AtomicI64,
}

impl DryRun {
    /// A dry run.
    pub fn new() -> Self {
        Self {
            next: AtomicI64::new(FIRST_ID),
        }
    }

    fn id(&self) -> i64 {
        self.next.fetch_add(1, Ordering::Relaxed)
    }

    /// The result of a call that is not made.
    fn answer(&self, request: &Request) -> Option<String> {
        let body = &request.body;
        let many = |make: &dyn Fn() -> String, list: &str| {
            let count = body.get(list).map_or(1, count);
            let all: Vec<_> = (0..count).map(|_| make()).collect();
            format!("[{}]", all.join(","))
        };
        let id = || format!(r#"{{"message_id":{}}}"#, self.id());
        Some(match facts(request.method)?.returns {
            Returns::True => "true".to_owned(),
            Returns::MessageOrTrue if body.get("inline_message_id").is_some() => "true".to_owned(),
            Returns::Message | Returns::MessageOrTrue => self.message(body),
            Returns::Messages => many(&|| self.message(body), "media"),
            Returns::MessageId => id(),
            Returns::MessageIds => many(&id, "message_ids"),
            _ => return None,
        })
    }

    fn message(&self, body: &Body) -> String {
        let id = match body.get("message_id").and_then(|id| id.parse().ok()) {
            Some(id) => id,
            None => self.id(),
        };
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        let now = now.map_or(0, |now| now.as_secs());
        let chat = chat(body.get("chat_id").unwrap_or("0"));
        let mut message = format!(r#"{{"message_id":{id},"date":{now},"chat":{chat}"#);
        for name in ["text", "caption"] {
            if let Some(text) = body.get(name) {
                // In a form it stands without quotes.
                let text = match body {
                    Body::Json(_) => text.to_owned(),
                    _ => string(text),
                };
                let _ = write!(message, r#","{name}":{text}"#);
            }
        }
        message.push('}');
        message
    }
}

impl Default for DryRun {
    fn default() -> Self {
        Self::new()
    }
}

/// The chat of a `chat_id`: its type is told from the number, a name is a channel's or a supergroup's.
fn chat(target: &str) -> String {
    match target.parse::<i64>() {
        Ok(id) if id > 0 => format!(r#"{{"id":{id},"type":"private"}}"#),
        Ok(id) if id > -1_000_000_000_000 => format!(r#"{{"id":{id},"type":"group"}}"#),
        Ok(id) => format!(r#"{{"id":{id},"type":"supergroup"}}"#),
        Err(_) => {
            let name = target.trim_matches('"').trim_start_matches('@');
            format!(r#"{{"id":0,"type":"channel","username":{}}}"#, string(name))
        }
    }
}

fn string(text: &str) -> String {
    botwright_api::json::Writer::to_json(&text.to_owned()).unwrap_or_else(|_| "\"\"".to_owned())
}

/// How many elements a list has.
fn count(list: &str) -> usize {
    let mut count = 0;
    let read = botwright_api::json::Reader::new(list).elements(&mut |reader| {
        count += 1;
        reader.raw().map(drop)
    });
    read.map_or(1, |()| count)
}

impl Outgoing for DryRun {
    fn call<'a>(&'a self, request: Request, next: Onward<'a>) -> Done<'a> {
        if request.method.starts_with("get") {
            return next.send(request);
        }
        let method = request.method;
        let answer = self.answer(&request).ok_or(Error::NotSent {
            method,
            reason: Reason::DryRun,
        });
        tracing::info!(method, "a dry run: not sent");
        Box::pin(async { answer })
    }
}
