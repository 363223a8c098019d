//! One participant's sessions: what phones are told, RSVPs and make-ups.

use domain::Invalid;
use domain::base::id::{FeedVersion, ParticipantId, SessionId, StaffId};
use domain::base::text::{Label, ReplyText};
use domain::schedule::{
    AnswerSession, AskMakeUp, Attendance, Coming, MakeUp, PlannedDay, SessionChange, SessionState, TermChange,
};
use domain::sync::{Change, Reason, Topic, Verdict};
use sqlx::Row as _;

use super::session::{self, sessions};
use super::sql::base::{DbRow, Tx, flag, head, id, maybe_id, ms, sealed};
use super::sql::people::membership;
use super::sql::reminders::plan;
use super::weeks;
use crate::seal::{Place, SealKey};
use crate::store::types::head::Head;
use crate::store::types::schedule::Session;
use crate::store::{StoreError, StoreResult};

/// The place of a text that the participant wrote about a session, sealed under their key.
pub const fn place<'a>(session: &'a [u8; 16], column: &'static str) -> Place<'a> {
    Place { table: "attendee", row: session, column }
}

/// A participant's row of a session.
pub struct Attending {
    pub withdrawn: bool,
    pub coming: Option<Coming>,
    pub attendance: Option<Attendance>,
    pub make_up: Option<MakeUp>,
    pub instead: Option<SessionId>,
}

/// # Errors
/// Fails if the row was not written by this program.
pub fn attending(row: &DbRow) -> StoreResult<Attending> {
    let (coming, attendance, make_up): (Option<i64>, Option<i64>, Option<i64>) =
        (row.try_get("coming")?, row.try_get("attendance")?, row.try_get("make_up")?);
    Ok(Attending {
        withdrawn: flag(row, "withdrawn")?,
        coming: coming.map(|n| Coming::from_number(n).ok_or(StoreError::Corrupt("coming"))).transpose()?,
        attendance: attendance
            .map(|n| Attendance::from_number(n).ok_or(StoreError::Corrupt("attendance")))
            .transpose()?,
        make_up: make_up.map(|n| MakeUp::from_number(n).ok_or(StoreError::Corrupt("make_up"))).transpose()?,
        instead: maybe_id(row, "instead")?,
    })
}

/// The participant's row of a session they were told of, and the session's standing.
pub async fn find(
    tx: &mut Tx<'_>,
    participant: ParticipantId,
    session: SessionId,
) -> StoreResult<Option<(Attending, PlannedDay)>> {
    let row = sqlx::query(
        "SELECT a.withdrawn, a.coming, a.attendance, a.make_up, a.instead, s.state
         FROM attendee a JOIN session s ON s.session_id = a.session_id WHERE a.participant_id = $1 AND a.session_id = $2",
    )
    .bind(participant.bytes().to_vec())
    .bind(session.bytes().to_vec())
    .fetch_optional(&mut *tx.conn)
    .await?;
    row.map(|row| {
        Ok((attending(&row)?, PlannedDay::from_number(row.try_get("state")?).ok_or(StoreError::Corrupt("state"))?))
    })
    .transpose()
}

/// Gives the row a new version and announces it in the feed.
pub async fn renew(tx: &mut Tx<'_>, locked: &mut Head, session: SessionId) -> StoreResult<()> {
    let version = FeedVersion::from_bytes(tx.env.random());
    sqlx::query("UPDATE attendee SET version = $3 WHERE participant_id = $1 AND session_id = $2")
        .bind(locked.participant.bytes().to_vec())
        .bind(session.bytes().to_vec())
        .bind(version.bytes().to_vec())
        .execute(&mut *tx.conn)
        .await?;
    head::announce(tx, locked, Topic::Session, session.bytes(), version).await
}

async fn seal(
    tx: &mut Tx<'_>,
    participant: ParticipantId,
    place: Place<'_>,
    text: Option<&ReplyText>,
) -> StoreResult<Option<Vec<u8>>> {
    let Some(text) = text else { return Ok(None) };
    let key = sealed::participant_key(tx, participant).await?;
    Ok(Some(key.seal(tx.env, place, text.as_str().as_bytes())?))
}

pub async fn answer(tx: &mut Tx<'_>, locked: &mut Head, op: &AnswerSession) -> StoreResult<Verdict> {
    let Some((attending, _)) = find(tx, locked.participant, op.session).await?.filter(|(a, _)| !a.withdrawn) else {
        return Ok(Verdict::rejected(Reason::NotThere));
    };
    let reason = op.reason.as_ref().filter(|_| op.coming.is_some());
    let reason = seal(tx, locked.participant, place(op.session.bytes(), "coming_reason_sealed"), reason).await?;
    sqlx::query(
        "UPDATE attendee SET coming = $3, coming_reason_sealed = $4, coming_at = $5
                 WHERE participant_id = $1 AND session_id = $2",
    )
    .bind(locked.participant.bytes().to_vec())
    .bind(op.session.bytes().to_vec())
    .bind(op.coming.map(Coming::number))
    .bind(reason)
    .bind(ms(tx.now))
    .execute(&mut *tx.conn)
    .await?;
    renew(tx, locked, op.session).await?;
    match (op.coming, attending.coming) {
        (Some(_), _) => plan::session_answered(tx, locked, op.session).await?,
        (None, Some(_)) => plan::session_unanswered(tx, locked, op.session).await?,
        (None, None) => {}
    }
    Ok(Verdict::Accepted)
}

