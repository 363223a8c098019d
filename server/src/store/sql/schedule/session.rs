//! Rows of `session`: read, create, change.

use chrono::NaiveDate;
use domain::base::id::{ProgramId, SeriesId, SessionId};
use domain::base::problem::ProblemKind;
use domain::schedule::{Minute, Minutes, PlannedDay, SessionKind, Zone};
use sqlx::Row as _;

use super::sql::base::{DbRow, Tx, id, maybe_id, ms, time};
use crate::seal::{Place, SealKey};
use crate::store::types::schedule::{OnePlan, Series, Session, Words};
use crate::store::{StoreError, StoreResult};
use crate::zones;

/// A query of sessions `s` with their series `r`: further columns, then what follows FROM. `@led_by` is the leader: a
/// session that has begun keeps its leader, whoever leads the series later.
macro_rules! sessions {
    (@led_by) => {
        "CASE WHEN s.words_sealed IS NOT NULL OR s.leader_pinned = 1 THEN s.leader ELSE r.leader END AS led_by"
    };
    ($more:literal, $rest:literal) => {
        concat!(
            "SELECT s.session_id, s.series_id, s.planned_day, s.day, s.start_minute, s.minutes, s.zone, s.starts_at,
             s.state,
                s.words_sealed, s.reason_sealed, s.changed, s.timed, s.changed_at,
                r.kind, r.words_sealed AS series_words, r.leader AS series_leader, ",
            sessions!(@led_by),
            $more,
            " FROM session s JOIN series r ON r.program_id = s.program_id AND r.series_id = s.series_id ",
            $rest
        )
    };
}
pub(crate) use sessions;

/// # Errors
/// Fails if the row was not written by this program.
pub fn day(row: &DbRow, column: &'static str) -> StoreResult<NaiveDate> {
    domain::base::day::parse(column, row.try_get(column)?).map_err(|_| StoreError::Corrupt(column))
}

/// # Errors
/// Fails if the row was not written by this program.
pub fn minute(row: &DbRow) -> StoreResult<Minute> {
    u16::try_from(row.try_get::<i64, _>("start_minute")?)
        .ok()
        .and_then(|m| Minute::new(m).ok())
        .ok_or(StoreError::Corrupt("start_minute"))
}

/// # Errors
/// Fails if the row was not written by this program.
pub fn minutes(row: &DbRow) -> StoreResult<Minutes> {
    u16::try_from(row.try_get::<i64, _>("minutes")?)
        .ok()
        .and_then(|m| Minutes::new(m).ok())
        .ok_or(StoreError::Corrupt("minutes"))
}

/// # Errors
/// Fails if the row was not written by this program.
pub fn zone(row: &DbRow, column: &'static str) -> StoreResult<Zone> {
    Zone::new(column, row.try_get(column)?).map_err(|_| StoreError::Corrupt(column))
}

/// The place of titles, sealed under the program's key. `table` is `series` or `session`.
pub const fn words_place<'a>(table: &'static str, row: &'a [u8; 16]) -> Place<'a> {
    Place { table, row, column: "words_sealed" }
}

const fn reason_place(row: &[u8; 16]) -> Place<'_> {
    Place { table: "session", row, column: "reason_sealed" }
}

/// # Errors
/// Fails if it was sealed for another place.
pub fn open_words(key: &SealKey, table: &'static str, row: &[u8; 16], sealed: &[u8]) -> StoreResult<Words> {
    serde_json::from_slice(&key.open(words_place(table, row), sealed)?).map_err(|_| StoreError::Corrupt("words_sealed"))
}

/// # Errors
/// Never in practice; see [`SealKey::seal`].
pub fn seal_words(
    tx: &Tx<'_>,
    key: &SealKey,
    table: &'static str,
    row: &[u8; 16],
    words: &Words,
) -> StoreResult<Vec<u8>> {
    // Infallible: plain JSON with string keys.
    let plain = serde_json::to_vec(words).unwrap_or_default();
    Ok(key.seal(tx.env, words_place(table, row), &plain)?)
}

/// # Errors
/// Never in practice; see [`SealKey::seal`].
pub fn seal_reason(
    tx: &Tx<'_>,
    key: &SealKey,
    session: SessionId,
    reason: Option<&str>,
) -> StoreResult<Option<Vec<u8>>> {
    Ok(reason.map(|text| key.seal(tx.env, reason_place(session.bytes()), text.as_bytes())).transpose()?)
}

