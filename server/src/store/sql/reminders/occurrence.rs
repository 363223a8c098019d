//! Planned times of reminders, and what became of them: the rows themselves, what phones are told of them, and what the
//! participant does with one. What is planned when is in `plan.rs`, sending in `lease.rs`.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use domain::Invalid;
use domain::id::{DeviceId, FeedVersion, ObjectId, OccurrenceId, OnceId, ParticipantId, ReplyId, SessionId};
use domain::reminder::rules::Source;
use domain::reminder::{About, OccurrenceChange, OccurrenceState, Settle, Settled, WhyNot};
use domain::sync::{Change, Reason, Topic, Verdict};
use sqlx::{AssertSqlSafe, Row as _};

use super::sql::base::{DbRow, Tx, flag, head, id, maybe_id, ms, named, number, time};
use crate::store::types::head::Head;
use crate::store::{StoreError, StoreResult};

/// How long before it is due the phones are told of an occurrence.
const TOLD_AHEAD: TimeDelta = TimeDelta::hours(48);

const WAITING: i64 = 1;
const SENT: i64 = 2;
const SNOOZED: i64 = 3;
const DONE: i64 = 4;
const EXPIRED: i64 = 5;
pub const NOT_DELIVERED: i64 = 6;

/// Deliveries that a push service took.
pub const TAKEN: i64 = 2;

/// What became of it, as far as one row says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Waiting,
    Sent(DateTime<Utc>),
    Snoozed(DateTime<Utc>),
    Done,
    Expired,
    NotDelivered(WhyNot),
}

/// One occurrence as it is stored.
#[derive(Clone, Debug)]
pub struct Occurrence {
    pub id: OccurrenceId,
    pub version: FeedVersion,
    pub source: Source,
    pub subject: [u8; 16],
    /// The entry that was replied to.
    pub about: Option<ObjectId>,
    pub slot: String,
    pub due_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub state: State,
    /// The phones know of it.
    pub announced: bool,
    /// When there is something to do about it.
    pub next_at: Option<DateTime<Utc>>,
    /// Until when a dispatcher works on it.
    pub leased_until: Option<DateTime<Utc>>,
}

pub const COLUMNS: &str = "occurrence_id, version, source, subject, about, slot, due_at, expires_at, state, why_not, sent_at, \
     snoozed_until, announced, next_at, leased_until";

impl Occurrence {
    /// # Errors
    /// When the row was not written by this program.
    pub fn read(row: &DbRow) -> StoreResult<Self> {
        let broken = || StoreError::Corrupt("occurrence");
        let maybe = |column: &'static str| -> StoreResult<Option<DateTime<Utc>>> {
            row.try_get::<Option<i64>, _>(column)?.map(|_| time(row, column)).transpose()
        };
        let state = match row.try_get::<i64, _>("state")? {
            WAITING => State::Waiting,
            SENT => State::Sent(maybe("sent_at")?.ok_or_else(broken)?),
            SNOOZED => State::Snoozed(maybe("snoozed_until")?.ok_or_else(broken)?),
            DONE => State::Done,
            EXPIRED => State::Expired,
            NOT_DELIVERED => State::NotDelivered(named(WhyNot::ALL, row.try_get("why_not")?, "why_not")?),
            _ => return Err(broken()),
        };
        let leased: i64 = row.try_get("leased_until")?;
        Ok(Self {
            id: id(row, "occurrence_id")?,
            version: id(row, "version")?,
            source: Source::from_number(row.try_get("source")?).ok_or_else(broken)?,
            subject: id(row, "subject")?,
            about: maybe_id(row, "about")?,
            slot: row.try_get("slot")?,
            due_at: time(row, "due_at")?,
            expires_at: time(row, "expires_at")?,
            state,
            announced: flag(row, "announced")?,
            next_at: maybe("next_at")?,
            leased_until: DateTime::from_timestamp_millis(leased).filter(|_| leased > 0),
        })
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

