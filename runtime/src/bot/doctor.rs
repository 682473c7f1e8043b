//! What is wrong between Telegram and the bot, in plain words.

use std::ffi::OsStr;
use std::fmt;
use std::io::Write;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use botwright_api::Method;
use botwright_api::methods::{GetMe, GetUpdates, GetWebhookInfo};
use botwright_api::types::{UpdateKind, WebhookInfo};

use super::builder::Builder;
use super::error::StartError;
use crate::client::{Api, RejectedKind};
use crate::error::{Error, Result};

/// A clock that is wrong by more than this spoils what is signed with a time, such as Web Apps' data.
const SKEW: Duration = Duration::from_secs(30);

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// Whether it is as it should be.
    pub good: bool,
    /// What was found, and what to do about it.
    pub text: String,
}

/// What [`doctor`](Builder::doctor) found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Report {
    /// One after the other, as they were looked at.
    pub findings: Vec<Finding>,
}

impl Report {
    /// Whether everything is as it should be.
    pub fn is_good(&self) -> bool {
        self.findings.iter().all(|it| it.good)
    }

    fn good(&mut self, text: impl Into<String>) {
        self.add(true, text.into());
    }

    fn bad(&mut self, text: impl Into<String>) {
        self.add(false, text.into());
    }

    fn add(&mut self, good: bool, text: String) {
        self.findings.push(Finding { good, text });
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for finding in &self.findings {
            let sign = if finding.good { "ok     " } else { "PROBLEM" };
            writeln!(f, "{sign} {}", finding.text)?;
        }
        Ok(())
    }
}

