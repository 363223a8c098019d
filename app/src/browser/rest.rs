//! What this browser does besides the first form: opens the whole journal, keeps it in step with the server, and answers
//! the other pages. On the phone it is a WASM file of its own.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use domain::body::Record;
use domain::enrolment::{EnrolmentAnswer, RecoveryCode};
use domain::id::{DeviceId, ObjectId, OpId, RevisionId};
use domain::kind::Kind;
use domain::ledger;
use domain::problem::ProblemKind;
use leptos::prelude::*;
use leptos::task::spawn_local;
use offline::Journal;
use offline::engine::Pace;
use offline::ports::{Cipher as _, TransportError};
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::first_port::Device;
use super::sealed_draft::SealedDraft;
use super::web::cipher::WebCrypto;
use super::web::clock::now_ms;
use super::web::net::Api;
use super::web::storage::IndexedDb;
use super::web::{export, home_screen, prefs, tabs};
use crate::late::draw;
use crate::shell::phone::{Late, Net, Stage};
use crate::shell::ports::{Doing, Draft, LatePort, LedgerReport, Rhythm, Theme, Trouble, Underway, Unsaved};
use crate::words::i18n::Lang;

/// The only way into the second file.
#[wasm_split(late, preload(preload), fallible)]
pub fn rest_of(device: Device) -> Result<Late, SplitLoaderError> {
    let rest = Rest::new(device);
    rest.start();
    Ok(Late { draw, port: Some(Rc::new(rest)) })
}

#[derive(Clone)]
pub(super) struct Rest {
    pub(super) device: Device,
    pub(super) pace: Rc<Pace>,
    pub(super) syncing: Rc<Cell<bool>>,
    /// Something was written while a sync ran.
    pub(super) again: Rc<Cell<bool>>,
    pub(super) channel: Rc<RefCell<Option<web_sys::BroadcastChannel>>>,
    /// The life of this phone whose journal this page has opened.
    pub(super) life: Rc<Cell<Option<prefs::Life>>>,
    /// The practices that were left in the middle.
    underway: SealedDraft,
    /// Forms that were left before they were saved.
    unsaved: SealedDraft,
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
    fn new(device: Device) -> Self {
        let rest = Self {
            device,
            life: Rc::default(),
            pace: Rc::default(),
            syncing: Rc::default(),
            again: Rc::default(),
            channel: Rc::default(),
            underway: SealedDraft::new("underway", *b"practices midway"),
            unsaved: SealedDraft::new("unsaved", *b"forms not saved."),
        };
        for kept in [&rest.device.draft, &rest.underway, &rest.unsaved] {
            let (journal, life) = (Rc::clone(&rest.device.journal), Rc::clone(&rest.life));
            kept.seals(Rc::new(
                move |slot, draft| {
                    if prefs::left_since(life.get()) { None } else { journal.seal_draft_at_once(slot, draft).ok() }
                },
            ));
        }
        rest
    }

    fn start(&self) {
        let rest = self.clone();
        spawn_local(async move {
            let phone = rest.device.phone;
            phone.now.set(now_ms());
            home_screen::watch(phone);
            if prefs::leaving() {
                if phone.stage.get_untracked() == Stage::Loading {
                    // Somebody left in another window a moment ago: a fresh page begins with that.
                    return rest.forget();
                }
                rest.end_leaving();
                return tabs::tell_worker("whole", "");
            }
            match rest.journal().meta().await {
                Ok(Some(_)) => rest.opened().await,
                Ok(None) => phone.stage.set(Stage::New),
                Err(error) => phone.stage.set(Stage::Broken(error.to_string())),
            }
            tabs::tell_worker("whole", "");
        });
    }

    pub(super) fn journal(&self) -> &Journal<IndexedDb, WebCrypto> {
        &self.device.journal
    }

    fn note_midway(&self, all: &[Underway]) {
        let newest = all.iter().filter(|one| one.goes_on(now_ms())).max_by_key(|one| one.started);
        self.device.phone.midway.set(newest.and_then(|one| Some((one.practice.skill, one.started?))));
    }

    /// What was left in the middle, before anything is drawn.
    pub(super) async fn find_midway(&self) {
        if let Some(all) = self.underway.take_up::<Vec<Underway>>(self.journal()).await {
            self.note_midway(&all);
        }
    }

    fn telling(&self, phone: DeviceId, act: &'static str) -> Doing<()> {
        let rest = self.clone();
        Box::pin(async move {
            Api.tell_phone(phone, act).await?;
            rest.follow_up().await;
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
            self.journal().begin(welcome).await?;
            // What came before on another phone should be here before anything is asked.
            let _ = self.journal().sync(&Api, &self.pace, now_ms()).await;
            self.device.phone.net.set(Net::Idle);
            self.opened().await;
        }
        Ok(answer)
    }
}

/// Asks the browser not to evict us; what it answers changes nothing that we do.
fn persist() {
    if let Some(window) = web_sys::window() {
        drop(window.navigator().storage().persist());
    }
}

impl LatePort for Rest {
    fn wrote(&self) {
        let rest = self.clone();
        spawn_local(async move { rest.follow_up().await });
    }

    fn unsaved(&self) -> Doing<Unsaved> {
        let rest = self.clone();
        Box::pin(async move { Ok(rest.unsaved.take_up(rest.journal()).await.unwrap_or_default()) })
    }

