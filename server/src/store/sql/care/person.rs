//! One participant for staff: their page and their open shares.
//!
//! Law: every function here that shows something begins with [`enter`], or with [`look`] after the ledger row was
//! written. What is shown is bounded: a page of entries, the charts' latest, what is around one entry.

use chrono::{DateTime, Utc};
use domain::base::id::{ObjectId, ParticipantId};
use domain::entries::body::SharedCopy;
use domain::ledger::Act;
use sqlx::Row as _;

use super::door::{enter, fact, look, reads_entries};
use super::phone;
use super::sql::base::{DbRow, Tx, head, id, ms, sealed, time};
use super::sql::people::waiting::waiting;
use super::sql::sharing::share;
use crate::seal::SealKey;
use crate::store::types::care::{Before, Opened, PAGE, PersonFile, SharedEntry, WaitingPhone, WantedEntries};
use crate::store::types::people::SignedInStaff;
use crate::store::{StoreError, StoreResult};

/// Entries that the charts of one page are drawn from, at most.
const MOST_CHARTED: i64 = 1000;
/// Entries that are looked at for the context of one, at most.
const MOST_CONTEXT: i64 = 200;

pub async fn waiting_phones(
    tx: &mut Tx<'_>,
    who: SignedInStaff,
    participant: ParticipantId,
) -> StoreResult<Vec<WaitingPhone>> {
    enter(tx, who, participant).await?;
    waiting(tx, participant).await
}

/// Open shares with what the reader may see of each: the copy only of a revision that they have read.
macro_rules! shares {
    ($condition:literal) => {
        concat!(
            "SELECT s.object_id, s.revision_id, s.changed_at,
                 (SELECT COUNT(*) FROM seen n WHERE n.participant_id = s.participant_id
                      AND n.object_id = s.object_id AND n.revision_id = s.revision_id AND n.reviewed = 1) AS reviewed,
                 CASE WHEN EXISTS (SELECT 1 FROM seen n WHERE n.participant_id = s.participant_id
                      AND n.object_id = s.object_id AND n.revision_id = s.revision_id
                      AND n.staff_id = $2 AND n.reviewed = 0) THEN s.copy_sealed END AS copy_sealed
             FROM share s WHERE s.participant_id = $1 AND s.revision_id IS NOT NULL AND ",
            $condition
        )
    };
}

fn shared(row: &DbRow, key: &SealKey) -> StoreResult<SharedEntry> {
    let object: ObjectId = id(row, "object_id")?;
    let sealed: Option<&[u8]> = row.try_get("copy_sealed")?;
    Ok(SharedEntry {
        object,
        revision: id(row, "revision_id")?,
        shared_at: time(row, "changed_at")?,
        copy: sealed.map(|sealed| open_copy(key, object, sealed)).transpose()?,
        reviewed: row.try_get::<i64, _>("reviewed")? > 0,
    })
}

fn open_copy(key: &SealKey, object: ObjectId, sealed: &[u8]) -> StoreResult<SharedCopy> {
    let plain = key.open(share::copy_place(object.bytes()), sealed)?;
    serde_json::from_slice(&plain).map_err(|_| StoreError::Corrupt("share"))
}

pub async fn note_opened(tx: &mut Tx<'_>, who: SignedInStaff, participant: ParticipantId) -> StoreResult<Opened> {
    let mut locked = enter(tx, who, participant).await?;
    let opened = fact(tx, who, Act::Opened, [0; 16]);
    head::record(tx, &mut locked, opened).await?;
    head::save(tx, &locked).await?;
    Ok(Opened::noted(who, participant))
}

pub async fn show_person(tx: &mut Tx<'_>, opened: Opened, wanted: WantedEntries) -> StoreResult<PersonFile> {
    look(tx, opened).await?;
    let (who, participant) = (opened.who(), opened.participant());
    let row = sqlx::query("SELECT created_at FROM participant WHERE participant_id = $1")
        .bind(participant.bytes().to_vec())
        .fetch_one(&mut *tx.conn)
        .await?;
    let since = time(&row, "created_at")?;
    let (mut entries, mut older, mut charted) = (Vec::new(), None, Vec::new());
    if reads_entries(tx, who).await? {
        (entries, older) = page(tx, opened, wanted.before).await?;
        charted = lately_opened(tx, opened, wanted.charts_since).await?;
    }
    Ok(PersonFile {
        participant,
        name: sealed::participant_name(tx, participant).await?,
        since,
        entries,
        older,
        charted,
        waiting: waiting(tx, participant).await?,
        phones: phone::phones(tx, who, participant).await?,
    })
}

