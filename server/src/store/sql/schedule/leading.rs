//! The right to lead a session, and the people that it reveals. A leader sees everyone on a session, so these checks
//! ask who sets the leader, whom a plan reveals, and, at each read, whether the leader may still read. Each attendee's
//! ledger names the new leader.

use std::collections::BTreeSet;

use domain::Invalid;
use domain::base::id::{ParticipantId, SeriesId, SessionId, StaffId};
use domain::base::problem::Problem;
use domain::ledger::{Act, ActorKind, Fact};
use domain::people::access::{self, Relation};
use domain::schedule::Track;
use domain::schedule::leading::{Before, Candidate, LeaderChange, LeaderRefused, may_choose_track, may_set_leader};

use super::series;
use super::session::{self, sessions};
use super::sql::base::{Tx, flag, head, id, maybe_id, ms, sealed};
use super::sql::people::relation;
use crate::store::types::head::Head;
use crate::store::types::people::SignedInStaff;
use crate::store::types::schedule::{Audience, SeriesPlan, Session};
use crate::store::{StoreResult, members};

/// The reason that a staff member sees a participant of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    /// They are on the care team.
    Cares,
    /// They lead the session.
    Leads,
}

/// The reason that the reader sees a participant on a session, if they may: they are assigned, or lead it and may read.
pub async fn sight(
    tx: &mut Tx<'_>,
    who: SignedInStaff,
    leader: Option<StaffId>,
    participant: ParticipantId,
) -> StoreResult<Option<Sight>> {
    let Some(now) = relation::standing(tx, who.staff, participant).await? else { return Ok(None) };
    let (relation, sight) = match (now.assigned, leader == Some(who.staff)) {
        (true, _) => (Relation::Assigned, Sight::Cares),
        (false, true) => (Relation::Leads, Sight::Leads),
        (false, false) => return Ok(None),
    };
    Ok(access::may(now.role, access::Act::SeeOnSession, now.membership, relation).is_granted().then_some(sight))
}

async fn candidate(tx: &mut Tx<'_>, who: SignedInStaff, leader: StaffId) -> StoreResult<Candidate> {
    let role = relation::role_in(tx, who.program, leader).await?;
    Ok(Candidate { staff: leader, may_lead: role.is_some_and(|role| role.can(access::Act::Carry)) })
}

async fn check(
    tx: &mut Tx<'_>,
    who: SignedInStaff,
    before: Before,
    after: Option<StaffId>,
    sees_all: bool,
) -> StoreResult<()> {
    let after = match after {
        Some(leader) => Some(candidate(tx, who, leader).await?),
        None => None,
    };
    may_set_leader(&LeaderChange { by: who.staff, role: who.role, before, after, sees_all }).map_err(|refused| {
        let invalid = match refused {
            LeaderRefused::CannotLead => Invalid::new("leader", "somebody of the program who may read entries"),
            LeaderRefused::NotTheirs => {
                Invalid::new("leader_right", "as before, unless a supervisor or the present leader saves it")
            }
        };
        Problem::invalid(invalid).into()
    })
}

/// `true` if the reader is assigned to everyone on a track.
async fn cares_for_track(tx: &mut Tx<'_>, who: SignedInStaff, track: Track) -> StoreResult<bool> {
    let row = sqlx::query(concat!(
        "SELECT 1 AS found FROM participant p WHERE p.program_id = $1 AND p.track = $2 AND ",
        members!(seen, "p.membership"),
        " AND NOT EXISTS (
             SELECT 1 FROM assignment a WHERE a.participant_id = p.participant_id AND a.staff_id = $3)
         LIMIT 1"
    ))
    .bind(who.program.bytes().to_vec())
    .bind(track.number())
    .bind(who.staff.bytes().to_vec())
    .fetch_optional(&mut *tx.conn)
    .await?;
    Ok(row.is_none())
}

/// `true` if a future session of the series has its own leader.
async fn is_led_somewhere(tx: &mut Tx<'_>, who: SignedInStaff, series: SeriesId) -> StoreResult<bool> {
    let row = sqlx::query(
        "SELECT 1 AS found FROM session WHERE program_id = $1 AND series_id = $2 AND starts_at > $3
         AND words_sealed IS NOT NULL
             AND leader IS NOT NULL LIMIT 1",
    )
    .bind(who.program.bytes().to_vec())
    .bind(series.bytes().to_vec())
    .bind(ms(tx.now))
    .fetch_optional(&mut *tx.conn)
    .await?;
    Ok(row.is_some())
}

/// Checks whether a staff member may save this plan, which may replace a series: they are assigned to each added
/// participant, whatever their role, because a leader would see them; and they may set this leader.
///
/// # Errors
/// `invalid` with the field, the same for unknown participants and those of others; `not_found` if the program has no
/// such series.
pub async fn may_plan(
    tx: &mut Tx<'_>,
    who: SignedInStaff,
    instead: Option<SeriesId>,
    plan: &SeriesPlan,
) -> StoreResult<()> {
    let before = match instead {
        Some(series) => {
            let key = sealed::program_key(tx, who.program).await?;
            Some(series::load(tx, who.program, &key, series).await?)
        }
        None => None,
    };
    let old = before.as_ref().map(|series| &series.plan.audience);
    let not_theirs = || Problem::invalid(Invalid::new("audience", "people of whoever saves"));
    let sees_all = match &plan.audience {
        Audience::People(people) => {
            for added in people {
                let stays = matches!(old, Some(Audience::People(there)) if there.contains(added));
                if !stays && !relation::is_assigned(tx, *added, who.staff).await? {
                    return Err(not_theirs().into());
                }
            }
            before.is_none()
        }
        Audience::Track(track) => {
            let sees_all = cares_for_track(tx, who, *track).await?;
            if let Some(series) = before.as_ref().filter(|series| series.plan.audience != plan.audience) {
                let is_led = plan.leader.is_some() || is_led_somewhere(tx, who, series.series).await?;
                if !may_choose_track(who.role, is_led, sees_all) {
                    return Err(not_theirs().into());
                }
            }
            sees_all
        }
    };
    let before = before.map_or(Before::New, |series| Before::Led(series.plan.leader));
    check(tx, who, before, plan.leader, sees_all).await
}

