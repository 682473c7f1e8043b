//! Updates, tables and outcomes for the tests.

use std::sync::Arc;

use botwright::reply::{End, Outcome};
use botwright::route::{Table, linked};
use botwright::types::User;
use botwright::{Api, App, Clock, Cx, StateMap, parse_update};

/// A bot with the handlers of one module.
pub(crate) struct TestBot {
    table: Table,
    app: Arc<App>,
}

impl TestBot {
    /// The handlers of `module`, which manages nothing.
    pub(crate) fn new(module: &str) -> Self {
        Self::with(module, StateMap::new())
    }

    /// The handlers of `module` and this state.
    pub(crate) fn with(module: &str, state: StateMap) -> Self {
        let table = Table::build(linked(&[module]), &state).expect("the table has no mistakes");
        Self::made(table, state)
    }

    /// The routes of this table.
    pub(crate) fn of(table: Table) -> Self {
        Self::made(table, StateMap::new())
    }

    fn made(table: Table, state: StateMap) -> Self {
        let api = Api::builder("42:TEST")
            .url("http://127.0.0.1:9")
            .build()
            .unwrap();
        let mut me = User::new(42, true, "Bot");
        me.username = Some("this_bot".to_owned());
        Self {
            table,
            app: Arc::new(App::new(api, me, state)),
        }
    }

    /// The same bot with this time; it has forgotten everything.
    pub(crate) fn clocked(mut self, clock: Clock) -> Self {
        let (api, me) = (self.app.api().clone(), self.app.me().clone());
        let app = App::new(api, (*me).clone(), StateMap::new());
        self.app = Arc::new(app.with_clock(clock));
        self
    }

    /// The same bot with other things of its own.
    pub(crate) fn changed(mut self, change: impl FnOnce(App) -> App) -> Self {
        let app = Arc::into_inner(self.app).expect("nobody else has it");
        self.app = Arc::new(change(app));
        self
    }

    pub(crate) fn table(&self) -> &Table {
        &self.table
    }

    /// Handles an update whose content is this JSON member.
    pub(crate) async fn update(&self, member: &str) -> Outcome {
        let json = format!(r#"{{"update_id":1,{member}}}"#);
        let cx = Cx::new(parse_update(&json).unwrap(), Arc::clone(&self.app));
        self.table.dispatch(&cx).await
    }

    /// Handles an update whose content is this JSON member, and writes what the handler decided.
    pub(crate) async fn kept_update(&self, member: &str) -> Outcome {
        let json = format!(r#"{{"update_id":1,{member}}}"#);
        let cx = Cx::new(parse_update(&json).unwrap(), Arc::clone(&self.app));
        self.table.commit(&cx).await
    }

    /// Handles an update whose content is this JSON member, and writes what its handler decided.
    pub(crate) async fn committed(&self, member: &str) -> Outcome {
        let json = format!(r#"{{"update_id":1,{member}}}"#);
        let cx = Cx::new(parse_update(&json).unwrap(), Arc::clone(&self.app));
        self.table.commit(&cx).await
    }

    /// Handles a text of this user in this chat, and writes what the handler decided.
    pub(crate) async fn kept(&self, user: i64, chat: i64, text: &str) -> Outcome {
        let json = format!(
            r#"{{"update_id":1,"message":{{"message_id":5,"date":1,"chat":{{"id":{chat},"type":"private"}},
            "from":{{"id":{user},"is_bot":false,"first_name":"Ann"}},"text":{}}}}}"#,
            quoted(text)
        );
        let cx = Cx::new(parse_update(&json).unwrap(), Arc::clone(&self.app));
        self.table.commit(&cx).await
    }

    /// The time and the store.
    pub(crate) fn app(&self) -> &App {
        &self.app
    }

    /// Handles a text in a private chat.
    pub(crate) async fn text(&self, text: &str) -> Outcome {
        self.message("private", &format!(r#""text":{}"#, quoted(text)))
            .await
    }

    /// Handles a message with these members in a chat of this type.
    pub(crate) async fn message(&self, chat: &str, members: &str) -> Outcome {
        self.update(&format!(
            r#""message":{{"message_id":5,"date":1,"chat":{{"id":7,"type":"{chat}"}},
            "from":{{"id":3,"is_bot":false,"first_name":"Ann"}},{members}}}"#
        ))
        .await
    }

    /// What is answered to a text.
    pub(crate) async fn answer(&self, text: &str) -> String {
        texts(&self.text(text).await).join("|")
    }
}

/// The texts that are sent.
pub(crate) fn texts(outcome: &Outcome) -> Vec<String> {
    outcome
        .calls
        .iter()
        .filter_map(|call| member(call.body.json()?, "text"))
        .collect()
}

/// The JSON bodies of the calls, after their methods.
pub(crate) fn calls(outcome: &Outcome) -> Vec<String> {
    outcome
        .calls
        .iter()
        .map(|call| format!("{} {}", call.method, call.body.json().unwrap_or_default()))
        .collect()
}

/// The error that ended it.
pub(crate) fn failure(outcome: &Outcome) -> String {
    match &outcome.end {
        End::Failed(error) => error.to_string(),
        end => panic!("not an error: {end:?}"),
    }
}

pub(crate) fn is_skip(outcome: &Outcome) -> bool {
    matches!(outcome.end, End::Skip) && outcome.calls.is_empty()
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            _ => out.push(letter),
        }
    }
    out + "\""
}

/// A string member of an object, as it is after its escapes of quotes.
fn member(json: &str, name: &str) -> Option<String> {
    let start = json.find(&format!("\"{name}\":\""))? + name.len() + 4;
    let mut out = String::new();
    let mut letters = json[start..].chars();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => return Some(out),
            '\\' => match letters.next()? {
                'n' => out.push('\n'),
                other => out.push(other),
            },
            _ => out.push(letter),
        }
    }
    None
}