/// One page of the open shares, newest first, and where the older ones begin.
async fn page(
    tx: &mut Tx<'_>,
    opened: Opened,
    before: Option<Before>,
) -> StoreResult<(Vec<SharedEntry>, Option<Before>)> {
    let (at, object) = Before::bounds(before);
    let rows = sqlx::query(shares!(
        "(s.changed_at, s.object_id) < ($3, $4) ORDER BY s.changed_at DESC, s.object_id DESC LIMIT $5"
    ))
    .bind(opened.participant().bytes().to_vec())
    .bind(opened.who().staff.bytes().to_vec())
    .bind(at)
    .bind(object)
    .bind(PAGE + 1)
    .fetch_all(&mut *tx.conn)
    .await?;
    let key = sealed::participant_key(tx, opened.participant()).await?;
    let mut entries: Vec<SharedEntry> = rows.iter().map(|row| shared(row, &key)).collect::<StoreResult<_>>()?;
    let older = Before::cut(&mut entries, |entry| Before { at: entry.shared_at, object: entry.object });
    Ok((entries, older))
}

/// Entries opened by the reader since then and still shared, the last opened first.
async fn lately_opened(
    tx: &mut Tx<'_>,
    opened: Opened,
    since: DateTime<Utc>,
) -> StoreResult<Vec<(ObjectId, SharedCopy)>> {
    let rows = sqlx::query(
        "SELECT s.object_id, s.copy_sealed FROM seen n
         JOIN share s ON s.participant_id = n.participant_id AND s.object_id = n.object_id
             AND s.revision_id = n.revision_id
         WHERE n.participant_id = $1 AND n.staff_id = $2 AND n.reviewed = 0 AND n.at >= $3
         ORDER BY n.at DESC LIMIT $4",
    )
    .bind(opened.participant().bytes().to_vec())
    .bind(opened.who().staff.bytes().to_vec())
    .bind(ms(since))
    .bind(MOST_CHARTED)
    .fetch_all(&mut *tx.conn)
    .await?;
    let key = sealed::participant_key(tx, opened.participant()).await?;
    rows.iter()
        .map(|row| {
            let object = id(row, "object_id")?;
            Ok((object, open_copy(&key, object, row.try_get("copy_sealed")?)?))
        })
        .collect()
}

pub async fn show_context(
    tx: &mut Tx<'_>,
    opened: Opened,
    object: ObjectId,
    since: DateTime<Utc>,
) -> StoreResult<Vec<SharedEntry>> {
    look(tx, opened).await?;
    if !reads_entries(tx, opened.who()).await? {
        return Ok(Vec::new());
    }
    let rows =
        sqlx::query(shares!("s.changed_at >= $3 AND s.object_id <> $4 ORDER BY s.changed_at, s.object_id LIMIT $5"))
            .bind(opened.participant().bytes().to_vec())
            .bind(opened.who().staff.bytes().to_vec())
            .bind(ms(since))
            .bind(object.bytes().to_vec())
            .bind(MOST_CONTEXT)
            .fetch_all(&mut *tx.conn)
            .await?;
    let key = sealed::participant_key(tx, opened.participant()).await?;
    rows.iter().map(|row| shared(row, &key)).collect()
}

/// The read copy of one shared entry.
pub async fn copy(tx: &mut Tx<'_>, participant: ParticipantId, object: ObjectId) -> StoreResult<SharedCopy> {
    let row = sqlx::query(
        "SELECT copy_sealed FROM share WHERE participant_id = $1 AND object_id = $2 AND revision_id IS NOT NULL",
    )
    .bind(participant.bytes().to_vec())
    .bind(object.bytes().to_vec())
    .fetch_one(&mut *tx.conn)
    .await?;
    open_copy(&sealed::participant_key(tx, participant).await?, object, row.try_get("copy_sealed")?)
}