/// Reads one row of [`sessions`].
///
/// # Errors
/// Fails if the row was not written by this program, or its words do not open.
pub fn read(row: &DbRow, key: &SealKey) -> StoreResult<Session> {
    let (session, series): (SessionId, SeriesId) = (id(row, "session_id")?, id(row, "series_id")?);
    let own: Option<&[u8]> = row.try_get("words_sealed")?;
    let words = match own {
        Some(sealed) => open_words(key, "session", session.bytes(), sealed)?,
        None => open_words(key, "series", series.bytes(), row.try_get("series_words")?)?,
    };
    let reason: Option<&[u8]> = row.try_get("reason_sealed")?;
    Ok(Session {
        session,
        series,
        kind: SessionKind::from_number(row.try_get("kind")?).ok_or(StoreError::Corrupt("kind"))?,
        planned_day: day(row, "planned_day")?,
        day: day(row, "day")?,
        start: minute(row)?,
        minutes: minutes(row)?,
        zone: zone(row, "zone")?,
        starts_at: time(row, "starts_at")?,
        standing: PlannedDay::from_number(row.try_get("state")?).ok_or(StoreError::Corrupt("state"))?,
        words,
        own_words: own.is_some(),
        leader: maybe_id(row, "led_by")?,
        series_leader: maybe_id(row, "series_leader")?,
        reason: reason.map(|sealed| key.open_text(reason_place(session.bytes()), sealed)).transpose()?,
        changed: row.try_get("changed")?,
        timed: row.try_get("timed")?,
        changed_at: time(row, "changed_at")?,
    })
}

/// # Errors
/// `not_found` when the program has no such session.
pub async fn load(tx: &mut Tx<'_>, program: ProgramId, key: &SealKey, session: SessionId) -> StoreResult<Session> {
    let row = sqlx::query(sessions!("", "WHERE s.program_id = $1 AND s.session_id = $2"))
        .bind(program.bytes().to_vec())
        .bind(session.bytes().to_vec())
        .fetch_optional(&mut *tx.conn)
        .await?
        .ok_or(ProblemKind::NotFound)?;
    read(&row, key)
}

/// Every session of a series, by its planned day.
pub async fn of_series(
    tx: &mut Tx<'_>,
    program: ProgramId,
    key: &SealKey,
    series: SeriesId,
) -> StoreResult<Vec<Session>> {
    let rows = sqlx::query(sessions!("", "WHERE s.program_id = $1 AND s.series_id = $2 ORDER BY s.planned_day"))
        .bind(program.bytes().to_vec())
        .bind(series.bytes().to_vec())
        .fetch_all(&mut *tx.conn)
        .await?;
    rows.iter().map(|row| read(row, key)).collect()
}

/// Creates a session from the rule. The caller has checked that it is in the future.
pub async fn make(tx: &mut Tx<'_>, program: ProgramId, series: &Series, planned: NaiveDate) -> StoreResult<()> {
    let tz = zones::known("zone", &series.zone).map_err(|_| StoreError::Corrupt("zone"))?;
    let session = SessionId::from_bytes(tx.env.random());
    sqlx::query(
        "INSERT INTO session (program_id, session_id, series_id, series_version, planned_day, day, start_minute,
         minutes, zone,
             starts_at, state, changed, timed, changed_at)
         VALUES ($1, $2, $3, (SELECT version FROM series WHERE program_id = $1 AND series_id = $3), $4, $4, $5, $6, $7, $8, $9, 1, 1, $10)",
    )
    .bind(program.bytes().to_vec())
    .bind(session.bytes().to_vec())
    .bind(series.series.bytes().to_vec())
    .bind(domain::base::day::to_text(planned))
    .bind(i64::from(series.plan.start.get()))
    .bind(i64::from(series.plan.minutes.get()))
    .bind(series.zone.as_str().to_owned())
    .bind(ms(zones::instant(tz, planned, series.plan.start)))
    .bind(PlannedDay::Planned.number())
    .bind(ms(tx.now))
    .execute(&mut *tx.conn)
    .await?;
    Ok(())
}

