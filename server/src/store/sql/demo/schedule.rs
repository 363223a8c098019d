//! The invented program's schedule: series that began weeks ago, with attendance.

use chrono::{DateTime, NaiveDate, Utc};
use domain::base::id::{ParticipantId, ProgramId, SeriesId, StaffId};
use domain::base::text::{Label, ReplyText};
use domain::schedule::{Attendance, PlannedDay, Zone};

use super::sql::base::{Tx, head, id, ms, sealed};
use super::sql::schedule::{attendance, catch_up, program, series, session, weeks};
use crate::store::StoreResult;
use crate::store::types::schedule::{OnePlan, SeriesPlan, Term};

pub async fn invent_schedule(
    tx: &mut Tx<'_>,
    program: ProgramId,
    since: DateTime<Utc>,
    zone: Zone,
    holidays: Vec<(NaiveDate, Label)>,
    plans: Vec<SeriesPlan>,
) -> StoreResult<Vec<SeriesId>> {
    // As if staff had planned it at that time.
    let now = std::mem::replace(&mut tx.now, since);
    weeks::keep_zone(tx, program, zone).await?;
    for (day, name) in holidays {
        weeks::set_holiday(tx, program, day, Some(name)).await?;
    }
    let mut made = Vec::with_capacity(plans.len());
    for plan in plans {
        made.push(series::make(tx, program, plan).await?);
    }
    tx.now = now;
    Ok(made)
}

pub async fn invent_term(tx: &mut Tx<'_>, program: ProgramId, participant: ParticipantId, to: Term) -> StoreResult<()> {
    let zone = program::lock_program(tx, program).await?;
    let mut locked = head::lock(tx, participant).await?;
    weeks::put(tx, &mut locked, &zone, to).await?;
    head::save(tx, &locked).await
}

/// Adds the participant to every past session of the series, with attendance from `said` in turn.
pub async fn invent_attendance(
    tx: &mut Tx<'_>,
    participant: ParticipantId,
    series: Vec<SeriesId>,
    said: Vec<Attendance>,
    by: StaffId,
) -> StoreResult<()> {
    let mut locked = head::lock(tx, participant).await?;
    let mut turn = said.into_iter().cycle();
    for series in series {
        let rows = sqlx::query(
            "SELECT session_id FROM session WHERE series_id = $1 AND state <= 2 AND starts_at + minutes * 60000 < $2
             ORDER BY starts_at",
        )
        .bind(series.bytes().to_vec())
        .bind(ms(tx.now))
        .fetch_all(&mut *tx.conn)
        .await?;
        for row in &rows {
            let session = id(row, "session_id")?;
            attendance::add(tx, &mut locked, session, 1).await?;
            attendance::mark(tx, &mut locked, session, turn.next(), by).await?;
        }
    }
    catch_up::catch_up(tx, &mut locked).await?;
    head::save(tx, &locked).await
}

/// Moves or cancels the session of a planned day.
pub async fn invent_exception(
    tx: &mut Tx<'_>,
    program: ProgramId,
    series: SeriesId,
    planned: NaiveDate,
    moved_to: Option<NaiveDate>,
    reason: ReplyText,
) -> StoreResult<()> {
    let key = sealed::program_key(tx, program).await?;
    let Some(mut one) =
        session::of_series(tx, program, &key, series).await?.into_iter().find(|s| s.planned_day == planned)
    else {
        return Ok(());
    };
    let Some(day) = moved_to else {
        (one.standing, one.reason) = (PlannedDay::Cancelled, Some(reason.as_str().to_owned()));
        return session::put(tx, program, &key, &one).await;
    };
    let plan = OnePlan {
        day,
        start: one.start,
        minutes: one.minutes,
        words: one.words,
        leader: one.leader,
        reason: Some(reason),
    };
    session::change(tx, program, &key, one.session, &plan).await
}