    fn keep_unsaved(&self, mut all: Unsaved) {
        all.preparations.retain(|_, text| text.is_some());
        self.unsaved.keep(&self.device.journal, Some(all).filter(|all| *all != Unsaved::default()));
    }

    fn record_at(&self, record: Record) -> Doing<(ObjectId, RevisionId)> {
        let d = self.device.clone();
        self.device.writing(Box::pin(async move { d.journal.record(&record, now_ms()).await }))
    }

    fn draft(&self) -> Doing<Option<Draft>> {
        let device = self.device.clone();
        Box::pin(async move { Ok(device.draft.take_up(&device.journal).await) })
    }

    fn share(&self, object: ObjectId, revision: RevisionId) -> Doing<()> {
        let d = self.device.clone();
        self.device.writing(Box::pin(async move { d.journal.share(object, revision, now_ms()).await }))
    }

    fn unshare(&self, object: ObjectId) -> Doing<()> {
        let d = self.device.clone();
        self.device.writing(Box::pin(async move { d.journal.unshare(object, now_ms()).await }))
    }

    fn set_default(&self, kind: Kind, on: bool) -> Doing<()> {
        let d = self.device.clone();
        self.device.writing(Box::pin(async move { d.journal.set_default(kind, on, now_ms()).await }))
    }

    fn retry(&self, op: OpId) -> Doing<()> {
        let d = self.device.clone();
        self.device.writing(Box::pin(async move { d.journal.retry(op, now_ms()).await }))
    }

    fn discard(&self, op: OpId) -> Doing<()> {
        let d = self.device.clone();
        self.device.writing(Box::pin(async move { d.journal.discard(op).await }))
    }

    fn export(&self) -> Doing<()> {
        let rest = self.clone();
        Box::pin(async move {
            let look = rest.journal().look().await?;
            export::save(&export::content(&look)).map_err(|_| Trouble::Other("download".to_owned()))
        })
    }

    fn enrol(&self, code: String) -> Doing<EnrolmentAnswer> {
        let rest = self.clone();
        Box::pin(async move {
            rest.has_left().await?;
            // A phone that is known stays the phone it is, unless it was shut out; a new one keeps its id until it is in.
            let revoked = rest.device.phone.net.get_untracked() == Net::Revoked;
            let (known, holds) = rest.journal().meta().await?.map(|m| (m.device, m.participant)).unzip();
            let known = known.filter(|_| !revoked);
            let id = known.unwrap_or_else(|| prefs::device(|| DeviceId::from_bytes(rest.journal().vault.cipher.random16())));
            let answer = Api.enrol(code, id, holds).await?;
            rest.came_in(answer).await
        })
    }

    fn check_enrolment(&self, ticket: String) -> Doing<EnrolmentAnswer> {
        let rest = self.clone();
        Box::pin(async move {
            let answer = Api.check_enrolment(&ticket).await?;
            rest.came_in(answer).await
        })
    }

    fn pending_enrolment(&self) -> Option<(String, String)> {
        prefs::pending()
    }

    fn revoke(&self, phone: DeviceId) -> Doing<()> {
        self.telling(phone, "revoke")
    }

    fn vouch(&self, phone: DeviceId) -> Doing<()> {
        self.telling(phone, "vouch")
    }

    fn make_code(&self) -> Doing<String> {
        let d = self.device.clone();
        self.device.writing(Box::pin(async move { d.journal.make_code(now_ms()).await.map(|code| code.to_string()) }))
    }

    fn use_code(&self, code: String) -> Doing<usize> {
        let Ok(code) = RecoveryCode::parse(&code) else { return Box::pin(async { Err(Trouble::Code) }) };
        let d = self.device.clone();
        self.device.writing(Box::pin(async move { d.journal.use_code(&code, now_ms()).await }))
    }

    fn ledger(&self) -> Doing<LedgerReport> {
        let rest = self.clone();
        Box::pin(async move {
            let told = Api.ledger().await?;
            let pinned = rest.journal().meta().await?.ok_or(Trouble::Gone)?.ledger;
            let holds = ledger::verify(told.rows.iter().map(|r| &r.row), pinned).is_ok();
            Ok(LedgerReport { rows: told.rows, holds })
        })
    }

    fn leave(&self) -> Doing<()> {
        let rest = self.clone();
        Box::pin(async move {
            rest.leave_phone().await;
            Ok(())
        })
    }

    fn underway(&self) -> Doing<Vec<Underway>> {
        let rest = self.clone();
        Box::pin(async move { Ok(rest.underway.take_up(rest.journal()).await.unwrap_or_default()) })
    }

    fn keep_underway(&self, all: Vec<Underway>) {
        self.note_midway(&all);
        self.underway.keep(&self.device.journal, Some(all).filter(|all| !all.is_empty()));
    }

    fn rhythm(&self) -> Rhythm {
        prefs::rhythm()
    }

    fn set_rhythm(&self, rhythm: Rhythm) {
        prefs::set_rhythm(rhythm);
    }

    fn not_again(&self) -> Option<ObjectId> {
        prefs::not_again()
    }

    fn set_not_again(&self, craving: ObjectId) {
        prefs::set_not_again(craving);
    }

    fn install(&self) {
        home_screen::install();
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
