//! One participant for staff: their page and their open shares.
//!
//! Law: every function here that shows something begins with [`enter`]. The ledger row is written before anything is
//! opened, in the same transaction.

use std::collections::BTreeSet;

use domain::base::id::{ObjectId, ParticipantId, RevisionId, StaffId};
use domain::entries::body::SharedCopy;
use domain::ledger::Act;
use sqlx::Row as _;

use super::door::{enter, fact, reads_entries};
use super::phone;
use super::sql::base::{Tx, flag, head, id, sealed, time};
use super::sql::people::waiting::waiting;
use super::sql::sharing::share;
use crate::seal::SealKey;
use crate::store::types::care::{PersonFile, SharedEntry, WaitingPhone};
use crate::store::types::people::SignedInStaff;
use crate::store::{StoreError, StoreResult};

pub async fn waiting_phones(
    tx: &mut Tx<'_>,
    who: SignedInStaff,
    participant: ParticipantId,
) -> StoreResult<Vec<WaitingPhone>> {
    enter(tx, who, participant).await?;
    waiting(tx, participant).await
}

/// The participant's open shares, newest first. Opens copies only of revisions that the reader has read before.
///
/// # Errors
/// When the database fails, or a copy does not open.
pub async fn shared(
    tx: &mut Tx<'_>,
    who: SignedInStaff,
    participant: ParticipantId,
    key: &SealKey,
) -> StoreResult<Vec<SharedEntry>> {
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
        "SELECT object_id, revision_id, copy_sealed, changed_at FROM share WHERE participant_id = $1
         AND revision_id IS NOT NULL
         ORDER BY changed_at DESC",
    )
    .bind(participant.bytes().to_vec())
    .fetch_all(&mut *tx.conn)
    .await?;
    rows.iter()
        .map(|row| {
            let (object, revision): (ObjectId, RevisionId) = (id(row, "object_id")?, id(row, "revision_id")?);
            let copy =
                mine.contains(&revision).then(|| open_copy(key, object, row.try_get("copy_sealed")?)).transpose()?;
            Ok(SharedEntry {
                object,
                revision,
                shared_at: time(row, "changed_at")?,
                copy,
                reviewed: reviewed.contains(&revision),
            })
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
    let mut entries =
        if reads_entries(tx, who).await? { shared(tx, who, participant, &key).await? } else { Vec::new() };
    entries.sort_by_key(|entry| {
        std::cmp::Reverse(entry.copy.as_ref().map_or(entry.shared_at, |copy| copy.record.at.to_utc()))
    });
    let name = sealed::participant_name(tx, participant).await?;
    let phones = phone::phones(tx, who, participant).await?;
    Ok(PersonFile { participant, name, since, entries, waiting: waiting(tx, participant).await?, phones })
}
