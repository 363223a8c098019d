//! Series: stores what staff planned, and expands it to sessions. Every change locks the program first, so that
//! concurrent planning is serialized, and nobody is told of a session while it is removed.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, TimeDelta};
use domain::base::id::{ParticipantId, ProgramId, SeriesId, SessionId};
use domain::base::problem::ProblemKind;
use domain::schedule::{DayChange, PlannedDay, Rule, SessionKind, Track, Weekdays};
use sqlx::Row as _;

use super::program::{holidays, lock_program};
use super::session;
use super::sql::base::{DbRow, Tx, id, maybe_id, ms, sealed};
use crate::seal::SealKey;
use crate::store::types::schedule::{Audience, Scope, Series, SeriesPlan, Session};
use crate::store::{StoreError, StoreResult};
use crate::zones;

async fn read(tx: &mut Tx<'_>, program: ProgramId, key: &SealKey, row: &DbRow) -> StoreResult<Series> {
    let series: SeriesId = id(row, "series_id")?;
    let track: Option<i64> = row.try_get("track")?;
    let audience = match track {
        Some(track) => Audience::Track(Track::from_number(track).ok_or(StoreError::Corrupt("track"))?),
        None => Audience::People(people(tx, program, series).await?),
    };
    let weekdays = u8::try_from(row.try_get::<i64, _>("weekdays")?).ok().and_then(|bits| Weekdays::new(bits).ok());
    let rule = weekdays
        .map(|w| Ok::<_, StoreError>(Rule::new(w, session::day(row, "first_day")?, session::day(row, "last_day")?)));
    let rule = rule.transpose()?.and_then(Result::ok).ok_or(StoreError::Corrupt("weekdays"))?;
    Ok(Series {
        series,
        plan: SeriesPlan {
            kind: SessionKind::from_number(row.try_get("kind")?).ok_or(StoreError::Corrupt("kind"))?,
            words: session::open_words(key, "series", series.bytes(), row.try_get("words_sealed")?)?,
            leader: maybe_id(row, "leader")?,
            audience,
            rule,
            start: session::minute(row)?,
            minutes: session::minutes(row)?,
        },
        zone: session::zone(row, "zone")?,
    })
}

async fn people(tx: &mut Tx<'_>, program: ProgramId, series: SeriesId) -> StoreResult<Vec<ParticipantId>> {
    let rows = sqlx::query(
        "SELECT participant_id FROM roster WHERE program_id = $1 AND series_id = $2 ORDER BY participant_id",
    )
    .bind(program.bytes().to_vec())
    .bind(series.bytes().to_vec())
    .fetch_all(&mut *tx.conn)
    .await?;
    rows.iter().map(|row| id(row, "participant_id")).collect()
}

const COLUMNS: &str = "SELECT series_id, kind, words_sealed, leader, track, zone, weekdays, start_minute, minutes,
                       first_day, last_day FROM series";

