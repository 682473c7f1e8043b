//! Between the bot and the server of its test: no sockets, and everything is noted.

use std::io;
use std::sync::{Arc, Mutex, MutexGuard};

use botwright_api::types::UpdateKind;
use botwright_emulator::{Clock, Emulator, Events, World};
use serde_json::{Value, json};

use super::log::{Log, What};
use super::world::lock;
use crate::client::{Bytes, Carrier, HttpRequest, HttpResponse};

pub(super) struct Wire {
    emulator: Emulator,
    events: Mutex<Events>,
    log: Mutex<Log>,
}

impl Wire {
    pub(super) async fn new(world: World, clock: Clock) -> Arc<Self> {
        let events = Mutex::new(world.read_events());
        let emulator = Emulator::builder()
            .without_sockets()
            .world(world)
            .clock(clock);
        let emulator = emulator
            .start()
            .await
            .unwrap_or_else(|error| panic!("the emulator does not start: {error}"));
        Arc::new(Self {
            emulator,
            events,
            log: Mutex::default(),
        })
    }

    pub(super) fn emulator(&self) -> &Emulator {
        &self.emulator
    }

    pub(super) fn log(&self) -> MutexGuard<'_, Log> {
        lock(&self.log)
    }

    /// Adds to the log what people have seen happen since.
    pub(super) fn read_events(&self, by_bot: bool) {
        let (mut events, mut log) = (lock(&self.events), self.log());
        while let Some(event) = events.next_ready() {
            log.event(&event, by_bot);
        }
    }

    /// What carries the bot's requests.
    pub(super) fn carrier(self: &Arc<Self>) -> impl Carrier + use<> {
        let wire = Arc::clone(self);
        move |request: HttpRequest<Bytes>| {
            let wire = Arc::clone(&wire);
            async move { wire.carry(request).await }
        }
    }

    async fn carry(&self, request: HttpRequest<Bytes>) -> io::Result<HttpResponse<Bytes>> {
        let method = request
            .uri()
            .path()
            .rsplit('/')
            .next()
            .unwrap_or_default()
            .to_owned();
        let answer = self.emulator.handle(request).await;
        self.read_events(true);
        match &answer {
            Ok(response) if response.status().is_success() => {}
            Ok(response) => {
                let body: Value = serde_json::from_slice(response.body()).unwrap_or_default();
                let why = body["description"].as_str().unwrap_or_default();
                let text = format!("{method} was refused: {} {why}", response.status().as_u16());
                self.log().add(None, What::Refused(text));
            }
            Err(error) => {
                let text = format!("{method} broke off: {error}");
                self.log().add(None, What::Refused(text));
            }
        }
        answer
    }

    /// Queues these kinds of update for the bot, as a poll that asks for them would.
    pub(super) async fn listen_to(&self, token: &str, kinds: &[UpdateKind]) {
        let kinds: Vec<_> = kinds.iter().map(ToString::to_string).collect();
        let body = json!({"timeout": 0, "allowed_updates": kinds}).to_string();
        let mut request = HttpRequest::new(Bytes::from(body));
        *request.method_mut() = http::Method::POST;
        let path = format!("/bot{token}/getUpdates").try_into();
        *request.uri_mut() = path.unwrap_or_else(|_| unreachable!("the token is a path's part"));
        let json = http::HeaderValue::from_static("application/json");
        request
            .headers_mut()
            .insert(http::header::CONTENT_TYPE, json);
        let answer = self.emulator.handle(request).await;
        assert!(
            answer.is_ok_and(|answer| answer.status().is_success()),
            "the emulator does not take the kinds of update"
        );
    }
}
