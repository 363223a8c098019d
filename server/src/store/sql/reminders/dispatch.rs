//! Sending: leases of occurrences, and their outcomes. The transaction that leases an occurrence decides here if it may
//! still be sent.

use chrono::{DateTime, TimeDelta, Utc};
use domain::base::id::{DeviceId, ObjectId, OccurrenceId, ParticipantId, SessionId};
use domain::reminders::WhyNot;
use domain::reminders::life::{Event, State};
use domain::reminders::rules::{Asked, Ruling, Source, SubjectState, may_send};
use sqlx::{AssertSqlSafe, Row as _};

use super::occurrence::{self, COLUMNS, GIVEN_UP, OPEN, Occurrence, TAKEN};
use super::sql::base::{Tx, head, id, ms};
use super::sql::people::membership;
use super::{habit, plan, settings, subscription};
use crate::store::StoreResult;
use crate::store::types::head::Head;
use crate::store::types::reminders::{Attempt, Leased, Outcome};

/// Maximum number of occurrences leased at once for one participant.
const AT_ONCE: i64 = 50;
/// The period that a digest covers; entries that one misses are in the next.
const GATHERED: TimeDelta = TimeDelta::hours(25);

pub async fn due_participants(tx: &mut Tx<'_>, limit: i64) -> StoreResult<Vec<ParticipantId>> {
    let rows = sqlx::query(
        "SELECT participant_id, MIN(next_at) AS first FROM occurrence WHERE next_at <= $1 GROUP BY participant_id
         ORDER BY first, participant_id LIMIT $2",
    )
    .bind(ms(tx.now))
    .bind(limit)
    .fetch_all(&mut *tx.conn)
    .await?;
    rows.iter().map(|row| id(row, "participant_id")).collect()
}

pub async fn lease(
    tx: &mut Tx<'_>,
    participant: ParticipantId,
    life: TimeDelta,
    can_push: bool,
) -> StoreResult<Vec<Leased>> {
    let mut locked = head::lock(tx, participant).await?;
    let due = due(tx, participant).await?;
    if due.is_empty() {
        return Ok(Vec::new());
    }
    let (settings, there) = settings::settings_there(tx, participant).await?;
    let can_push = can_push && membership::membership(tx, participant).await?.is_reminded();
    let mut leased = Vec::new();
    for occurrence in due {
        if !occurrence.life.announced && occurrence.life.due_at > tx.now {
            occurrence::happen(tx, &mut locked, occurrence, Event::Came).await?;
            continue;
        }
        let asked = Asked {
            source: occurrence.source,
            due_at: occurrence.life.due_at,
            expires_at: occurrence.life.expires_at,
            standing: standing(tx, participant, &occurrence).await?,
            snoozed: matches!(occurrence.life.state, State::Snoozed(_)),
            through_quiet: through_quiet(tx, participant, &occurrence).await?,
            latest: match occurrence.source {
                Source::Changed => plan::latest(tx, participant, &occurrence, &settings).await?,
                _ => None,
            },
        };
        match may_send(&asked, &settings, tx.now, &there) {
            ruling @ (Ruling::Send | Ruling::SendSilently) => {
                let begun = begin(tx, &mut locked, occurrence, life, can_push).await?;
                leased.extend(begun.map(|begun| Leased { silent: ruling == Ruling::SendSilently, ..begun }));
            }
            Ruling::Wait(until) => {
                occurrence::happen(tx, &mut locked, occurrence, Event::Held(until)).await?;
            }
            Ruling::Done => end(tx, &mut locked, occurrence, State::Done).await?,
            Ruling::Expired => {
                let tried = deliveries(tx, participant, occurrence.id).await?.tried;
                let state = if tried { State::NotDelivered(WhyNot::Unreachable) } else { State::Expired };
                end(tx, &mut locked, occurrence, state).await?;
            }
            Ruling::Drop(why) => {
                end(tx, &mut locked, occurrence, State::NotDelivered(why)).await?;
                if let Some(at) = settings.digest.filter(|_| why == WhyNot::InDigest) {
                    plan::digest(tx, &mut locked, at, &there).await?;
                }
            }
        }
    }
    head::save(tx, &locked).await?;
    Ok(leased)
}

