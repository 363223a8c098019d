//! Plans occurrences of reminders from their causes. Called with the participant locked, in the transaction that
//! changed the cause, so that the plan is always current. Idempotent. The wanted plan, and the steps toward it, are in
//! `domain::reminders::plan`.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::base::id::{DeviceId, ObjectId, OccurrenceId, ParticipantId, ReplyId, SessionId};
use domain::reminders::life::{Event, Life, State};
use domain::reminders::plan::{self as rule, Attended, Change, Known, Planned};
use domain::reminders::rules::{self, Source};
use domain::reminders::{RemindOnce, ReminderSettings, WhyNot};
use domain::schedule::{Minute, PlannedDay};
use domain::sync::Verdict;
use sqlx::Row as _;

use super::occurrence::{self, Occurrence};
use super::settings;
use super::sql::base::{Tx, flag, id, ms, time};
use super::sql::people::device;
use crate::store::types::head::Head;
use crate::store::{StoreError, StoreResult};
use crate::zones::There;

/// Validity of a message, a digest and a test.
const MESSAGE_USEFUL: TimeDelta = TimeDelta::hours(24);
const DIGEST_USEFUL: TimeDelta = TimeDelta::hours(12);
const TEST_USEFUL: TimeDelta = TimeDelta::minutes(10);

/// The news about a participant's session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionNews {
    /// A change of no use to somebody who wants to get there.
    Known,
    /// The participant is on it from now on.
    Added,
    /// It was moved, canceled, is elsewhere, or the participant was taken off: they must not go by what they knew.
    Changed,
}

/// Replaces the planned occurrences of one subject by the wanted ones; see [`rule::replan`].
pub async fn replan(
    tx: &mut Tx<'_>,
    locked: &mut Head,
    source: Source,
    subject: [u8; 16],
    wanted: Vec<Planned>,
    why: impl Fn(&Life) -> WhyNot + Send,
) -> StoreResult<()> {
    let there = occurrence::of(tx, locked.participant, source, &subject).await?;
    let known: Vec<Known<'_>> = there.iter().map(|old| Known { slot: &old.slot, life: old.life }).collect();
    for change in rule::replan(&known, wanted, tx.now, why) {
        match change {
            Change::Begin(plan) => {
                let new = Occurrence::begin(tx, plan);
                occurrence::tell(tx, locked, new).await?;
            }
            Change::Known(place, step) => {
                occurrence::take(tx, locked, there[place].clone(), step).await?;
            }
        }
    }
    Ok(())
}

/// Plans an immediate occurrence, unless it exists.
async fn at_once(tx: &mut Tx<'_>, locked: &mut Head, new: Planned) -> StoreResult<()> {
    let known = occurrence::of(tx, locked.participant, new.source, &new.subject).await?;
    if known.iter().all(|old| old.slot != new.slot) {
        let new = Occurrence::begin(tx, new);
        occurrence::tell(tx, locked, new).await?;
    }
    Ok(())
}

/// Reads the facts of a session that its reminders need; `None` if it has no attendee row for the participant.
pub async fn attended(
    tx: &mut Tx<'_>,
    participant: ParticipantId,
    session: SessionId,
) -> StoreResult<Option<Attended>> {
    let row = sqlx::query(
        "SELECT s.starts_at, s.state, a.withdrawn, a.coming
         FROM attendee a JOIN session s ON s.session_id = a.session_id WHERE a.participant_id = $1 AND a.session_id = $2",
    )
    .bind(participant.bytes().to_vec())
    .bind(session.bytes().to_vec())
    .fetch_optional(&mut *tx.conn)
    .await?;
    row.map(|row| {
        let standing = PlannedDay::from_number(row.try_get("state")?).ok_or(StoreError::Corrupt("state"))?;
        Ok(Attended {
            starts_at: time(&row, "starts_at")?,
            on: standing.takes_place() && !flag(&row, "withdrawn")?,
            answered: row.try_get::<Option<i64>, _>("coming")?.is_some(),
        })
    })
    .transpose()
}

