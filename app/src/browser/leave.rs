//! Signing out of this phone, independent of other windows and the network: lock, mark and empty it in one transaction;
//! only then remove the empty database and tell the server. A start that finds the mark continues from there before it
//! opens anything.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use offline::journal::JournalError;
use offline::ports::{Cipher as _, StorageError, TransportError};
use wasm_bindgen::prelude::*;

use super::rest::Rest;
use super::web::clipboard::go_home;
use super::web::net::{Api, ENDING_MS};
use super::web::storage::IndexedDb;
use super::web::{clock, prefs, push, tabs};
use crate::shell::phone::{Phone, Stage};
use crate::shell::ports::Trouble;

/// Another window may block emptying the phone this long before the person is told.
const HELD_MS: i32 = 2000;
/// The share of [`ENDING_MS`] for the push service: ending the sign-in needs the rest.
const PUSH_MS: i32 = 2000;
/// Wait before the next try.
const AGAIN_MS: i32 = 60_000;

/// Result of emptying the phone.
pub enum Wiped {
    /// Nothing is left here.
    Gone,
    /// Another window blocks it.
    Held,
    /// The storage does not work.
    Broken(StorageError),
}

/// Empties the phone, and removes the database unless another window has it open.
pub async fn wipe(storage: IndexedDb) -> Wiped {
    let work = async move {
        // One that cannot be emptied may still be removed.
        let _ = storage.clear().await;
        storage.destroy().await
    };
    match clock::within(HELD_MS, work).await {
        Some(Ok(())) => Wiped::Gone,
        Some(Err(error)) => Wiped::Broken(error),
        None => Wiped::Held,
    }
}

impl Wiped {
    /// Shows the result on a page that opens nothing.
    pub fn show(&self, phone: Phone) {
        phone.held.set(matches!(self, Self::Held));
        phone.stage.set(if let Self::Broken(error) = self { Stage::Broken(error.to_string()) } else { Stage::New });
    }
}

impl Rest {
    pub(super) async fn leave_phone(&self) {
        self.journal().vault.lock();
        self.device.phone.look.set(Arc::default());
        prefs::leave();
        // Their pages hold the same in memory.
        self.tell_tabs(tabs::LEFT);
        // Emptied or not within that time, the next page begins with it.
        let storage = self.journal().storage.clone();
        clock::within(HELD_MS, async move { storage.clear().await }).await;
        tabs::tell_worker("forget", "");
        gone();
    }

    /// Finishes the work that a start with the mark began, with retries until it is done.
    pub(super) fn end_leaving(&self) {
        let rest = self.clone();
        spawn_local(async move {
            while rest.has_left().await.is_err() {
                clock::pause(AGAIN_MS).await;
            }
        });
    }

    /// The next person finds nothing of the previous one, and no sign-in that still has to end.
    ///
    /// # Errors
    /// Fails if another window or the network blocks it.
    pub(super) async fn has_left(&self) -> Result<(), Trouble> {
        if !prefs::leaving() {
            return Ok(());
        }
        let done = Rc::new(Cell::new(None));
        let (rest, told) = (self.clone(), Rc::clone(&done));
        // Sequential: a late response must not end a newer sign-in.
        tabs::alone("evenkeel-leave", async move { told.set(Some(rest.try_leaving().await)) }).await;
        done.take().unwrap_or(Err(Trouble::Busy))
    }

    async fn try_leaving(&self) -> Result<(), Trouble> {
        if !prefs::leaving() {
            return Ok(());
        }
        let ending = async {
            // Notifications follow the browser: they end before the sign-in does.
            clock::within(PUSH_MS, push::end_here()).await;
            Api.sign_out().await
        };
        let ended = clock::within(ENDING_MS as i32, ending).await.unwrap_or(Err(TransportError::Offline));
        let wiped = wipe(self.journal().storage.clone()).await;
        self.device.phone.held.set(matches!(wiped, Wiped::Held));
        match wiped {
            Wiped::Gone => {}
            Wiped::Held => return Err(Trouble::Held),
            Wiped::Broken(error) => return Err(JournalError::from(error).into()),
        }
        ended?;
        prefs::has_left();
        Ok(())
    }

    /// Detects a sign-out in another window while this one was suspended: nothing in its memory may return to the
    /// screen or to storage.
    pub(super) fn watch_for_leaving(&self) {
        self.life.set(prefs::life(|| self.journal().vault.cipher.random16()));
        let rest = self.clone();
        let look = Closure::<dyn Fn()>::new(move || {
            if rest.left() {
                rest.forget();
            }
        });
        let listener = look.as_ref().unchecked_ref();
        let Some(window) = web_sys::window() else { return };
        // A missed check is made up for by the next one.
        for event in ["pageshow", "focus"] {
            let _ = window.add_event_listener_with_callback(event, listener);
        }
        if let Some(document) = window.document() {
            for event in ["visibilitychange", "resume"] {
                let _ = document.add_event_listener_with_callback(event, listener);
            }
        }
        look.forget();
    }

    /// Somebody left since this page opened the journal.
    pub(super) fn left(&self) -> bool {
        prefs::left_since(self.life.get())
    }

    /// Clears everything that was opened.
    pub(super) fn forget(&self) {
        self.journal().vault.lock();
        self.device.phone.look.set(Arc::default());
        gone();
    }
}

/// An empty screen at once, and a fresh page.
fn gone() {
    if let Some(body) = web_sys::window().and_then(|w| w.document()).and_then(|d| d.body()) {
        body.set_inner_html("");
    }
    go_home();
}
