//! Runs the phone besides the first form: opens the whole journal, syncs it with the server, and serves the other
//! pages. It comes as the first of the late WASM files.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use domain::base::problem::ProblemKind;
use domain::base::text::count_with;
use leptos::prelude::*;
use leptos::task::spawn_local;
use offline::Journal;
use offline::ports::TransportError;
use offline::sync::engine::Pace;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::first_port::FirstPort;
use super::late_files;
use super::sealed_draft::SealedDraft;
use super::web::cipher::WebCrypto;
use super::web::clock::{self, now_ms};
use super::web::storage::IndexedDb;
use super::web::{characters, home_screen, prefs};
use crate::late;
use crate::shell::part::LateFile;
use crate::shell::phone::Stage;
use crate::shell::ports::Trouble;
use crate::shell::ports::drafts::Forms;

/// The only entry point of this file. What it returns is done when the page at `path` can be drawn.
#[wasm_split(rest, preload(preload), fallible)]
pub fn rest_of(device: FirstPort, path: String) -> Result<Pin<Box<dyn Future<Output = ()>>>, SplitLoaderError> {
    let phone = device.phone;
    count_with(characters::count);
    let rest = Rest::new(device);
    rest.start();
    phone.serves(Rc::new(rest));
    Ok(Box::pin(async move {
        clock::next_turn().await;
        phone.came(LateFile::Rest, late::rest);
        late_files::bring_all(phone, &path).await;
    }))
}

#[derive(Clone)]
pub(super) struct Rest {
    pub(super) device: FirstPort,
    pub(super) pace: Rc<Pace>,
    pub(super) syncing: Rc<Cell<bool>>,
    /// Something was written while a sync ran.
    pub(super) again: Rc<Cell<bool>>,
    pub(super) channel: Rc<RefCell<Option<web_sys::BroadcastChannel>>>,
    /// The life of this phone whose journal this page has opened.
    pub(super) life: Rc<Cell<Option<prefs::Life>>>,
    /// Unfinished practices.
    pub(super) underway: SealedDraft,
    /// Drafts of unsaved forms.
    pub(super) forms: SealedDraft,
    /// The same, opened, until another tab keeps something.
    pub(super) known_forms: Rc<RefCell<Option<Forms>>>,
}

impl From<TransportError> for Trouble {
    fn from(error: TransportError) -> Self {
        match error {
            TransportError::Offline | TransportError::Strange(_) => Self::Offline,
            TransportError::Problem(problem) => match problem.kind {
                ProblemKind::Code | ProblemKind::Invalid => Self::Code,
                ProblemKind::TooManyTries => Self::Tries(problem.retry_after.unwrap_or_default().div_ceil(60)),
                ProblemKind::SignIn | ProblemKind::Revoked => Self::SignedOut,
                ProblemKind::ForeignStream => Self::SomebodyElse,
                _ => Self::Busy,
            },
        }
    }
}

impl Rest {
    fn new(device: FirstPort) -> Self {
        let rest = Self {
            device,
            life: Rc::default(),
            pace: Rc::default(),
            syncing: Rc::default(),
            again: Rc::default(),
            channel: Rc::default(),
            underway: SealedDraft::new("underway", *b"practices midway"),
            forms: SealedDraft::new("unsaved", *b"forms not saved."),
            known_forms: Rc::default(),
        };
        for kept in [&rest.device.draft, &rest.underway, &rest.forms] {
            let (journal, life) = (Rc::clone(&rest.device.journal), Rc::clone(&rest.life));
            kept.seals(Rc::new(move |slot, draft| {
                if prefs::left_since(life.get()) { None } else { journal.seal_draft_at_once(slot, draft).ok() }
            }));
        }
        rest
    }

    fn start(&self) {
        let rest = self.clone();
        spawn_local(async move {
            let phone = rest.device.phone;
            phone.now.set(now_ms());
            let known = Rc::clone(&rest.known_forms);
            rest.forms.watch(move || drop(known.take()));
            home_screen::watch(phone);
            Effect::new(move |_| {
                let people = phone.look.with(|look| look.at_hand().next().is_some());
                phone.near.set(people && phone.has(LateFile::Setup));
            });
            if prefs::leaving() {
                if phone.stage.get_untracked() == Stage::Loading {
                    // Somebody left in another window a moment ago: a fresh page begins with that.
                    return rest.forget();
                }
                return rest.end_leaving();
            }
            loop {
                match rest.journal().meta().await {
                    Ok(Some(_)) => return rest.opened().await,
                    Ok(None) => return phone.stage.set(Stage::New),
                    // It may answer later: another window lets go of it, or the phone has less to do.
                    Err(error) => {
                        let broken = Stage::Broken(error.to_string());
                        // Said once, not at every try.
                        if phone.stage.with_untracked(|stage| *stage != broken) {
                            phone.stage.set(broken);
                        }
                    }
                }
                clock::pause(super::AGAIN_MS).await;
            }
        });
    }

    pub(super) fn journal(&self) -> &Journal<IndexedDb, WebCrypto> {
        &self.device.journal
    }
}
