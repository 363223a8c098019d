//! Invented people for the demo. Used only by a server started with `--demo`.

use chrono::{DateTime, Utc};
use domain::base::id::{FeedVersion, KeyId, ObjectId, ParticipantId, RevisionId, ShareVersion, StaffId};
use domain::entries::body::SharedCopy;
use domain::ledger::{Act, ActorKind, Fact};
use domain::sync::Topic;
use domain::vault::revision::Graph;
use domain::vault::seal::{Binding, pad};

use super::sql::base::{Tx, head, ms, sealed, server_state};
use super::sql::sharing::{share, unopened};
use crate::seal::{Place, SealKey};
use crate::store::StoreResult;
use crate::store::types::head::Head;

const STAFF: &str = "demo_staff";
const PARTICIPANT: &str = "demo_participant";

pub async fn demo(tx: &mut Tx<'_>) -> StoreResult<Option<(StaffId, ParticipantId)>> {
    let staff = server_state::get(tx.conn, STAFF).await?.as_deref().and_then(StaffId::from_slice);
    let participant = server_state::get(tx.conn, PARTICIPANT).await?.as_deref().and_then(ParticipantId::from_slice);
    Ok(staff.zip(participant))
}

pub async fn keep_demo(tx: &mut Tx<'_>, staff: StaffId, participant: ParticipantId) -> StoreResult<()> {
    server_state::put(tx.conn, STAFF, staff.bytes().to_vec()).await?;
    server_state::put(tx.conn, PARTICIPANT, participant.bytes().to_vec()).await
}

pub async fn invent_beginning(tx: &mut Tx<'_>, participant: ParticipantId, since: DateTime<Utc>) -> StoreResult<()> {
    sqlx::query("UPDATE participant SET created_at = $2, membership = 'active' WHERE participant_id = $1")
        .bind(participant.bytes().to_vec())
        .bind(ms(since))
        .execute(&mut *tx.conn)
        .await?;
    Ok(())
}

pub async fn invent_entry(
    tx: &mut Tx<'_>,
    participant: ParticipantId,
    copy: SharedCopy,
    shared_at: DateTime<Utc>,
    read_by: Option<(StaffId, DateTime<Utc>)>,
) -> StoreResult<()> {
    let mut locked = head::lock(tx, participant).await?;
    let (object, revision) = (ObjectId::from_bytes(tx.env.random()), RevisionId::from_bytes(tx.env.random()));
    invent_revision(tx, &mut locked, &copy, object, revision, shared_at).await?;
    let key = sealed::participant_key(tx, participant).await?;
    // Infallible: plain JSON with string keys.
    let plain = serde_json::to_vec(&copy).unwrap_or_default();
    let sealed = key.seal(tx.env, share::copy_place(object.bytes()), &plain)?;
    let version = ShareVersion::from_bytes(tx.env.random());
    share::open(tx, &mut locked, object, version, revision, sealed).await?;
    sqlx::query("UPDATE share SET changed_at = $3 WHERE participant_id = $1 AND object_id = $2")
        .bind(participant.bytes().to_vec())
        .bind(object.bytes().to_vec())
        .bind(ms(shared_at))
        .execute(&mut *tx.conn)
        .await?;
    sqlx::query("UPDATE unopened SET shared_at = $3 WHERE participant_id = $1 AND object_id = $2")
        .bind(participant.bytes().to_vec())
        .bind(object.bytes().to_vec())
        .bind(ms(shared_at))
        .execute(&mut *tx.conn)
        .await?;
    if let Some((staff, at)) = read_by {
        unopened::opened(tx, participant, object, staff).await?;
        for (act, reviewed) in [(Act::Read, false), (Act::Reviewed, true)] {
            invent_look(
                tx,
                &mut locked,
                Fact { at, actor: ActorKind::Staff, actor_id: *staff.bytes(), act, object: *object.bytes() },
                revision,
                reviewed,
            )
            .await?;
        }
    }
    head::save(tx, &locked).await
}

async fn invent_revision(
    tx: &mut Tx<'_>,
    locked: &mut Head,
    copy: &SharedCopy,
    object: ObjectId,
    revision: RevisionId,
    at: DateTime<Utc>,
) -> StoreResult<()> {
    let key = KeyId::from_bytes(tx.env.random());
    let binding = Binding::revision(key, locked.participant, object, revision, &[]).to_bytes();
    let nobody = SealKey::new(tx.env.random());
    let sealed = nobody.seal(
        tx.env,
        Place { table: "revision", row: &binding, column: "sealed" },
        &pad(&copy.record.to_bytes()),
    )?;
    sqlx::query(
        "INSERT INTO revision (participant_id, object_id, revision_id, parents, key_id, sealed, stream_id, taken_no,
         arrived_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(locked.participant.bytes().to_vec())
    .bind(object.bytes().to_vec())
    .bind(revision.bytes().to_vec())
    .bind(Vec::<u8>::new())
    .bind(key.bytes().to_vec())
    .bind(sealed)
    .bind(vec![0u8; 16])
    .bind(locked.feed_no + 1)
    .bind(ms(at))
    .execute(&mut *tx.conn)
    .await?;
    let mut graph = Graph::default();
    graph.insert(revision, Vec::new());
    head::announce(tx, locked, Topic::Object, object.bytes(), graph.version()).await
}

async fn invent_look(
    tx: &mut Tx<'_>,
    locked: &mut Head,
    look: Fact,
    revision: RevisionId,
    reviewed: bool,
) -> StoreResult<()> {
    head::record(tx, locked, look).await?;
    let seen = FeedVersion::from_bytes(tx.env.random());
    sqlx::query(
        "INSERT INTO seen (participant_id, seen_id, object_id, revision_id, staff_id, at, reviewed)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(locked.participant.bytes().to_vec())
    .bind(seen.bytes().to_vec())
    .bind(look.object.to_vec())
    .bind(revision.bytes().to_vec())
    .bind(look.actor_id.to_vec())
    .bind(ms(look.at))
    .bind(i64::from(reviewed))
    .execute(&mut *tx.conn)
    .await?;
    head::announce(tx, locked, Topic::Seen, seen.bytes(), seen).await
}
