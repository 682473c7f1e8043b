//! A browser, and the page in it.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
    time::Duration,
};

use botwright_emulator::Emulator;
use fantoccini::{Client, ClientBuilder, Locator, elements::Element};
use serde_json::{Value, json};

const PATIENCE: Duration = Duration::from_secs(20);
const SCREENSHOTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/screenshots");

/// A WebDriver server: one that is running, or one of our own that ends with the test.
pub(crate) struct Driver {
    address: String,
    /// The output is kept open: a program whose output is closed may end over it.
    own: Option<(Child, BufReader<ChildStdout>)>,
}

impl Driver {
    /// `None` when there is none to be had, which the test's output then says.
    pub(crate) fn get() -> Option<Self> {
        if let Ok(address) = std::env::var("BOTWRIGHT_WEBDRIVER") {
            return Some(Self { address, own: None });
        }
        let started = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .spawn();
        let Ok(mut child) = started else {
            assert!(
                std::env::var_os("CI").is_none(),
                "chromedriver is not installed"
            );
            let note = "skipped: chromedriver is not installed (Debian: chromium-driver)";
            // Past the test harness' capture: a skipped test must not look like one that ran.
            let _ = writeln!(std::io::stderr(), "{note}");
            return None;
        };
        let mut output = BufReader::new(child.stdout.take().expect("the output is piped"));
        let mut line = String::new();
        let port = loop {
            line.clear();
            let length = output
                .read_line(&mut line)
                .expect("chromedriver's output is text");
            assert!(length > 0, "chromedriver ended before it said its port");
            if let Some((_, port)) = line.trim_end().rsplit_once("started successfully on port ") {
                break port.trim_end_matches('.').to_owned();
            }
        };
        Some(Self {
            address: format!("http://127.0.0.1:{port}"),
            own: Some((child, output)),
        })
    }

