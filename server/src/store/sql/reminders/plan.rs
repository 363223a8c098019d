//! Plans occurrences of reminders from what they remind of. Each function is called with the participant locked, in the
//! transaction that changed what it is about, so that a plan never lags behind. Planning again doubles nothing.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::id::{DeviceId, FeedVersion, ObjectId, OccurrenceId, ParticipantId, ReplyId, SessionId};
use domain::reminder::rules::{self, Source};
use domain::reminder::{RemindOnce, ReminderSettings, WhyNot};
use domain::schedule::{Minute, Standing};
use domain::sync::Verdict;
use sqlx::Row as _;

use super::occurrence::{self, Occurrence, State, put};
use super::settings;
use super::sql::base::{Tx, flag, id, ms, named, time};
use super::sql::people::device;
use crate::store::StoreResult;
use crate::store::types::head::Head;
use crate::zones::There;

/// How long a message, a changed time and a digest stay of use, and how long a test may take.
const MESSAGE_USEFUL: TimeDelta = TimeDelta::hours(24);
const CHANGE_USEFUL: TimeDelta = TimeDelta::hours(12);
const DIGEST_USEFUL: TimeDelta = TimeDelta::hours(12);
const TEST_USEFUL: TimeDelta = TimeDelta::minutes(10);

/// How a participant's session changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionNews {
    /// The phones are told of it for the first time, or of something that is no matter of time.
    Known,
    /// It was moved, or cancelled, or called off for this participant: reminders at the old time must not come.
    Changed,
}

/// An occurrence as it should be. Source, subject and slot make it one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    pub source: Source,
    pub subject: [u8; 16],
    pub about: Option<ObjectId>,
    pub slot: String,
    pub due_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

impl Planned {
    pub fn once(op: &RemindOnce) -> Self {
        Self::of(Source::Once, *op.once.bytes(), String::new(), op.at, op.until)
    }

    pub const fn of(source: Source, subject: [u8; 16], slot: String, due_at: DateTime<Utc>, expires_at: DateTime<Utc>) -> Self {
        Self { source, subject, about: None, slot, due_at, expires_at }
    }

    /// The row it becomes when it is not there yet.
    pub fn begin(self, tx: &Tx<'_>) -> Occurrence {
        let mut new = Occurrence {
            id: OccurrenceId::from_bytes(tx.env.random()),
            version: FeedVersion::from_bytes(tx.env.random()),
            source: self.source,
            subject: self.subject,
            about: self.about,
            slot: self.slot,
            due_at: self.due_at,
            expires_at: self.expires_at,
            state: State::Waiting,
            announced: false,
            next_at: None,
            leased_until: None,
        };
        new.wait(tx.now);
        new
    }
}

/// Makes what is planned about one thing what it should be. What is due in the past is not planned any more, but what waits or
/// is snoozed since then stays. What should not be any more is forgotten, or not delivered because of `why` once the phones know
/// of it.
///
/// # Errors
/// When the database fails.
pub async fn replan(
    tx: &mut Tx<'_>,
    locked: &mut Head,
    source: Source,
    subject: [u8; 16],
    wanted: Vec<Planned>,
    why: impl Fn(&Occurrence) -> WhyNot + Send,
) -> StoreResult<()> {
    let mut known = occurrence::of(tx, locked.participant, source, &subject).await?;
    for new in wanted {
        if let Some(at) = known.iter().position(|old| old.slot == new.slot) {
            adjust(tx, locked, known.swap_remove(at), &new).await?;
        } else if new.due_at > tx.now {
            let mut new = new.begin(tx);
            put(tx, locked, &mut new, false).await?;
        }
    }
    for mut old in known {
        if old.is_open() && !old.announced {
            occurrence::forget(tx, locked.participant, old.id).await?;
        } else if old.is_open() {
            // What is not wanted any more because its time went by was not called off: nobody was there to send it.
            let state = if old.expires_at <= tx.now { State::Expired } else { State::NotDelivered(why(&old)) };
            old.settle(state, None);
            put(tx, locked, &mut old, false).await?;
        } else if old.next_at.is_some() {
            // It reached one phone; the others need it no more.
            old.settle(old.state, None);
            put(tx, locked, &mut old, true).await?;
        }
    }
    Ok(())
}

