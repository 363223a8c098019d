//! The schedule. Planning is the program's: it names nobody, and any staff member may do it. What
//! staff see or say of a participant goes through the same door as in `care.rs`.

use chrono::NaiveDate;
use domain::id::{ParticipantId, ProgramId, SeriesId, SessionId};
use domain::schedule::{Attendance, Zone};
use domain::text::{Label, ReplyText};

use super::use_cases;
use crate::store::drivers::{postgres, sqlite};
use crate::store::types::people::{SignedInPhone, SignedInStaff};
use crate::store::types::schedule::{
    Clash, Listing, OnePlan, OwnTimes, PersonTimes, Planning, Roster, Scope, Series, SeriesPlan, Session, Term, Wanted,
};
use crate::store::{Backend, Store, StoreResult};

use_cases! {
    // ---- Planning

    /// Keeps a series in the program's zone and makes its sessions that lie ahead. Nobody is told yet. `invalid` names `leader` when
    /// they cannot lead, `leader_right` when it is not for this staff member to say who leads (`domain::schedule::leading`), and
    /// `audience` for anybody whom they are not assigned to, unknown people alike.
    write fn plan_series(who: SignedInStaff, plan: SeriesPlan) -> SeriesId = care::schedule;
    /// Changes a series, or its rest from a day on, which is a series of its own then. Only what has not begun is planned anew;
    /// a session that stays on its day keeps its id; what staff did to one session stays. Answers the series with the new plan.
    /// Whoever led what has begun stays its leader. `invalid` as in `plan_series`, for people who are added and a leader who changes.
    write fn change_series(who: SignedInStaff, series: SeriesId, scope: Scope, plan: SeriesPlan) -> SeriesId = care::schedule;
    /// Changes one session that has not begun. At another time it is moved. `forbidden` once it has begun; `invalid` as in `plan_series`
    /// for the leader.
    write fn change_session(who: SignedInStaff, session: SessionId, plan: OnePlan) -> () = care::schedule;
    /// Cancels one session that has not begun; the reason is told to the participants.
    write fn cancel_session(who: SignedInStaff, session: SessionId, reason: Option<ReplyText>) -> () = care::schedule;
    /// A cancelled session takes place after all.
    write fn restore_session(who: SignedInStaff, session: SessionId) -> () = care::schedule;
    /// The zone of new series and of the participants' weeks. Series keep theirs.
    write fn set_zone(who: SignedInStaff, zone: Zone) -> () = care::schedule;
    /// As `set_zone`, from the machine itself.
    write fn keep_zone(program: ProgramId, zone: Zone) -> () = schedule::weeks;
    /// Names a holiday on which no series takes place, or takes it away; sessions ahead follow.
    write fn set_holiday(who: SignedInStaff, day: NaiveDate, name: Option<Label>) -> () = care::schedule;

    // ---- Looking at the plan

    /// The program's sessions of `days` days from a day on, or from this week's Monday. It names no participant.
    read fn list_sessions(who: SignedInStaff, from: Option<NaiveDate>, days: u64) -> Listing = care::sessions;
    /// What forms offer.
    read fn planning(who: SignedInStaff) -> Planning = care::sessions;
    /// A session of the program, and its series as it is planned now.
    read fn find_session(who: SignedInStaff, session: SessionId) -> (Session, Series) = care::sessions;
    /// Other sessions at the time of what is wanted, with the same leader or with participants who would be on both.
    /// `invalid` as in `plan_series`, `change_series` and `change_session`: it tells nothing about people of others.
    read fn clashes(who: SignedInStaff, wanted: Wanted) -> Vec<Clash> = schedule::conflicts;
    /// Who is on a session: by name whom the reader may see (who leads it and may read: everybody), the others counted. One ledger row
    /// for each who is named, per reader and day; and one that says who leads, if there is none yet.
    write fn roster(who: SignedInStaff, session: SessionId) -> Roster = care::sessions;
    /// A participant's weeks and sessions. The ledger says that their page was opened.
    write fn person_times(who: SignedInStaff, participant: ParticipantId) -> PersonTimes = care::sessions;

    // ---- Telling

    /// Every program there is.
    read fn programs() -> Vec<ProgramId> = schedule::catch_up;
    /// Participants after `after`, in id order, at most 100, whose phones lack a session, a change of one, or their weeks.
    read fn behind(program: ProgramId, after: Option<ParticipantId>) -> Vec<ParticipantId> = schedule::catch_up;
    /// Tells one participant's phones all of that and plans its reminders. Doing it again changes nothing.
    write fn tell(participant: ParticipantId) -> () = schedule::catch_up;

    // ---- One participant

    /// Sets the weeks and the track; the phones are told, and of the sessions that follow from it.
    write fn set_term(who: SignedInStaff, participant: ParticipantId, to: Term) -> () = care::schedule;
    /// Says who came to a session that has begun; at most 100 participants, whom the reader may see. All or none.
    write fn mark_session(who: SignedInStaff, session: SessionId, said: Vec<(ParticipantId, Option<Attendance>)>) -> () = care::schedule;
    /// Accepts a make-up by putting the participant on another session, or declines it. `not_found` when nobody asks for one.
    write fn answer_make_up(who: SignedInStaff, participant: ParticipantId, session: SessionId, instead: Option<SessionId>) -> () = care::schedule;

    // ---- Beside the app

    /// What the participant's phones were told of sessions and weeks.
    read fn own_times(participant: ParticipantId) -> OwnTimes = schedule::calendar;
    /// A private calendar address in place of the one before; only the hash of its token is kept. Answers the token.
    write fn make_calendar_link(phone: SignedInPhone) -> String = schedule::calendar;
    /// Ends the address. Ending it again changes nothing.
    write fn drop_calendar_link(phone: SignedInPhone) -> () = schedule::calendar;
    /// Whose calendar an address is.
    look fn calendar_of(token: String) -> Option<ParticipantId> = schedule::calendar;
}

impl Store {
    /// The job: tells everybody who lacks something, of whatever came within reach meanwhile or was left behind. At start and once an hour.
    ///
    /// # Errors
    /// When the database fails; who was told stays told.
    pub async fn tell_everybody(&self) -> StoreResult<()> {
        for program in self.programs().await? {
            self.tell_behind(program, usize::MAX).await?;
        }
        Ok(())
    }

    /// Tells everybody of the program who lacks something, each in a transaction of their own, in id order; at most `most`.
    ///
    /// # Errors
    /// When the database fails; who was told stays told.
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
