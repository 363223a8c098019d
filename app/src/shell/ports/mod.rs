//! What a participant page may ask of the device. The browser answers in [`crate::browser`].

pub mod schedule;
mod trouble;

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;

use chrono::{DateTime, FixedOffset};
use domain::body::{Body, Record};
use domain::catalogue::{Choice, Company, Place};
use domain::craving::Intensity;
use domain::enrolment::EnrolmentAnswer;
use domain::id::{DeviceId, ObjectId, OpId, RevisionId, SessionId};
use domain::kind::Kind;
use domain::ledger::NamedRow;
use domain::practice::Practice;
use domain::trigger::Trigger;
use serde::{Deserialize, Serialize};

use self::schedule::TimesPort;
pub use self::trouble::{Doing, Trouble};

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

/// A practice that is being done or described.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Underway {
    /// Its note is what was saved of it.
    pub practice: Practice,
    /// The note as typed, which need not be valid yet.
    pub note: String,
    /// When it was begun, in ms of the phone's clock.
    pub started: Option<i64>,
    /// How far a guide has come that does not go by the clock alone.
    pub step: u32,
    /// The entry it became when it was finished, the head of that, and its time.
    pub saved: Option<(ObjectId, RevisionId, DateTime<FixedOffset>)>,
    /// When it was kept, in ms of the phone's clock.
    pub kept: i64,
}

/// Seconds of paced breathing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rhythm {
    /// 2 to 10.
    pub inhale: u8,
    /// 0 to 10.
    pub hold: u8,
    /// 2 to 12.
    pub exhale: u8,
}

impl Default for Rhythm {
    fn default() -> Self {
        Self { inhale: 4, hold: 0, exhale: 6 }
    }
}

impl Rhythm {
    /// The nearest rhythm that one can breathe.
    pub fn bounded(self) -> Self {
        Self { inhale: self.inhale.clamp(2, 10), hold: self.hold.clamp(0, 10), exhale: self.exhale.clamp(2, 12) }
    }
}

/// How long a practice that was begun goes on by itself while nobody looks.
pub const PRACTICE_LIFE_MS: i64 = 3 * 60 * 60 * 1000;

impl Underway {
    /// It was begun, is not over, and goes on by itself.
    pub fn goes_on(&self, now: i64) -> bool {
        self.saved.is_none() && self.started.is_some_and(|started| (0..PRACTICE_LIFE_MS).contains(&(now - started)))
    }
}

/// What stands in the form for a trigger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedTrigger {
    pub triggers: Vec<Choice<Trigger>>,
    pub pull: Option<Intensity>,
    pub place: Option<Choice<Place>>,
    pub company: Vec<Choice<Company>>,
    pub craving: Option<ObjectId>,
    pub note: String,
    pub at: DateTime<FixedOffset>,
}

/// What stands in the form for a use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedUse {
    pub target: Option<ObjectId>,
    pub amount: String,
    pub craving: Option<ObjectId>,
    pub before: String,
    pub next_time: String,
    pub need: String,
    pub at: DateTime<FixedOffset>,
}

/// What stands in the form for a new skill of one's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedSkill {
    pub name: String,
    pub steps: String,
}

/// Forms that were left before they were saved, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unsaved {
    pub met: Option<TypedTrigger>,
    pub used: Option<TypedUse>,
    pub skill: Option<TypedSkill>,
    /// Notes for sessions, as typed.
    #[serde(default)]
    pub preparations: BTreeMap<SessionId, Option<String>>,
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
    /// Lets the browser do what it waits for, such as answering a tap.
    fn next_turn(&self) -> Pin<Box<dyn Future<Output = ()>>>;

    /// When this comes back without trouble, it is on this phone.
    fn record(&self, body: Body) -> Doing<(ObjectId, RevisionId)>;
    fn revise(&self, object: ObjectId, seen: Vec<RevisionId>, record: Record) -> Doing<RevisionId>;
    fn delete(&self, object: ObjectId, seen: Vec<RevisionId>) -> Doing<()>;

    /// A form is being filled in: no new build may take over meanwhile.
    fn set_writing(&self, writing: bool);
    /// A draft was left.
    fn has_draft(&self) -> bool;
    /// Keeps a draft, sealed; takes it away when there is none.
    fn keep_draft(&self, draft: Option<Draft>);
}

/// What may come a moment later, in a file of its own: the pages besides the first form, and what they ask of the device.
#[cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "only the browser calls all of them"))]
pub trait LatePort: TimesPort {
    /// Something was written: show it, and send it.
    fn wrote(&self);

    /// As [`Port::record`], for something that was at another time than now.
    fn record_at(&self, record: Record) -> Doing<(ObjectId, RevisionId)>;
    fn draft(&self) -> Doing<Option<Draft>>;
    /// Forms that were left before they were saved.
    fn unsaved(&self) -> Doing<Unsaved>;
    /// Keeps them, sealed.
    fn keep_unsaved(&self, all: Unsaved);
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
    /// Removes everything from this phone and ends the sign-in; a fresh page finishes what takes longer.
    fn leave(&self) -> Doing<()>;

    /// The practices that were left in the middle.
    fn underway(&self) -> Doing<Vec<Underway>>;
    /// Keeps them, sealed.
    fn keep_underway(&self, all: Vec<Underway>);
    fn rhythm(&self) -> Rhythm;
    fn set_rhythm(&self, rhythm: Rhythm);
    /// The craving of which the participant did not want to be asked again.
    fn not_again(&self) -> Option<ObjectId>;
    fn set_not_again(&self, craving: ObjectId);

    /// Lets the browser ask whether to install, if it offered that.
    fn install(&self);
    fn theme(&self) -> Theme;
    fn set_theme(&self, theme: Theme);
    /// Loads the page anew in the other language.
    fn set_lang(&self, lang: crate::words::i18n::Lang);
    /// Leaves for a bland page and keeps this one out of the history.
    fn quick_exit(&self);
    fn print(&self);
}
