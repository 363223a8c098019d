//! `evenkeel`: reads the command line and calls the library.

use std::time::Duration;

use clap::{Parser, Subcommand};
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

fn main() -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let done = runtime.block_on(run());
    runtime.shutdown_timeout(LAST_THREADS);
    done
}

async fn run() -> anyhow::Result<()> {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let command = Command::parse();
    match command.what {
        None => server::serve::serve(command.settings).await,
        Some(What::Serve(settings)) => server::serve::serve(settings).await,
        Some(What::Invite(invite)) => server::operate::invite::invite(invite).await,
        Some(What::Staff(staff)) => server::operate::staff::run(staff).await,
    }
}
