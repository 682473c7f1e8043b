//! `/help` and `/help NAME`, for bots that have no `help` of their own.

use std::fmt::Write;

use botwright_api::types::UpdateKind;

use super::{BoxFuture, Chats, Info, Kinds, Match, ParamInfo, Route, Table};
use crate::cx::Cx;
#[cfg(feature = "locales")]
use crate::extract::ViaLoad;
use crate::extract::{Call, Param, Rejection, ViaArg};
use crate::reply::{IntoReply, Outcome};

/// The built-in command.
pub(super) static HELP: Route = Route {
    name: "help",
    module: module_path!(),
    file: file!(),
    line: line!(),
    column: column!(),
    matches: Match::Command {
        name: "help",
        aliases: &[],
    },
    kinds: Kinds::of(&UpdateKind::Message),
    chats: Chats::ALL,
    filter: None,
    conditions: "",
    guards: &[],
    arounds: &[],
    priority: 0,
    observe: false,
    hidden: false,
    description: "Lists the commands.",
    help: "With the name of a command: how it is used.",
    package: env!("CARGO_PKG_NAME"),
    described: &[],
    leads: &[],
    params: &[
        ParamInfo::new("command", "Option<String>", NAME),
        #[cfg(feature = "locales")]
        ParamInfo::new("l", "Locale", LOCALE),
    ],
    call,
};

impl Route {
    /// Whether this is the built-in command.
    pub(super) fn is_help(&self) -> bool {
        self.module == HELP.module
    }
}

const NAME: Info = <Option<String> as Param<'_, ViaArg>>::INFO;

/// A bot without locale files has one language.
#[cfg(feature = "locales")]
const LOCALE: Info = Info {
    requires: |_| {},
    ..<crate::words::Locale as Param<'_, ViaLoad>>::INFO
};

/// The user's language, where there are several.
#[cfg(feature = "locales")]
fn language(call: &mut Call<'_>) -> Result<Option<&'static str>, Rejection> {
    let locale = <crate::words::Locale as Param<'_, ViaLoad>>::take(call, 1)?;
    Ok(Some(locale.tag()))
}

#[cfg(not(feature = "locales"))]
#[allow(clippy::unnecessary_wraps)] // As its other half.
fn language(_: &mut Call<'_>) -> Result<Option<&'static str>, Rejection> {
    Ok(None)
}

fn call<'a>(call: &mut Call<'a>) -> Result<BoxFuture<'a, Outcome>, Rejection> {
    let name = <Option<String> as Param<'_, ViaArg>>::take(call, 0)?;
    let language = language(call)?;
    let (table, chat) = (call.table(), chat(call.cx()));
    let answer = match name {
        Some(name) => one(table, chat, language, name.trim_start_matches('/')),
        None => all(table, chat, language),
    };
    let mut outcome = Outcome::default();
    answer.into_reply(call.cx(), &mut outcome);
    Ok(Box::pin(std::future::ready(outcome)))
}

fn chat(cx: &Cx) -> Chats {
    cx.chat().map_or(Chats::ALL, |chat| Chats::of(&chat.r#type))
}

fn all(table: &Table, chat: Chats, language: Option<&str>) -> String {
    let mut text = String::new();
    for command in table
        .commands()
        .iter()
        .filter(|command| command.chats.intersects(chat))
    {
        let line = format!("/{} - {}\n", command.name, command.description_in(language));
        if text.encode_utf16().count() + line.encode_utf16().count() > crate::text::MAX_TEXT {
            break;
        }
        text.push_str(&line);
    }
    text
}

fn one(table: &Table, chat: Chats, language: Option<&str>, name: &str) -> String {
    let found = table.routes().find(|route| {
        let is_named = route.names().any(|other| other.eq_ignore_ascii_case(name));
        is_named && !route.hidden && route.chats.intersects(chat)
    });
    let Some(route) = found else {
        return crate::reply::cut(&format!("There is no command /{name}."));
    };
    let (description, help) = (route.description_in(language), route.help_in(language));
    let mut text = format!("{}\n{description}", route.usage());
    if !help.is_empty() {
        // Writing to a string cannot fail.
        let _ = write!(text, "\n\n{help}");
    }
    crate::reply::cut(&text)
}
