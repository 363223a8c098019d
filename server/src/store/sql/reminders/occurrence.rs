//! Occurrences of reminders: the rows, their feed for phones, and the participant's acts on one. Planning is in
//! `plan.rs`, sending in `dispatch.rs`; `domain::reminders::life` decides the effect of an event.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::Invalid;
use domain::base::id::{DeviceId, FeedVersion, ObjectId, OccurrenceId, OnceId, ParticipantId, ReplyId, SessionId};
use domain::reminders::life::{Event, Life, State, TOLD_AHEAD, Transition};
use domain::reminders::plan::Planned;
use domain::reminders::rules::Source;
use domain::reminders::{About, OccurrenceChange, Settle, Settled, WhyNot};
use domain::sync::{Change, Reason, Topic, Verdict};
use sqlx::{AssertSqlSafe, Row as _};

use super::sql::base::{DbRow, Tx, flag, head, id, maybe_id, ms, time};
use crate::store::types::head::Head;
use crate::store::{StoreError, StoreResult};

/// Deliveries that may be retried.
pub const OPEN: i64 = 1;
/// Deliveries that a push service accepted.
pub const TAKEN: i64 = 2;
/// Deliveries that the push service rejected.
pub const GIVEN_UP: i64 = 3;

/// A stored occurrence.
#[derive(Clone, Debug)]
pub struct Occurrence {
    pub id: OccurrenceId,
    pub version: FeedVersion,
    pub source: Source,
    pub subject: [u8; 16],
    /// The entry that was replied to.
    pub about: Option<ObjectId>,
    /// The other sessions that the same act changed.
    pub sessions: Vec<SessionId>,
    pub slot: String,
    pub life: Life,
}

pub const COLUMNS: &str = "occurrence_id, version, source, subject, about, sessions, slot, due_at, expires_at, state, \
     why_not, sent_at, snoozed_until, announced, next_at, leased_until";

impl Occurrence {
    /// # Errors
    /// Fails if the row was not written by this program.
    pub fn read(row: &DbRow) -> StoreResult<Self> {
        let broken = || StoreError::Corrupt("occurrence");
        let maybe = |column: &'static str| -> StoreResult<Option<DateTime<Utc>>> {
            row.try_get::<Option<i64>, _>(column)?.map(|_| time(row, column)).transpose()
        };
        let state = match row.try_get::<i64, _>("state")? {
            State::WAITING => State::Waiting,
            State::SENT => State::Sent(maybe("sent_at")?.ok_or_else(broken)?),
            State::SNOOZED => State::Snoozed(maybe("snoozed_until")?.ok_or_else(broken)?),
            State::DONE => State::Done,
            State::EXPIRED => State::Expired,
            State::NOT_DELIVERED => {
                State::NotDelivered(WhyNot::from_number(row.try_get("why_not")?).ok_or_else(broken)?)
            }
            _ => return Err(broken()),
        };
        let leased: i64 = row.try_get("leased_until")?;
        Ok(Self {
            id: id(row, "occurrence_id")?,
            version: id(row, "version")?,
            source: Source::from_number(row.try_get("source")?).ok_or_else(broken)?,
            subject: id(row, "subject")?,
            about: maybe_id(row, "about")?,
            sessions: sessions(row.try_get("sessions")?).ok_or_else(broken)?,
            slot: row.try_get("slot")?,
            life: Life {
                due_at: time(row, "due_at")?,
                expires_at: time(row, "expires_at")?,
                state,
                announced: flag(row, "announced")?,
                next_at: maybe("next_at")?,
                leased_until: DateTime::from_timestamp_millis(leased).filter(|_| leased > 0),
            },
        })
    }

    /// The row of a new plan.
    pub fn begin(tx: &Tx<'_>, plan: Planned) -> Self {
        Self {
            id: OccurrenceId::from_bytes(tx.env.random()),
            version: FeedVersion::from_bytes(tx.env.random()),
            source: plan.source,
            subject: plan.subject,
            about: plan.about,
            sessions: plan.sessions,
            slot: plan.slot,
            life: Life::begin(plan.due_at, plan.expires_at, tx.now),
        }
    }

    /// The sessions of a change.
    pub fn changed(&self) -> impl Iterator<Item = SessionId> {
        std::iter::once(SessionId::from_bytes(self.subject)).chain(self.sessions.iter().copied())
    }

    pub fn about(&self) -> About {
        match self.source {
            Source::Session => About::Session(SessionId::from_bytes(self.subject)),
            Source::Changed => About::Changed(SessionId::from_bytes(self.subject)),
            Source::Reply => {
                let object = self.about.unwrap_or_else(|| ObjectId::from_bytes([0; 16]));
                About::Reply { object, reply: ReplyId::from_bytes(self.subject) }
            }
            Source::Habit => About::Habit(ObjectId::from_bytes(self.subject)),
            Source::Once => About::Once(OnceId::from_bytes(self.subject)),
            Source::Digest => About::Digest,
            Source::Test => About::Test,
        }
    }
}