/// Plans the reminders before a session again from `session` and `attendee`. Returns its start if the participant has
/// to hear of the news at once; [`changes`] tells them.
pub async fn session(
    tx: &mut Tx<'_>,
    locked: &mut Head,
    session: SessionId,
    news: SessionNews,
) -> StoreResult<Option<DateTime<Utc>>> {
    let Some(at) = attended(tx, locked.participant, session).await? else { return Ok(None) };
    let settings = settings::settings(tx, locked.participant).await?;
    before(tx, locked, session, &at, &settings, WhyNot::Cancelled).await?;
    let at_once = match news {
        SessionNews::Known => false,
        SessionNews::Added => rule::is_at_short_notice(&at, &settings, tx.now),
        SessionNews::Changed => true,
    };
    Ok(at_once.then_some(at.starts_at))
}

/// Plans one notification about everything that an act changed: sessions and their starts. Earlier ones that tell of
/// nothing else are obsolete.
pub async fn changes(tx: &mut Tx<'_>, locked: &mut Head, news: &[(SessionId, DateTime<Utc>)]) -> StoreResult<()> {
    if news.is_empty() {
        return Ok(());
    }
    for old in occurrence::changes(tx, locked.participant).await? {
        if old.changed().all(|session| news.iter().any(|(new, _)| *new == session)) {
            occurrence::happen(tx, locked, old, Event::Replaced).await?;
        }
    }
    let slot = domain::base::id::to_hex(&tx.env.random::<8>());
    let Some(plan) = rule::change(news, slot, tx.now) else { return Ok(()) };
    // Without a phone, nobody knew anything else.
    let has_phone = !device::devices(tx, locked.participant).await?.is_empty();
    if has_phone && settings::settings(tx, locked.participant).await?.changes {
        let new = Occurrence::begin(tx, plan);
        occurrence::tell(tx, locked, new).await?;
    }
    Ok(())
}

/// The latest time at which a change is told, even in quiet hours.
pub async fn latest(
    tx: &mut Tx<'_>,
    participant: ParticipantId,
    change: &Occurrence,
    settings: &ReminderSettings,
) -> StoreResult<Option<DateTime<Utc>>> {
    let mut starts = Vec::new();
    for session in change.changed() {
        starts.extend(attended(tx, participant, session).await?.map(|at| at.starts_at));
        // The start that the participant knew: reminders of it expire then.
        let known = occurrence::of(tx, participant, Source::Session, session.bytes()).await?;
        starts.extend(known.iter().map(|reminder| reminder.life.expires_at));
    }
    Ok(rule::latest(&starts, settings, tx.now))
}

async fn before(
    tx: &mut Tx<'_>,
    locked: &mut Head,
    session: SessionId,
    at: &Attended,
    settings: &ReminderSettings,
    why: WhyNot,
) -> StoreResult<()> {
    let wanted = rule::before_session(session, at, settings);
    replan(tx, locked, Source::Session, *session.bytes(), wanted, |_| why).await
}

/// Plans the reminders of every known session again, after a change of settings.
pub async fn sessions(tx: &mut Tx<'_>, locked: &mut Head, settings: &ReminderSettings) -> StoreResult<()> {
    let rows = sqlx::query(
        "SELECT a.session_id FROM attendee a JOIN session s ON s.session_id = a.session_id
         WHERE a.participant_id = $1 AND a.told > 0 AND s.starts_at > $2 ORDER BY s.starts_at, a.session_id",
    )
    .bind(locked.participant.bytes().to_vec())
    .bind(ms(tx.now))
    .fetch_all(&mut *tx.conn)
    .await?;
    for row in &rows {
        let session = id(row, "session_id")?;
        if let Some(at) = attended(tx, locked.participant, session).await? {
            before(tx, locked, session, &at, settings, WhyNot::TurnedOff).await?;
        }
    }
    Ok(())
}

