//! A participant's weeks, and changes of the program's zone and holidays.

use chrono::NaiveDate;
use domain::base::id::{FeedVersion, ParticipantId, ProgramId};
use domain::base::text::Label;
use domain::schedule::{TermChange, Track, Zone};
use domain::sync::Topic;
use sqlx::Row as _;

use super::program::{self, holiday_place};
use super::sql::base::{Tx, head, maybe_id, sealed};
use super::{series, session};
use crate::store::types::head::Head;
use crate::store::types::schedule::Term;
use crate::store::{StoreError, StoreResult};

pub async fn current(tx: &mut Tx<'_>, participant: ParticipantId) -> StoreResult<Option<TermChange>> {
    let row =
        sqlx::query("SELECT track, began, weeks, term_zone, term_version FROM participant WHERE participant_id = $1")
            .bind(participant.bytes().to_vec())
            .fetch_one(&mut *tx.conn)
            .await?;
    let Some(version) = maybe_id(&row, "term_version")? else { return Ok(None) };
    let track: Option<i64> = row.try_get("track")?;
    Ok(Some(TermChange {
        version,
        began: session::day(&row, "began")?,
        weeks: u8::try_from(row.try_get::<i64, _>("weeks")?).map_err(|_| StoreError::Corrupt("weeks"))?,
        zone: session::zone(&row, "term_zone")?,
        track: track.map(|track| Track::from_number(track).ok_or(StoreError::Corrupt("track"))).transpose()?,
    }))
}

/// Sets the weeks and tells the phones. Their sessions follow in `catch_up`.
pub async fn put(tx: &mut Tx<'_>, locked: &mut Head, zone: &Zone, term: Term) -> StoreResult<()> {
    let version = FeedVersion::from_bytes(tx.env.random());
    sqlx::query(
        "UPDATE participant SET track = $2, began = $3, weeks = $4, term_zone = $5, term_version = $6
                 WHERE participant_id = $1",
    )
    .bind(locked.participant.bytes().to_vec())
    .bind(term.track.map(Track::number))
    .bind(domain::base::day::to_text(term.began))
    .bind(i64::from(term.weeks))
    .bind(zone.as_str().to_owned())
    .bind(version.bytes().to_vec())
    .execute(&mut *tx.conn)
    .await?;
    head::announce(tx, locked, Topic::Term, &TermChange::ROW, version).await
}

/// Sets the zone of new series.
pub async fn keep_zone(tx: &mut Tx<'_>, program: ProgramId, zone: Zone) -> StoreResult<()> {
    program::lock_program(tx, program).await?;
    sqlx::query("UPDATE program SET zone = $2 WHERE program_id = $1")
        .bind(program.bytes().to_vec())
        .bind(zone.as_str().to_owned())
        .execute(&mut *tx.conn)
        .await?;
    Ok(())
}

/// Adds a holiday, or removes it if there is no name, and plans the sessions of that day again.
pub async fn set_holiday(tx: &mut Tx<'_>, program: ProgramId, day: NaiveDate, name: Option<Label>) -> StoreResult<()> {
    program::lock_program(tx, program).await?;
    let key = sealed::program_key(tx, program).await?;
    let text = domain::base::day::to_text(day);
    sqlx::query("DELETE FROM holiday WHERE program_id = $1 AND day = $2")
        .bind(program.bytes().to_vec())
        .bind(text.clone())
        .execute(&mut *tx.conn)
        .await?;
    if let Some(name) = name {
        let name = key.seal(tx.env, holiday_place(text.as_bytes()), name.as_str().as_bytes())?;
        sqlx::query("INSERT INTO holiday (program_id, day, name_sealed) VALUES ($1, $2, $3)")
            .bind(program.bytes().to_vec())
            .bind(text)
            .bind(name)
            .execute(&mut *tx.conn)
            .await?;
    }
    for series in series::from_day(tx, program, &key, day).await? {
        if series.plan.rule.has(day) {
            series::expand(tx, program, &key, &series, series::Besides::Nothing).await?;
        }
    }
    Ok(())
}
