//! Invented people and their schedule. Nothing here is reached unless the server was started with `--demo`.

use chrono::{DateTime, NaiveDate, Utc};
use domain::base::id::{ParticipantId, ProgramId, SeriesId, StaffId};
use domain::base::text::{Label, ReplyText};
use domain::entries::body::SharedCopy;
use domain::schedule::{Attendance, Zone};

use super::use_cases;
use crate::store::drivers::{postgres, sqlite};
use crate::store::types::schedule::{SeriesPlan, Term};
use crate::store::{Backend, Store, StoreResult};

use_cases! {
    /// The demo's counselor and its participant without a phone, if this database is a demo.
    read fn demo() -> Option<(StaffId, ParticipantId)> = demo::people;
    /// Remembers them.
    write fn keep_demo(staff: StaffId, participant: ParticipantId) -> () = demo::people;
    /// Writes a shared entry of an invented participant into the past, sealed under a key that is thrown away. With
    /// `read_at`, the staff member opened and reviewed it then.
    write fn invent_entry(
        participant: ParticipantId, copy: SharedCopy, shared_at: DateTime<Utc>,
        read_by: Option<(StaffId, DateTime<Utc>)>,
    ) -> () = demo::people;
    /// Moves the first day of an invented participant into the past.
    write fn invent_beginning(participant: ParticipantId, since: DateTime<Utc>) -> () = demo::people;
    /// Creates the invented program's zone, holidays and series, as if planned at `since`.
    write fn invent_schedule(
        program: ProgramId, since: DateTime<Utc>, zone: Zone, holidays: Vec<(NaiveDate, Label)>, plans: Vec<SeriesPlan>,
    ) -> Vec<SeriesId> = demo::schedule;
    /// Sets an invented participant's weeks.
    write fn invent_term(program: ProgramId, participant: ParticipantId, to: Term) -> () = demo::schedule;
    /// Adds an invented participant to every past session, with attendance, and tells them of future ones.
    write fn invent_attendance(participant: ParticipantId, series: Vec<SeriesId>, said: Vec<Attendance>, by: StaffId)
        -> () = demo::schedule;
    /// Moves or cancels the session of a planned day.
    write fn invent_exception(
        program: ProgramId, series: SeriesId, planned: NaiveDate, moved_to: Option<NaiveDate>, reason: ReplyText,
    ) -> () = demo::schedule;
}
