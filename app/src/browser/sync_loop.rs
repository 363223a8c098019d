//! Syncs phone and server: at the start, after every write, when the page or the network comes back, and once a minute
//! in the foreground.

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;
use offline::sync::engine::SyncTrouble;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::*;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::rest::Rest;
use super::web::clock::{self, now_ms};
use super::web::net::Api;
use super::web::tabs;
use crate::shell::phone::Net;

const EVERY: std::time::Duration = std::time::Duration::from_secs(60);

type Syncing = Pin<Box<dyn Future<Output = Result<(), SyncTrouble>>>>;

/// Syncing comes as a file of its own: it is much, and nothing on the screen waits for it.
#[wasm_split(sync, fallible)]
fn sync_of(rest: Rest) -> Result<Syncing, SplitLoaderError> {
    Ok(Box::pin(async move { rest.journal().sync(&Api, &rest.pace, now_ms()).await }))
}

impl Rest {
    /// Starts a sync unless one runs in this or another tab.
    pub fn flush(&self) {
        if self.syncing.replace(true) {
            self.again.set(true);
            return;
        }
        let rest = self.clone();
        spawn_local(async move {
            let work = rest.clone();
            tabs::alone("evenkeel-sync", async move { work.sync_now().await }).await;
            rest.syncing.set(false);
            clock::breathe().await;
            rest.look().await;
            let waiting = rest.device.phone.look.with_untracked(|look| look.waiting);
            rest.answer_reminders().await;
            // Answering reminders queued operations: they go out with a separate sync.
            if rest.device.phone.look.with_untracked(|look| look.waiting) > waiting || rest.again.replace(false) {
                rest.flush();
            }
        });
    }

    /// Syncs until phone and server are in step. Where the file that can do it does not come, no server does either.
    pub async fn sync(&self) -> Result<(), SyncTrouble> {
        match sync_of(self.clone()).await {
            Ok(done) => done.await,
            Err(_) => Err(SyncTrouble::Offline),
        }
    }

    async fn sync_now(&self) {
        if self.journal().meta().await.ok().flatten().is_none() {
            return;
        }
        let phone = self.device.phone;
        phone.net.set(Net::Syncing);
        let net = match self.sync().await {
            Ok(()) => Net::Idle,
            Err(SyncTrouble::Offline) => Net::Offline,
            Err(SyncTrouble::SignIn) => Net::SignedOut,
            Err(SyncTrouble::Revoked) => Net::Revoked,
            Err(SyncTrouble::SomebodyElse) => Net::SomebodyElse,
            Err(SyncTrouble::Busy | SyncTrouble::Journal(_)) => Net::Busy,
        };
        phone.net.set(net);
        if let Some(why) = self.pace.started_over() {
            phone.started_over.set(Some(why));
        }
        self.tell_what_changed();
    }

    /// Listens for every reason to sync.
    pub fn keep_in_step(&self) {
        let Some(window) = web_sys::window() else { return };
        let phone = self.device.phone;
        let rest = self.clone();
        let flush = Closure::<dyn Fn()>::new(move || {
            phone.now.set(now_ms());
            rest.flush();
        });
        let listener = flush.as_ref().unchecked_ref();
        // A missing listener delays a sync by at most a minute, because of the timer below.
        let _ = window.add_event_listener_with_callback("online", listener);
        if let Some(document) = window.document() {
            let _ = document.add_event_listener_with_callback("visibilitychange", listener);
        }
        flush.forget();
        let rest = self.clone();
        let _ = set_interval_with_handle(
            move || {
                phone.now.set(now_ms());
                rest.flush();
            },
            EVERY,
        );
    }
}
