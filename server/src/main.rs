//! `evenkeel`: reads the command line and calls the library.

use std::io::Write as _;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context as _;
use clap::{Parser, Subcommand};
use server::operate::failure;
use server::operate::invite::Invite;
use server::operate::staff::Staff;
use server::settings::Settings;
use tracing_subscriber::EnvFilter;

/// Evenkeel: a log on your own phone, and what you choose to share of it.
#[derive(Parser)]
#[command(version, args_conflicts_with_subcommands = true)]
struct Command {
    #[command(flatten)]
    settings: Settings,
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Subcommand)]
enum What {
    /// Answer requests (what happens without a subcommand)
    Serve(Settings),
    /// Make a staff account and print its one-time link
    Invite(Invite),
    /// See, end and renew staff accounts, and hand their people over
    Staff(Staff),
}

/// Maximum wait for threads that cannot be stopped, such as a hanging name lookup.
const LAST_THREADS: Duration = Duration::from_secs(2);
/// The exit code of a command that was not understood.
const MISUSED: u8 = 2;

fn main() -> ExitCode {
    let command = match Command::try_parse() {
        Ok(command) => command,
        Err(asked) if !asked.use_stderr() => {
            // Help or version, for who asked for it.
            return asked.print().map_or(ExitCode::FAILURE, |()| ExitCode::SUCCESS);
        }
        Err(error) => return failed(&failure::usage(&error), MISUSED.into()),
    };
    match run(command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&failure::line(&error), ExitCode::FAILURE),
    }
}

/// Tells the operator in one line.
fn failed(line: &str, code: ExitCode) -> ExitCode {
    match writeln!(std::io::stderr(), "{line}") {
        // Nobody listens to the error of an error.
        Ok(()) | Err(_) => code,
    }
}

fn run(command: Command) -> anyhow::Result<()> {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    server::unicode::count_characters();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("cannot start: the system gives no threads; raise the limits of this user")?;
    let done = runtime.block_on(async {
        match command.what {
            None => server::serve::serve(command.settings).await,
            Some(What::Serve(settings)) => server::serve::serve(settings).await,
            Some(What::Invite(invite)) => server::operate::invite::invite(invite).await,
            Some(What::Staff(staff)) => server::operate::staff::run(staff).await,
        }
    });
    runtime.shutdown_timeout(LAST_THREADS);
    done
}
