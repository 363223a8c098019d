//! The lists of staff: their people, and their inbox.

use domain::base::id::ParticipantId;
use sqlx::Row as _;

use super::door::{lock_reader, note_listed, reads_entries};
use super::sql::base::{Tx, head, id, sealed, time};
use super::sql::people::relation;
use super::sql::people::waiting::waiting;
use crate::store::types::care::{NewEntry, Person};
use crate::store::types::people::SignedInStaff;
use crate::store::{StoreResult, members};

/// Maximum number of participants that one transaction locks.
pub const AT_ONCE: i64 = 100;

/// Locks the reader's next people after `after`, by id, and writes today's ledger row for each.
pub async fn my_people(
    tx: &mut Tx<'_>,
    who: SignedInStaff,
    after: Option<ParticipantId>,
) -> StoreResult<Vec<ParticipantId>> {
    lock_reader(tx, who).await?;
    let rows = sqlx::query(concat!(
        "SELECT a.participant_id FROM assignment a
         JOIN participant p ON p.participant_id = a.participant_id
         JOIN staff s ON s.staff_id = a.staff_id AND s.program_id = p.program_id
         WHERE a.staff_id = $1 AND ",
        members!(seen, "p.membership"),
        " AND s.disabled_at IS NULL AND a.participant_id > $2
         ORDER BY a.participant_id LIMIT $3"
    ))
    .bind(who.staff.bytes().to_vec())
    .bind(after.map_or_else(Vec::new, |p| p.bytes().to_vec()))
    .bind(AT_ONCE)
    .fetch_all(&mut *tx.conn)
    .await?;
    let mut mine = Vec::with_capacity(rows.len());
    for row in &rows {
        let participant: ParticipantId = id(row, "participant_id")?;
        let mut locked = head::lock(tx, participant).await?;
        if !relation::is_assigned(tx, participant, who.staff).await? {
            continue;
        }
        note_listed(tx, who, &mut locked).await?;
        mine.push(participant);
    }
    Ok(mine)
}

pub async fn list_people(
    tx: &mut Tx<'_>,
    who: SignedInStaff,
    after: Option<ParticipantId>,
) -> StoreResult<Vec<Person>> {
    let mut list = Vec::new();
    for participant in my_people(tx, who, after).await? {
        list.push(person(tx, who, participant).await?);
    }
    Ok(list)
}

pub async fn person(tx: &mut Tx<'_>, who: SignedInStaff, participant: ParticipantId) -> StoreResult<Person> {
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
            list.push(NewEntry {
                participant,
                name: name.clone(),
                object: id(row, "object_id")?,
                shared_at: time(row, "changed_at")?,
            });
        }
    }
    Ok((list, last))
}