/// # Errors
/// `not_found` when the program has no such series.
pub async fn load(tx: &mut Tx<'_>, program: ProgramId, key: &SealKey, series: SeriesId) -> StoreResult<Series> {
    let row = sqlx::query(sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE program_id = $1 AND series_id = $2")))
        .bind(program.bytes().to_vec())
        .bind(series.bytes().to_vec())
        .fetch_optional(&mut *tx.conn)
        .await?
        .ok_or(ProblemKind::NotFound)?;
    read(tx, program, key, &row).await
}

/// Series of the program that have not ended by `day`.
pub async fn from_day(tx: &mut Tx<'_>, program: ProgramId, key: &SealKey, day: NaiveDate) -> StoreResult<Vec<Series>> {
    let rows = sqlx::query(sqlx::AssertSqlSafe(format!(
        "{COLUMNS} WHERE program_id = $1 AND last_day >= $2 ORDER BY first_day, series_id"
    )))
    .bind(program.bytes().to_vec())
    .bind(domain::base::day::to_text(day))
    .fetch_all(&mut *tx.conn)
    .await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in &rows {
        found.push(read(tx, program, key, row).await?);
    }
    Ok(found)
}

/// Stores a new series and creates its future sessions.
pub async fn make(tx: &mut Tx<'_>, program: ProgramId, plan: SeriesPlan) -> StoreResult<SeriesId> {
    let zone = lock_program(tx, program).await?;
    let key = sealed::program_key(tx, program).await?;
    let series = Series { series: SeriesId::from_bytes(tx.env.random()), plan, zone };
    insert(tx, program, &key, &series, None).await?;
    expand(tx, program, &key, &series, Besides::Nothing).await?;
    Ok(series.series)
}

async fn insert(
    tx: &mut Tx<'_>,
    program: ProgramId,
    key: &SealKey,
    series: &Series,
    follows: Option<SeriesId>,
) -> StoreResult<()> {
    let words = session::seal_words(tx, key, "series", series.series.bytes(), &series.plan.words)?;
    sqlx::query(
        "INSERT INTO series (program_id, series_id, version, kind, words_sealed, leader, track, zone, weekdays,
         start_minute, minutes,
             first_day, last_day, follows, created_at)
         VALUES ($1, $2, 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
    )
    .bind(program.bytes().to_vec())
    .bind(series.series.bytes().to_vec())
    .bind(series.plan.kind.number())
    .bind(words)
    .bind(series.plan.leader.map(|l| l.bytes().to_vec()))
    .bind(track_number(&series.plan.audience))
    .bind(series.zone.as_str().to_owned())
    .bind(i64::from(series.plan.rule.weekdays().get()))
    .bind(i64::from(series.plan.start.get()))
    .bind(i64::from(series.plan.minutes.get()))
    .bind(domain::base::day::to_text(series.plan.rule.first()))
    .bind(domain::base::day::to_text(series.plan.rule.last()))
    .bind(follows.map(|f| f.bytes().to_vec()))
    .bind(ms(tx.now))
    .execute(&mut *tx.conn)
    .await?;
    enlist(tx, program, series).await
}

fn track_number(audience: &Audience) -> Option<i64> {
    if let Audience::Track(track) = audience { Some(track.number()) } else { None }
}

/// Replaces the roster. Accepts only participants of the program.
async fn enlist(tx: &mut Tx<'_>, program: ProgramId, series: &Series) -> StoreResult<()> {
    sqlx::query("DELETE FROM roster WHERE program_id = $1 AND series_id = $2")
        .bind(program.bytes().to_vec())
        .bind(series.series.bytes().to_vec())
        .execute(&mut *tx.conn)
        .await?;
    let Audience::People(people) = &series.plan.audience else { return Ok(()) };
    for participant in people.iter().collect::<BTreeSet<_>>() {
        sqlx::query(
            "INSERT INTO roster (program_id, series_id, participant_id)
             SELECT $1, $2, participant_id FROM participant WHERE participant_id = $3 AND program_id = $1",
        )
        .bind(program.bytes().to_vec())
        .bind(series.series.bytes().to_vec())
        .bind(participant.bytes().to_vec())
        .execute(&mut *tx.conn)
        .await?;
    }
    Ok(())
}

/// Changes a series, or its rest from a day on: the rest becomes a new series, and sessions that stay on their day move
/// to it with their ids. Sessions that have begun keep their leader. Returns the series with the new plan.
///
/// # Errors
/// `not_found` when the program has no such series.
pub async fn change(
    tx: &mut Tx<'_>,
    program: ProgramId,
    series: SeriesId,
    scope: Scope,
    plan: SeriesPlan,
) -> StoreResult<SeriesId> {
    lock_program(tx, program).await?;
    let key = sealed::program_key(tx, program).await?;
    let before = load(tx, program, &key, series).await?;
    session::pin_leaders(tx, program, series).await?;
    let besides = Besides::times(&before.plan, &plan);
    let rest = match scope {
        Scope::All => None,
        Scope::From(day) => {
            let rule = before.plan.rule;
            Rule::new(rule.weekdays(), rule.first(), day - TimeDelta::days(1)).ok().filter(|earlier| *earlier != rule)
        }
    };
    let Some((earlier, Scope::From(day))) = rest.map(|earlier| (earlier, scope)) else {
        let now = Series { plan, ..before };
        update(tx, program, &key, &now).await?;
        expand(tx, program, &key, &now, besides).await?;
        return Ok(series);
    };
    let (zone, next) = (before.zone.clone(), SeriesId::from_bytes(tx.env.random()));
    let now = Series { series: next, plan, zone };
    insert(tx, program, &key, &now, Some(series)).await?;
    let kept = Series { plan: SeriesPlan { rule: earlier, ..before.plan.clone() }, ..before };
    update(tx, program, &key, &kept).await?;
    sqlx::query("UPDATE session SET series_id = $3 WHERE program_id = $1 AND series_id = $2 AND planned_day >= $4")
        .bind(program.bytes().to_vec())
        .bind(series.bytes().to_vec())
        .bind(next.bytes().to_vec())
        .bind(domain::base::day::to_text(day))
        .execute(&mut *tx.conn)
        .await?;
    expand(tx, program, &key, &now, besides).await?;
    Ok(next)
}

async fn update(tx: &mut Tx<'_>, program: ProgramId, key: &SealKey, series: &Series) -> StoreResult<()> {
    let words = session::seal_words(tx, key, "series", series.series.bytes(), &series.plan.words)?;
    sqlx::query(
        "UPDATE series SET version = version + 1, kind = $3, words_sealed = $4, leader = $5, track = $6, weekdays = $7,
             start_minute = $8, minutes = $9, first_day = $10, last_day = $11
         WHERE program_id = $1 AND series_id = $2",
    )
    .bind(program.bytes().to_vec())
    .bind(series.series.bytes().to_vec())
    .bind(series.plan.kind.number())
    .bind(words)
    .bind(series.plan.leader.map(|l| l.bytes().to_vec()))
    .bind(track_number(&series.plan.audience))
    .bind(i64::from(series.plan.rule.weekdays().get()))
    .bind(i64::from(series.plan.start.get()))
    .bind(i64::from(series.plan.minutes.get()))
    .bind(domain::base::day::to_text(series.plan.rule.first()))
    .bind(domain::base::day::to_text(series.plan.rule.last()))
    .execute(&mut *tx.conn)
    .await?;
    enlist(tx, program, series).await
}

/// What a new plan changes besides times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Besides {
    Nothing,
    /// Words, leader or kind.
    Words,
    /// The room or the link, and maybe words.
    Place,
}

