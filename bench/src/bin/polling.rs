//! `cargo xtask bench polling`: how many updates a second, and what one costs, beside a bare loop.
//!
//! Three processes: a scripted server on one core; a bot, or the bare loop, on the other. `quiet`:
//! the handlers return nothing, so what is measured is taking, parsing, routing and confirming.
//! `echo`: every update is answered by a `sendMessage`, so HTTP decides. The floor is measured on bare
//! hyper, and on reqwest, which the runtime uses: the difference is what reqwest costs. The durable bot has a
//! data file under `target/`, and writes every update and reply to it; beside it stands what a sync of that
//! disk takes.
#![allow(clippy::print_stdout)] // Benchmarks are read on a terminal.

use std::collections::HashMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use botwright::bot;
use botwright_bench::{server, stopwatch};
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use tokio_util::sync::CancellationToken;

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match *arguments.as_slice() {
        ["server", total] => serve(total.parse()?),
        ["run", who, mode, total, address] => {
            let runtime = tokio::runtime::Builder::new_multi_thread()
                .worker_threads(1)
                .enable_all()
                .build()?;
            runtime.block_on(measure(who, mode, total.parse()?, address))
        }
        _ => compare(),
    }
}

fn serve(total: i64) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        println!("{}", server::start(total).await?);
        std::future::pending::<Result<()>>().await
    })
}

fn compare() -> Result<()> {
    println!("one core for the server, one for the client; 12 commands and an echo\n");
    println!(
        "{:<8} {:<22} {:>12} {:>14}",
        "", "", "updates/s", "CPU µs/update"
    );
    for (mode, total) in [("quiet", 400_000), ("echo", 60_000)] {
        let mut rates = HashMap::new();
        for who in [
            "floor",
            "floor by reqwest",
            "botwright",
            "botwright durable",
        ] {
            // The best of three: noise only ever slows down.
            let mut best = (0.0, 0.0);
            for _ in 0..3 {
                let (rate, cpu) = once(who, mode, total)?;
                if rate > best.0 {
                    best = (rate, cpu);
                }
            }
            println!("{mode:<8} {who:<22} {:>12.0} {:>14.2}", best.0, best.1);
            rates.insert(who, best);
        }
        let of = |who: &str| rates.get(who).copied().unwrap_or_default();
        println!(
            "{mode:<8} {:<22} {:>11.2}x {:>13.2}x",
            "of the floor",
            of("botwright").0 / of("floor").0,
            of("botwright").1 / of("floor").1
        );
        println!(
            "{mode:<8} {:<22} {:>11.2}x {:>13.2}x",
            "durable of memory",
            of("botwright durable").0 / of("botwright").0,
            of("botwright durable").1 / of("botwright").1
        );
        println!(
            "{mode:<8} a sync of the disk: {:.2} ms\n",
            sync()?.as_secs_f64() * 1e3
        );
    }
    Ok(())
}

fn once(who: &str, mode: &str, total: i64) -> Result<(f64, f64)> {
    let me = std::env::current_exe()?;
    let on = |core: &str| {
        let mut command = Command::new("taskset");
        command.args(["-c", core]).arg(&me);
        command
    };
    let mut server = on("1")
        .args(["server", &total.to_string()])
        .stdout(Stdio::piped())
        .spawn()?;
    let outcome = (|| {
        let mut address = String::new();
        let stdout = server.stdout.take().ok_or("the server says nothing")?;
        std::io::BufRead::read_line(&mut std::io::BufReader::new(stdout), &mut address)?;
        let output = on("0")
            .args(["run", who, mode, &total.to_string(), address.trim()])
            .output()?;
        let text = String::from_utf8_lossy(&output.stdout);
        let mut numbers = text
            .split_whitespace()
            .filter_map(|word| word.parse::<f64>().ok());
        match (numbers.next(), numbers.next()) {
            (Some(rate), Some(cpu)) => Ok((rate, cpu)),
            _ => Err(format!(
                "no figures: {text} {}",
                String::from_utf8_lossy(&output.stderr)
            )
            .into()),
        }
    })();
    server.kill()?;
    server.wait()?;
    outcome
}

async fn measure(who: &str, mode: &str, total: i64, address: &str) -> Result<()> {
    let (start, cpu) = (Instant::now(), stopwatch::cpu());
    match who {
        "floor" => {
            let hyper = Client::builder(TokioExecutor::new()).build_http();
            floor(Http::Hyper(hyper), address, mode == "echo", total).await?;
        }
        "floor by reqwest" => {
            floor(
                Http::Reqwest(reqwest::Client::new()),
                address,
                mode == "echo",
                total,
            )
            .await?;
        }
        "botwright durable" => {
            let folder = Path::new(DATA);
            // Begun anew each time.
            let _ = std::fs::remove_dir_all(folder);
            std::fs::create_dir_all(folder)?;
            botwright_bot(address, mode, total, Some(folder.join("bot.db"))).await?;
        }
        _ => botwright_bot(address, mode, total, None).await?,
    }
    #[allow(clippy::cast_precision_loss)] // A few hundred thousand.
    let count = total as f64;
    let used = stopwatch::cpu().saturating_sub(cpu);
    println!(
        "{} {}",
        count / start.elapsed().as_secs_f64(),
        used.as_secs_f64() * 1e6 / count
    );
    Ok(())
}

