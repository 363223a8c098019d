//! What staff see of participants: the list, one person, the inbox; and the door that every look goes through.
//!
//! Law: every function here that shows something begins with [`enter`] or [`my_people`]: the reader's sign-in row, then the
//! participant's head row, then the checks. The ledger row is written before anything is opened, in the same transaction.

use std::collections::BTreeSet;

use chrono::NaiveTime;
use domain::body::SharedCopy;
use domain::enrolment::CONFIRM_LIFE;
use domain::id::{DeviceId, ObjectId, ParticipantId, RevisionId, StaffId};
use domain::ledger::{Act, ActorKind, Fact};
use domain::problem::ProblemKind;
use domain::program::{Membership, Role};
use sqlx::Row as _;

use super::{Tx, care_phone, flag, head, id, ms, people, sealed, share, sign_in, time};
use crate::seal::SealKey;
use crate::store::care::{NewEntry, Person, PersonFile, SharedEntry, WaitingPhone};
use crate::store::model::{Head, SignedInStaff};
use crate::store::{StoreError, StoreResult};

/// Participants that one transaction may lock.
const AT_ONCE: i64 = 100;

/// Locks the reader's sign-in and checks that it still holds.
///
/// # Errors
/// `sign_in` when it ended.
pub async fn lock_reader(tx: &mut Tx<'_>, who: SignedInStaff) -> StoreResult<()> {
    sqlx::query("UPDATE sign_in SET last_seen_at = last_seen_at WHERE token_hash = $1")
        .bind(who.token_hash.to_vec())
        .execute(&mut *tx.conn)
        .await?;
    sign_in::still_staff(tx, who).await
}

/// Locks reader and participant, then checks that the one may look at the other.
///
/// # Errors
/// `sign_in` when the sign-in ended; `not_found` when there is no such participant or they are not assigned: alike.
pub async fn enter(tx: &mut Tx<'_>, who: SignedInStaff, participant: ParticipantId) -> StoreResult<Head> {
    lock_reader(tx, who).await?;
    let locked = head::lock(tx, participant).await?;
    if people::is_assigned(tx, participant, who.staff).await? { Ok(locked) } else { Err(ProblemKind::NotFound.into()) }
}

/// A fact about what the reader does now.
pub fn fact(tx: &Tx<'_>, who: SignedInStaff, act: Act, object: [u8; 16]) -> Fact {
    Fact { at: tx.now, actor: ActorKind::Staff, actor_id: *who.staff.bytes(), act, object }
}

/// Locks, in id order, the next people of the reader after `after`, and writes today's ledger row for each.
async fn my_people(tx: &mut Tx<'_>, who: SignedInStaff, after: Option<ParticipantId>) -> StoreResult<Vec<ParticipantId>> {
    lock_reader(tx, who).await?;
    let rows = sqlx::query(
        "SELECT a.participant_id FROM assignment a
         JOIN participant p ON p.participant_id = a.participant_id
         JOIN staff s ON s.staff_id = a.staff_id AND s.program_id = p.program_id
         WHERE a.staff_id = $1 AND p.membership <> $2 AND s.disabled_at IS NULL AND a.participant_id > $3
         ORDER BY a.participant_id LIMIT $4",
    )
    .bind(who.staff.bytes().to_vec())
    .bind(Membership::Left.word())
    .bind(after.map_or_else(Vec::new, |p| p.bytes().to_vec()))
    .bind(AT_ONCE)
    .fetch_all(&mut *tx.conn)
    .await?;
    let mut mine = Vec::with_capacity(rows.len());
    for row in &rows {
        let participant: ParticipantId = id(row, "participant_id")?;
        let mut locked = head::lock(tx, participant).await?;
        if !people::is_assigned(tx, participant, who.staff).await? {
            continue;
        }
        note_listed(tx, who, &mut locked).await?;
        mine.push(participant);
    }
    Ok(mine)
}

/// Writes that the reader saw the locked participant in a list, once a day.
///
/// # Errors
/// When the database fails.
pub async fn note_listed(tx: &mut Tx<'_>, who: SignedInStaff, locked: &mut Head) -> StoreResult<()> {
    let midnight = tx.now.date_naive().and_time(NaiveTime::MIN).and_utc();
    let listed = sqlx::query("SELECT 1 AS found FROM ledger WHERE participant_id = $1 AND actor_id = $2 AND act = $3 AND at >= $4 LIMIT 1")
        .bind(locked.participant.bytes().to_vec())
        .bind(who.staff.bytes().to_vec())
        .bind(i64::from(Act::Listed.number()))
        .bind(ms(midnight))
        .fetch_optional(&mut *tx.conn)
        .await?;
    if listed.is_none() {
        let listed = fact(tx, who, Act::Listed, [0; 16]);
        head::record(tx, locked, listed).await?;
        head::save(tx, locked).await?;
    }
    Ok(())
}