/// Stores a session after a change of time, standing or reason; derives the instant from the civil time. Counts the
/// change.
pub async fn put(tx: &mut Tx<'_>, program: ProgramId, key: &SealKey, session: &Session) -> StoreResult<()> {
    let tz = zones::known("zone", &session.zone).map_err(|_| StoreError::Corrupt("zone"))?;
    let reason = seal_reason(tx, key, session.session, session.reason.as_deref())?;
    sqlx::query(
        "UPDATE session SET day = $3, start_minute = $4, minutes = $5, starts_at = $6, state = $7, reason_sealed = $8,
             changed = changed + 1, timed = changed + 1, changed_at = $9,
             series_version = (SELECT version FROM series r WHERE r.program_id = $1 AND r.series_id = session.series_id)
         WHERE program_id = $1 AND session_id = $2",
    )
    .bind(program.bytes().to_vec())
    .bind(session.session.bytes().to_vec())
    .bind(domain::base::day::to_text(session.day))
    .bind(i64::from(session.start.get()))
    .bind(i64::from(session.minutes.get()))
    .bind(ms(zones::instant(tz, session.day, session.start)))
    .bind(session.standing.number())
    .bind(reason)
    .bind(ms(tx.now))
    .execute(&mut *tx.conn)
    .await?;
    Ok(())
}

/// Counts a change of a session other than its time; `timed` counts what one must know to get there.
pub async fn touch(tx: &mut Tx<'_>, program: ProgramId, session: SessionId, elsewhere: bool) -> StoreResult<()> {
    sqlx::query(
        "UPDATE session SET changed = changed + 1, changed_at = $3,
             timed = CASE WHEN CAST($4 AS BIGINT) = 1 THEN changed + 1 ELSE timed END,
             series_version = (SELECT version FROM series r WHERE r.program_id = $1 AND r.series_id = session.series_id)
         WHERE program_id = $1 AND session_id = $2",
    )
    .bind(program.bytes().to_vec())
    .bind(session.bytes().to_vec())
    .bind(ms(tx.now))
    .bind(i64::from(elsewhere))
    .execute(&mut *tx.conn)
    .await?;
    Ok(())
}

/// Changes one session: a new time moves it; new titles or a new leader detach it from the series.
///
/// # Errors
/// `not_found` when the program has no such session; `invalid` when it has begun, or would begin in the past.
pub async fn change(
    tx: &mut Tx<'_>,
    program: ProgramId,
    key: &SealKey,
    session: SessionId,
    plan: &OnePlan,
) -> StoreResult<()> {
    let mut now = ahead(tx, program, key, session).await?;
    if plan.words != now.words || plan.leader != now.leader {
        let words = seal_words(tx, key, "session", session.bytes(), &plan.words)?;
        sqlx::query("UPDATE session SET words_sealed = $3, leader = $4 WHERE program_id = $1 AND session_id = $2")
            .bind(program.bytes().to_vec())
            .bind(session.bytes().to_vec())
            .bind(words)
            .bind(plan.leader.map(|l| l.bytes().to_vec()))
            .execute(&mut *tx.conn)
            .await?;
        touch(tx, program, session, plan.words.is_elsewhere(&now.words)).await?;
    }
    let reason = plan.reason.as_ref().map(|reason| reason.as_str().to_owned());
    let same_time = (plan.day, plan.start, plan.minutes) == (now.day, now.start, now.minutes);
    if same_time && now.standing.takes_place() {
        return Ok(());
    }
    (now.day, now.start, now.minutes, now.reason) = (plan.day, plan.start, plan.minutes, reason);
    now.standing = if same_time && now.day == now.planned_day { PlannedDay::Planned } else { PlannedDay::Moved };
    put(tx, program, key, &now).await
}

/// Stores the current leader with every session of a series that has begun. Call it before changing the leader of a
/// series.
pub async fn pin_leaders(tx: &mut Tx<'_>, program: ProgramId, series: SeriesId) -> StoreResult<()> {
    sqlx::query(
        "UPDATE session SET leader_pinned = 1,
             leader = (SELECT r.leader FROM series r WHERE r.program_id = session.program_id
             AND r.series_id = session.series_id)
         WHERE program_id = $1 AND series_id = $2 AND starts_at <= $3 AND words_sealed IS NULL AND leader_pinned = 0",
    )
    .bind(program.bytes().to_vec())
    .bind(series.bytes().to_vec())
    .bind(ms(tx.now))
    .execute(&mut *tx.conn)
    .await?;
    Ok(())
}

/// Reads a session that has not begun.
///
/// # Errors
/// `not_found` when the program has no such session; `forbidden` when it has begun.
pub async fn ahead(tx: &mut Tx<'_>, program: ProgramId, key: &SealKey, session: SessionId) -> StoreResult<Session> {
    let found = load(tx, program, key, session).await?;
    if found.starts_at <= tx.now { Err(ProblemKind::Forbidden.into()) } else { Ok(found) }
}
