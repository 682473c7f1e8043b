//! The control API of what people send.

use axum::{
    Router,
    body::Body,
    extract::{DefaultBodyLimit, Query, State},
    http::Response,
    routing::{get, post},
};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{
    acts::sent,
    control::{Input, act, answer},
    multipart::Upload,
};
use crate::world::{
    ControlError, UserMessage, World, chat::ChatKey, checklist::ChecklistPlace, game::NO_PICTURE,
    ids, state::State as WorldState,
};

/// The most bytes of a request: files of 50 MB in base64.
const MAX_BODY: usize = 72 << 20;

pub(super) fn router() -> Router<World> {
    Router::new()
        .route("/control/send_message", post(send_message))
        .route("/control/send_album", post(send_album))
        .route("/control/forward", post(forward))
        .route("/control/edit", post(edit))
        .route("/control/edit_media", post(edit_media))
        .route("/control/move_live_location", post(move_live_location))
        .route("/control/stop_live_location", post(stop_live_location))
        .route("/control/delete_message", post(delete_message))
        .route("/control/share_contact", post(share_contact))
        .route("/control/share_location", post(share_location))
        .route("/control/share_users", post(share_users))
        .route("/control/share_chat", post(share_chat))
        .route("/control/mark_checklist_tasks", post(mark_tasks))
        .route("/control/add_checklist_tasks", post(add_tasks))
        .route("/control/mark_business_tasks", post(mark_business_tasks))
        .route("/control/add_game", post(add_game))
        .route("/control/play", post(play))
        .route("/control/set_profile_photo", post(set_profile_photo))
        .route("/control/add_profile_audio", post(add_profile_audio))
        .route("/control/stories", get(stories))
        .route("/control/send_passport_data", post(send_passport_data))
        .route("/control/passport_errors", get(passport_errors))
        .route("/control/approve_post", post(approve_post))
        .route("/control/decline_post", post(decline_post))
        .route("/control/put_url", post(put_url))
        .layer(DefaultBodyLimit::max(MAX_BODY))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Send {
    user_id: i64,
    chat_id: i64,
    bot_id: Option<i64>,
    message: Map<String, Value>,
}

async fn send_message(State(world): State<World>, input: Input<Send>) -> Response<Body> {
    act(input, &world, |state, send| {
        let chat = state.chat_of_user(send.user_id, send.chat_id, send.bot_id)?;
        let message = UserMessage::from_json(send.message)?;
        let id = state.user_posts(send.user_id, chat, message)?;
        Ok(sent(state, chat, id))
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SendAlbum {
    user_id: i64,
    chat_id: i64,
    bot_id: Option<i64>,
    messages: Vec<Map<String, Value>>,
}

async fn send_album(State(world): State<World>, input: Input<SendAlbum>) -> Response<Body> {
    act(input, &world, |state, send| {
        let chat = state.chat_of_user(send.user_id, send.chat_id, send.bot_id)?;
        let messages = send.messages.into_iter().map(UserMessage::from_json);
        let messages = messages.collect::<Result<_, _>>()?;
        let ids = state.user_posts_album(send.user_id, chat, messages)?;
        Ok(many(state, chat, &ids))
    })
}

fn many(state: &WorldState, chat: ChatKey, ids: &[i64]) -> Value {
    let view = state.people_view(chat);
    let messages: Vec<Value> = ids
        .iter()
        .filter_map(|id| state.message(chat, *id))
        .map(|message| message.json(state, view))
        .collect();
    json!({"ok": true, "messages": messages})
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Forward {
    user_id: i64,
    from_chat_id: i64,
    from_bot_id: Option<i64>,
    message_ids: Vec<i64>,
    chat_id: i64,
    bot_id: Option<i64>,
}

async fn forward(State(world): State<World>, input: Input<Forward>) -> Response<Body> {
    act(input, &world, |state, forward| {
        let user = forward.user_id;
        let from = state.chat_of_user(user, forward.from_chat_id, forward.from_bot_id)?;
        let to = state.chat_of_user(user, forward.chat_id, forward.bot_id)?;
        let ids = state.user_forwards(user, from, &forward.message_ids, to)?;
        Ok(many(state, to, &ids))
    })
}

/// A message that a person does something with, and with what.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct On {
    user_id: i64,
    chat_id: i64,
    message_id: i64,
    bot_id: Option<i64>,
    text: Option<String>,
    message: Option<Map<String, Value>>,
    latitude: Option<f64>,
    longitude: Option<f64>,
}

impl On {
    /// Does it, and answers with the message.
    fn run(
        self,
        state: &mut WorldState,
        act: impl FnOnce(&mut WorldState, ChatKey, Self) -> Result<(), ControlError>,
    ) -> Result<Value, ControlError> {
        let chat = state.chat_of_user(self.user_id, self.chat_id, self.bot_id)?;
        let id = self.message_id;
        act(state, chat, self)?;
        Ok(sent(state, chat, id))
    }
}

fn missing(field: &str) -> ControlError {
    ControlError::BadMessage(format!("missing field `{field}`"))
}

async fn edit(State(world): State<World>, input: Input<On>) -> Response<Body> {
    act(input, &world, |state, on| {
        on.run(state, |state, chat, on| {
            let text = on.text.ok_or_else(|| missing("text"))?;
            state.user_edits_text(on.user_id, chat, on.message_id, &text)
        })
    })
}

async fn edit_media(State(world): State<World>, input: Input<On>) -> Response<Body> {
    act(input, &world, |state, on| {
        on.run(state, |state, chat, on| {
            let message = on.message.ok_or_else(|| missing("message"))?;
            let message = UserMessage::from_json(message)?;
            state.user_edits_media(on.user_id, chat, on.message_id, message)
        })
    })
}

async fn move_live_location(State(world): State<World>, input: Input<On>) -> Response<Body> {
    act(input, &world, |state, on| {
        on.run(state, |state, chat, on| {
            let place = on.latitude.zip(on.longitude);
            let place = place.ok_or_else(|| missing("latitude` and `longitude"))?;
            state.user_moves(on.user_id, chat, on.message_id, Some(place))
        })
    })
}

async fn stop_live_location(State(world): State<World>, input: Input<On>) -> Response<Body> {
    act(input, &world, |state, on| {
        on.run(state, |state, chat, on| {
            state.user_moves(on.user_id, chat, on.message_id, None)
        })
    })
}

async fn delete_message(State(world): State<World>, input: Input<On>) -> Response<Body> {
    act(input, &world, |state, on| {
        let chat = state.chat_of_user(on.user_id, on.chat_id, on.bot_id)?;
        state.user_deletes(on.user_id, chat, on.message_id)?;
        Ok(json!({"ok": true}))
    })
}

/// A button below the input field that a person taps, and what they share.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Share {
    user_id: i64,
    chat_id: i64,
    bot_id: Option<i64>,
    #[serde(default)]
    latitude: f64,
    #[serde(default)]
    longitude: f64,
    #[serde(default)]
    request_id: i64,
    #[serde(default)]
    user_ids: Vec<i64>,
    #[serde(default)]
    shared_chat_id: i64,
}

impl Share {
    fn run(
        self,
        state: &mut WorldState,
        act: impl FnOnce(&mut WorldState, ChatKey, Self) -> Result<i64, ControlError>,
    ) -> Result<Value, ControlError> {
        let chat = state.chat_of_user(self.user_id, self.chat_id, self.bot_id)?;
        let id = act(state, chat, self)?;
        Ok(sent(state, chat, id))
    }
}

async fn share_contact(State(world): State<World>, input: Input<Share>) -> Response<Body> {
    act(input, &world, |state, share| {
        share.run(state, |state, chat, share| {
            state.user_shares_contact(share.user_id, chat)
        })
    })
}

async fn share_location(State(world): State<World>, input: Input<Share>) -> Response<Body> {
    act(input, &world, |state, share| {
        share.run(state, |state, chat, share| {
            state.user_shares_location(share.user_id, chat, share.latitude, share.longitude)
        })
    })
}

async fn share_users(State(world): State<World>, input: Input<Share>) -> Response<Body> {
    act(input, &world, |state, share| {
        share.run(state, |state, chat, share| {
            state.user_shares_users(share.user_id, chat, share.request_id, &share.user_ids)
        })
    })
}

async fn share_chat(State(world): State<World>, input: Input<Share>) -> Response<Body> {
    act(input, &world, |state, share| {
        share.run(state, |state, chat, share| {
            state.user_shares_chat(share.user_id, chat, share.request_id, share.shared_chat_id)
        })
    })
}

/// A checklist, and what a person does with it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OnChecklist {
    user_id: i64,
    chat_id: i64,
    bot_id: Option<i64>,
    message_id: i64,
    #[serde(default)]
    done: Vec<i64>,
    #[serde(default)]
    not_done: Vec<i64>,
    #[serde(default)]
    tasks: Vec<String>,
}

impl OnChecklist {
    fn place(&self, state: &WorldState) -> Result<ChecklistPlace, ControlError> {
        Ok(ChecklistPlace {
            chat: state.chat_of_user(self.user_id, self.chat_id, self.bot_id)?,
            aside: None,
            message_id: self.message_id,
        })
    }
}

async fn mark_tasks(State(world): State<World>, input: Input<OnChecklist>) -> Response<Body> {
    act(input, &world, |state, on| {
        let place = on.place(state)?;
        let id = state.user_marks_tasks(on.user_id, &place, &on.done, &on.not_done)?;
        Ok(sent(state, place.chat, id))
    })
}

async fn add_tasks(State(world): State<World>, input: Input<OnChecklist>) -> Response<Body> {
    act(input, &world, |state, on| {
        let place = on.place(state)?;
        let id = state.user_adds_tasks(on.user_id, &place, &on.tasks)?;
        Ok(sent(state, place.chat, id))
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BusinessTasks {
    business_connection_id: String,
    customer_id: i64,
    message_id: i64,
    #[serde(default)]
    done: Vec<i64>,
    #[serde(default)]
    not_done: Vec<i64>,
}

async fn mark_business_tasks(
    State(world): State<World>,
    input: Input<BusinessTasks>,
) -> Response<Body> {
    act(input, &world, |state, on| {
        let connection = &on.business_connection_id;
        let place = state.business_checklist(connection, on.customer_id, on.message_id)?;
        let id = state.user_marks_tasks(on.customer_id, &place, &on.done, &on.not_done)?;
        Ok(json!({"ok": true, "message_id": id}))
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AddGame {
    bot_id: i64,
    short_name: String,
    title: String,
    #[serde(default)]
    description: String,
    photo: Option<String>,
}

async fn add_game(State(world): State<World>, input: Input<AddGame>) -> Response<Body> {
    act(input, &world, |state, game| {
        let photo = match &game.photo {
            None => NO_PICTURE.to_vec(),
            Some(photo) => ids::from_base64(photo).ok_or_else(|| not_base64("photo"))?,
        };
        let AddGame {
            bot_id,
            short_name,
            title,
            description,
            ..
        } = &game;
        state.add_game(*bot_id, short_name, title, description, photo.into())?;
        Ok(json!({"ok": true}))
    })
}

fn not_base64(field: &str) -> ControlError {
    ControlError::BadMessage(format!("`{field}` is not base64"))
}

async fn play(State(world): State<World>, input: Input<On>) -> Response<Body> {
    act(input, &world, |state, on| {
        let chat = state.chat_of_user(on.user_id, on.chat_id, on.bot_id)?;
        let id = state.user_plays(on.user_id, chat, on.message_id)?;
        Ok(json!({"ok": true, "callback_query_id": id}))
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProfileFile {
    user_id: i64,
    data: String,
    #[serde(default)]
    file_name: String,
}

async fn set_profile_photo(
    State(world): State<World>,
    input: Input<ProfileFile>,
) -> Response<Body> {
    act(input, &world, |state, file| {
        let bytes = ids::from_base64(&file.data).ok_or_else(|| not_base64("data"))?;
        state.user_shows_photo(file.user_id, bytes.into())?;
        Ok(json!({"ok": true}))
    })
}

async fn add_profile_audio(
    State(world): State<World>,
    input: Input<ProfileFile>,
) -> Response<Body> {
    act(input, &world, |state, file| {
        let bytes = ids::from_base64(&file.data).ok_or_else(|| not_base64("data"))?;
        state.user_shows_audio(file.user_id, &file.file_name, bytes.into())?;
        Ok(json!({"ok": true}))
    })
}

#[derive(Deserialize)]
struct Of {
    #[serde(rename = "user_id")]
    user: i64,
    #[serde(rename = "bot_id", default)]
    bot: i64,
}

async fn stories(State(world): State<World>, Query(of): Query<Of>) -> Response<Body> {
    answer(world.look(|state| Ok(json!({"stories": state.stories_json(of.user)}))))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Passport {
    user_id: i64,
    bot_id: i64,
    #[serde(rename = "passport_data")]
    data: Value,
}

async fn send_passport_data(State(world): State<World>, input: Input<Passport>) -> Response<Body> {
    act(input, &world, |state, passport| {
        let chat = state.chat_of_user(passport.user_id, passport.bot_id, None)?;
        let id = state.user_sends_passport(passport.user_id, chat, passport.data)?;
        Ok(sent(state, chat, id))
    })
}

async fn passport_errors(State(world): State<World>, Query(of): Query<Of>) -> Response<Body> {
    answer(world.look(|state| {
        let errors = state.passport_errors.get(&(of.bot, of.user));
        Ok(json!({"errors": errors.cloned().unwrap_or_default()}))
    }))
}

/// A suggested post, and what an administrator says to it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OnPost {
    user_id: i64,
    chat_id: i64,
    message_id: i64,
    send_date: Option<i64>,
    #[serde(default)]
    comment: String,
}

async fn approve_post(State(world): State<World>, input: Input<OnPost>) -> Response<Body> {
    act(input, &world, |state, on| {
        let chat = state.chat_of_user(on.user_id, on.chat_id, None)?;
        state.user_approves_post(on.user_id, chat, on.message_id, on.send_date)?;
        Ok(sent(state, chat, on.message_id))
    })
}

async fn decline_post(State(world): State<World>, input: Input<OnPost>) -> Response<Body> {
    act(input, &world, |state, on| {
        let chat = state.chat_of_user(on.user_id, on.chat_id, None)?;
        state.user_declines_post(on.user_id, chat, on.message_id, &on.comment)?;
        Ok(sent(state, chat, on.message_id))
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PutUrl {
    url: String,
    content_type: String,
    data: String,
}

async fn put_url(State(world): State<World>, input: Input<PutUrl>) -> Response<Body> {
    act(input, &world, |state, put| {
        let bytes = ids::from_base64(&put.data);
        let bytes = bytes.ok_or_else(|| not_base64("data"))?;
        let upload = Upload::at_url(&put.url, &put.content_type, bytes.into());
        state.web.insert(put.url, upload);
        Ok(json!({"ok": true}))
    })
}