/// The least that does the work: an HTTP client, serde_json, a hash map of commands.
async fn floor(http: Http, address: &str, echo: bool, total: i64) -> Result<()> {
    #[derive(serde::Deserialize)]
    struct Answer {
        result: Vec<Update>,
    }
    #[derive(serde::Deserialize)]
    struct Update {
        update_id: i64,
        message: Option<Message>,
    }
    #[derive(serde::Deserialize)]
    struct Message {
        chat: Chat,
        text: Option<String>,
    }
    #[derive(serde::Deserialize)]
    struct Chat {
        id: i64,
    }

    let commands: HashMap<&str, usize> = COMMANDS.iter().copied().zip(0..).collect();
    let post = |method: &str, body: String| http.post(address, method, body);
    let (mut offset, mut handled) = (0, 0);
    while handled < total {
        let body = post(
            "getUpdates",
            format!(r#"{{"offset":{offset},"timeout":30,"limit":100}}"#),
        )
        .await?;
        let answer: Answer = serde_json::from_slice(&body)?;
        let mut sends = tokio::task::JoinSet::new();
        for update in answer.result {
            offset = update.update_id + 1;
            handled += 1;
            let Some(Message {
                chat,
                text: Some(text),
            }) = update.message
            else {
                continue;
            };
            let command = text.strip_prefix('/').and_then(|text| commands.get(text));
            if echo && command.is_none() {
                let text = serde_json::to_string(&text)?;
                sends.spawn(post(
                    "sendMessage",
                    format!(r#"{{"chat_id":{},"text":{text}}}"#, chat.id),
                ));
            }
        }
        while let Some(sent) = sends.join_next().await {
            sent??;
        }
    }
    Ok(())
}

/// What the bare loop sends with.
#[derive(Clone)]
enum Http {
    Hyper(Client<HttpConnector, Full<Bytes>>),
    Reqwest(reqwest::Client),
}

impl Http {
    fn post(
        &self,
        address: &str,
        method: &str,
        body: String,
    ) -> impl Future<Output = Result<Bytes>> + Send + use<> {
        const JSON: (&str, &str) = ("content-type", "application/json");
        let (client, url) = (
            self.clone(),
            format!("http://{address}/bot42:BENCH/{method}"),
        );
        async move {
            match client {
                Self::Hyper(client) => {
                    let request = hyper::Request::post(url).header(JSON.0, JSON.1);
                    let answer = client
                        .request(request.body(Full::new(Bytes::from(body)))?)
                        .await?;
                    Ok(answer.into_body().collect().await?.to_bytes())
                }
                Self::Reqwest(client) => {
                    let request = client.post(url).header(JSON.0, JSON.1).body(body);
                    Ok(request.send().await?.bytes().await?)
                }
            }
        }
    }
}

const COMMANDS: [&str; 12] = [
    "c0", "c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9", "c10", "c11",
];

struct Progress {
    left: AtomicI64,
    done: CancellationToken,
}

impl Progress {
    fn one(&self) {
        if self.left.fetch_sub(1, Ordering::Relaxed) == 1 {
            self.done.cancel();
        }
    }
}

/// Where the data file of the durable bot is.
const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/bench-data");

/// How long the disk takes to have a kilobyte for certain.
fn sync() -> Result<Duration> {
    std::fs::create_dir_all(DATA)?;
    let mut file = std::fs::File::create(Path::new(DATA).join("sync"))?;
    let mut all = Vec::new();
    for _ in 0..200 {
        let start = Instant::now();
        std::io::Write::write_all(&mut file, &[7; 1_000])?;
        file.sync_data()?;
        all.push(start.elapsed());
    }
    all.sort();
    Ok(all[all.len() / 2])
}

async fn botwright_bot(address: &str, mode: &str, total: i64, data: Option<PathBuf>) -> Result<()> {
    let done = CancellationToken::new();
    let progress = Arc::new(Progress {
        left: AtomicI64::new(total),
        done: done.clone(),
    });
    let module = if mode == "echo" {
        "polling::echo"
    } else {
        "polling::quiet"
    };
    let mut builder = bot::builder();
    if let Some(data) = data {
        builder = builder.data(data);
    }
    builder
        .token("42:BENCH")
        .api_url(format!("http://{address}"))
        .manage(progress)
        .menu(false)
        .only("polling::commands")
        .only(module)
        // The server holds the last poll for ever, and with it the confirming one.
        .grace(Duration::ZERO)
        .run_until(done)
        .await
        .map_err(Into::into)
}

mod commands {
    use botwright::prelude::*;

    macro_rules! commands {
        ($($name:ident)*) => {$(
            /// A command among twelve.
            #[command]
            async fn $name() {}
        )*};
    }
    commands! { c0 c1 c2 c3 c4 c5 c6 c7 c8 c9 c10 c11 }
}

mod quiet {
    use std::sync::Arc;

    use botwright::prelude::*;

    #[on_message(text)]
    async fn take(text: &str, progress: State<Arc<super::Progress>>) {
        std::hint::black_box(text);
        progress.one();
    }
}

mod echo {
    use std::sync::Arc;

    use botwright::prelude::*;

    #[on_message(text)]
    async fn echo(text: &str, progress: State<Arc<super::Progress>>) -> String {
        progress.one();
        text.to_owned()
    }
}