impl Besides {
    fn times(before: &SeriesPlan, after: &SeriesPlan) -> Self {
        if after.words.is_elsewhere(&before.words) {
            return Self::Place;
        }
        let same = (&before.words, before.leader, before.kind) == (&after.words, after.leader, after.kind);
        if same { Self::Nothing } else { Self::Words }
    }
}

/// Brings the sessions of a series in line with its plan. Changes nothing that has begun, and creates nothing in the
/// past.
pub async fn expand(
    tx: &mut Tx<'_>,
    program: ProgramId,
    key: &SealKey,
    series: &Series,
    besides: Besides,
) -> StoreResult<()> {
    let tz = zones::known("zone", &series.zone).map_err(|_| StoreError::Corrupt("zone"))?;
    let holidays = holidays(tx, program, key).await?;
    let days: BTreeSet<NaiveDate> = holidays.keys().copied().collect();
    let sessions = session::of_series(tx, program, key, series.series).await?;
    let mut by_day: BTreeMap<NaiveDate, Session> = sessions.into_iter().map(|s| (s.planned_day, s)).collect();
    let there = by_day.iter().map(|(day, s)| (*day, s.standing)).collect();
    for (day, step) in series.plan.rule.replan(&days, &there) {
        let lies_ahead = zones::instant(tz, day, series.plan.start) > tx.now;
        match (step, by_day.remove(&day)) {
            (DayChange::Make, _) if lies_ahead => session::make(tx, program, series, day).await?,
            (DayChange::Keep(standing), Some(old)) if old.starts_at > tx.now => {
                let mut new = Session { standing, ..old.clone() };
                if standing == PlannedDay::Planned {
                    (new.day, new.start, new.minutes) = (day, series.plan.start, series.plan.minutes);
                }
                if standing != old.standing {
                    new.reason = holidays.get(&day).cloned().filter(|_| standing == PlannedDay::Holiday);
                }
                keep(tx, program, key, &old, &new, besides, lies_ahead).await?;
            }
            _ => {}
        }
    }
    Ok(())
}

async fn keep(
    tx: &mut Tx<'_>,
    program: ProgramId,
    key: &SealKey,
    old: &Session,
    new: &Session,
    besides: Besides,
    lies_ahead: bool,
) -> StoreResult<()> {
    let gone = matches!(new.standing, PlannedDay::Holiday | PlannedDay::Dropped);
    if gone && nobody_knows(tx, old.session).await? {
        sqlx::query("DELETE FROM session WHERE program_id = $1 AND session_id = $2")
            .bind(program.bytes().to_vec())
            .bind(old.session.bytes().to_vec())
            .execute(&mut *tx.conn)
            .await?;
        return Ok(());
    }
    let same = (old.standing, old.day, old.start, old.minutes) == (new.standing, new.day, new.start, new.minutes);
    if !same && (lies_ahead || gone) {
        return session::put(tx, program, key, new).await;
    }
    if besides == Besides::Nothing || old.own_words {
        return Ok(());
    }
    session::touch(tx, program, old.session, besides == Besides::Place).await
}

/// `true` if no phone and no roster ever had the session.
async fn nobody_knows(tx: &mut Tx<'_>, session: SessionId) -> StoreResult<bool> {
    let row = sqlx::query("SELECT 1 AS found FROM attendee WHERE session_id = $1 LIMIT 1")
        .bind(session.bytes().to_vec())
        .fetch_optional(&mut *tx.conn)
        .await?;
    Ok(row.is_none())
}