/// Reads ids that follow each other.
fn sessions(bytes: Option<&[u8]>) -> Option<Vec<SessionId>> {
    bytes.unwrap_or_default().chunks(16).map(|id| Some(SessionId::from_bytes(id.try_into().ok()?))).collect()
}

/// Applies an event to an occurrence. `false` if the event is refused.
pub async fn happen(tx: &mut Tx<'_>, locked: &mut Head, occurrence: Occurrence, event: Event) -> StoreResult<bool> {
    let step = occurrence.life.after(event, tx.now);
    take(tx, locked, occurrence, step).await
}

/// Writes a step. `false` if it is a refusal.
pub async fn take(
    tx: &mut Tx<'_>,
    locked: &mut Head,
    mut occurrence: Occurrence,
    step: Transition,
) -> StoreResult<bool> {
    match step {
        Transition::Nothing => {}
        Transition::Refuse => return Ok(false),
        Transition::Forget => forget(tx, locked.participant, occurrence.id).await?,
        Transition::Keep(life) => {
            occurrence.life = life;
            put(tx, locked, &occurrence).await?;
        }
        Transition::Tell(life) => {
            occurrence.life = life;
            tell(tx, locked, occurrence).await?;
        }
        Transition::TellAgain(life) => {
            occurrence.life = life;
            forget_deliveries(tx, locked.participant, occurrence.id).await?;
            tell(tx, locked, occurrence).await?;
        }
    }
    Ok(true)
}

/// Writes an occurrence, and announces it once it is due soon.
pub async fn tell(tx: &mut Tx<'_>, locked: &mut Head, mut occurrence: Occurrence) -> StoreResult<()> {
    if occurrence.life.is_told(tx.now) {
        occurrence.life.announced = true;
        occurrence.version = FeedVersion::from_bytes(tx.env.random());
        head::announce(tx, locked, Topic::Occurrence, occurrence.id.bytes(), occurrence.version).await?;
    }
    put(tx, locked, &occurrence).await
}

async fn put(tx: &mut Tx<'_>, locked: &Head, occurrence: &Occurrence) -> StoreResult<()> {
    let life = occurrence.life;
    let (mut why, mut sent, mut snoozed) = (None, None, None);
    match life.state {
        State::Sent(at) => sent = Some(ms(at)),
        State::Snoozed(until) => snoozed = Some(ms(until)),
        State::NotDelivered(because) => why = Some(because.number()),
        State::Waiting | State::Done | State::Expired => {}
    }
    let more = occurrence.sessions.iter().flat_map(|session| *session.bytes()).collect::<Vec<u8>>();
    let more = Some(more).filter(|more| !more.is_empty());
    sqlx::query(
        "INSERT INTO occurrence (participant_id, occurrence_id, version, source, subject, about, slot, due_at,
         expires_at, state,
             why_not, sent_at, snoozed_until, announced, next_at, leased_until, sessions)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
         ON CONFLICT (participant_id, occurrence_id) DO UPDATE SET version = excluded.version, due_at = excluded.due_at,
             expires_at = excluded.expires_at, state = excluded.state, why_not = excluded.why_not,
             sent_at = excluded.sent_at,
             snoozed_until = excluded.snoozed_until, announced = excluded.announced, next_at = excluded.next_at,
             leased_until = excluded.leased_until",
    )
    .bind(locked.participant.bytes().to_vec())
    .bind(occurrence.id.bytes().to_vec())
    .bind(occurrence.version.bytes().to_vec())
    .bind(i64::from(occurrence.source.number()))
    .bind(occurrence.subject.to_vec())
    .bind(occurrence.about.map(|about| about.bytes().to_vec()))
    .bind(occurrence.slot.clone())
    .bind(ms(life.due_at))
    .bind(ms(life.expires_at))
    .bind(life.state.number())
    .bind(why)
    .bind(sent)
    .bind(snoozed)
    .bind(i64::from(life.announced))
    .bind(life.next_at.map(ms))
    .bind(life.leased_until.map_or(0, ms))
    .bind(more)
    .execute(&mut *tx.conn)
    .await?;
    Ok(())
}