/// Checks whether a staff member may let this account lead a session.
///
/// # Errors
/// `invalid` if not; `not_found` if the program has no such session.
pub async fn may_lead_one(
    tx: &mut Tx<'_>,
    who: SignedInStaff,
    session: SessionId,
    leader: Option<StaffId>,
) -> StoreResult<()> {
    let key = sealed::program_key(tx, who.program).await?;
    let now = session::load(tx, who.program, &key, session).await?;
    check(tx, who, Before::Led(now.leader), leader, false).await
}

/// The object of a ledger row about leading: the series, or a session with another leader.
fn led(series: SeriesId, session: SessionId, apart: bool) -> [u8; 16] {
    if apart { *session.bytes() } else { *series.bytes() }
}

/// Records in the locked participant's ledger the new leaders of their future sessions. Skips recorded ones, so it
/// depends on the tables alone and can run at any time.
pub async fn note(tx: &mut Tx<'_>, locked: &mut Head) -> StoreResult<()> {
    let rows = sqlx::query(concat!(
        "SELECT s.session_id, s.series_id, r.leader AS series_leader,
             CAST(CASE WHEN s.words_sealed IS NOT NULL THEN 1 ELSE 0 END AS BIGINT) AS own, ",
        sessions!(@led_by),
        " FROM attendee a
         JOIN session s ON s.session_id = a.session_id
         JOIN series r ON r.program_id = s.program_id AND r.series_id = s.series_id
         WHERE a.participant_id = $1 AND a.withdrawn = 0 AND s.starts_at > $2 ORDER BY s.starts_at, s.session_id"
    ))
    .bind(locked.participant.bytes().to_vec())
    .bind(ms(tx.now))
    .fetch_all(&mut *tx.conn)
    .await?;
    // By time, so that the rest of a split series follows the original.
    let mut leaders = Vec::new();
    for row in &rows {
        if let Some(leader) = maybe_id::<StaffId>(row, "led_by")? {
            let apart = flag(row, "own")? && maybe_id(row, "series_leader")? != Some(leader);
            leaders.push((led(id(row, "series_id")?, id(row, "session_id")?, apart), leader));
        }
    }
    let mut noted = BTreeSet::new();
    for (object, leader) in leaders.into_iter().filter(|one| noted.insert(*one)) {
        if last_told(tx, locked.participant, object).await? != Some(leader) {
            record(tx, locked, leader, object).await?;
        }
    }
    Ok(())
}

/// Like [`note`], for a leader's read of one session that may have begun: no leader sees anyone whose ledger does not
/// name them.
pub async fn note_look(tx: &mut Tx<'_>, locked: &mut Head, session: &Session, leader: StaffId) -> StoreResult<()> {
    let object = led(session.series, session.session, session.own_words && session.series_leader != Some(leader));
    let mut next = Some(object);
    while let Some(object) = next {
        if told(tx, locked.participant, object).await?.contains(&leader) {
            return Ok(());
        }
        next = rest_of(tx, object).await?;
    }
    record(tx, locked, leader, object).await?;
    head::save(tx, locked).await
}

async fn record(tx: &mut Tx<'_>, locked: &mut Head, leader: StaffId, object: [u8; 16]) -> StoreResult<()> {
    let fact = Fact { at: tx.now, actor: ActorKind::Staff, actor_id: *leader.bytes(), act: Act::BecameLeader, object };
    head::record(tx, locked, fact).await?;
    Ok(())
}

/// The leader that the participant was last told of, for this series or session. The rest of a split series inherits
/// its leader until a new one is recorded.
async fn last_told(tx: &mut Tx<'_>, participant: ParticipantId, object: [u8; 16]) -> StoreResult<Option<StaffId>> {
    let mut next = Some(object);
    while let Some(object) = next {
        if let Some(leader) = told(tx, participant, object).await?.last() {
            return Ok(Some(*leader));
        }
        next = rest_of(tx, object).await?;
    }
    Ok(None)
}

/// All leaders of this series or session that the participant was told of, newest last.
async fn told(tx: &mut Tx<'_>, participant: ParticipantId, object: [u8; 16]) -> StoreResult<Vec<StaffId>> {
    let rows = sqlx::query(
        "SELECT actor_id FROM ledger WHERE participant_id = $1 AND act = $2 AND object = $3 ORDER BY number",
    )
    .bind(participant.bytes().to_vec())
    .bind(i64::from(Act::BecameLeader.number()))
    .bind(object.to_vec())
    .fetch_all(&mut *tx.conn)
    .await?;
    rows.iter().map(|row| id(row, "actor_id")).collect()
}

/// The series that this one was split from.
async fn rest_of(tx: &mut Tx<'_>, series: [u8; 16]) -> StoreResult<Option<[u8; 16]>> {
    let row = sqlx::query("SELECT follows FROM series WHERE series_id = $1")
        .bind(series.to_vec())
        .fetch_optional(&mut *tx.conn)
        .await?;
    let follows = row.map(|row| maybe_id::<SeriesId>(&row, "follows")).transpose()?.flatten();
    Ok(follows.map(|series| *series.bytes()))
}
