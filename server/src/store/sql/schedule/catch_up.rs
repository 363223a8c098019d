//! Tells participants of their sessions. The changes to tell follow from `session`, the rosters and `attendee`, so
//! telling can be repeated after any crash, without a queue.

use chrono::TimeDelta;
use domain::base::id::{FeedVersion, ParticipantId, ProgramId, SessionId};
use domain::sync::Topic;
use sqlx::Row as _;

use super::sql::base::{Tx, flag, head, id, ms};
use super::sql::people::membership;
use super::sql::reminders::plan::{self, SessionNews};
use super::{leading, program, weeks};
use crate::store::types::head::Head;
use crate::store::types::schedule::Term;
use crate::store::{StoreResult, members};

/// Phones know their sessions this far ahead: five weeks.
pub const REACH: TimeDelta = TimeDelta::days(35);
/// Phones are told of changes to a session until this long after its start: two weeks.
const LATE: TimeDelta = TimeDelta::days(14);

/// Selects sessions that participants' phones lack or know in an older state. `$1` is now, `$2` and `$3` end and start
/// of the announced period, and `$4` on the parameters of `$who`, a condition on participants.
macro_rules! behind {
    ($columns:literal, $who:literal, $end:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM (
             SELECT p.participant_id, s.session_id, s.changed, s.timed, CAST(NULL AS BIGINT) AS told,
             CAST(0 AS BIGINT) AS withdrawn,
                 CAST(1 AS BIGINT) AS expected
             FROM session s
             JOIN series r ON r.program_id = s.program_id AND r.series_id = s.series_id
             JOIN participant p ON p.program_id = s.program_id
             WHERE s.starts_at > $1 AND s.starts_at < $2 AND s.state IN (1, 2, 3) AND ",
            members!(attending, "p.membership"),
            " AND ",
            $who,
            " AND (r.track = p.track OR EXISTS (SELECT 1 FROM roster o WHERE o.program_id = s.program_id
                 AND o.series_id = s.series_id AND o.participant_id = p.participant_id))
               AND NOT EXISTS (SELECT 1 FROM attendee a WHERE a.participant_id = p.participant_id
               AND a.session_id = s.session_id)
             UNION ALL
             SELECT participant_id, session_id, changed, timed, told, withdrawn, expected FROM (
                 SELECT p.participant_id, s.session_id, s.changed, s.timed, s.starts_at, a.told, a.withdrawn,
                     CAST(CASE WHEN ",
            members!(attending, "p.membership"),
            " AND (a.extra = 1 OR r.track = p.track OR EXISTS (SELECT 1 FROM roster o
                         WHERE o.program_id = s.program_id AND o.series_id = s.series_id
                         AND o.participant_id = p.participant_id))
                         THEN 1 ELSE 0 END AS BIGINT) AS expected
                 FROM attendee a
                 JOIN session s ON s.session_id = a.session_id
                 JOIN series r ON r.program_id = s.program_id AND r.series_id = s.series_id
                 JOIN participant p ON p.participant_id = a.participant_id
                 WHERE s.starts_at > $3 AND ",
            $who,
            ") known WHERE told < changed OR (starts_at > $1 AND withdrawn = expected)
             ) late ",
            $end
        )
    };
}

/// Up to 100 participants of the program after `after`, by id, whose phones lack something.
pub async fn behind(
    tx: &mut Tx<'_>,
    program: ProgramId,
    after: Option<ParticipantId>,
) -> StoreResult<Vec<ParticipantId>> {
    let rows = sqlx::query(behind!(
        "DISTINCT participant_id",
        "p.program_id = $4 AND p.participant_id > $5",
        "UNION SELECT p.participant_id FROM participant p JOIN program g ON g.program_id = p.program_id
         WHERE p.program_id = $4 AND p.participant_id > $5 AND p.term_version IS NOT NULL AND p.term_zone <> g.zone
         ORDER BY 1 LIMIT 100"
    ))
    .bind(ms(tx.now))
    .bind(ms(tx.now + REACH))
    .bind(ms(tx.now - LATE))
    .bind(program.bytes().to_vec())
    .bind(after.map_or_else(Vec::new, |p| p.bytes().to_vec()))
    .fetch_all(&mut *tx.conn)
    .await?;
    rows.iter().map(|row| id(row, "participant_id")).collect()
}