pub async fn find(
    tx: &mut Tx<'_>,
    participant: ParticipantId,
    occurrence: OccurrenceId,
) -> StoreResult<Option<Occurrence>> {
    let sql = format!("SELECT {COLUMNS} FROM occurrence WHERE participant_id = $1 AND occurrence_id = $2");
    let row = sqlx::query(AssertSqlSafe(sql))
        .bind(participant.bytes().to_vec())
        .bind(occurrence.bytes().to_vec())
        .fetch_optional(&mut *tx.conn)
        .await?;
    row.as_ref().map(Occurrence::read).transpose()
}

/// The recent and future occurrences of one subject, by due time.
pub async fn of(
    tx: &mut Tx<'_>,
    participant: ParticipantId,
    source: Source,
    subject: &[u8; 16],
) -> StoreResult<Vec<Occurrence>> {
    let which = "participant_id = $1 AND source = $2 AND subject = $3 AND expires_at > $4 ORDER BY due_at, slot";
    let sql = format!("SELECT {COLUMNS} FROM occurrence WHERE {which}");
    let rows = sqlx::query(AssertSqlSafe(sql))
        .bind(participant.bytes().to_vec())
        .bind(i64::from(source.number()))
        .bind(subject.to_vec())
        .bind(ms(tx.now - TOLD_AHEAD))
        .fetch_all(&mut *tx.conn)
        .await?;
    rows.iter().map(Occurrence::read).collect()
}

/// The recent and future notices of changes of a participant.
pub async fn changes(tx: &mut Tx<'_>, participant: ParticipantId) -> StoreResult<Vec<Occurrence>> {
    let which = "participant_id = $1 AND source = $2 AND expires_at > $3 ORDER BY due_at, occurrence_id";
    let sql = format!("SELECT {COLUMNS} FROM occurrence WHERE {which}");
    let rows = sqlx::query(AssertSqlSafe(sql))
        .bind(participant.bytes().to_vec())
        .bind(i64::from(Source::Changed.number()))
        .bind(ms(tx.now - TOLD_AHEAD))
        .fetch_all(&mut *tx.conn)
        .await?;
    rows.iter().map(Occurrence::read).collect()
}

/// Reschedules at once every due occurrence that still has to be delivered, because quiet hours or a pause may no
/// longer hold it back. Waits on for push services that did not accept it.
pub async fn look_again(tx: &mut Tx<'_>, participant: ParticipantId) -> StoreResult<()> {
    sqlx::query(
        "UPDATE occurrence SET next_at = $2
         WHERE participant_id = $1 AND next_at > $2 AND leased_until <= $2
           AND (state IN ($3, $4) AND due_at <= $2 OR state = $5 AND snoozed_until <= $2)
           AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.participant_id = occurrence.participant_id
               AND d.occurrence_id = occurrence.occurrence_id AND d.state = $6 AND d.attempts > 0)",
    )
    .bind(participant.bytes().to_vec())
    .bind(ms(tx.now))
    .bind(State::WAITING)
    .bind(State::SENT)
    .bind(State::SNOOZED)
    .bind(OPEN)
    .execute(&mut *tx.conn)
    .await?;
    Ok(())
}

/// Deletes an occurrence that no phone knows of.
pub async fn forget(tx: &mut Tx<'_>, participant: ParticipantId, occurrence: OccurrenceId) -> StoreResult<()> {
    sqlx::query("DELETE FROM occurrence WHERE participant_id = $1 AND occurrence_id = $2")
        .bind(participant.bytes().to_vec())
        .bind(occurrence.bytes().to_vec())
        .execute(&mut *tx.conn)
        .await?;
    Ok(())
}

