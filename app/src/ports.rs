//! What a participant page may ask of the device. The browser answers in [`crate::browser`].

use std::future::Future;
use std::pin::Pin;

use chrono::{DateTime, FixedOffset};
use domain::body::{Body, Record};
use domain::enrolment::EnrolmentAnswer;
use domain::id::{DeviceId, ObjectId, OpId, RevisionId};
use domain::kind::Kind;
use domain::ledger::NamedRow;
use serde::{Deserialize, Serialize};

/// Why the device did not do it. Everything typed is still where it was.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "only the browser makes all of them"))]
pub enum Trouble {
    /// No room on the phone; nothing was saved.
    Full,
    /// It was changed in another tab or on another phone.
    Changed,
    Gone,
    Offline,
    /// The code was not taken.
    Code,
    SignedOut,
    SomebodyElse,
    Busy,
    /// The browser's own words; they name no content.
    Other(String),
}

pub type Doing<T> = Pin<Box<dyn Future<Output = Result<T, Trouble>>>>;

/// A form in the middle of being filled in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// What is being described; its number is saved already.
    pub object: ObjectId,
    /// The revision that the form builds on.
    pub base: RevisionId,
    pub record: Record,
    /// The note as typed, which need not be valid yet.
    pub note: String,
    /// When it was kept, in ms of the phone's clock.
    pub kept: i64,
}

/// The ledger as the server told it, and whether it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerReport {
    /// Oldest first.
    pub rows: Vec<NamedRow>,
    /// Every row follows from the one before, and nothing this phone has seen is missing.
    pub holds: bool,
}

/// The three choices of a colour scheme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    #[default]
    Device,
    Light,
    Dark,
}

/// What the first form needs.
pub trait Port {
    /// The phone's clock with its zone.
    fn local_now(&self) -> DateTime<FixedOffset>;
    /// "Today", "Thursday, 19 November": the day in the page's language.
    fn day(&self, at: DateTime<FixedOffset>) -> String;
    fn time(&self, at: DateTime<FixedOffset>) -> String;

    /// When this comes back without trouble, it is on this phone.
    fn record(&self, body: Body) -> Doing<(ObjectId, RevisionId)>;
    fn revise(&self, object: ObjectId, seen: Vec<RevisionId>, record: Record) -> Doing<RevisionId>;
    fn delete(&self, object: ObjectId, seen: Vec<RevisionId>) -> Doing<()>;

    /// A form is being filled in: no new build may take over meanwhile.
    fn set_writing(&self, writing: bool);
    /// Keeps a draft, sealed; takes it away when there is none.
    fn keep_draft(&self, draft: Option<Draft>);
}

/// What may come a moment later, in a file of its own: the pages besides the first form, and what they ask of the device.
#[cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "only the browser calls all of them"))]
pub trait LatePort {
    /// Something was written: show it, and send it.
    fn wrote(&self);

    fn draft(&self) -> Doing<Option<Draft>>;
    fn share(&self, object: ObjectId, revision: RevisionId) -> Doing<()>;
    fn unshare(&self, object: ObjectId) -> Doing<()>;
    /// Shares new entries of a kind as they are saved, or stops doing so.
    fn set_default(&self, kind: Kind, on: bool) -> Doing<()>;
    fn retry(&self, op: OpId) -> Doing<()>;
    fn discard(&self, op: OpId) -> Doing<()>;
    /// Hands everything readable to the participant as a file.
    fn export(&self) -> Doing<()>;

    fn enrol(&self, code: String) -> Doing<EnrolmentAnswer>;
    fn check_enrolment(&self, ticket: String) -> Doing<EnrolmentAnswer>;
    /// Number and ticket of an enrolment that still waits for staff, also after a reload.
    fn pending_enrolment(&self) -> Option<(String, String)>;
    /// Shuts another phone of the participant's out.
    fn revoke(&self, phone: DeviceId) -> Doing<()>;
    /// Says that another phone is the participant's own, so that it may do everything.
    fn vouch(&self, phone: DeviceId) -> Doing<()>;
    fn make_code(&self) -> Doing<String>;
    fn use_code(&self, code: String) -> Doing<usize>;
    fn ledger(&self) -> Doing<LedgerReport>;
    /// Ends the sign-in and removes everything from this phone.
    fn leave(&self) -> Doing<()>;

    fn theme(&self) -> Theme;
    fn set_theme(&self, theme: Theme);
    /// Loads the page anew in the other language.
    fn set_lang(&self, lang: crate::i18n::Lang);
    /// Leaves for a bland page and keeps this one out of the history.
    fn quick_exit(&self);
    fn print(&self);
}
