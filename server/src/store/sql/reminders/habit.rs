//! Time rules of habits, and their times for the next two days.

use chrono::TimeDelta;
use domain::base::id::{FeedVersion, ObjectId, ParticipantId};
use domain::reminders::life::Life;
use domain::reminders::plan::{HABITS_AHEAD, habit_times, why_no_habit};
use domain::reminders::rules::Source;
use domain::reminders::{HabitChange, HabitRule, ReminderSettings, SetHabit};
use domain::sync::{Topic, Verdict};
use sqlx::Row as _;

use super::sql::base::{DbRow, Tx, head, id, ms};
use super::{plan, settings};
use crate::store::types::head::Head;
use crate::store::{StoreError, StoreResult, members};
use crate::zones::There;

/// With how much left habits are planned on.
const REFILL: TimeDelta = TimeDelta::hours(36);

pub async fn set(tx: &mut Tx<'_>, locked: &mut Head, op: &SetHabit) -> StoreResult<Verdict> {
    let version = FeedVersion::from_bytes(tx.env.random());
    let rule = op.rule.as_ref().map(serde_json::to_string).transpose().map_err(|_| StoreError::Corrupt("habit"))?;
    sqlx::query(
        "INSERT INTO habit (participant_id, habit_id, version, rule, planned_until) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (participant_id, habit_id) DO UPDATE SET version = excluded.version, rule = excluded.rule,
             planned_until = excluded.planned_until",
    )
    .bind(locked.participant.bytes().to_vec())
    .bind(op.habit.bytes().to_vec())
    .bind(version.bytes().to_vec())
    .bind(rule)
    .bind(ms(tx.now + HABITS_AHEAD))
    .execute(&mut *tx.conn)
    .await?;
    head::announce(tx, locked, Topic::Habit, op.habit.bytes(), version).await?;
    let (settings, there) = settings::settings_there(tx, locked.participant).await?;
    plan_one(tx, locked, op.habit, op.rule.as_ref(), &settings, &there).await?;
    Ok(Verdict::Accepted)
}

/// Every habit, including ended ones.
pub async fn all(tx: &mut Tx<'_>, participant: ParticipantId) -> StoreResult<Vec<HabitChange>> {
    let rows = sqlx::query("SELECT habit_id, version, rule FROM habit WHERE participant_id = $1 ORDER BY habit_id")
        .bind(participant.bytes().to_vec())
        .fetch_all(&mut *tx.conn)
        .await?;
    rows.iter().map(change).collect()
}

fn change(row: &DbRow) -> StoreResult<HabitChange> {
    let rule: Option<&str> = row.try_get("rule")?;
    let rule = rule.map(serde_json::from_str).transpose().map_err(|_| StoreError::Corrupt("habit"))?;
    Ok(HabitChange { habit: id(row, "habit_id")?, version: id(row, "version")?, rule })
}

/// The rule of a habit. `None` if it ended or does not exist.
pub async fn rule(tx: &mut Tx<'_>, participant: ParticipantId, habit: ObjectId) -> StoreResult<Option<HabitRule>> {
    let row = sqlx::query("SELECT habit_id, version, rule FROM habit WHERE participant_id = $1 AND habit_id = $2")
        .bind(participant.bytes().to_vec())
        .bind(habit.bytes().to_vec())
        .fetch_optional(&mut *tx.conn)
        .await?;
    Ok(row.as_ref().map(change).transpose()?.and_then(|habit| habit.rule))
}

/// Plans the next two days of every habit again.
pub async fn plan_all(tx: &mut Tx<'_>, locked: &mut Head) -> StoreResult<()> {
    let habits = all(tx, locked.participant).await?;
    if habits.is_empty() {
        return Ok(());
    }
    let (settings, there) = settings::settings_there(tx, locked.participant).await?;
    for habit in habits.iter().filter(|habit| habit.rule.is_some()) {
        plan_one(tx, locked, habit.habit, habit.rule.as_ref(), &settings, &there).await?;
    }
    sqlx::query("UPDATE habit SET planned_until = $2 WHERE participant_id = $1")
        .bind(locked.participant.bytes().to_vec())
        .bind(ms(tx.now + HABITS_AHEAD))
        .execute(&mut *tx.conn)
        .await?;
    Ok(())
}

async fn plan_one(
    tx: &mut Tx<'_>,
    locked: &mut Head,
    habit: ObjectId,
    rule: Option<&HabitRule>,
    settings: &ReminderSettings,
    there: &There,
) -> StoreResult<()> {
    let wanted = rule.map(|rule| habit_times(habit, rule, settings, there, tx.now)).unwrap_or_default();
    let why = |old: &Life| why_no_habit(rule, old.due_at, settings, there);
    plan::replan(tx, locked, Source::Habit, *habit.bytes(), wanted, why).await
}

pub async fn habits_to_plan(tx: &mut Tx<'_>, limit: i64) -> StoreResult<Vec<ParticipantId>> {
    let rows = sqlx::query(concat!(
        "SELECT DISTINCT h.participant_id FROM habit h JOIN participant p ON p.participant_id = h.participant_id
         WHERE h.rule IS NOT NULL AND h.planned_until < $1 AND ",
        members!(reminded, "p.membership"),
        " ORDER BY h.participant_id LIMIT $2"
    ))
    .bind(ms(tx.now + REFILL))
    .bind(limit)
    .fetch_all(&mut *tx.conn)
    .await?;
    rows.iter().map(|row| id(row, "participant_id")).collect()
}

pub async fn plan_habits(tx: &mut Tx<'_>, participant: ParticipantId) -> StoreResult<()> {
    let mut locked = head::lock(tx, participant).await?;
    plan_all(tx, &mut locked).await?;
    head::save(tx, &locked).await
}