async fn adjust(tx: &mut Tx<'_>, locked: &mut Head, mut old: Occurrence, new: &Planned) -> StoreResult<()> {
    let same = (old.due_at, old.expires_at) == (new.due_at, new.expires_at);
    let comes_back = match old.state {
        State::NotDelivered(why) => new.due_at > tx.now && matches!(why, WhyNot::Cancelled | WhyNot::TurnedOff | WhyNot::DayOff),
        State::Waiting => !same,
        State::Sent(_) | State::Snoozed(_) | State::Done | State::Expired => false,
    };
    if comes_back {
        (old.due_at, old.expires_at) = (new.due_at, new.expires_at);
        old.wait(tx.now);
        put(tx, locked, &mut old, false).await?;
    }
    Ok(())
}

/// Plans something that is due at once, unless it is there.
async fn at_once(tx: &mut Tx<'_>, locked: &mut Head, new: Planned) -> StoreResult<()> {
    let known = occurrence::of(tx, locked.participant, new.source, &new.subject).await?;
    if known.iter().all(|old| old.slot != new.slot) {
        let mut new = new.begin(tx);
        put(tx, locked, &mut new, false).await?;
    }
    Ok(())
}

/// A session as far as its reminders go.
pub struct Attended {
    pub starts_at: DateTime<Utc>,
    /// It takes place, and for this participant.
    pub on: bool,
    /// The participant said whether they come.
    pub answered: bool,
    timed: i64,
}

/// # Errors
/// When the database fails.
pub async fn attended(tx: &mut Tx<'_>, participant: ParticipantId, session: SessionId) -> StoreResult<Option<Attended>> {
    let row = sqlx::query(
        "SELECT s.starts_at, s.state, s.timed, a.withdrawn, a.coming
         FROM attendee a JOIN session s ON s.session_id = a.session_id WHERE a.participant_id = $1 AND a.session_id = $2",
    )
    .bind(participant.bytes().to_vec())
    .bind(session.bytes().to_vec())
    .fetch_optional(&mut *tx.conn)
    .await?;
    row.map(|row| {
        let standing = named(Standing::ALL, row.try_get("state")?, "state")?;
        Ok(Attended {
            starts_at: time(&row, "starts_at")?,
            on: standing.takes_place() && !flag(&row, "withdrawn")?,
            answered: row.try_get::<Option<i64>, _>("coming")?.is_some(),
            timed: row.try_get("timed")?,
        })
    })
    .transpose()
}

/// Plans the reminders before a session anew from what stands in `session` and `attendee` now, and one about the change itself.
///
/// # Errors
/// When the database fails.
pub async fn session(tx: &mut Tx<'_>, locked: &mut Head, session: SessionId, news: SessionNews) -> StoreResult<()> {
    let Some(at) = attended(tx, locked.participant, session).await? else { return Ok(()) };
    let settings = settings::settings(tx, locked.participant).await?;
    before(tx, locked, session, &at, &settings, WhyNot::Cancelled).await?;
    if news == SessionNews::Changed {
        change(tx, locked, session, &at, &settings).await?;
    }
    Ok(())
}

async fn before(
    tx: &mut Tx<'_>,
    locked: &mut Head,
    session: SessionId,
    at: &Attended,
    settings: &ReminderSettings,
    why: WhyNot,
) -> StoreResult<()> {
    let wanted = wanted_before(session, at, settings);
    replan(tx, locked, Source::Session, *session.bytes(), wanted, |_| why).await
}

/// What reminds of a session that takes place and was not answered.
fn wanted_before(session: SessionId, at: &Attended, settings: &ReminderSettings) -> Vec<Planned> {
    let plan = |lead: i64| {
        let due_at = at.starts_at - TimeDelta::minutes(lead + i64::from(settings.travel.get()));
        Planned::of(Source::Session, *session.bytes(), format!("{} {lead}", ms(at.starts_at)), due_at, at.starts_at)
    };
    if at.on && !at.answered && settings.sessions {
        settings.leads.iter().map(|lead| plan(i64::from(lead.get()))).collect()
    } else {
        Vec::new()
    }
}

/// One about the newest change; what came before it is of no use any more.
async fn change(tx: &mut Tx<'_>, locked: &mut Head, session: SessionId, at: &Attended, settings: &ReminderSettings) -> StoreResult<()> {
    let slot = at.timed.to_string();
    let known = occurrence::of(tx, locked.participant, Source::Changed, session.bytes()).await?;
    if known.iter().any(|old| old.slot == slot) {
        return Ok(());
    }
    for mut old in known.into_iter().filter(Occurrence::is_open) {
        old.settle(State::NotDelivered(WhyNot::Cancelled), None);
        put(tx, locked, &mut old, false).await?;
    }
    let expires_at = at.starts_at.min(tx.now + CHANGE_USEFUL);
    // Without a phone nobody has seen the time that it was.
    let has_phone = !device::devices(tx, locked.participant).await?.is_empty();
    if settings.changes && has_phone && expires_at > tx.now {
        at_once(tx, locked, Planned::of(Source::Changed, *session.bytes(), slot, tx.now, expires_at)).await?;
    }
    Ok(())
}

