//! The port of this browser: a journal on IndexedDB and WebCrypto, and the server behind fetch.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use domain::body::{Body, Record};
use domain::enrolment::{EnrolmentAnswer, RecoveryCode};
use domain::id::{DeviceId, ObjectId, OpId, RevisionId};
use domain::ledger;
use domain::problem::ProblemKind;
use leptos::prelude::*;
use leptos::task::spawn_local;
use offline::Journal;
use offline::engine::Pace;
use offline::journal::JournalError;
use offline::ports::{Cipher as _, StorageError, TransportError};

use super::cipher::WebCrypto;
use super::clock::{self, now_ms};
use super::net::Api;
use super::storage::IndexedDb;
use super::{export, prefs, tabs};
use crate::i18n::Lang;
use crate::phone::{Net, Phone, Stage};
use crate::ports::{Doing, Draft, LedgerReport, Port, Theme, Trouble};
use crate::routes;

/// The slot of the one draft there is: the form on the log page.
const DRAFT_SLOT: [u8; 16] = *b"draft of the log";

#[derive(Clone)]
pub struct Device {
    pub(super) journal: Rc<Journal<IndexedDb, WebCrypto>>,
    pub(super) pace: Rc<Pace>,
    pub(super) syncing: Rc<Cell<bool>>,
    /// Something was written while a sync ran.
    pub(super) again: Rc<Cell<bool>>,
    phone: Rc<Cell<Option<Phone>>>,
    channel: Rc<RefCell<Option<web_sys::BroadcastChannel>>>,
    /// Counts draft writes, so that a slow older one cannot overwrite a newer one.
    draft: Rc<Cell<u32>>,
    lang: Lang,
}

impl From<JournalError> for Trouble {
    fn from(error: JournalError) -> Self {
        match error {
            JournalError::Storage(StorageError::Full) => Self::Full,
            JournalError::Storage(StorageError::Broken(why)) => Self::Other(why),
            JournalError::Cipher(_) => Self::Other("WebCrypto".to_owned()),
            JournalError::Missing | JournalError::Gone => Self::Gone,
            JournalError::Unreadable => Self::Other(error.to_string()),
            JournalError::SomebodyElse => Self::SomebodyElse,
            JournalError::Changed => Self::Changed,
        }
    }
}

impl From<TransportError> for Trouble {
    fn from(error: TransportError) -> Self {
        match error {
            TransportError::Offline | TransportError::Strange(_) => Self::Offline,
            TransportError::Problem(problem) => match problem.kind {
                ProblemKind::Code | ProblemKind::Invalid => Self::Code,
                ProblemKind::SignIn | ProblemKind::Revoked => Self::SignedOut,
                ProblemKind::ForeignStream => Self::SomebodyElse,
                _ => Self::Busy,
            },
        }
    }
}

impl Device {
    pub fn new(lang: Lang) -> Self {
        let storage = IndexedDb::new();
        let cipher = WebCrypto::new(storage.clone());
        Self {
            journal: Rc::new(Journal::new(storage, cipher)),
            pace: Rc::default(),
            syncing: Rc::default(),
            again: Rc::default(),
            phone: Rc::default(),
            channel: Rc::default(),
            draft: Rc::default(),
            lang,
        }
    }

    /// Reads storage; only ever called after hydration, since a mismatch would kill the page.
    pub fn start(&self, phone: Phone) {
        self.phone.set(Some(phone));
        let device = self.clone();
        Effect::new(move |_| {
            let device = device.clone();
            spawn_local(async move {
                phone.now.set(now_ms());
                if prefs::leaving() {
                    prefs::set_leaving(Api.sign_out().await.is_err());
                }
                match device.journal.meta().await {
                    Ok(Some(_)) => device.opened(phone).await,
                    Ok(None) => phone.stage.set(Stage::New),
                    Err(error) => phone.stage.set(Stage::Broken(error.to_string())),
                }
            });
        });
    }

    /// The journal is here: opens it, shows it, and begins to keep in step.
    async fn opened(&self, phone: Phone) {
        let _ = self.journal.unlock().await;
        self.look(phone).await;
        let device = self.clone();
        *self.channel.borrow_mut() = tabs::listen(move |told| {
            let device = device.clone();
            if told == tabs::LEFT {
                go_home();
            }
            spawn_local(async move {
                // A key may have come with it.
                drop(device.journal.unlock().await);
                device.look(phone).await;
            });
        });
        self.keep_in_step(phone);
        self.flush(phone);
    }

