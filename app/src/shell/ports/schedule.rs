//! Sessions: answering them, when they are, and the private calendar.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use domain::base::id::SessionId;
use domain::base::text::ReplyText;
use domain::schedule::{Coming, Zone};

use super::trouble::Working;

pub trait Schedule {
    /// Sets or, with `None`, withdraws the RSVP for a session. Staff read `reason`.
    fn answer_session(&self, session: SessionId, coming: Option<Coming>, reason: Option<ReplyText>) -> Working<()>;
    fn ask_make_up(&self, session: SessionId, note: Option<ReplyText>) -> Working<()>;

    /// The address of a private calendar; whoever had an earlier one loses it.
    fn make_calendar(&self) -> Working<String>;
    fn end_calendar(&self) -> Working<()>;

    /// "Thursday, November 19", whatever the zone.
    fn civil_day(&self, day: NaiveDate) -> String;
    /// Date and time there; in the phone's own zone without one.
    fn civil_time(&self, at: DateTime<Utc>, zone: Option<&Zone>) -> NaiveDateTime;
}