    /// Whether something may still come of it by itself.
    pub const fn is_open(&self) -> bool {
        matches!(self.state, State::Waiting | State::Snoozed(_))
    }

    /// Ends it, or puts it into another state in which nobody works on it.
    pub fn settle(&mut self, state: State, next_at: Option<DateTime<Utc>>) {
        (self.state, self.next_at, self.leased_until) = (state, next_at, None);
    }

    /// Waits for its time; until shortly before, the phones need not know.
    pub fn wait(&mut self, now: DateTime<Utc>) {
        let next = if self.announced || self.due_at <= now + TOLD_AHEAD { self.due_at } else { self.due_at - TOLD_AHEAD };
        self.settle(State::Waiting, Some(next));
    }
}

/// Writes an occurrence, new or not, and tells the phones once it is due soon. When nobody may learn of a change, such as of a
/// lease, `quietly`.
///
/// # Errors
/// When the database fails.
pub async fn put(tx: &mut Tx<'_>, locked: &mut Head, occurrence: &mut Occurrence, quietly: bool) -> StoreResult<()> {
    if !quietly && (occurrence.announced || occurrence.due_at <= tx.now + TOLD_AHEAD) {
        occurrence.announced = true;
        occurrence.version = FeedVersion::from_bytes(tx.env.random());
        head::announce(tx, locked, Topic::Occurrence, occurrence.id.bytes(), occurrence.version).await?;
    }
    let (state, why, sent, snoozed) = match occurrence.state {
        State::Waiting => (WAITING, None, None, None),
        State::Sent(at) => (SENT, None, Some(ms(at)), None),
        State::Snoozed(until) => (SNOOZED, None, None, Some(ms(until))),
        State::Done => (DONE, None, None, None),
        State::Expired => (EXPIRED, None, None, None),
        State::NotDelivered(why) => (NOT_DELIVERED, Some(number(WhyNot::ALL, why)), None, None),
    };
    sqlx::query(
        "INSERT INTO occurrence (participant_id, occurrence_id, version, source, subject, about, slot, due_at, expires_at, state,
             why_not, sent_at, snoozed_until, announced, next_at, leased_until)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
         ON CONFLICT (participant_id, occurrence_id) DO UPDATE SET version = excluded.version, due_at = excluded.due_at,
             expires_at = excluded.expires_at, state = excluded.state, why_not = excluded.why_not, sent_at = excluded.sent_at,
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
    .bind(ms(occurrence.due_at))
    .bind(ms(occurrence.expires_at))
    .bind(state)
    .bind(why)
    .bind(sent)
    .bind(snoozed)
    .bind(i64::from(occurrence.announced))
    .bind(occurrence.next_at.map(ms))
    .bind(occurrence.leased_until.map_or(0, ms))
    .execute(&mut *tx.conn)
    .await?;
    Ok(())
}

/// # Errors
/// When the database fails.
pub async fn find(tx: &mut Tx<'_>, participant: ParticipantId, occurrence: OccurrenceId) -> StoreResult<Option<Occurrence>> {
    let sql = format!("SELECT {COLUMNS} FROM occurrence WHERE participant_id = $1 AND occurrence_id = $2");
    let row = sqlx::query(AssertSqlSafe(sql))
        .bind(participant.bytes().to_vec())
        .bind(occurrence.bytes().to_vec())
        .fetch_optional(&mut *tx.conn)
        .await?;
    row.as_ref().map(Occurrence::read).transpose()
}

/// Everything about one thing that is not long over, by the time it is due.
///
/// # Errors
/// When the database fails.
pub async fn of(tx: &mut Tx<'_>, participant: ParticipantId, source: Source, subject: &[u8; 16]) -> StoreResult<Vec<Occurrence>> {
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

/// Looks again at once at everything whose time has come and that still goes out to somebody: quiet hours or a pause held it
/// back and may hold no more. What a push service did not take waits on.
///
/// # Errors
/// When the database fails.
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
    .bind(WAITING)
    .bind(SENT)
    .bind(SNOOZED)
    .bind(OPEN)
    .execute(&mut *tx.conn)
    .await?;
    Ok(())
}