pub async fn list_people(tx: &mut Tx<'_>, who: SignedInStaff, after: Option<ParticipantId>) -> StoreResult<Vec<Person>> {
    let mut list = Vec::new();
    for participant in my_people(tx, who, after).await? {
        list.push(person(tx, who, participant).await?);
    }
    Ok(list)
}

async fn person(tx: &mut Tx<'_>, who: SignedInStaff, participant: ParticipantId) -> StoreResult<Person> {
    let counts = sqlx::query(
        "SELECT COUNT(*) AS shares, COUNT(n.seen_id) AS opened, MAX(s.changed_at) AS newest
         FROM share s LEFT JOIN seen n ON n.participant_id = s.participant_id AND n.object_id = s.object_id
             AND n.revision_id = s.revision_id AND n.staff_id = $2 AND n.reviewed = 0
         WHERE s.participant_id = $1 AND s.revision_id IS NOT NULL",
    )
    .bind(participant.bytes().to_vec())
    .bind(who.staff.bytes().to_vec())
    .fetch_one(&mut *tx.conn)
    .await?;
    let phones = sqlx::query("SELECT COUNT(*) AS phones FROM device WHERE participant_id = $1 AND revoked_at IS NULL")
        .bind(participant.bytes().to_vec())
        .fetch_one(&mut *tx.conn)
        .await?;
    let reads = reads_entries(tx, who).await?;
    let new = counts.try_get::<i64, _>("shares")? - counts.try_get::<i64, _>("opened")?;
    let newest: Option<i64> = counts.try_get("newest")?;
    Ok(Person {
        participant,
        name: sealed::participant_name(tx, participant).await?,
        new: if reads { u64::try_from(new).unwrap_or(0) } else { 0 },
        phone_waits: !waiting(tx, participant).await?.is_empty(),
        has_phone: phones.try_get::<i64, _>("phones")? > 0,
        last_shared: newest.filter(|_| reads).and_then(chrono::DateTime::from_timestamp_millis),
    })
}

/// What the reader's role allows now, not what it was when the request began.
///
/// # Errors
/// `not_found` when the account was disabled.
pub async fn reads_entries(tx: &mut Tx<'_>, who: SignedInStaff) -> StoreResult<bool> {
    let row = sqlx::query("SELECT role FROM staff WHERE staff_id = $1 AND disabled_at IS NULL")
        .bind(who.staff.bytes().to_vec())
        .fetch_optional(&mut *tx.conn)
        .await?
        .ok_or(ProblemKind::NotFound)?;
    Ok(Role::from_word(row.try_get("role")?).ok_or(StoreError::Corrupt("staff"))?.may_read_entries())
}

/// Phones that typed a code and still wait, in the order in which they typed it.
///
/// # Errors
/// When the database fails.
pub async fn waiting(tx: &mut Tx<'_>, participant: ParticipantId) -> StoreResult<Vec<WaitingPhone>> {
    let rows = sqlx::query(
        "SELECT device_id, number FROM enrolment
         WHERE participant_id = $1 AND needs_confirmation = 1 AND decided IS NULL AND device_id IS NOT NULL AND number IS NOT NULL
             AND used_at > $2 ORDER BY used_at",
    )
    .bind(participant.bytes().to_vec())
    .bind(ms(tx.now - CONFIRM_LIFE))
    .fetch_all(&mut *tx.conn)
    .await?;
    rows.iter()
        .map(|row| {
            let number = u8::try_from(row.try_get::<i64, _>("number")?).map_err(|_| StoreError::Corrupt("enrolment"))?;
            Ok(WaitingPhone { device: id::<DeviceId>(row, "device_id")?, number })
        })
        .collect()
}

pub async fn waiting_phones(tx: &mut Tx<'_>, who: SignedInStaff, participant: ParticipantId) -> StoreResult<Vec<WaitingPhone>> {
    enter(tx, who, participant).await?;
    waiting(tx, participant).await
}