/// Deletes its deliveries, so that it goes to all browsers again.
async fn forget_deliveries(tx: &mut Tx<'_>, participant: ParticipantId, occurrence: OccurrenceId) -> StoreResult<()> {
    sqlx::query("DELETE FROM delivery WHERE participant_id = $1 AND occurrence_id = $2")
        .bind(participant.bytes().to_vec())
        .bind(occurrence.bytes().to_vec())
        .execute(&mut *tx.conn)
        .await?;
    Ok(())
}

pub async fn settle(tx: &mut Tx<'_>, locked: &mut Head, op: &Settle) -> StoreResult<Verdict> {
    let Some(occurrence) = find(tx, locked.participant, op.occurrence).await? else {
        return Ok(Verdict::rejected(Reason::NotThere));
    };
    let taken = match op.to {
        Settled::Done => {
            for other in of(tx, locked.participant, occurrence.source, &occurrence.subject).await? {
                if other.id != occurrence.id {
                    happen(tx, locked, other, Event::DoneUntil(occurrence.life.expires_at)).await?;
                }
            }
            happen(tx, locked, occurrence, Event::Done).await?
        }
        Settled::Snoozed { until } => happen(tx, locked, occurrence, Event::Snooze(until)).await?,
    };
    if taken {
        Ok(Verdict::Accepted)
    } else {
        Ok(Verdict::invalid(Reason::Invalid, Invalid::new("op.to.until", "before it expires")))
    }
}

/// Occurrences with feed numbers above `after`, up to `until`.
pub async fn told(tx: &mut Tx<'_>, participant: ParticipantId, after: i64, until: i64) -> StoreResult<Vec<Change>> {
    let rows = sqlx::query(
        "SELECT o.occurrence_id, o.version, o.source, o.subject, o.about, o.sessions, o.slot, o.due_at, o.expires_at,
                o.state, o.why_not, o.sent_at, o.snoozed_until, o.announced, o.next_at, o.leased_until
         FROM feed f JOIN occurrence o ON o.participant_id = f.participant_id AND o.occurrence_id = f.id
         WHERE f.participant_id = $1 AND f.topic = $2 AND f.feed_no > $3 AND f.feed_no <= $4",
    )
    .bind(participant.bytes().to_vec())
    .bind(i64::from(Topic::Occurrence.number()))
    .bind(after)
    .bind(until)
    .fetch_all(&mut *tx.conn)
    .await?;
    let mut taken = taken(tx, participant, after, until).await?;
    let change = |row| {
        let row = Occurrence::read(row)?;
        let state = row.life.state.told(taken.remove(&row.id).unwrap_or_default());
        Ok(Change::Occurrence(OccurrenceChange {
            occurrence: row.id,
            version: row.version,
            about: row.about(),
            sessions: row.sessions,
            due_at: row.life.due_at,
            expires_at: row.life.expires_at,
            state,
        }))
    };
    rows.iter().map(change).collect()
}

/// The phones whose push services accepted an occurrence, by occurrence.
async fn taken(
    tx: &mut Tx<'_>,
    participant: ParticipantId,
    after: i64,
    until: i64,
) -> StoreResult<BTreeMap<OccurrenceId, Vec<DeviceId>>> {
    let rows = sqlx::query(
        "SELECT d.occurrence_id, d.device_id
         FROM feed f JOIN delivery d ON d.participant_id = f.participant_id AND d.occurrence_id = f.id
         WHERE f.participant_id = $1 AND f.topic = $2 AND f.feed_no > $3 AND f.feed_no <= $4 AND d.state = $5 ORDER BY d.device_id",
    )
    .bind(participant.bytes().to_vec())
    .bind(i64::from(Topic::Occurrence.number()))
    .bind(after)
    .bind(until)
    .bind(TAKEN)
    .fetch_all(&mut *tx.conn)
    .await?;
    let mut taken: BTreeMap<OccurrenceId, Vec<DeviceId>> = BTreeMap::new();
    for row in &rows {
        taken.entry(id(row, "occurrence_id")?).or_default().push(id(row, "device_id")?);
    }
    Ok(taken)
}