    pub(crate) async fn open(&self, options: Value) -> Page {
        let mut chrome = json!({"args": [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--disable-dev-shm-usage", "--window-size=1200,860",
        ]});
        for (name, value) in options.as_object().into_iter().flatten() {
            match value.as_array() {
                Some(more) => {
                    chrome[name]
                        .as_array_mut()
                        .expect("a list of flags")
                        .extend(more.clone());
                }
                None => chrome[name] = value.clone(),
            }
        }
        let capabilities = json!({
            "goog:chromeOptions": chrome,
            "goog:loggingPrefs": {"browser": "ALL"},
            "browserName": "chrome",
        });
        let client = ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new())
            .capabilities(capabilities.as_object().expect("an object").clone())
            .connect(&self.address)
            .await
            .expect("chromedriver starts Chromium");
        Page {
            client,
            driver: self.address.clone(),
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        if let Some((child, _)) = &mut self.own {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// The page in its browser.
pub(crate) struct Page {
    pub(crate) client: Client,
    driver: String,
}

impl Page {
    /// Waits until an element is there, and in view.
    pub(crate) async fn see(&self, css: &str) -> Element {
        let found = self
            .client
            .wait()
            .at_most(PATIENCE)
            .for_element(Locator::Css(css))
            .await;
        found.unwrap_or_else(|error| panic!("{css} does not appear: {error}"))
    }

    /// Waits until an element holds exactly this text.
    pub(crate) async fn read(&self, class: &str, text: &str) -> Element {
        let path = format!(
            "//*[contains(concat(' ', @class, ' '), ' {class} ') and normalize-space(.) = '{text}']"
        );
        let found = self
            .client
            .wait()
            .at_most(PATIENCE)
            .for_element(Locator::XPath(&path))
            .await;
        found.unwrap_or_else(|error| panic!("no .{class} reads {text:?}: {error}"))
    }

    pub(crate) async fn text(&self, css: &str) -> String {
        self.see(css)
            .await
            .text()
            .await
            .expect("the element is still there")
    }

    pub(crate) async fn click(&self, css: &str) {
        self.see(css)
            .await
            .click()
            .await
            .unwrap_or_else(|error| panic!("{css}: {error}"));
    }

    /// Opens the page; `rest` is what follows its address.
    pub(crate) async fn visit(&self, emulator: &Emulator, rest: &str) {
        let address = format!("{}{rest}", emulator.page_url());
        self.client
            .goto(&address)
            .await
            .expect("the page is served");
    }

    /// Runs a script in the page; what it returns.
    pub(crate) async fn run(&self, script: &str) -> Value {
        let result = self.client.execute(script, Vec::new()).await;
        result.unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// How many elements there are now.
    pub(crate) async fn count(&self, css: &str) -> usize {
        let found = self.client.find_all(Locator::Css(css)).await;
        found.expect("a selector").len()
    }

    pub(crate) async fn focus(&self, css: &str) {
        self.see(css).await;
        self.client
            .execute(
                "document.querySelector(arguments[0]).focus()",
                vec![json!(css)],
            )
            .await
            .expect("the element is still there");
    }

    /// A property of the element that has the focus.
    pub(crate) async fn focused(&self, property: &str) -> String {
        let value = self
            .client
            .execute(
                "return document.activeElement[arguments[0]]",
                vec![json!(property)],
            )
            .await;
        value
            .expect("an element has the focus")
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// Types into whatever has the focus.
    pub(crate) async fn keys(&self, text: &str) {
        let focused = self.client.active_element().await;
        let focused = focused.expect("an element has the focus");
        focused.send_keys(text).await.expect("it takes keys");
    }

    /// Presses these keys together.
    pub(crate) async fn press(&self, keys: &[&str]) {
        // WebDriver holds a modifier down until the end of the text.
        self.keys(&keys.concat()).await;
    }

    /// Chooses an entry of a message's menu.
    pub(crate) async fn menu(&self, message_id: i64, label: &str) {
        self.focus(&format!("[data-message='{message_id}']")).await;
        self.click(&format!("[data-message='{message_id}'] .more"))
            .await;
        let path = format!("//*[@role='menuitem' and normalize-space(.) = '{label}']");
        let entry = self
            .client
            .wait()
            .at_most(PATIENCE)
            .for_element(Locator::XPath(&path))
            .await;
        let entry = entry.unwrap_or_else(|error| panic!("no entry {label:?}: {error}"));
        entry.click().await.expect("the menu is open");
    }

    /// Reacts to a message by its menu.
    pub(crate) async fn react_to(&self, message_id: i64, emoji: &str) {
        self.focus(&format!("[data-message='{message_id}']")).await;
        self.click(&format!("[data-message='{message_id}'] .more"))
            .await;
        self.click(&format!(".menu-card [aria-label='React with {emoji}']"))
            .await;
    }

    /// Closes the browser; the page must have had no errors.
    pub(crate) async fn close(self) {
        let session = self.client.session_id().await;
        let session = session.expect("a session").expect("a session");
        let log = format!("{}/session/{session}/se/log", self.driver);
        let response = crate::bot::http()
            .post(log)
            .json(&json!({"type": "browser"}))
            .send();
        let log: Value = response
            .await
            .expect("the driver answers")
            .json()
            .await
            .expect("JSON");
        let errors: Vec<&Value> = log["value"]
            .as_array()
            .expect("a log")
            .iter()
            .filter(|entry| entry["level"] == "SEVERE")
            .collect();
        assert!(errors.is_empty(), "{errors:#?}");
        self.client.close().await.expect("the browser closes");
    }

    pub(crate) async fn type_text(&self, text: &str) {
        self.see("textarea")
            .await
            .send_keys(text)
            .await
            .expect("the field takes keys");
    }

    pub(crate) async fn is_shown(&self, css: &str) -> bool {
        self.see(css)
            .await
            .is_displayed()
            .await
            .expect("the element is still there")
    }

    pub(crate) async fn keep(&self, name: &str) {
        let picture = self.client.screenshot().await.expect("a screenshot");
        fs::create_dir_all(SCREENSHOTS).expect("a folder for screenshots");
        fs::write(Path::new(SCREENSHOTS).join(name), picture).expect("the screenshot is kept");
    }
}