/// The participant's open shares, the newest first. Copies are opened only where the reader has read that revision before.
///
/// # Errors
/// When the database fails, or a copy does not open.
pub async fn shared(tx: &mut Tx<'_>, who: SignedInStaff, participant: ParticipantId, key: &SealKey) -> StoreResult<Vec<SharedEntry>> {
    let seen = sqlx::query("SELECT revision_id, staff_id, reviewed FROM seen WHERE participant_id = $1")
        .bind(participant.bytes().to_vec())
        .fetch_all(&mut *tx.conn)
        .await?;
    let (mut mine, mut reviewed) = (BTreeSet::new(), BTreeSet::new());
    for row in &seen {
        let revision: RevisionId = id(row, "revision_id")?;
        if flag(row, "reviewed")? {
            reviewed.insert(revision);
        } else if id::<StaffId>(row, "staff_id")? == who.staff {
            mine.insert(revision);
        }
    }
    let rows = sqlx::query(
        "SELECT object_id, revision_id, copy_sealed, changed_at FROM share WHERE participant_id = $1 AND revision_id IS NOT NULL
         ORDER BY changed_at DESC",
    )
    .bind(participant.bytes().to_vec())
    .fetch_all(&mut *tx.conn)
    .await?;
    rows.iter()
        .map(|row| {
            let (object, revision): (ObjectId, RevisionId) = (id(row, "object_id")?, id(row, "revision_id")?);
            let copy = mine.contains(&revision).then(|| open_copy(key, object, row.try_get("copy_sealed")?)).transpose()?;
            Ok(SharedEntry { object, revision, shared_at: time(row, "changed_at")?, copy, reviewed: reviewed.contains(&revision) })
        })
        .collect()
}

fn open_copy(key: &SealKey, object: ObjectId, sealed: &[u8]) -> StoreResult<SharedCopy> {
    let plain = key.open(share::copy_place(object.bytes()), sealed)?;
    serde_json::from_slice(&plain).map_err(|_| StoreError::Corrupt("share"))
}

pub async fn open_person(tx: &mut Tx<'_>, who: SignedInStaff, participant: ParticipantId) -> StoreResult<PersonFile> {
    let mut locked = enter(tx, who, participant).await?;
    let opened = fact(tx, who, Act::Opened, [0; 16]);
    head::record(tx, &mut locked, opened).await?;
    head::save(tx, &locked).await?;
    let row = sqlx::query("SELECT created_at FROM participant WHERE participant_id = $1")
        .bind(participant.bytes().to_vec())
        .fetch_one(&mut *tx.conn)
        .await?;
    let since = time(&row, "created_at")?;
    let key = sealed::participant_key(tx, participant).await?;
    let mut entries = if reads_entries(tx, who).await? { shared(tx, who, participant, &key).await? } else { Vec::new() };
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.copy.as_ref().map_or(entry.shared_at, |copy| copy.record.at.to_utc())));
    let name = sealed::participant_name(tx, participant).await?;
    let phones = care_phone::phones(tx, who, participant).await?;
    Ok(PersonFile { participant, name, since, entries, waiting: waiting(tx, participant).await?, phones })
}

pub async fn inbox(
    tx: &mut Tx<'_>,
    who: SignedInStaff,
    after: Option<ParticipantId>,
) -> StoreResult<(Vec<NewEntry>, Option<ParticipantId>)> {
    let mine = my_people(tx, who, after).await?;
    let last = mine.last().copied().filter(|_| i64::try_from(mine.len()) == Ok(AT_ONCE));
    let mut list = Vec::new();
    if !reads_entries(tx, who).await? {
        return Ok((list, None));
    }
    for participant in mine {
        let name = sealed::participant_name(tx, participant).await?;
        let rows = sqlx::query(
            "SELECT s.object_id, s.changed_at FROM share s
             WHERE s.participant_id = $1 AND s.revision_id IS NOT NULL AND NOT EXISTS (
                 SELECT 1 FROM seen n WHERE n.participant_id = s.participant_id AND n.object_id = s.object_id
                     AND n.revision_id = s.revision_id AND n.staff_id = $2 AND n.reviewed = 0)
             ORDER BY s.changed_at DESC",
        )
        .bind(participant.bytes().to_vec())
        .bind(who.staff.bytes().to_vec())
        .fetch_all(&mut *tx.conn)
        .await?;
        for row in &rows {
            list.push(NewEntry { participant, name: name.clone(), object: id(row, "object_id")?, shared_at: time(row, "changed_at")? });
        }
    }
    Ok((list, last))
}
