//! The emulator as a program.

use std::{net::SocketAddr, path::PathBuf, process::ExitCode};

use botwright_emulator::{Emulator, World};
use clap::Parser;
use tokio::signal::unix::{SignalKind, signal};

/// Telegram's Bot API server in a box, with a chat page.
#[derive(Debug, Parser)]
#[command(name = "botwright-emulator", version)]
struct Options {
    /// Address to listen on.
    #[arg(long, default_value = "127.0.0.1:8081", value_name = "ADDRESS:PORT")]
    listen: String,
    /// World file; without it there is one bot, 42:EMULATOR, and one user, Ann.
    #[arg(long, value_name = "FILE")]
    world: Option<PathBuf>,
    /// File to which the world is saved at the end; `--world` reads it.
    #[arg(long, value_name = "FILE")]
    save: Option<PathBuf>,
    /// File to which the session is recorded at the end, as JSON lines.
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
    /// Recorded session that is done again at the start, in its own world.
    #[arg(long, value_name = "FILE")]
    replay: Option<PathBuf>,
    /// Take only webhooks that api.telegram.org takes: HTTPS, four ports, public IPv4 addresses.
    #[arg(long)]
    strict: bool,
    /// Leave out the fields of older Bot APIs, such as `thumb` and `forward_from`.
    #[arg(long)]
    no_legacy_fields: bool,
    /// Slow down and refuse bots that send faster than Telegram allows.
    #[arg(long)]
    flood: bool,
    /// Be a server with `--local`: big files, file:/// paths, downloads as files below this folder.
    #[arg(long, value_name = "FOLDER")]
    local: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> ExitCode {
    let options = Options::parse();
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::from_default_env())
        .with_writer(std::io::stderr)
        .init();
    match run(options).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("botwright-emulator: {why}");
            ExitCode::FAILURE
        }
    }
}

async fn run(options: Options) -> Result<(), String> {
    let world = match &options.world {
        None => World::default(),
        Some(path) => {
            let name = path.display();
            let text = std::fs::read_to_string(path)
                .map_err(|error| format!("cannot read {name}: {error}"))?;
            World::from_json(&text).map_err(|error| format!("{name} {error}"))?
        }
    };
    let signals = |kind| signal(kind).map_err(|error| format!("cannot wait for signals: {error}"));
    let mut interrupt = signals(SignalKind::interrupt())?;
    let mut terminate = signals(SignalKind::terminate())?;
    let mut builder = Emulator::builder()
        .listen(options.listen)
        .world(world)
        .strict(options.strict)
        .legacy_fields(!options.no_legacy_fields)
        .flood_limits(options.flood);
    if let Some(folder) = options.local {
        builder = builder.local(folder);
    }
    let emulator = builder.start().await.map_err(|error| error.to_string())?;
    println!("Chat page:   {}", emulator.page_url());
    println!("BOT_API_URL={}", emulator.url());
    if !is_loopback(&emulator.url()) {
        eprintln!(
            "It listens beyond this machine: whoever reaches it can read and change everything in it."
        );
    }
    for bot in emulator.world().bots() {
        println!("BOT_TOKEN={}   (@{})", bot.token(), bot.username());
    }
    if options.record.is_some() {
        emulator.world().start_recording();
    }
    let replay = async {
        if let Some(path) = &options.replay {
            let name = path.display();
            match std::fs::read_to_string(path) {
                Err(error) => eprintln!("cannot read {name}: {error}"),
                Ok(session) => match emulator.replay(&session).await {
                    Ok(()) => println!("{name} has been replayed"),
                    Err(error) => eprintln!("{name} {error}"),
                },
            }
        }
        std::future::pending::<()>().await;
    };
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
        () = replay => {}
    }
    let world = emulator.world();
    emulator.stop().await;
    let write = |path: &PathBuf, text: String| {
        std::fs::write(path, text)
            .map_err(|error| format!("cannot write {}: {error}", path.display()))
    };
    if let Some(path) = &options.save {
        write(path, world.to_json())?;
    }
    if let (Some(path), Some(session)) = (&options.record, world.recording()) {
        write(path, session)?;
    }
    Ok(())
}

fn is_loopback(url: &str) -> bool {
    let address = url.trim_start_matches("http://").parse::<SocketAddr>();
    address.is_ok_and(|address| address.ip().is_loopback())
}
