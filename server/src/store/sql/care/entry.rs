//! One shared entry for staff: read, mark as reviewed, reply.
//!
//! Law: no ledger row, no data. A read writes the ledger before anything is opened, in the same transaction.

use domain::base::id::{FeedVersion, ObjectId, ParticipantId, ReplyId, RevisionId, StaffId};
use domain::base::problem::ProblemKind;
use domain::base::text::ReplyText;
use domain::ledger::Act;
use domain::sharing::ShareState;
use domain::sync::Topic;
use sqlx::Row as _;

use super::door::{enter, fact, reads_entries};
use super::form;
use super::person::copy;
use super::sql::base::{Tx, flag, head, id, ms, sealed, time};
use super::sql::reminders::plan;
use super::sql::schedule::program;
use super::sql::sharing::{share, unopened};
use crate::store::StoreResult;
use crate::store::types::care::{Opened, OpenedEntry, PAGE, StoredReply};
use crate::store::types::forms::Version;
use crate::store::types::head::Head;
use crate::store::types::people::SignedInStaff;

/// The open share of an entry, for a reader who may see it.
///
/// # Errors
/// `not_found` if it is not shared, does not exist, or the role may not read entries, without saying which.
async fn open_share(
    tx: &mut Tx<'_>,
    who: SignedInStaff,
    participant: ParticipantId,
    object: ObjectId,
) -> StoreResult<RevisionId> {
    if !reads_entries(tx, who).await? {
        return Err(ProblemKind::NotFound.into());
    }
    match share::current(tx, participant, object).await?.map(|share| share.state) {
        Some(ShareState::Open(revision)) => Ok(revision),
        Some(ShareState::Closed) | None => Err(ProblemKind::NotFound.into()),
    }
}

/// Marks on a revision: seen by anyone, seen by the reader, reviewed.
struct SeenBy {
    anybody: bool,
    me: bool,
    reviewed: bool,
}

async fn seen_by(
    tx: &mut Tx<'_>,
    who: SignedInStaff,
    participant: ParticipantId,
    object: ObjectId,
    revision: RevisionId,
) -> StoreResult<SeenBy> {
    let rows = sqlx::query(
        "SELECT staff_id, reviewed FROM seen WHERE participant_id = $1 AND object_id = $2 AND revision_id = $3",
    )
    .bind(participant.bytes().to_vec())
    .bind(object.bytes().to_vec())
    .bind(revision.bytes().to_vec())
    .fetch_all(&mut *tx.conn)
    .await?;
    let mut seen = SeenBy { anybody: !rows.is_empty(), me: false, reviewed: false };
    for row in &rows {
        let reviewed = flag(row, "reviewed")?;
        seen.reviewed |= reviewed;
        seen.me |= !reviewed && id::<StaffId>(row, "staff_id")? == who.staff;
    }
    Ok(seen)
}

