//! Runs the server: listening, the beat of every minute, and a clean shutdown.

use std::future::Future;
use std::time::Duration;

use anyhow::Context as _;
use chrono::TimeDelta;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::time::MissedTickBehavior;

use crate::env::Env;
use crate::operate::failure;
use crate::reminders::dispatch::Dispatcher;
use crate::reminders::plan_habits;
use crate::settings::Settings;
use crate::state::{Server, Shared};
use crate::store::StoreError;
use crate::{demo, listen, router};

const MINUTE: Duration = Duration::from_secs(60);
/// Beats between two rounds of telling phones about sessions.
const BEATS_OF_AN_HOUR: u32 = 60;

/// Opens the store and serves until the process is told to stop.
///
/// # Errors
/// Tells the operator in plain words what to fix.
pub async fn serve(mut settings: Settings) -> anyhow::Result<()> {
    settings.limits = settings.limits.that_fit();
    let env = Env::ahead(TimeDelta::seconds(settings.clock_ahead.into()));
    let shared = Server::open(settings, env).await?;
    shared.store.say_alive().await?;
    // Listen for the signal before the server is visible, so that an early stop is clean.
    let stop =
        asked_to_stop().context("cannot hear when to stop, because the system gives no signals; start it again")?;
    let listener = TcpListener::bind(shared.settings.listen)
        .await
        .map_err(|error| anyhow::anyhow!(failure::cannot_listen(shared.settings.listen, &error)))?;
    tracing::info!("open {} in a browser", shared.origin);
    let mut beat = tokio::spawn(keep_time(shared.clone()));
    if shared.push.service.is_none() {
        tracing::warn!("nobody is notified: set --push-contact, or an https address as --public-url");
    }
    warn_of_the_uncared_for(&shared).await;
    tokio::spawn(plan_habits::run(shared.clone()));
    tokio::spawn(Dispatcher::new(shared.clone(), shared.push.service.clone()).run());
    if shared.settings.demo {
        tokio::spawn(show_demo(shared.clone()));
    }
    tokio::select! {
        () = listen(shared.clone(), listener, stop) => {}
        // Anything written from now on would be lost.
        error = &mut beat => anyhow::bail!("{}; the next start opens the one that lies there now", error??.for_log()),
    }
    beat.abort();
    if let Err(error) = shared.store.end_cleanly().await {
        tracing::error!("the last check failed: {}", error.for_log());
    }
    Ok(())
}

/// Serves on `listener` until `stop`, then finishes the requests in progress within their limit.
pub async fn listen(shared: Shared, listener: TcpListener, stop: impl Future<Output = ()> + Send + 'static) {
    let router = router::build(&shared);
    listen::run(&shared, router, listener, stop).await;
}

async fn show_demo(shared: Shared) {
    if let Err(error) = demo::keep_open(shared).await {
        tracing::error!("the demo stopped: {error}");
    }
}

/// A restored database lacks later hand-overs, while the accounts they came from are disabled again.
async fn warn_of_the_uncared_for(shared: &Shared) {
    match shared.store.without_carer().await {
        Ok(0) => {}
        Ok(count) => {
            tracing::warn!(
                "people with nobody on their care team who may read: {count}. See evenkeel staff list, then hand them over"
            );
        }
        Err(error) => tracing::error!("looking for people without a carer failed: {}", error.for_log()),
    }
}

/// Deletes forms of staff that are too old, a few in each transaction.
async fn forget_forms(shared: &Shared) {
    loop {
        match shared.store.forget_forms().await {
            Ok(0) => return,
            Ok(_) => {}
            Err(error) => return tracing::error!("old forms were not deleted: {}", error.for_log()),
        }
    }
}

/// Returns only when the database is gone.
async fn keep_time(shared: Shared) -> anyhow::Result<StoreError> {
    let mut minutes = tokio::time::interval(MINUTE);
    minutes.set_missed_tick_behavior(MissedTickBehavior::Delay);
    minutes.tick().await;
    loop {
        if let Err(error) = shared.store.tell_everybody().await {
            tracing::error!("telling of sessions failed: {}", error.for_log());
        }
        forget_forms(&shared).await;
        for _ in 0..BEATS_OF_AN_HOUR {
            minutes.tick().await;
            match shared.store.beat().await {
                Ok(_) => {}
                Err(gone @ StoreError::Replaced) => return Ok(gone),
                Err(error) => tracing::error!("the check of the minute failed: {}", error.for_log()),
            }
            if let Err(error) = shared.store.say_alive().await {
                tracing::error!("other servers cannot see this one: {}", error.for_log());
            }
        }
    }
}

/// Registers for SIGTERM and SIGINT; the future resolves at the first signal.
fn asked_to_stop() -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
    let (mut terminated, mut interrupted) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    Ok(async move {
        tokio::select! {
            _ = terminated.recv() => {}
            _ = interrupted.recv() => {}
        }
    })
}