pub async fn ask_make_up(tx: &mut Tx<'_>, locked: &mut Head, op: &AskMakeUp) -> StoreResult<Verdict> {
    let Some((attending, standing)) = find(tx, locked.participant, op.session).await?.filter(|(a, _)| !a.withdrawn)
    else {
        return Ok(Verdict::rejected(Reason::NotThere));
    };
    let lost = matches!(attending.attendance, Some(Attendance::Missed | Attendance::Excused));
    if !lost && standing.takes_place() && attending.coming != Some(Coming::CantCome) {
        let allowed = "a session that was missed, excused or cancelled, or that the participant cannot come to";
        return Ok(Verdict::invalid(Reason::Invalid, Invalid::new("op.session", allowed)));
    }
    if attending.make_up == Some(MakeUp::Accepted) {
        return Ok(Verdict::Accepted);
    }
    let note = seal(tx, locked.participant, place(op.session.bytes(), "make_up_note_sealed"), op.note.as_ref()).await?;
    sqlx::query(
        "UPDATE attendee SET make_up = $3, make_up_note_sealed = $4, make_up_at = $5 WHERE participant_id = $1
         AND session_id = $2",
    )
    .bind(locked.participant.bytes().to_vec())
    .bind(op.session.bytes().to_vec())
    .bind(MakeUp::Asked.number())
    .bind(note)
    .bind(ms(tx.now))
    .execute(&mut *tx.conn)
    .await?;
    renew(tx, locked, op.session).await?;
    Ok(Verdict::Accepted)
}

/// Sessions with feed numbers above `after`, up to `until`.
pub async fn told(tx: &mut Tx<'_>, participant: ParticipantId, after: i64, until: i64) -> StoreResult<Vec<Change>> {
    let rows = sqlx::query(sessions!(
        ", a.version, a.withdrawn, a.coming, a.attendance, a.make_up, a.instead",
        "JOIN attendee a ON a.session_id = s.session_id JOIN feed f ON f.participant_id = a.participant_id
         AND f.id = a.session_id
         WHERE f.participant_id = $1 AND f.topic = $2 AND f.feed_no > $3 AND f.feed_no <= $4"
    ))
    .bind(participant.bytes().to_vec())
    .bind(i64::from(Topic::Session.number()))
    .bind(after)
    .bind(until)
    .fetch_all(&mut *tx.conn)
    .await?;
    let key = program_key(tx, participant).await?;
    let mut names = sealed::Names::default();
    let mut changes = Vec::with_capacity(rows.len());
    for row in &rows {
        changes.push(Change::Session(Box::new(change(tx, &mut names, row, &key).await?)));
    }
    Ok(changes)
}

/// The key of the participant's program.
///
/// # Errors
/// `not_found` if there is no such participant.
pub async fn program_key(tx: &mut Tx<'_>, participant: ParticipantId) -> StoreResult<SealKey> {
    let program = membership::program_of(tx, participant).await?;
    sealed::program_key(tx, program).await
}

/// Reads a row of [`sessions`] with the attendee's columns.
///
/// # Errors
/// Fails if the row was not written by this program.
pub async fn change(
    tx: &mut Tx<'_>,
    names: &mut sealed::Names,
    row: &DbRow,
    key: &SealKey,
) -> StoreResult<SessionChange> {
    let attending = attending(row)?;
    let Session { session, kind, day, start, minutes, zone, starts_at, standing, words, leader, reason, .. } =
        session::read(row, key)?;
    let leader = match leader {
        Some(leader) => Label::stored("leader", &names.of(tx, leader).await?).ok(),
        None => None,
    };
    Ok(SessionChange {
        session,
        version: id(row, "version")?,
        kind,
        name: words.name,
        day,
        start,
        minutes,
        zone,
        starts_at,
        room: words.room,
        link: words.link,
        leader,
        state: if attending.withdrawn { SessionState::Withdrawn } else { standing.state() },
        reason: reason.and_then(|text| ReplyText::stored("reason", &text).ok()),
        coming: attending.coming,
        attendance: attending.attendance,
        make_up: attending.make_up,
        instead: attending.instead,
    })
}

pub async fn term(tx: &mut Tx<'_>, participant: ParticipantId) -> StoreResult<Option<TermChange>> {
    weeks::current(tx, participant).await
}

/// Records attendance of a session that has begun. The caller has locked the participant and checked the permission.
pub async fn mark(
    tx: &mut Tx<'_>,
    locked: &mut Head,
    session: SessionId,
    said: Option<Attendance>,
    by: StaffId,
) -> StoreResult<()> {
    sqlx::query(
        "UPDATE attendee SET attendance = $3, attendance_by = $4, attendance_at = $5 WHERE participant_id = $1
         AND session_id = $2",
    )
    .bind(locked.participant.bytes().to_vec())
    .bind(session.bytes().to_vec())
    .bind(said.map(Attendance::number))
    .bind(by.bytes().to_vec())
    .bind(ms(tx.now))
    .execute(&mut *tx.conn)
    .await?;
    renew(tx, locked, session).await
}

/// Adds the locked participant to a single session, and tells the phones.
pub async fn add(tx: &mut Tx<'_>, locked: &mut Head, session: SessionId, changed: i64) -> StoreResult<()> {
    sqlx::query(
        "INSERT INTO attendee (participant_id, session_id, version, told, withdrawn, extra)
         VALUES ($1, $2, $3, $4, 0, 1)
         ON CONFLICT (participant_id, session_id) DO UPDATE SET told = excluded.told, withdrawn = 0, extra = 1",
    )
    .bind(locked.participant.bytes().to_vec())
    .bind(session.bytes().to_vec())
    .bind(vec![0u8; 16])
    .bind(changed)
    .execute(&mut *tx.conn)
    .await?;
    renew(tx, locked, session).await
}