/// The participant wants the habit during quiet hours too.
async fn through_quiet(tx: &mut Tx<'_>, participant: ParticipantId, occurrence: &Occurrence) -> StoreResult<bool> {
    if occurrence.source != Source::Habit {
        return Ok(false);
    }
    let rule = habit::rule(tx, participant, ObjectId::from_bytes(occurrence.subject)).await?;
    Ok(rule.is_some_and(|rule| rule.through_quiet))
}

async fn due(tx: &mut Tx<'_>, participant: ParticipantId) -> StoreResult<Vec<Occurrence>> {
    let which = "participant_id = $1 AND next_at <= $2 ORDER BY next_at, occurrence_id LIMIT $3";
    let rows = sqlx::query(AssertSqlSafe(format!("SELECT {COLUMNS} FROM occurrence WHERE {which}")))
        .bind(participant.bytes().to_vec())
        .bind(ms(tx.now))
        .bind(AT_ONCE)
        .fetch_all(&mut *tx.conn)
        .await?;
    rows.iter().map(Occurrence::read).collect()
}

/// The state of the occurrence's subject.
async fn standing(tx: &mut Tx<'_>, participant: ParticipantId, occurrence: &Occurrence) -> StoreResult<SubjectState> {
    let stands = |open| if open { SubjectState::Open } else { SubjectState::Cancelled };
    Ok(match occurrence.source {
        Source::Session => match plan::attended(tx, participant, SessionId::from_bytes(occurrence.subject)).await? {
            Some(session) if session.answered => SubjectState::Done,
            session => {
                stands(session.is_some_and(|session| session.on && session.starts_at == occurrence.life.expires_at))
            }
        },
        Source::Habit => {
            stands(habit::rule(tx, participant, ObjectId::from_bytes(occurrence.subject)).await?.is_some())
        }
        Source::Digest if !gathers_something(tx, participant, occurrence.life.due_at).await? => SubjectState::Done,
        Source::Changed | Source::Reply | Source::Once | Source::Digest | Source::Test => SubjectState::Open,
    })
}

/// `true` if a digest contains anything not done yet.
async fn gathers_something(tx: &mut Tx<'_>, participant: ParticipantId, due_at: DateTime<Utc>) -> StoreResult<bool> {
    let row = sqlx::query(
        "SELECT 1 AS found FROM occurrence WHERE participant_id = $1 AND state = $2 AND why_not = $3 AND due_at > $4
         AND due_at <= $5
         LIMIT 1",
    )
    .bind(participant.bytes().to_vec())
    .bind(State::NOT_DELIVERED)
    .bind(WhyNot::InDigest.number())
    .bind(ms(due_at - GATHERED))
    .bind(ms(tx.now))
    .fetch_optional(&mut *tx.conn)
    .await?;
    Ok(row.is_some())
}

/// Leases an occurrence to the caller, unless no browser is left for it.
async fn begin(
    tx: &mut Tx<'_>,
    locked: &mut Head,
    occurrence: Occurrence,
    life: TimeDelta,
    can_push: bool,
) -> StoreResult<Option<Leased>> {
    let participant = locked.participant;
    let only = (occurrence.source == Source::Test).then(|| DeviceId::from_bytes(occurrence.subject));
    let targets =
        if can_push { subscription::targets(tx, participant, occurrence.id, only).await? } else { Vec::new() };
    if targets.is_empty() {
        let why =
            if deliveries(tx, participant, occurrence.id).await?.refused { WhyNot::Refused } else { WhyNot::NoPhone };
        end(tx, locked, occurrence, State::NotDelivered(why)).await?;
        return Ok(None);
    }
    let until = tx.now + life;
    let leased = Leased {
        participant,
        occurrence: occurrence.id,
        source: occurrence.source,
        expires_at: occurrence.life.expires_at,
        silent: false,
        until,
        targets,
    };
    occurrence::happen(tx, locked, occurrence, Event::Leased(until)).await?;
    Ok(Some(leased))
}

