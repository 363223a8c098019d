//! The schedule for staff: the week, the roster of a session, one participant's sessions.

use chrono::{Datelike as _, Days, NaiveDate, TimeDelta};
use domain::base::id::{ParticipantId, ProgramId, SessionId, StaffId};
use domain::ledger::Act;
use domain::people::access;
use domain::schedule::Zone;
use sqlx::Row as _;

use super::door::{enter, fact, lock_reader, note_listed};
use super::sql::base::{DbRow, Tx, head, id, ms, role, sealed};
use super::sql::people::sign_in;
use super::sql::schedule::leading::{self, Sight};
use super::sql::schedule::session::{self, sessions};
use super::sql::schedule::{attendance, catch_up, program, series, weeks};
use crate::seal::SealKey;
use crate::store::types::people::SignedInStaff;
use crate::store::types::schedule::{
    ListedSession, Listing, PersonSession, PersonTimes, Planning, Roster, RosterLine, Series, Session, Term,
};
use crate::store::{StoreError, StoreResult};
use crate::zones;

/// Maximum number of participants on a screen; a session has fewer.
const AT_ONCE: usize = 100;
const BACK: TimeDelta = TimeDelta::weeks(26);

async fn program_zone(tx: &mut Tx<'_>, program: ProgramId) -> StoreResult<(Zone, NaiveDate)> {
    let zone = program::zone_of(tx, program).await?;
    let tz = zones::known("zone", &zone).map_err(|_| StoreError::Corrupt("zone"))?;
    Ok((zone, zones::day(tz, tx.now)))
}

async fn leader_name(
    tx: &mut Tx<'_>,
    names: &mut sealed::Names,
    leader: Option<StaffId>,
) -> StoreResult<Option<String>> {
    match leader {
        Some(leader) => Ok(Some(names.of(tx, leader).await?)),
        None => Ok(None),
    }
}

pub async fn list_sessions(
    tx: &mut Tx<'_>,
    who: SignedInStaff,
    from: Option<NaiveDate>,
    days: u64,
) -> StoreResult<Listing> {
    sign_in::still_staff(tx, who).await?;
    let key = sealed::program_key(tx, who.program).await?;
    let (zone, today) = program_zone(tx, who.program).await?;
    let monday = today - Days::new(today.weekday().num_days_from_monday().into());
    let from = from.unwrap_or(monday);
    let until = from.checked_add_days(Days::new(days)).unwrap_or(from);
    let rows = sqlx::query(sessions!(
        ", (SELECT COUNT(*) FROM attendee a WHERE a.session_id = s.session_id AND a.withdrawn = 0) AS people,
           (SELECT COUNT(*) FROM attendee a WHERE a.session_id = s.session_id AND a.withdrawn = 0 AND a.coming = 2) AS cannot",
        "WHERE s.program_id = $1 AND s.day >= $2 AND s.day < $3 AND s.state <> 5 ORDER BY s.starts_at, s.session_id"
    ))
    .bind(who.program.bytes().to_vec())
    .bind(domain::base::day::to_text(from))
    .bind(domain::base::day::to_text(until))
    .fetch_all(&mut *tx.conn)
    .await?;
    let mut names = sealed::Names::default();
    let mut listed = Vec::with_capacity(rows.len());
    for row in &rows {
        let session = session::read(row, &key)?;
        let leader = leader_name(tx, &mut names, session.leader).await?;
        listed.push(ListedSession { session, leader, people: row.try_get("people")?, cannot: row.try_get("cannot")? });
    }
    let holidays = program::holidays(tx, who.program, &key)
        .await?
        .into_iter()
        .filter(|(day, _)| (from..until).contains(day))
        .collect();
    Ok(Listing { zone, today, from, sessions: listed, holidays })
}

pub async fn planning(tx: &mut Tx<'_>, who: SignedInStaff) -> StoreResult<Planning> {
    sign_in::still_staff(tx, who).await?;
    let key = sealed::program_key(tx, who.program).await?;
    let (zone, today) = program_zone(tx, who.program).await?;
    let rows = sqlx::query("SELECT staff_id, role FROM staff WHERE program_id = $1 AND disabled_at IS NULL")
        .bind(who.program.bytes().to_vec())
        .fetch_all(&mut *tx.conn)
        .await?;
    let mut staff = Vec::with_capacity(rows.len());
    for row in &rows {
        if !role(row)?.can(access::Act::Carry) {
            continue;
        }
        let one: StaffId = id(row, "staff_id")?;
        staff.push((one, sealed::staff_name(tx, one).await?));
    }
    let holidays = program::holidays(tx, who.program, &key).await?.into_iter().collect();
    Ok(Planning { zone, today, holidays, staff })
}

pub async fn find_session(tx: &mut Tx<'_>, who: SignedInStaff, session: SessionId) -> StoreResult<(Session, Series)> {
    sign_in::still_staff(tx, who).await?;
    let key = sealed::program_key(tx, who.program).await?;
    let found = session::load(tx, who.program, &key, session).await?;
    let series = series::load(tx, who.program, &key, found.series).await?;
    Ok((found, series))
}

