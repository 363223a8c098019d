//! The schedule. Planning belongs to the program: it names nobody, and any staff member may do it. Staff see and record
//! data about a participant through the same door as in `care.rs`.

use chrono::NaiveDate;
use domain::base::id::{ParticipantId, ProgramId, SeriesId, SessionId};
use domain::base::text::{Label, ReplyText};
use domain::schedule::Zone;

use super::use_cases;
use crate::store::drivers::{postgres, sqlite};
use crate::store::types::people::{SignedInPhone, SignedInStaff};
use crate::store::types::schedule::{
    Clash, Listing, Mark, OnePlan, OwnTimes, PersonTimes, Planning, Roster, Scope, Series, SeriesPlan, Session, Term,
    Wanted,
};
use crate::store::{Backend, Store, StoreResult};

use_cases! {
    // ---- Planning

    /// Stores a series in the program's zone and creates its future sessions. Tells nobody yet. `invalid` names
    /// `leader` if that person cannot lead, `leader_right` if this staff member may not set the leader
    /// (`domain::schedule::leading`), and `audience` for anyone they are not assigned to, including unknown people.
    write fn plan_series(who: SignedInStaff, plan: SeriesPlan) -> SeriesId = care::schedule;
    /// Changes a series, or its rest from a day on, which then becomes a new series. Plans again only what has not
    /// begun. A session that stays on its day keeps its id; changes to single sessions stay; sessions that have begun
    /// keep their leader. Returns the series with the new plan. `invalid` as in `plan_series`, for added people and a
    /// new leader.
    write fn change_series(who: SignedInStaff, series: SeriesId, scope: Scope, plan: SeriesPlan) -> SeriesId
        = care::schedule;
    /// Changes one session that has not begun. A new time moves it. `forbidden` once it has begun; `invalid` as in
    /// `plan_series`, for the leader.
    write fn change_session(who: SignedInStaff, session: SessionId, plan: OnePlan) -> () = care::schedule;
    /// Cancels one session that has not begun. Participants see the reason.
    write fn cancel_session(who: SignedInStaff, session: SessionId, reason: Option<ReplyText>) -> () = care::schedule;
    /// Restores a canceled session.
    write fn restore_session(who: SignedInStaff, session: SessionId) -> () = care::schedule;
    /// Sets the time zone of new series and of the participants' weeks. Existing series keep theirs.
    write fn set_zone(who: SignedInStaff, zone: Zone) -> () = care::schedule;
    /// Like `set_zone`, for the operator.
    write fn keep_zone(program: ProgramId, zone: Zone) -> () = schedule::weeks;
    /// Adds or removes a holiday, on which no series takes place; future sessions follow.
    write fn set_holiday(who: SignedInStaff, day: NaiveDate, name: Option<Label>) -> () = care::schedule;

    // ---- Reading the plan

    /// Lists the program's sessions for `days` days from a day, or from this week's Monday. Names no participant.
    read fn list_sessions(who: SignedInStaff, from: Option<NaiveDate>, days: u64) -> Listing = care::sessions;
    /// The choices of the forms.
    read fn planning(who: SignedInStaff) -> Planning = care::sessions;
    /// A session of the program, and the current plan of its series.
    read fn find_session(who: SignedInStaff, session: SessionId) -> (Session, Series) = care::sessions;
    /// Lists sessions that overlap the wanted ones, with the same leader or common participants. `invalid` as in
    /// `plan_series`, `change_series` and `change_session`, so it reveals nothing about other people's participants.
    read fn clashes(who: SignedInStaff, wanted: Wanted) -> Vec<Clash> = schedule::conflicts;
    /// Names the participants of a session that the reader may see (all of them for a leader who may read) and counts
    /// the rest. Writes one ledger row for each named participant per reader and day, and one that names the leader, if
    /// there is none yet.
    write fn roster(who: SignedInStaff, session: SessionId) -> Roster = care::sessions;
    /// Shows a participant's weeks and sessions, and records in the ledger that their page was opened.
    write fn person_times(who: SignedInStaff, participant: ParticipantId) -> PersonTimes = care::sessions;

    // ---- Telling

    /// Lists all programs.
    read fn programs() -> Vec<ProgramId> = schedule::catch_up;
    /// Lists up to 100 participants after `after`, by id, whose phones lack a session, a change of one, or their weeks.
    read fn behind(program: ProgramId, after: Option<ParticipantId>) -> Vec<ParticipantId> = schedule::catch_up;
    /// Tells one participant's phones all of that and plans the reminders. Idempotent.
    write fn tell(participant: ParticipantId) -> () = schedule::catch_up;

    // ---- One participant

    /// Sets the weeks and the track, and tells the phones of these and of the resulting sessions.
    write fn set_term(who: SignedInStaff, participant: ParticipantId, to: Term) -> () = care::schedule;
    /// Records attendance of a session that has begun, for up to 100 participants whom the reader may see. All or none;
    /// `Stale` if one of them has another attendance by now than the one that the roster was made from.
    write fn mark_session(who: SignedInStaff, session: SessionId, marks: Vec<Mark>) -> ()
        = care::schedule;
    /// Accepts a make-up by adding the participant to another session, or declines it. `not_found` without a request.
    write fn answer_make_up(
        who: SignedInStaff, participant: ParticipantId, session: SessionId, instead: Option<SessionId>,
    ) -> () = care::schedule;

    // ---- Outside the app

    /// The sessions and weeks that the participant's phones were told of.
    read fn own_times(participant: ParticipantId) -> OwnTimes = schedule::calendar;
    /// Creates a private calendar address, which replaces the previous one. Stores only the token's hash; returns the
    /// token.
    write fn make_calendar_link(phone: SignedInPhone) -> String = schedule::calendar;
    /// Removes the address. Idempotent.
    write fn drop_calendar_link(phone: SignedInPhone) -> () = schedule::calendar;
    /// The owner of a calendar address.
    look fn calendar_of(token: String) -> Option<ParticipantId> = schedule::calendar;
}

impl Store {
    /// The hourly job, which also runs at the start: tells everyone whose phones lack something, because it came within
    /// reach or an earlier run stopped.
    ///
    /// # Errors
    /// Fails on a database error; participants who were told stay told.
    pub async fn tell_everybody(&self) -> StoreResult<()> {
        for program in self.programs().await? {
            self.tell_behind(program, usize::MAX).await?;
        }
        Ok(())
    }

    /// Tells up to `most` participants of the program whose phones lack something, by id, each in a separate
    /// transaction.
    ///
    /// # Errors
    /// Fails on a database error; participants who were told stay told.
    pub async fn tell_behind(&self, program: ProgramId, most: usize) -> StoreResult<usize> {
        let (mut told, mut after) = (0, None);
        loop {
            let late = self.behind(program, after).await?;
            for participant in late.iter().copied().take(most - told) {
                self.tell(participant).await?;
                told += 1;
            }
            after = late.last().copied();
            if late.len() < 100 || told >= most {
                return Ok(told);
            }
        }
    }
}
