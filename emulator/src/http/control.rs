//! The control API: what people do, and what they see.

use std::net::{IpAddr, SocketAddr};

use axum::{
    Json, Router,
    body::Body,
    extract::{Query, Request, State, rejection::JsonRejection},
    http::{HeaderMap, Method, Response, StatusCode, header},
    middleware::Next,
    response::{
        IntoResponse,
        sse::{Event as SseEvent, KeepAlive, Sse},
    },
    routing::{get, post},
};
use futures_util::stream::{self, Stream};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::broadcast::error::RecvError;

use super::file_route::octets;
use crate::world::{
    ControlError, World,
    chat::ChatKey,
    commands::{Command, group_scopes, private_scopes},
    state::State as WorldState,
};

pub(super) fn router() -> Router<World> {
    Router::new()
        .route("/control/state", get(state))
        .route("/control/messages", get(messages))
        .route("/control/commands", get(commands))
        .route("/control/events", get(events))
        .route("/control/file", get(file))
        .route("/control/send", post(send))
        .route("/control/tap", post(tap))
        .route("/control/start", post(start))
        .route("/control/block", post(block))
}

/// The address the server listens on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Guard {
    pub(super) local: Option<SocketAddr>,
}

/// Keeps foreign web pages out: the host must be this machine's, so that no other name leads here,
/// and a POST must be JSON, which a browser does not send elsewhere without asking first.
pub(super) async fn guard(
    State(guard): State<Guard>,
    request: Request,
    next: Next,
) -> Response<Body> {
    if !is_own_host(request.headers(), guard.local) {
        let why = "the control API answers only to the address it listens on, or to localhost";
        return refuse(StatusCode::FORBIDDEN, why);
    }
    if request.method() == Method::POST && !is_json(request.headers()) {
        return refuse(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "content-type must be application/json",
        );
    }
    next.run(request).await
}

fn is_own_host(headers: &HeaderMap, local: Option<SocketAddr>) -> bool {
    let Some(host) = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
    else {
        return false;
    };
    let name = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((address, _)) => address,
        None => host.split_once(':').map_or(host, |(name, _)| name),
    };
    if name.eq_ignore_ascii_case("localhost") {
        return true;
    }
    let Ok(address) = name.parse::<IpAddr>() else {
        return false;
    };
    address.is_loopback()
        || local.is_some_and(|local| local.ip() == address || local.ip().is_unspecified())
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok());
    kind.and_then(|kind| kind.split(';').next())
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

pub(super) fn refuse(status: StatusCode, why: &str) -> Response<Body> {
    (status, Json(json!({"ok": false, "description": why}))).into_response()
}

pub(super) fn answer(result: Result<Value, ControlError>) -> Response<Body> {
    match result {
        Ok(value) => Json(value).into_response(),
        Err(error) => refuse(StatusCode::BAD_REQUEST, &error.to_string()),
    }
}

/// A request body, or the answer that says what is wrong with it.
pub(super) type Input<T> = Result<Json<T>, JsonRejection>;