async fn end(tx: &mut Tx<'_>, locked: &mut Head, occurrence: Occurrence, state: State) -> StoreResult<()> {
    occurrence::happen(tx, locked, occurrence, Event::Ended(state)).await.map(drop)
}

pub async fn settle_attempts(
    tx: &mut Tx<'_>,
    participant: ParticipantId,
    occurrence: OccurrenceId,
    lease: DateTime<Utc>,
    attempts: Vec<Attempt>,
) -> StoreResult<()> {
    let mut locked = head::lock(tx, participant).await?;
    let (mut retry, mut reached): (Option<DateTime<Utc>>, bool) = (None, false);
    for attempt in attempts {
        match attempt.outcome {
            Outcome::Taken => {
                subscription::found(tx, &locked, attempt.endpoint_hash).await?;
                reached = true;
            }
            Outcome::Gone => subscription::gone(tx, &locked, attempt.device, attempt.endpoint_hash).await?,
            Outcome::Missing => subscription::missing(tx, &locked, attempt.device, attempt.endpoint_hash).await?,
            Outcome::Refused => {}
            Outcome::Again(at) | Outcome::NotYet(at) => retry = Some(retry.map_or(at, |first| first.min(at))),
        }
        note(tx, participant, occurrence, attempt).await?;
    }
    let Some(row) =
        occurrence::find(tx, participant, occurrence).await?.filter(|row| row.life.leased_until == Some(lease))
    else {
        // Another dispatcher holds it now, or the participant settled it.
        return Ok(());
    };
    let refused = deliveries(tx, participant, occurrence).await?.refused;
    occurrence::happen(tx, &mut locked, row, Event::Tried { reached, retry, refused }).await?;
    head::save(tx, &locked).await
}

/// Records the outcome of one attempt.
async fn note(
    tx: &mut Tx<'_>,
    participant: ParticipantId,
    occurrence: OccurrenceId,
    attempt: Attempt,
) -> StoreResult<()> {
    let (state, tried) = match attempt.outcome {
        Outcome::Taken => (TAKEN, 1),
        Outcome::Refused => (GIVEN_UP, 1),
        // The phone may return with a new endpoint before it expires, so keep it open.
        Outcome::Gone | Outcome::Missing | Outcome::Again(_) => (OPEN, 1),
        Outcome::NotYet(_) => (OPEN, 0),
    };
    sqlx::query(
        "INSERT INTO delivery (participant_id, occurrence_id, device_id, attempts, state) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (participant_id, occurrence_id, device_id) DO UPDATE
         SET attempts = delivery.attempts + excluded.attempts,
             state = CASE WHEN delivery.state = $6 THEN delivery.state ELSE excluded.state END",
    )
    .bind(participant.bytes().to_vec())
    .bind(occurrence.bytes().to_vec())
    .bind(attempt.device.bytes().to_vec())
    .bind(tried)
    .bind(state)
    .bind(TAKEN)
    .execute(&mut *tx.conn)
    .await?;
    Ok(())
}

/// The combined outcome of an occurrence at all browsers.
struct Deliveries {
    tried: bool,
    refused: bool,
}

async fn deliveries(tx: &mut Tx<'_>, participant: ParticipantId, occurrence: OccurrenceId) -> StoreResult<Deliveries> {
    let rows = sqlx::query("SELECT state FROM delivery WHERE participant_id = $1 AND occurrence_id = $2")
        .bind(participant.bytes().to_vec())
        .bind(occurrence.bytes().to_vec())
        .fetch_all(&mut *tx.conn)
        .await?;
    let states = rows.iter().map(|row| Ok(row.try_get::<i64, _>("state")?)).collect::<StoreResult<Vec<_>>>()?;
    Ok(Deliveries { tried: !states.is_empty(), refused: states.contains(&GIVEN_UP) })
}