pub async fn roster(tx: &mut Tx<'_>, who: SignedInStaff, session: SessionId) -> StoreResult<Roster> {
    lock_reader(tx, who).await?;
    let key = sealed::program_key(tx, who.program).await?;
    let session = session::load(tx, who.program, &key, session).await?;
    let leader = leader_name(tx, &mut sealed::Names::default(), session.leader).await?;
    let rows = sqlx::query(
        "SELECT participant_id, withdrawn, coming, coming_reason_sealed, attendance, make_up, instead FROM attendee
         WHERE session_id = $1 AND withdrawn = 0 ORDER BY participant_id",
    )
    .bind(session.session.bytes().to_vec())
    .fetch_all(&mut *tx.conn)
    .await?;
    let mut lines = Vec::new();
    for row in &rows {
        let participant: ParticipantId = id(row, "participant_id")?;
        if lines.len() >= AT_ONCE || leading::sight(tx, who, session.leader, participant).await?.is_none() {
            continue;
        }
        let mut locked = head::lock(tx, participant).await?;
        // Check again under the lock: they may have been removed from a team, or left, meanwhile.
        if let Some(sight) = leading::sight(tx, who, session.leader, participant).await? {
            if sight == Sight::Leads {
                leading::note_look(tx, &mut locked, &session, who.staff).await?;
            }
            note_listed(tx, who, &mut locked).await?;
            lines.push(line(tx, row, participant, &session).await?);
        }
    }
    let others = rows.len() - lines.len();
    let begun = session.starts_at <= tx.now;
    Ok(Roster { session, leader, lines, others, begun })
}

async fn line(tx: &mut Tx<'_>, row: &DbRow, participant: ParticipantId, session: &Session) -> StoreResult<RosterLine> {
    let attending = attendance::attending(row)?;
    let key = sealed::participant_key(tx, participant).await?;
    Ok(RosterLine {
        participant,
        name: sealed::participant_name(tx, participant).await?,
        coming: attending.coming,
        reason: written(row, &key, session, "coming_reason_sealed")?,
        attendance: attending.attendance,
        make_up: attending.make_up,
    })
}

fn written(row: &DbRow, key: &SealKey, session: &Session, column: &'static str) -> StoreResult<Option<String>> {
    let sealed: Option<&[u8]> = row.try_get(column)?;
    Ok(sealed.map(|sealed| key.open_text(attendance::place(session.session.bytes(), column), sealed)).transpose()?)
}

pub async fn person_times(tx: &mut Tx<'_>, who: SignedInStaff, participant: ParticipantId) -> StoreResult<PersonTimes> {
    let mut locked = enter(tx, who, participant).await?;
    let opened = fact(tx, who, Act::Opened, [0; 16]);
    head::record(tx, &mut locked, opened).await?;
    head::save(tx, &locked).await?;
    let key = sealed::program_key(tx, who.program).await?;
    let own_key = sealed::participant_key(tx, participant).await?;
    let (zone, today) = program_zone(tx, who.program).await?;
    let rows = sqlx::query(sessions!(
        ", a.withdrawn, a.coming, a.coming_reason_sealed, a.attendance, a.make_up, a.make_up_note_sealed, a.instead",
        "JOIN attendee a ON a.session_id = s.session_id WHERE a.participant_id = $1 AND s.starts_at > $2
         ORDER BY s.starts_at"
    ))
    .bind(participant.bytes().to_vec())
    .bind(ms(tx.now - BACK))
    .fetch_all(&mut *tx.conn)
    .await?;
    let mut mine = Vec::with_capacity(rows.len());
    for row in &rows {
        let session = session::read(row, &key)?;
        let attending = attendance::attending(row)?;
        mine.push(PersonSession {
            withdrawn: attending.withdrawn,
            coming: attending.coming,
            reason: written(row, &own_key, &session, "coming_reason_sealed")?,
            attendance: attending.attendance,
            make_up: attending.make_up,
            note: written(row, &own_key, &session, "make_up_note_sealed")?,
            session,
        });
    }
    let rows = sqlx::query(sessions!(
        "",
        "WHERE s.program_id = $1 AND s.starts_at > $2 AND s.starts_at < $3 AND s.state IN (1, 2) AND NOT EXISTS (
             SELECT 1 FROM attendee a WHERE a.participant_id = $4 AND a.session_id = s.session_id AND a.withdrawn = 0)
         ORDER BY s.starts_at LIMIT 200"
    ))
    .bind(who.program.bytes().to_vec())
    .bind(ms(tx.now))
    .bind(ms(tx.now + catch_up::REACH))
    .bind(participant.bytes().to_vec())
    .fetch_all(&mut *tx.conn)
    .await?;
    let open = rows.iter().map(|row| session::read(row, &key)).collect::<StoreResult<Vec<_>>>()?;
    let term = weeks::current(tx, participant).await?.map(|t| Term { track: t.track, began: t.began, weeks: t.weeks });
    Ok(PersonTimes { name: sealed::participant_name(tx, participant).await?, zone, today, term, sessions: mine, open })
}