pub(super) fn act<T>(
    input: Input<T>,
    world: &World,
    act: impl FnOnce(&mut WorldState, T) -> Result<Value, ControlError>,
) -> Response<Body> {
    match input {
        Ok(Json(input)) => answer(world.update(|state| act(state, input))),
        Err(rejection) => refuse(StatusCode::BAD_REQUEST, &rejection.body_text()),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Send {
    user_id: i64,
    chat_id: i64,
    text: String,
    bot_id: Option<i64>,
    reply_to_message_id: Option<i64>,
}

async fn send(State(world): State<World>, input: Input<Send>) -> Response<Body> {
    act(input, &world, |state, send| {
        let chat = state.chat_of_user(send.user_id, send.chat_id, send.bot_id)?;
        let id = state.user_sends_text(send.user_id, chat, &send.text, send.reply_to_message_id)?;
        let message = state.message(chat, id);
        let message = message.map(|message| message.json(state, state.people_view(chat)));
        Ok(json!({"ok": true, "message": message}))
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tap {
    user_id: i64,
    chat_id: i64,
    message_id: i64,
    data: String,
    bot_id: Option<i64>,
}

async fn tap(State(world): State<World>, input: Input<Tap>) -> Response<Body> {
    act(input, &world, |state, tap| {
        let chat = state.chat_of_user(tap.user_id, tap.chat_id, tap.bot_id)?;
        let id = state.user_taps(tap.user_id, chat, tap.message_id, &tap.data)?;
        Ok(json!({"ok": true, "callback_query_id": id}))
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Start {
    user_id: i64,
    bot_id: i64,
}

async fn start(State(world): State<World>, input: Input<Start>) -> Response<Body> {
    act(input, &world, |state, start| {
        state.user_starts(start.user_id, start.bot_id)?;
        Ok(json!({"ok": true}))
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Block {
    user_id: i64,
    bot_id: i64,
    blocked: bool,
}

async fn block(State(world): State<World>, input: Input<Block>) -> Response<Body> {
    act(input, &world, |state, block| {
        state.user_blocks(block.user_id, block.bot_id, block.blocked)?;
        Ok(json!({"ok": true}))
    })
}

async fn state(State(world): State<World>) -> Json<Value> {
    let revision = world.revision();
    Json(world.look(|state| {
        let with_photo = |id: i64, mut json: Value| {
            if let Some(photo) = state.shown_photo(id) {
                json["photo"] = photo;
            }
            json
        };
        let bots = state.bots.iter().map(|bot| {
            let json =
                json!({"id": bot.id, "username": bot.username, "first_name": bot.first_name});
            with_photo(bot.id, json)
        });
        let bots: Vec<Value> = bots.collect();
        let users = state.users.values();
        let users: Vec<Value> = users.map(|user| with_photo(user.id, user.json())).collect();
        let private = state.private_chats().into_iter();
        let groups = state.groups.keys().map(|id| ChatKey::Group(*id));
        let chats: Vec<Value> = private
            .chain(groups)
            .map(|chat| summary(state, chat))
            .collect();
        json!({"bots": bots, "users": users, "chats": chats, "revision": revision})
    }))
}

/// A chat in the list: the `Chat` object with its members and its last message.
fn summary(state: &WorldState, chat: ChatKey) -> Value {
    let mut json = state.chat_json(chat);
    match chat {
        ChatKey::Private { user, bot } => {
            json["bot_id"] = json!(bot);
            json["user_id"] = json!(user);
            json["members"] = json!([user, bot]);
            if let Some(person) = state.users.get(&user) {
                json["started"] = json!(person.started.contains(&bot));
                json["blocked"] = json!(person.blocked.contains(&bot));
            }
        }
        ChatKey::Group(id) => {
            if let Some(group) = state.groups.get(&id) {
                let members: Vec<i64> = group.members().collect();
                let admins = members.iter().filter(|id| group.is_admin(**id));
                json["admins"] = json!(admins.collect::<Vec<_>>());
                json["members"] = json!(members);
                if let Some(photo) = group.photo {
                    json["photo"] = state.files.chat_photo_json(photo, state.first_bot());
                }
            }
        }
    }
    if let Some(last) = state.history(chat).next_back() {
        json["last_message"] = last.json(state, state.people_view(chat));
    }
    json
}

#[derive(Deserialize)]
struct ChatQuery {
    #[serde(rename = "chat_id")]
    chat: i64,
    #[serde(rename = "user_id")]
    user: Option<i64>,
    #[serde(rename = "bot_id")]
    bot: Option<i64>,
}

/// A chat, and the part of its messages that is wanted.
#[derive(Deserialize)]
struct MessagesQuery {
    chat_id: i64,
    bot_id: Option<i64>,
    limit: Option<usize>,
    before: Option<i64>,
    after: Option<i64>,
}

async fn messages(
    State(world): State<World>,
    Query(query): Query<MessagesQuery>,
) -> Response<Body> {
    answer(world.look(|state| {
        let chat = state.chat_by_id(query.chat_id, query.bot_id)?;
        let limit = query.limit.unwrap_or(usize::MAX);
        let messages = state.messages_between(chat, query.after, query.before, limit);
        Ok(json!({"messages": messages}))
    }))
}

async fn commands(State(world): State<World>, Query(query): Query<ChatQuery>) -> Response<Body> {
    answer(world.look(|state| {
        let user = query.user.unwrap_or(query.chat);
        let chat = state.chat_of_user(user, query.chat, query.bot)?;
        let scopes = match chat {
            ChatKey::Private { user, .. } => private_scopes(user),
            ChatKey::Group(id) => {
                let group = state.groups.get(&id);
                group_scopes(id, user, group.is_some_and(|group| group.is_admin(user)))
            }
        };
        let bots = match query.bot {
            Some(bot) => vec![bot],
            None => state.bots_in(chat),
        };
        let commands: Vec<Value> = bots
            .into_iter()
            .filter_map(|bot| state.bot(bot))
            .flat_map(|bot| bot.commands.resolve(&scopes))
            .map(Command::json)
            .collect();
        let mut answer = json!({"commands": commands});
        if let ChatKey::Private { user, bot } = chat {
            let button = state.web_apps.shown_menu_button(bot, user);
            answer["menu_button"] = json!(button);
        }
        Ok(answer)
    }))
}

#[derive(Deserialize)]
struct FileQuery {
    file_id: String,
}

async fn file(State(world): State<World>, Query(query): Query<FileQuery>) -> Response<Body> {
    let found = world.look(|state| {
        let file = state
            .bots
            .iter()
            .find_map(|bot| state.files.find(&query.file_id, bot.id))?;
        state.files.get(file).map(|file| file.bytes.clone())
    });
    match found {
        Some(bytes) => octets(bytes),
        None => refuse(StatusCode::NOT_FOUND, "no file has this file_id"),
    }
}

async fn events(
    State(world): State<World>,
) -> Sse<impl Stream<Item = Result<SseEvent, std::convert::Infallible>>> {
    let events = stream::unfold(world.events(), |mut events| async move {
        let event = match events.recv().await {
            Ok(event) => SseEvent::default()
                .id(event.revision.to_string())
                .data(event.json.to_string()),
            Err(RecvError::Lagged(_)) => {
                SseEvent::default().data(json!({"type": "resync"}).to_string())
            }
            Err(RecvError::Closed) => return None,
        };
        Some((Ok(event), events))
    });
    Sse::new(events).keep_alive(KeepAlive::default())
}