/// Forgets an occurrence that no phone was ever told of.
///
/// # Errors
/// When the database fails.
pub async fn forget(tx: &mut Tx<'_>, participant: ParticipantId, occurrence: OccurrenceId) -> StoreResult<()> {
    sqlx::query("DELETE FROM occurrence WHERE participant_id = $1 AND occurrence_id = $2")
        .bind(participant.bytes().to_vec())
        .bind(occurrence.bytes().to_vec())
        .execute(&mut *tx.conn)
        .await?;
    Ok(())
}

/// Forgets which browsers had it, so that it goes to all of them again.
async fn forget_deliveries(tx: &mut Tx<'_>, participant: ParticipantId, occurrence: OccurrenceId) -> StoreResult<()> {
    sqlx::query("DELETE FROM delivery WHERE participant_id = $1 AND occurrence_id = $2")
        .bind(participant.bytes().to_vec())
        .bind(occurrence.bytes().to_vec())
        .execute(&mut *tx.conn)
        .await?;
    Ok(())
}

/// # Errors
/// When the database fails.
pub async fn settle(tx: &mut Tx<'_>, locked: &mut Head, op: &Settle) -> StoreResult<Verdict> {
    let Some(mut occurrence) = find(tx, locked.participant, op.occurrence).await? else {
        return Ok(Verdict::rejected(Reason::NotThere));
    };
    match op.to {
        Settled::Done => {
            for mut other in of(tx, locked.participant, occurrence.source, &occurrence.subject).await? {
                if other.is_open() && other.id != occurrence.id && other.due_at < occurrence.expires_at {
                    other.settle(State::Done, None);
                    put(tx, locked, &mut other, false).await?;
                }
            }
            occurrence.settle(State::Done, None);
        }
        // It came too late to be of use.
        Settled::Snoozed { .. } if occurrence.expires_at <= tx.now => occurrence.settle(State::Expired, None),
        Settled::Snoozed { until } if until >= occurrence.expires_at => {
            return Ok(Verdict::invalid(Reason::Invalid, Invalid::new("op.to.until", "before it expires")));
        }
        Settled::Snoozed { until } => {
            forget_deliveries(tx, locked.participant, occurrence.id).await?;
            occurrence.settle(State::Snoozed(until), Some(until));
        }
    }
    put(tx, locked, &mut occurrence, false).await?;
    Ok(Verdict::Accepted)
}

/// Occurrences whose feed rows have numbers beyond `after`, up to `until`.
///
/// # Errors
/// When the database fails.
pub async fn told(tx: &mut Tx<'_>, participant: ParticipantId, after: i64, until: i64) -> StoreResult<Vec<Change>> {
    let rows = sqlx::query(
        "SELECT o.occurrence_id, o.version, o.source, o.subject, o.about, o.slot, o.due_at, o.expires_at, o.state, o.why_not,
                o.sent_at, o.snoozed_until, o.announced, o.next_at, o.leased_until
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
        let state = match row.state {
            State::Waiting => OccurrenceState::Waiting,
            State::Sent(at) => OccurrenceState::Sent { at, to: taken.remove(&row.id).unwrap_or_default() },
            State::Snoozed(until) => OccurrenceState::Snoozed { until },
            State::Done => OccurrenceState::Done,
            State::Expired => OccurrenceState::Expired,
            State::NotDelivered(because) => OccurrenceState::NotDelivered { because },
        };
        Ok(Change::Occurrence(OccurrenceChange {
            occurrence: row.id,
            version: row.version,
            about: row.about(),
            due_at: row.due_at,
            expires_at: row.expires_at,
            state,
        }))
    };
    rows.iter().map(change).collect()
}

/// Which phones' push services took what.
async fn taken(tx: &mut Tx<'_>, participant: ParticipantId, after: i64, until: i64) -> StoreResult<BTreeMap<OccurrenceId, Vec<DeviceId>>> {
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

/// Deliveries that may be tried again.
pub const OPEN: i64 = 1;