    /// Shows the journal as it is now.
    pub(super) async fn look(&self, phone: Phone) {
        match self.journal.look().await {
            Ok(look) => {
                phone.now.set(now_ms());
                phone.look.set(Arc::new(look));
                phone.stage.set(Stage::Ready);
            }
            Err(JournalError::Missing) => {
                // Nothing of it may stay on the screen or in memory.
                self.journal.vault.lock();
                phone.look.set(Arc::default());
                phone.stage.set(Stage::New);
            }
            Err(error) => phone.stage.set(Stage::Broken(error.to_string())),
        }
    }

    pub(super) fn tell_tabs(&self, what: &str) {
        if let Some(channel) = &*self.channel.borrow() {
            // A tab that does not hear of it looks again by itself within a minute.
            let _ = channel.post_message(&what.into());
        }
    }

    /// Something was written: show it, tell the other tabs, and send it.
    async fn wrote(&self) {
        if let Some(phone) = self.phone.get() {
            self.look(phone).await;
            self.tell_tabs(tabs::LOOK);
            self.flush(phone);
        }
    }

    /// Waits for something that writes, and follows it up. Boxed, so that there is one of it per answer and not per caller.
    fn writing<T: 'static>(&self, work: Pin<Box<dyn Future<Output = Result<T, JournalError>>>>) -> Doing<T> {
        let device = self.clone();
        Box::pin(async move {
            let done = work.await?;
            // It is saved; what follows must not keep the person waiting.
            spawn_local(async move { device.wrote().await });
            Ok(done)
        })
    }

    fn telling(&self, phone: DeviceId, act: &'static str) -> Doing<()> {
        let device = self.clone();
        Box::pin(async move {
            Api.tell_phone(phone, act).await?;
            device.wrote().await;
            Ok(())
        })
    }

    async fn came_in(&self, answer: EnrolmentAnswer) -> Result<EnrolmentAnswer, Trouble> {
        prefs::set_pending(match &answer {
            EnrolmentAnswer::Waiting { number, ticket } => Some((number.to_string(), ticket.clone())),
            EnrolmentAnswer::In { .. } | EnrolmentAnswer::Refused => None,
        });
        if let EnrolmentAnswer::In { welcome } = &answer {
            persist();
            self.journal.begin(welcome).await?;
            if let Some(phone) = self.phone.get() {
                // What came before on another phone should be here before anything is asked.
                let _ = self.journal.sync(&Api, &self.pace, now_ms()).await;
                phone.net.set(Net::Idle);
                self.opened(phone).await;
            }
        }
        Ok(answer)
    }
}

/// A fresh page, with this one gone from the history.
fn go_home() {
    if let Some(window) = web_sys::window() {
        let _ = window.location().replace(routes::NOW);
    }
}

/// Asks the browser not to evict us; what it answers changes nothing that we do.
fn persist() {
    if let Some(window) = web_sys::window() {
        drop(window.navigator().storage().persist());
    }
}

impl Port for Device {
    fn local_now(&self) -> DateTime<FixedOffset> {
        clock::local_now()
    }

    fn day(&self, at: DateTime<FixedOffset>) -> String {
        clock::day(self.lang, at)
    }

    fn time(&self, at: DateTime<FixedOffset>) -> String {
        clock::time(self.lang, at)
    }

    fn record(&self, body: Body) -> Doing<(ObjectId, RevisionId)> {
        let d = self.clone();
        self.writing(Box::pin(async move { d.journal.record(&Record::new(clock::local_now(), body), now_ms()).await }))
    }

    fn revise(&self, object: ObjectId, seen: Vec<RevisionId>, record: Record) -> Doing<RevisionId> {
        let d = self.clone();
        self.writing(Box::pin(async move { d.journal.revise(object, &seen, &record, now_ms()).await }))
    }

    fn delete(&self, object: ObjectId, seen: Vec<RevisionId>) -> Doing<()> {
        let d = self.clone();
        self.writing(Box::pin(async move { d.journal.delete(object, &seen, now_ms()).await }))
    }

    fn share(&self, object: ObjectId, revision: RevisionId) -> Doing<()> {
        let d = self.clone();
        self.writing(Box::pin(async move { d.journal.share(object, revision, now_ms()).await }))
    }

    fn unshare(&self, object: ObjectId) -> Doing<()> {
        let d = self.clone();
        self.writing(Box::pin(async move { d.journal.unshare(object, now_ms()).await }))
    }

    fn retry(&self, op: OpId) -> Doing<()> {
        let d = self.clone();
        self.writing(Box::pin(async move { d.journal.retry(op, now_ms()).await }))
    }

