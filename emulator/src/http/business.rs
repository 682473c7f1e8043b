//! The control API of business accounts, guest mode, ephemeral messages and drafts.

use axum::{
    Router,
    body::Body,
    extract::{Query, State},
    http::Response,
    routing::{get, post},
};
use serde::Deserialize;
use serde_json::json;

use super::control::{Input, act, answer};
use crate::world::{World, aside::Aside, chat::ChatKey};

pub(super) fn router() -> Router<World> {
    Router::new()
        .route("/control/connect_business", post(connect))
        .route("/control/disconnect_business", post(disconnect))
        .route("/control/business", post(write_business))
        .route("/control/edit_business", post(edit_business))
        .route("/control/delete_business", post(delete_business))
        .route("/control/business_messages", get(business_messages))
        .route("/control/call_guest", post(call_guest))
        .route("/control/ephemeral", post(write_ephemeral))
        .route("/control/tap_ephemeral", post(tap_ephemeral))
        .route("/control/ephemeral_messages", get(ephemeral_messages))
        .route("/control/drafts", get(drafts))
        .route("/control/stop_draft", post(stop_draft))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Connect {
    user_id: i64,
    bot_id: i64,
    #[serde(default)]
    rights: Vec<String>,
}

async fn connect(State(world): State<World>, input: Input<Connect>) -> Response<Body> {
    act(input, &world, |state, connect| {
        let rights: Vec<&str> = connect.rights.iter().map(String::as_str).collect();
        let id = state.user_connects_business(connect.user_id, connect.bot_id, &rights)?;
        Ok(json!({"ok": true, "business_connection_id": id}))
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Connection {
    business_connection_id: String,
}

async fn disconnect(State(world): State<World>, input: Input<Connection>) -> Response<Body> {
    act(input, &world, |state, connection| {
        state.user_disconnects_business(&connection.business_connection_id)?;
        Ok(json!({"ok": true}))
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BusinessText {
    business_connection_id: String,
    customer_id: i64,
    text: String,
    #[serde(default)]
    from_owner: bool,
}

async fn write_business(State(world): State<World>, input: Input<BusinessText>) -> Response<Body> {
    act(input, &world, |state, text| {
        let connection = &text.business_connection_id;
        let id = state.business_text(connection, text.customer_id, text.from_owner, &text.text)?;
        Ok(json!({"ok": true, "message_id": id}))
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BusinessEdit {
    business_connection_id: String,
    customer_id: i64,
    message_id: i64,
    text: String,
}

async fn edit_business(State(world): State<World>, input: Input<BusinessEdit>) -> Response<Body> {
    act(input, &world, |state, edit| {
        let connection = &edit.business_connection_id;
        state.business_edit(connection, edit.customer_id, edit.message_id, &edit.text)?;
        Ok(json!({"ok": true}))
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BusinessDelete {
    business_connection_id: String,
    customer_id: i64,
    message_ids: Vec<i64>,
}

async fn delete_business(
    State(world): State<World>,
    input: Input<BusinessDelete>,
) -> Response<Body> {
    act(input, &world, |state, gone| {
        let connection = &gone.business_connection_id;
        state.business_delete(connection, gone.customer_id, &gone.message_ids)?;
        Ok(json!({"ok": true}))
    })
}

#[derive(Deserialize)]
struct BusinessChat {
    business_connection_id: String,
    customer_id: i64,
}

async fn business_messages(
    State(world): State<World>,
    Query(query): Query<BusinessChat>,
) -> Response<Body> {
    let aside = Aside::Business {
        connection: query.business_connection_id,
        customer: query.customer_id,
    };
    answer(world.look(|state| Ok(json!({"messages": state.asides_json(&aside)}))))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GroupText {
    user_id: i64,
    bot_id: i64,
    chat_id: i64,
    text: String,
}

async fn call_guest(State(world): State<World>, input: Input<GroupText>) -> Response<Body> {
    act(input, &world, |state, call| {
        let chat = state.chat_of_user(call.user_id, call.chat_id, None)?;
        let id = state.user_calls_guest(call.user_id, call.bot_id, chat, &call.text)?;
        Ok(json!({"ok": true, "guest_query_id": id}))
    })
}

async fn write_ephemeral(State(world): State<World>, input: Input<GroupText>) -> Response<Body> {
    act(input, &world, |state, text| {
        let chat = state.chat_of_user(text.user_id, text.chat_id, None)?;
        let id = state.user_whispers(text.user_id, text.bot_id, chat, &text.text)?;
        Ok(json!({"ok": true, "ephemeral_message_id": id}))
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TapEphemeral {
    user_id: i64,
    chat_id: i64,
    ephemeral_message_id: i64,
    data: String,
}

async fn tap_ephemeral(State(world): State<World>, input: Input<TapEphemeral>) -> Response<Body> {
    act(input, &world, |state, tap| {
        let chat = state.chat_of_user(tap.user_id, tap.chat_id, None)?;
        let id = tap.ephemeral_message_id;
        let id = state.user_taps_ephemeral(tap.user_id, chat, id, &tap.data)?;
        Ok(json!({"ok": true, "callback_query_id": id}))
    })
}

#[derive(Deserialize)]
struct EphemeralChat {
    user_id: i64,
    chat_id: i64,
}

async fn ephemeral_messages(
    State(world): State<World>,
    Query(query): Query<EphemeralChat>,
) -> Response<Body> {
    let aside = Aside::Ephemeral {
        chat: ChatKey::Group(query.chat_id),
        receiver: query.user_id,
    };
    answer(world.look(|state| Ok(json!({"messages": state.asides_json(&aside)}))))
}

#[derive(Deserialize)]
struct PrivateChat {
    user_id: i64,
    bot_id: i64,
}

async fn drafts(State(world): State<World>, Query(query): Query<PrivateChat>) -> Response<Body> {
    answer(world.look(|state| {
        let chat = state.chat_of_user(query.user_id, query.bot_id, None)?;
        Ok(json!({"drafts": state.drafts_json(chat)}))
    }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StopDraft {
    #[serde(rename = "user_id")]
    user: i64,
    #[serde(rename = "bot_id")]
    bot: i64,
    draft_id: i64,
}

async fn stop_draft(State(world): State<World>, input: Input<StopDraft>) -> Response<Body> {
    act(input, &world, |state, stop| {
        let chat = state.chat_of_user(stop.user, stop.bot, None)?;
        state.user_stops_draft(chat, stop.draft_id)?;
        Ok(json!({"ok": true}))
    })
}
