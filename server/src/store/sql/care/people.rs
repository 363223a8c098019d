//! The lists of staff: their people, and their inbox. They read on a snapshot, without a lock: a person is in them only
//! when the ledger row of today is there, and [`note_listed`] writes those that are missing.

use std::collections::BTreeMap;

use domain::base::id::ParticipantId;
use domain::people::enrolment::CONFIRM_LIFE;
use sqlx::Row as _;

use super::door::{self, lock_reader, reads_entries, today};
use super::sql::base::{Tx, flag, head, id, ms, sealed, time};
use super::sql::people::{relation, sign_in};
use crate::store::types::care::{Before, Inbox, NewEntry, PAGE, Person};
use crate::store::types::people::SignedInStaff;
use crate::store::{StoreResult, members};

/// The reader's people of today; `$1` is the reader, `$2` midnight. The number of *listed* stands in the statement,
/// because its index holds those rows only. `CROSS JOIN` tells SQLite to begin with what is the reader's.
macro_rules! my_people {
    ($columns:literal, $listed:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM assignment a CROSS JOIN participant p CROSS JOIN staff s
              WHERE a.staff_id = $1 AND p.participant_id = a.participant_id
                  AND s.staff_id = $1 AND s.program_id = p.program_id AND s.disabled_at IS NULL AND ",
            members!(seen, "p.membership"),
            " AND p.participant_id ",
            $listed,
            " IN (SELECT l.participant_id FROM ledger l WHERE l.actor_id = $1 AND l.act = 1 AND l.at >= $2)"
        )
    };
}

pub async fn list_unlisted(tx: &mut Tx<'_>, who: SignedInStaff) -> StoreResult<Vec<ParticipantId>> {
    sign_in::still_staff(tx, who).await?;
    let rows = sqlx::query(my_people!("p.participant_id", "NOT"))
        .bind(who.staff.bytes().to_vec())
        .bind(today(tx))
        .fetch_all(&mut *tx.conn)
        .await?;
    rows.iter().map(|row| id(row, "participant_id")).collect()
}

pub async fn note_listed(tx: &mut Tx<'_>, who: SignedInStaff, mut people: Vec<ParticipantId>) -> StoreResult<()> {
    lock_reader(tx, who).await?;
    // One order of locks.
    people.sort_unstable();
    for participant in people {
        let mut locked = head::lock(tx, participant).await?;
        if relation::is_assigned(tx, participant, who.staff).await? {
            door::note_listed(tx, who, &mut locked).await?;
        }
    }
    Ok(())
}

pub async fn list_people(tx: &mut Tx<'_>, who: SignedInStaff) -> StoreResult<Vec<Person>> {
    sign_in::still_staff(tx, who).await?;
    let reads = reads_entries(tx, who).await?;
    let rows = sqlx::query(my_people!(
        "p.participant_id, p.wrapped_key, p.name_sealed,
         (SELECT COUNT(*) FROM (SELECT 1 AS one FROM unopened u
              WHERE u.staff_id = $1 AND u.participant_id = p.participant_id LIMIT 100) AS counted) AS fresh,
         (SELECT MAX(h.changed_at) FROM share h
              WHERE h.participant_id = p.participant_id AND h.revision_id IS NOT NULL) AS newest,
         CAST(CASE WHEN EXISTS (SELECT 1 FROM device d
              WHERE d.participant_id = p.participant_id AND d.revoked_at IS NULL) THEN 1 ELSE 0 END AS BIGINT) AS phone,
         CAST(CASE WHEN EXISTS (SELECT 1 FROM enrolment e
              WHERE e.participant_id = p.participant_id AND e.needs_confirmation = 1 AND e.decided IS NULL
                  AND e.device_id IS NOT NULL AND e.number IS NOT NULL AND e.used_at > $3)
              THEN 1 ELSE 0 END AS BIGINT) AS waits",
        ""
    ))
    .bind(who.staff.bytes().to_vec())
    .bind(today(tx))
    .bind(ms(tx.now - CONFIRM_LIFE))
    .fetch_all(&mut *tx.conn)
    .await?;
    let mut people = Vec::with_capacity(rows.len());
    for row in &rows {
        let newest: Option<i64> = row.try_get("newest")?;
        let fresh = u64::try_from(row.try_get::<i64, _>("fresh")?).unwrap_or(0);
        people.push(Person {
            participant: id(row, "participant_id")?,
            name: sealed::participant_name_in(tx, row)?,
            new: if reads { fresh } else { 0 },
            phone_waits: flag(row, "waits")?,
            has_phone: flag(row, "phone")?,
            last_shared: newest.filter(|_| reads).and_then(chrono::DateTime::from_timestamp_millis),
        });
    }
    Ok(people)
}

pub async fn list_new(tx: &mut Tx<'_>, who: SignedInStaff, before: Option<Before>) -> StoreResult<Inbox> {
    sign_in::still_staff(tx, who).await?;
    if !reads_entries(tx, who).await? {
        return Ok(Inbox { entries: Vec::new(), older: None });
    }
    // Two statements: no planner is asked to guess how many rows of the index belong to whom.
    let rows = sqlx::query(my_people!("p.participant_id, p.wrapped_key, p.name_sealed", ""))
        .bind(who.staff.bytes().to_vec())
        .bind(today(tx))
        .fetch_all(&mut *tx.conn)
        .await?;
    let mut listed = BTreeMap::new();
    for row in &rows {
        listed.insert(id::<ParticipantId>(row, "participant_id")?, row);
    }
    let (mut entries, mut from) = (Vec::new(), before);
    // Rows of others are few: those of whoever left are gone, and all others were listed just now.
    while !listed.is_empty() {
        let (places, next) = new_since(tx, who, from).await?;
        for (participant, place) in places {
            if let Some(row) = listed.get(&participant) {
                let name = sealed::participant_name_in(tx, row)?;
                entries.push(NewEntry { participant, name, object: place.object, shared_at: place.at });
            }
        }
        from = next;
        if from.is_none() || i64::try_from(entries.len()).is_ok_and(|found| found > PAGE) {
            break;
        }
    }
    let older = Before::cut(&mut entries, |entry| Before { at: entry.shared_at, object: entry.object });
    Ok(Inbox { entries, older })
}

/// The next rows of the index of what is new to the reader, and where it goes on.
async fn new_since(
    tx: &mut Tx<'_>,
    who: SignedInStaff,
    from: Option<Before>,
) -> StoreResult<(Vec<(ParticipantId, Before)>, Option<Before>)> {
    let (at, object) = Before::bounds(from);
    let rows = sqlx::query(
        "SELECT participant_id, object_id, shared_at FROM unopened
         WHERE staff_id = $1 AND (shared_at, object_id) < ($2, $3)
         ORDER BY shared_at DESC, object_id DESC LIMIT $4",
    )
    .bind(who.staff.bytes().to_vec())
    .bind(at)
    .bind(object)
    .bind(PAGE + 1)
    .fetch_all(&mut *tx.conn)
    .await?;
    let mut places = Vec::with_capacity(rows.len());
    for row in &rows {
        let place = Before { at: time(row, "shared_at")?, object: id(row, "object_id")? };
        places.push((id(row, "participant_id")?, place));
    }
    let full = i64::try_from(places.len()).is_ok_and(|found| found > PAGE);
    let next = places.last().filter(|_| full).map(|(_, place)| *place);
    Ok((places, next))
}