/// Whether the program was called with the one argument `doctor`.
pub(super) fn asked(args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> bool {
    let mut args = args.into_iter();
    args.next().is_some_and(|arg| arg.as_ref() == "doctor") && args.next().is_none()
}

/// How updates are to come in.
enum By {
    Polling,
    /// At this URL, if it is known.
    #[cfg_attr(not(feature = "webhook"), allow(dead_code))] // Nobody asks for it then.
    Webhook(Option<String>),
}

/// What the bot is meant to do, to compare with.
struct Meant {
    by: By,
    allowed: Vec<UpdateKind>,
}

impl Builder {
    /// Looks at everything between Telegram and the bot, changes nothing, and says what is wrong and what to
    /// do: the token, the webhook and its errors, what waits and since when, other programs that take the
    /// updates, the kinds of updates, the clock. A bot does this when it is [run](Self::run) with the one
    /// argument `doctor`.
    ///
    /// # Errors
    /// The settings or the routing table have mistakes. What is wrong with the server is in the report.
    pub async fn doctor(mut self) -> Result<Report, StartError> {
        self.settings = std::mem::take(&mut self.settings).or_environment()?;
        let table = self.table()?;
        let allowed = self.allowed.take();
        let meant = Meant {
            by: self.by(),
            allowed: allowed.unwrap_or_else(|| table.allowed_updates()),
        };
        let api = self.api_alone()?;
        Ok(examine(&api, &meant).await)
    }

    pub(super) async fn print_report(self) -> Result {
        let report = self.doctor().await?;
        write!(std::io::stdout(), "{report}")?;
        if report.is_good() {
            return Ok(());
        }
        let problems = report.findings.iter().filter(|it| !it.good).count();
        Err(Error::msg(format!(
            "{problems} problems were found; see above"
        )))
    }

    #[cfg(feature = "webhook")]
    fn by(&mut self) -> By {
        let chosen = self.chosen_webhook();
        chosen.map_or(By::Polling, |webhook| By::Webhook(webhook.url))
    }

    #[cfg(not(feature = "webhook"))]
    #[allow(clippy::unused_self)] // As the other one.
    fn by(&mut self) -> By {
        By::Polling
    }
}

async fn examine(api: &Api, meant: &Meant) -> Report {
    let mut report = Report::default();
    let began = Instant::now();
    match api.call_once(&GetMe::new()).await {
        Ok(me) => {
            let name = me.username.as_deref().unwrap_or(&me.first_name);
            report.good(format!(
                "the token is @{name}'s; {} answered in {:.0?}",
                api.server(),
                began.elapsed()
            ));
        }
        Err(error) => {
            let unauthorized = error
                .rejected()
                .is_some_and(|it| it.kind == RejectedKind::Unauthorized || it.code == 404);
            report.bad(if unauthorized {
                format!(
                    "{} does not accept the token: @BotFather shows the valid one under /mybots; a token of \
                     the test environment needs BOT_API_TEST=true",
                    api.server()
                )
            } else {
                format!(
                    "{} cannot be asked who the bot is: {error}. Check the network, the proxy and BOT_API_URL",
                    api.server()
                )
            });
            return report;
        }
    }
    clock(api, &mut report).await;
    match api.call_once(&GetWebhookInfo::new()).await {
        Ok(info) => {
            webhook(&info, meant, &mut report);
            if info.url.is_empty() {
                waiting(api, &mut report).await;
            }
        }
        Err(error) => report.bad(format!("the webhook cannot be asked for: {error}")),
    }
    report
}

async fn clock(api: &Api, report: &mut Report) {
    let Some(theirs) = api.server_time().await else {
        return;
    };
    let now = SystemTime::now();
    let skew = now
        .duration_since(theirs)
        .unwrap_or_else(|early| early.duration());
    if skew > SKEW {
        report.bad(format!(
            "the clock of this machine is {} off: turn time synchronisation on",
            span(skew)
        ));
    } else {
        report.good("the clock of this machine is right");
    }
}

fn webhook(info: &WebhookInfo, meant: &Meant, report: &mut Report) {
    let set = !info.url.is_empty();
    match &meant.by {
        By::Polling if set => report.bad(format!(
            "a webhook is set to {}, so polling gets nothing but errors (409): remove it by deleteWebhook, \
             or take updates by webhook",
            info.url
        )),
        By::Polling => report.good("no webhook is set, as polling needs it"),
        By::Webhook(_) if !set => report.bad(
            "no webhook is set: the bot sets it when it starts; if it has started since, another program \
             has removed it",
        ),
        By::Webhook(Some(url)) if *url != info.url => report.bad(format!(
            "the webhook is set to {}, not to {url}: another program has set it; the bot sets it anew when \
             it starts",
            info.url
        )),
        By::Webhook(_) => report.good(format!("the webhook is set to {}", info.url)),
    }
    if set {
        failures(info, report);
    }
    let waiting = info.pending_update_count;
    if waiting >= 100 {
        report.bad(format!(
            "{waiting} updates wait: the bot does not run, or does not keep up"
        ));
    } else {
        report.good(format!("{waiting} updates wait"));
    }
    kinds(info, meant, report);
}

fn failures(info: &WebhookInfo, report: &mut Report) {
    let Some(message) = &info.last_error_message else {
        report.good("no delivery has failed");
        return;
    };
    let age = info.last_error_date.and_then(ago);
    let when = age.map_or_else(|| "once".to_owned(), |age| format!("{} ago", span(age)));
    let advice = crate::advice::failed(message).map_or_else(String::new, |it| format!(": {it}"));
    let text = format!("a delivery failed {when} with \"{message}\"{advice}");
    // An error stays there when everything is well again.
    if age.is_some_and(|age| age > Duration::from_hours(1)) {
        report.good(text);
    } else {
        report.bad(text);
    }
}

/// The kinds of updates that the server delivers, and those that the handlers wait for.
fn kinds(info: &WebhookInfo, meant: &Meant, report: &mut Report) {
    // Without a list it is everything but these three.
    let by_default = |kind: &UpdateKind| {
        !matches!(
            kind,
            UpdateKind::ChatMember | UpdateKind::MessageReaction | UpdateKind::MessageReactionCount
        )
    };
    let there = info.allowed_updates.as_deref();
    let missing = meant.allowed.iter().filter(|&kind| match there {
        Some(list) if !list.is_empty() => !list.contains(kind),
        _ => !by_default(kind),
    });
    let missing: Vec<_> = missing.map(ToString::to_string).collect();
    if missing.is_empty() {
        report.good("the server delivers every kind of update that there are handlers for");
    } else {
        report.bad(format!(
            "the server does not deliver {} yet: the bot asks for them when it starts",
            missing.join(", ")
        ));
    }
}

/// Since when updates wait. Asks without an offset, which confirms nothing.
async fn waiting(api: &Api, report: &mut Report) {
    let request = match GetUpdates::new().limit(1).timeout(0).request() {
        Ok(request) => request,
        Err(error) => return report.bad(error.to_string()),
    };
    match api.poll(&request, Duration::from_secs(4)).await {
        Ok(batch) => {
            let oldest = batch.updates.first();
            let date = oldest.and_then(|update| update.message().map(|message| message.date));
            if let Some(age) = date.and_then(ago) {
                let text = format!("the oldest message that waits is {} old", span(age));
                report.add(age < Duration::from_mins(1), text);
            }
        }
        Err(error) => {
            let conflict = error
                .rejected()
                .is_some_and(|it| matches!(it.kind, RejectedKind::Conflict(_)));
            report.bad(if conflict {
                "another program asks for this bot's updates (409): stop it, or let it have them"
                    .to_owned()
            } else {
                format!("updates cannot be asked for: {error}")
            });
        }
    }
}

/// How long ago this second of Unix time was.
fn ago(date: i64) -> Option<Duration> {
    let then = UNIX_EPOCH + Duration::from_secs(u64::try_from(date).ok()?);
    SystemTime::now().duration_since(then).ok()
}

fn span(time: Duration) -> String {
    match time.as_secs() {
        seconds @ 0..120 => format!("{seconds} s"),
        seconds @ 120..7_200 => format!("{} min", seconds / 60),
        seconds @ 7_200..172_800 => format!("{} h", seconds / 3_600),
        seconds => format!("{} days", seconds / 86_400),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_whole_command_is_ours() {
        assert!(asked(["doctor"]));
        assert!(!asked(["doctor", "who"]));
        assert!(!asked([] as [&str; 0]));
    }

    #[test]
    fn old_failures_are_told_and_are_no_problem() {
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .expect("after 1970");
        let now = i64::try_from(now.as_secs()).expect("small");
        for (date, good) in [(now - 60, false), (now - 7_300, true)] {
            let info = WebhookInfo::new("https://example.org", false, 0)
                .last_error_date(date)
                .last_error_message("Wrong response from the webhook: 401 Unauthorized");
            let mut report = Report::default();
            failures(&info, &mut report);
            assert_eq!(report.is_good(), good, "{report}");
            assert!(report.to_string().contains("secret"), "{report}");
        }
    }
}
