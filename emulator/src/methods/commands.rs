//! `setMyCommands`, `getMyCommands` and `deleteMyCommands`.

use serde_json::{Value, json};

use super::access;
use crate::{
    http::{
        envelope::Answer,
        error::ApiError,
        params::{Params, to_integer},
    },
    world::{
        chat::ChatKey,
        commands::{Command, Scope},
        state::State,
    },
};

/// The most commands of one list.
const MAX_COMMANDS: usize = 100;
/// The most characters of a command.
const MAX_NAME: usize = 32;
/// The most characters of a description.
const MAX_DESCRIPTION: usize = 256;

pub(super) fn set(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let commands = read_commands(params)?;
    let (scope, language) = read_list(state, bot, params)?;
    if commands.len() > MAX_COMMANDS {
        return Err(ApiError::bad_request("BOT_COMMANDS_TOO_MUCH"));
    }
    let is_valid = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_');
    if !commands
        .iter()
        .all(|command| command.name.bytes().all(is_valid))
    {
        return Err(ApiError::bad_request("BOT_COMMAND_INVALID"));
    }
    Ok(replace(state, bot, scope, &language, commands))
}

pub(super) fn delete(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let (scope, language) = read_list(state, bot, params)?;
    Ok(replace(state, bot, scope, &language, Vec::new()))
}

pub(super) fn get(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let (scope, language) = read_list(state, bot, params)?;
    let commands = state
        .bot(bot)
        .map_or(&[][..], |bot| bot.commands.get(scope, &language));
    Ok(Value::Array(commands.iter().map(Command::json).collect()).into())
}

fn replace(
    state: &mut State,
    bot: i64,
    scope: Scope,
    language: &str,
    commands: Vec<Command>,
) -> Answer {
    if let Some(bot) = state.bot_mut(bot) {
        bot.commands.set(scope, language, commands);
    }
    state.emit(json!({"type": "commands"}));
    json!(true).into()
}

fn read_commands(params: &Params) -> Result<Vec<Command>, ApiError> {
    if params.text("commands").is_empty() {
        return Ok(Vec::new());
    }
    let Some(value) = params.json("commands") else {
        return Err(ApiError::bad_request("Can't parse commands JSON array"));
    };
    let Value::Array(items) = value else {
        return Err(ApiError::bad_request("Expected an Array of BotCommand"));
    };
    items.iter().map(read_command).collect()
}

fn read_command(item: &Value) -> Result<Command, ApiError> {
    let refuse = |why: String| Err(ApiError::bad_request(why));
    let text = |name: &str| item.get(name).and_then(Value::as_str).map(str::trim);
    let (Some(command), Some(description)) = (text("command"), text("description")) else {
        let why = if item.is_object() {
            "Can't parse BotCommand: Fields \"command\" and \"description\" must be of type String"
        } else {
            "Can't parse BotCommand: Expected an Object"
        };
        return refuse(why.into());
    };
    let command = command.strip_prefix('/').unwrap_or(command);
    for (what, text, most) in [
        ("Command", command, MAX_NAME),
        ("Command description", description, MAX_DESCRIPTION),
    ] {
        if text.is_empty() {
            return refuse(format!("{what} must be non-empty"));
        }
        if text.chars().count() > most {
            return refuse(format!("{what} length must not exceed {most}"));
        }
    }
    Ok(Command {
        name: command.to_owned(),
        description: description.to_owned(),
        is_ephemeral: item.get("is_ephemeral") == Some(&Value::Bool(true)),
    })
}

/// The list that scope and language name.
fn read_list(state: &State, bot: i64, params: &Params) -> Result<(Scope, String), ApiError> {
    let scope = read_scope(state, bot, params)?;
    let language = params.text("language_code");
    let is_code = language.len() == 2 && language.bytes().all(|byte| byte.is_ascii_lowercase());
    if !language.is_empty() && !is_code {
        return Err(ApiError::bad_request("Invalid language code specified"));
    }
    Ok((scope, language.to_owned()))
}

fn read_scope(state: &State, bot: i64, params: &Params) -> Result<Scope, ApiError> {
    if params.text("scope").is_empty() {
        return Ok(Scope::Default);
    }
    let Some(value) = params.json("scope") else {
        return Err(ApiError::bad_request(
            "Can't parse BotCommandScope JSON object",
        ));
    };
    let cannot_parse =
        |why: &str| ApiError::bad_request(format!("Can't parse BotCommandScope: {why}"));
    let Value::Object(fields) = value else {
        return Err(cannot_parse("Expected an Object"));
    };
    let text = |name: &str| match fields.get(name) {
        Some(Value::String(text)) => text.clone(),
        Some(value) => value.to_string(),
        None => String::new(),
    };
    let group = || match access::named_chat(state, bot, &text("chat_id"))? {
        ChatKey::Group(id) => Ok(id),
        ChatKey::Private { .. } => Err(ApiError::bad_request(
            "Can't use specified scope in private chats",
        )),
    };
    match text("type").as_str() {
        "default" => Ok(Scope::Default),
        "all_private_chats" => Ok(Scope::AllPrivateChats),
        "all_group_chats" => Ok(Scope::AllGroupChats),
        "all_chat_administrators" => Ok(Scope::AllChatAdministrators),
        "chat" => Ok(Scope::Chat(
            access::named_chat(state, bot, &text("chat_id"))?.id(),
        )),
        "chat_administrators" => Ok(Scope::ChatAdministrators(group()?)),
        "chat_member" => {
            let user = to_integer(&text("user_id"));
            if !state.users.contains_key(&user) {
                return Err(ApiError::bad_request("User not found"));
            }
            Ok(Scope::ChatMember(group()?, user))
        }
        _ => Err(cannot_parse("Unsupported type specified")),
    }
}