/// Settles the reminders of a session that the participant answered (on the way, or cannot come).
pub async fn session_answered(tx: &mut Tx<'_>, locked: &mut Head, session: SessionId) -> StoreResult<()> {
    for source in [Source::Session, Source::Changed] {
        for known in occurrence::of(tx, locked.participant, source, session.bytes()).await? {
            // One that tells of other sessions too is not answered yet.
            if known.sessions.is_empty() {
                occurrence::happen(tx, locked, known, Event::Answered).await?;
            }
        }
    }
    Ok(())
}

/// Restores the future reminders of a session after the participant took their answer back.
pub async fn session_unanswered(tx: &mut Tx<'_>, locked: &mut Head, session: SessionId) -> StoreResult<()> {
    let Some(at) = attended(tx, locked.participant, session).await? else { return Ok(()) };
    let settings = settings::settings(tx, locked.participant).await?;
    let wanted = rule::before_session(session, &at, &settings);
    for known in occurrence::of(tx, locked.participant, Source::Session, session.bytes()).await? {
        if wanted.iter().any(|new| new.slot == known.slot) {
            occurrence::happen(tx, locked, known, Event::Unanswered).await?;
        }
    }
    replan(tx, locked, Source::Session, *session.bytes(), wanted, |_| WhyNot::Cancelled).await
}

/// Staff replied.
pub async fn reply(tx: &mut Tx<'_>, locked: &mut Head, object: ObjectId, reply: ReplyId) -> StoreResult<()> {
    if !settings::settings(tx, locked.participant).await?.messages {
        return Ok(());
    }
    let new = Planned::of(Source::Reply, *reply.bytes(), String::new(), tx.now, tx.now + MESSAGE_USEFUL);
    at_once(tx, locked, Planned { about: Some(object), ..new }).await
}

/// Plans the daily digest of everything due.
pub async fn digest(tx: &mut Tx<'_>, locked: &mut Head, at: Minute, there: &There) -> StoreResult<()> {
    let Some((day, due_at)) = rules::next_digest(at, tx.now, there) else { return Ok(()) };
    at_once(tx, locked, Planned::of(Source::Digest, [0; 16], slot_of(day), due_at, due_at + DIGEST_USEFUL)).await
}

fn slot_of(day: NaiveDate) -> String {
    day.to_string()
}

/// Plans a test notification that the participant asked for on a phone. Returns the pending one if there is one.
pub async fn test(tx: &mut Tx<'_>, locked: &mut Head, device: DeviceId) -> StoreResult<OccurrenceId> {
    let known = occurrence::of(tx, locked.participant, Source::Test, device.bytes()).await?;
    if let Some(waiting) = known.iter().find(|old| old.life.state.is_open() && old.life.expires_at > tx.now) {
        return Ok(waiting.id);
    }
    let plan = Planned::of(
        Source::Test,
        *device.bytes(),
        domain::base::id::to_hex(&tx.env.random::<8>()),
        tx.now,
        tx.now + TEST_USEFUL,
    );
    let new = Occurrence::begin(tx, plan);
    let id = new.id;
    occurrence::tell(tx, locked, new).await?;
    Ok(id)
}

/// Plans one notification. One whose time has passed is stored as expired.
pub async fn once(tx: &mut Tx<'_>, locked: &mut Head, op: &RemindOnce) -> StoreResult<Verdict> {
    let known =
        sqlx::query("SELECT 1 AS found FROM occurrence WHERE participant_id = $1 AND source = $2 AND subject = $3")
            .bind(locked.participant.bytes().to_vec())
            .bind(i64::from(Source::Once.number()))
            .bind(op.once.bytes().to_vec())
            .fetch_optional(&mut *tx.conn)
            .await?;
    if known.is_none() {
        let new = Occurrence::begin(tx, Planned::once(op));
        if op.until <= tx.now {
            occurrence::happen(tx, locked, new, Event::Ended(State::Expired)).await?;
        } else {
            occurrence::tell(tx, locked, new).await?;
        }
    }
    Ok(Verdict::Accepted)
}