    fn discard(&self, op: OpId) -> Doing<()> {
        let d = self.clone();
        self.writing(Box::pin(async move { d.journal.discard(op).await }))
    }

    fn export(&self) -> Doing<()> {
        let device = self.clone();
        Box::pin(async move {
            let look = device.journal.look().await?;
            export::save(&export::content(&look)).map_err(|_| Trouble::Other("download".to_owned()))
        })
    }

    fn enrol(&self, code: String) -> Doing<EnrolmentAnswer> {
        let device = self.clone();
        Box::pin(async move {
            // A phone that is known stays the phone it is, unless it was shut out; a new one keeps its id until it is in.
            let revoked = device.phone.get().is_some_and(|p| p.net.get_untracked() == Net::Revoked);
            let (known, holds) = device.journal.meta().await?.map(|m| (m.device, m.participant)).unzip();
            let known = known.filter(|_| !revoked);
            let id = known.unwrap_or_else(|| prefs::device(|| DeviceId::from_bytes(device.journal.vault.cipher.random16())));
            let answer = Api.enrol(&code, id, holds).await?;
            device.came_in(answer).await
        })
    }

    fn check_enrolment(&self, ticket: String) -> Doing<EnrolmentAnswer> {
        let device = self.clone();
        Box::pin(async move {
            let answer = Api.check_enrolment(&ticket).await?;
            device.came_in(answer).await
        })
    }

    fn revoke(&self, phone: DeviceId) -> Doing<()> {
        self.telling(phone, "revoke")
    }

    fn vouch(&self, phone: DeviceId) -> Doing<()> {
        self.telling(phone, "vouch")
    }

    fn make_code(&self) -> Doing<String> {
        let d = self.clone();
        self.writing(Box::pin(async move { d.journal.make_code(now_ms()).await.map(|code| code.to_string()) }))
    }

    fn use_code(&self, code: String) -> Doing<usize> {
        let Ok(code) = RecoveryCode::parse(&code) else { return Box::pin(async { Err(Trouble::Code) }) };
        let d = self.clone();
        self.writing(Box::pin(async move { d.journal.use_code(&code, now_ms()).await }))
    }

    fn ledger(&self) -> Doing<LedgerReport> {
        let device = self.clone();
        Box::pin(async move {
            let told = Api.ledger().await?;
            let pinned = device.journal.meta().await?.ok_or(Trouble::Gone)?.ledger;
            let holds = ledger::verify(told.rows.iter().map(|r| &r.row), pinned).is_ok();
            Ok(LedgerReport { rows: told.rows, holds })
        })
    }

    fn leave(&self) -> Doing<()> {
        let device = self.clone();
        Box::pin(async move {
            // Offline the cookie stays until the next contact, when it is the first thing to go.
            prefs::clear();
            prefs::set_leaving(Api.sign_out().await.is_err());
            device.journal.vault.lock();
            device.journal.storage.destroy().await.map_err(JournalError::from)?;
            tabs::tell_worker("forget", "");
            device.tell_tabs(tabs::LEFT);
            go_home();
            Ok(())
        })
    }

    fn set_writing(&self, writing: bool) {
        tabs::set_writing(writing);
    }

    fn pending_enrolment(&self) -> Option<(String, String)> {
        prefs::pending()
    }

    fn keep_draft(&self, draft: Option<Draft>) {
        tabs::set_writing(draft.is_some());
        self.draft.set(self.draft.get() + 1);
        let Some(draft) = draft else { return prefs::set_draft(None) };
        let (device, mine) = (self.clone(), self.draft.get());
        spawn_local(async move {
            if let Ok(sealed) = device.journal.seal_draft(DRAFT_SLOT, &draft).await
                && device.draft.get() == mine
            {
                prefs::set_draft(Some(&sealed));
            }
        });
    }

    fn draft(&self) -> Doing<Option<Draft>> {
        let device = self.clone();
        Box::pin(async move {
            let Some(text) = prefs::draft() else { return Ok(None) };
            Ok(device.journal.open_draft(DRAFT_SLOT, &text).await)
        })
    }

    fn theme(&self) -> Theme {
        prefs::theme()
    }

    fn set_theme(&self, theme: Theme) {
        prefs::set_theme(theme);
    }

    fn set_lang(&self, lang: Lang) {
        prefs::set_lang(lang);
    }

    fn quick_exit(&self) {
        if let Some(window) = web_sys::window() {
            let _ = window.location().replace("/blank");
        }
    }

    fn print(&self) {
        if let Some(window) = web_sys::window() {
            let _ = window.print();
        }
    }
}