/// Plans the reminders before every session that the phones know of anew, after the settings changed.
///
/// # Errors
/// When the database fails.
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

/// The participant answered a session (on the way, or cannot come): its reminders are done.
///
/// # Errors
/// When the database fails.
pub async fn session_answered(tx: &mut Tx<'_>, locked: &mut Head, session: SessionId) -> StoreResult<()> {
    for source in [Source::Session, Source::Changed] {
        for mut known in occurrence::of(tx, locked.participant, source, session.bytes()).await? {
            if known.is_open() && !known.announced {
                occurrence::forget(tx, locked.participant, known.id).await?;
            } else if known.is_open() || matches!(known.state, State::Sent(_)) {
                known.settle(State::Done, None);
                put(tx, locked, &mut known, false).await?;
            }
        }
    }
    Ok(())
}

/// The participant took their answer back: what would remind of the session now and is due later comes again.
///
/// # Errors
/// When the database fails.
pub async fn session_unanswered(tx: &mut Tx<'_>, locked: &mut Head, session: SessionId) -> StoreResult<()> {
    let Some(at) = attended(tx, locked.participant, session).await? else { return Ok(()) };
    let settings = settings::settings(tx, locked.participant).await?;
    let wanted = wanted_before(session, &at, &settings);
    for mut known in occurrence::of(tx, locked.participant, Source::Session, session.bytes()).await? {
        let again = known.due_at > tx.now && wanted.iter().any(|new| new.slot == known.slot);
        if known.state == State::Done && again {
            known.wait(tx.now);
            put(tx, locked, &mut known, false).await?;
        }
    }
    replan(tx, locked, Source::Session, *session.bytes(), wanted, |_| WhyNot::Cancelled).await
}

/// Staff replied.
///
/// # Errors
/// When the database fails.
pub async fn reply(tx: &mut Tx<'_>, locked: &mut Head, object: ObjectId, reply: ReplyId) -> StoreResult<()> {
    if !settings::settings(tx, locked.participant).await?.messages {
        return Ok(());
    }
    let new = Planned::of(Source::Reply, *reply.bytes(), String::new(), tx.now, tx.now + MESSAGE_USEFUL);
    at_once(tx, locked, Planned { about: Some(object), ..new }).await
}

/// The digest that gathers what is due now, once a day.
///
/// # Errors
/// When the database fails.
pub async fn digest(tx: &mut Tx<'_>, locked: &mut Head, at: Minute, there: &There) -> StoreResult<()> {
    let Some((day, due_at)) = rules::next_digest(at, tx.now, there) else { return Ok(()) };
    at_once(tx, locked, Planned::of(Source::Digest, [0; 16], slot_of(day), due_at, due_at + DIGEST_USEFUL)).await
}

fn slot_of(day: NaiveDate) -> String {
    day.to_string()
}

/// One that the participant asked for on a phone, to see whether it comes there. Asking again while one waits is the same one.
///
/// # Errors
/// When the database fails.
pub async fn test(tx: &mut Tx<'_>, locked: &mut Head, device: DeviceId) -> StoreResult<OccurrenceId> {
    let known = occurrence::of(tx, locked.participant, Source::Test, device.bytes()).await?;
    if let Some(waiting) = known.iter().find(|old| old.is_open() && old.expires_at > tx.now) {
        return Ok(waiting.id);
    }
    let plan = Planned::of(Source::Test, *device.bytes(), domain::id::to_hex(&tx.env.random::<8>()), tx.now, tx.now + TEST_USEFUL);
    let mut new = plan.begin(tx);
    put(tx, locked, &mut new, false).await?;
    Ok(new.id)
}

/// Plans one notification. One whose time is over already is there as expired.
///
/// # Errors
/// When the database fails.
pub async fn once(tx: &mut Tx<'_>, locked: &mut Head, op: &RemindOnce) -> StoreResult<Verdict> {
    let known = sqlx::query("SELECT 1 AS found FROM occurrence WHERE participant_id = $1 AND source = $2 AND subject = $3")
        .bind(locked.participant.bytes().to_vec())
        .bind(i64::from(Source::Once.number()))
        .bind(op.once.bytes().to_vec())
        .fetch_optional(&mut *tx.conn)
        .await?;
    if known.is_none() {
        let mut new = Planned::once(op).begin(tx);
        if op.until <= tx.now {
            new.settle(State::Expired, None);
        }
        put(tx, locked, &mut new, false).await?;
    }
    Ok(Verdict::Accepted)
}