async fn write_seen(
    tx: &mut Tx<'_>,
    locked: &mut Head,
    who: SignedInStaff,
    object: ObjectId,
    revision: RevisionId,
    reviewed: bool,
) -> StoreResult<()> {
    let seen = FeedVersion::from_bytes(tx.env.random());
    sqlx::query(
        "INSERT INTO seen (participant_id, seen_id, object_id, revision_id, staff_id, at, reviewed)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(locked.participant.bytes().to_vec())
    .bind(seen.bytes().to_vec())
    .bind(object.bytes().to_vec())
    .bind(revision.bytes().to_vec())
    .bind(who.staff.bytes().to_vec())
    .bind(ms(tx.now))
    .bind(i64::from(reviewed))
    .execute(&mut *tx.conn)
    .await?;
    if !reviewed {
        unopened::opened(tx, locked.participant, object, who.staff).await?;
    }
    head::announce(tx, locked, Topic::Seen, seen.bytes(), seen).await
}

pub async fn read_entry(
    tx: &mut Tx<'_>,
    who: SignedInStaff,
    participant: ParticipantId,
    object: ObjectId,
) -> StoreResult<OpenedEntry> {
    let mut locked = enter(tx, who, participant).await?;
    let revision = open_share(tx, who, participant, object).await?;
    let read = fact(tx, who, Act::Read, *object.bytes());
    head::record(tx, &mut locked, read).await?;
    let before = seen_by(tx, who, participant, object, revision).await?;
    if !before.me {
        write_seen(tx, &mut locked, who, object, revision, false).await?;
    }
    head::save(tx, &locked).await?;

    Ok(OpenedEntry {
        object,
        revision,
        opened: Opened::noted(who, participant),
        name: sealed::participant_name(tx, participant).await?,
        zone: program::zone_of(tx, who.program).await?,
        copy: copy(tx, participant, object).await?,
        first: !before.anybody,
        reviewed: before.reviewed,
        replies: replies(tx, participant, object).await?,
    })
}

/// The newest replies, the oldest of them first.
async fn replies(tx: &mut Tx<'_>, participant: ParticipantId, object: ObjectId) -> StoreResult<Vec<StoredReply>> {
    let key = sealed::participant_key(tx, participant).await?;
    let rows = sqlx::query(
        "SELECT reply_id, staff_id, at, text_sealed FROM reply WHERE participant_id = $1 AND object_id = $2
         ORDER BY at DESC LIMIT $3",
    )
    .bind(participant.bytes().to_vec())
    .bind(object.bytes().to_vec())
    .bind(PAGE)
    .fetch_all(&mut *tx.conn)
    .await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in rows.iter().rev() {
        let reply: ReplyId = id(row, "reply_id")?;
        let text = key.open_text(sealed::reply_text(reply.bytes()), row.try_get("text_sealed")?)?;
        let by = sealed::staff_name(tx, id(row, "staff_id")?).await?;
        found.push(StoredReply { by, at: time(row, "at")?, text });
    }
    Ok(found)
}

pub async fn review_entry(
    tx: &mut Tx<'_>,
    who: SignedInStaff,
    participant: ParticipantId,
    object: ObjectId,
) -> StoreResult<()> {
    let mut locked = enter(tx, who, participant).await?;
    form::take(tx, who).await?;
    let revision = open_share(tx, who, participant, object).await?;
    let seen = seen_by(tx, who, participant, object, revision).await?;
    if !seen.me {
        return Err(ProblemKind::NotFound.into());
    }
    if !seen.reviewed {
        let reviewed = fact(tx, who, Act::Reviewed, *object.bytes());
        head::record(tx, &mut locked, reviewed).await?;
        write_seen(tx, &mut locked, who, object, revision, true).await?;
        head::save(tx, &locked).await?;
    }
    Ok(())
}

pub async fn reply_to_entry(
    tx: &mut Tx<'_>,
    who: SignedInStaff,
    participant: ParticipantId,
    object: ObjectId,
    text: ReplyText,
) -> StoreResult<ReplyId> {
    let mut locked = enter(tx, who, participant).await?;
    form::take(tx, who).await?;
    let revision = open_share(tx, who, participant, object).await?;
    form::is_present(who, Version::of(&revision))?;
    let replied = fact(tx, who, Act::Replied, *object.bytes());
    head::record(tx, &mut locked, replied).await?;
    let reply = ReplyId::from_bytes(tx.env.random());
    let key = sealed::participant_key(tx, participant).await?;
    let text = key.seal(tx.env, sealed::reply_text(reply.bytes()), text.as_str().as_bytes())?;
    sqlx::query(
        "INSERT INTO reply (participant_id, reply_id, object_id, staff_id, at, text_sealed)
                 VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(participant.bytes().to_vec())
    .bind(reply.bytes().to_vec())
    .bind(object.bytes().to_vec())
    .bind(who.staff.bytes().to_vec())
    .bind(ms(tx.now))
    .bind(text)
    .execute(&mut *tx.conn)
    .await?;
    head::announce(tx, &mut locked, Topic::Reply, reply.bytes(), FeedVersion::from_bytes(*reply.bytes())).await?;
    plan::reply(tx, &mut locked, object, reply).await?;
    head::save(tx, &locked).await?;
    Ok(reply)
}