/// Lists all programs.
pub async fn programs(tx: &mut Tx<'_>) -> StoreResult<Vec<ProgramId>> {
    let rows = sqlx::query("SELECT program_id FROM program ORDER BY program_id").fetch_all(&mut *tx.conn).await?;
    rows.iter().map(|row| id(row, "program_id")).collect()
}

pub async fn tell(tx: &mut Tx<'_>, participant: ParticipantId) -> StoreResult<()> {
    let program = membership::program_of(tx, participant).await?;
    // No session is removed while it is told.
    let zone = program::lock_program(tx, program).await?;
    let mut locked = head::lock(tx, participant).await?;
    if let Some(known) = weeks::current(tx, participant).await?.filter(|known| known.zone != zone) {
        weeks::put(tx, &mut locked, &zone, Term { track: known.track, began: known.began, weeks: known.weeks }).await?;
    }
    catch_up(tx, &mut locked).await?;
    head::save(tx, &locked).await
}

/// Tells the locked participant's phones everything they lack, plans the reminders, and records new leaders in the
/// ledger.
pub async fn catch_up(tx: &mut Tx<'_>, locked: &mut Head) -> StoreResult<()> {
    let rows = sqlx::query(behind!(
        "session_id, changed, timed, told, withdrawn, expected",
        "p.participant_id = $4",
        "ORDER BY session_id"
    ))
    .bind(ms(tx.now))
    .bind(ms(tx.now + REACH))
    .bind(ms(tx.now - LATE))
    .bind(locked.participant.bytes().to_vec())
    .fetch_all(&mut *tx.conn)
    .await?;
    let mut at_once = Vec::new();
    for row in &rows {
        let session: SessionId = id(row, "session_id")?;
        let (changed, timed): (i64, i64) = (row.try_get("changed")?, row.try_get("timed")?);
        let told: Option<i64> = row.try_get("told")?;
        let (was_withdrawn, expected) = (flag(row, "withdrawn")?, flag(row, "expected")?);
        put(tx, locked, session, changed, !expected).await?;
        let called_off = !expected && !was_withdrawn;
        let news = match told {
            _ if called_off => SessionNews::Changed,
            _ if expected && (told.is_none() || was_withdrawn) => SessionNews::Added,
            Some(told) if told < timed => SessionNews::Changed,
            _ => SessionNews::Known,
        };
        let starts_at = plan::session(tx, locked, session, news).await?;
        at_once.extend(starts_at.map(|starts_at| (session, starts_at)));
    }
    plan::changes(tx, locked, &at_once).await?;
    if rows.is_empty() { Ok(()) } else { leading::note(tx, locked).await }
}

async fn put(tx: &mut Tx<'_>, locked: &mut Head, session: SessionId, changed: i64, withdrawn: bool) -> StoreResult<()> {
    let version = FeedVersion::from_bytes(tx.env.random());
    sqlx::query(
        "INSERT INTO attendee (participant_id, session_id, version, told, withdrawn, extra)
         VALUES ($1, $2, $3, $4, $5, 0)
         ON CONFLICT (participant_id, session_id) DO UPDATE SET version = excluded.version, told = excluded.told,
             withdrawn = excluded.withdrawn",
    )
    .bind(locked.participant.bytes().to_vec())
    .bind(session.bytes().to_vec())
    .bind(version.bytes().to_vec())
    .bind(changed)
    .bind(i64::from(withdrawn))
    .execute(&mut *tx.conn)
    .await?;
    head::announce(tx, locked, Topic::Session, session.bytes(), version).await
}
