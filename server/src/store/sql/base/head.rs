//! The head row of a participant: lock, counters and digest. Every transaction that touches a participant begins with
//! [`lock`] and, when it changed anything, ends with [`save`].

use std::collections::BTreeMap;

use domain::base::id::{FeedVersion, ParticipantId};
use domain::base::problem::ProblemKind;
use domain::ledger::{self, Fact, LedgerHash, LedgerHead, LedgerRow};
use domain::sync::Topic;
use domain::sync::digest::Digest;
use sqlx::{AssertSqlSafe, Row as _};

use super::{Tx, bulk, bytes32, id, ms};
use crate::store::types::head::Head;
use crate::store::{StoreError, StoreResult};

/// Locks the participant until the transaction ends, which makes commit order the order of numbers.
///
/// # Errors
/// `not_found` if there is no such participant.
pub async fn lock(tx: &mut Tx<'_>, participant: ParticipantId) -> StoreResult<Head> {
    let row = sqlx::query(
        "UPDATE head SET feed_no = feed_no WHERE participant_id = $1 RETURNING feed_no, ledger_no, ledger_hash, digest",
    )
    .bind(participant.bytes().to_vec())
    .fetch_optional(&mut *tx.conn)
    .await?
    .ok_or(ProblemKind::NotFound)?;
    let number = u64::try_from(row.try_get::<i64, _>("ledger_no")?).map_err(|_| StoreError::Corrupt("head"))?;
    Ok(Head {
        participant,
        feed_no: row.try_get("feed_no")?,
        ledger: LedgerHead { number, hash: LedgerHash(bytes32(&row, "ledger_hash")?) },
        digest: Digest::from_bytes(bytes32(&row, "digest")?),
    })
}

/// Announces the current version of an object in the feed: its row moves to the end, and the digest follows. Announcing
/// the same version again changes nothing.
pub async fn announce(
    tx: &mut Tx<'_>,
    head: &mut Head,
    topic: Topic,
    what: &[u8; 16],
    version: FeedVersion,
) -> StoreResult<()> {
    let known = sqlx::query("SELECT version FROM feed WHERE participant_id = $1 AND topic = $2 AND id = $3")
        .bind(head.participant.bytes().to_vec())
        .bind(i64::from(topic.number()))
        .bind(what.to_vec())
        .fetch_optional(&mut *tx.conn)
        .await?;
    let known = known.map(|row| id(&row, "version")).transpose()?;
    match count(head, topic, what, known, version) {
        Some(number) => write(tx, head.participant, topic, &BTreeMap::from([(*what, (version, number))])).await,
        None => Ok(()),
    }
}

/// Gives the next feed number to an object whose version changed from `known` to `version`, and updates the digest.
/// `None` if nothing changed. The caller writes the row.
pub fn count(
    head: &mut Head,
    topic: Topic,
    what: &[u8; 16],
    known: Option<FeedVersion>,
    version: FeedVersion,
) -> Option<i64> {
    if known == Some(version) {
        return None;
    }
    if let Some(old) = known {
        head.digest.take(topic.number(), what, old);
    }
    head.digest.add(topic.number(), what, version);
    head.feed_no += 1;
    Some(head.feed_no)
}

/// Writes feed rows: the object, its version and its number.
pub async fn write(
    tx: &mut Tx<'_>,
    participant: ParticipantId,
    topic: Topic,
    rows: &BTreeMap<[u8; 16], (FeedVersion, i64)>,
) -> StoreResult<()> {
    let rows: Vec<_> = rows.iter().collect();
    for piece in bulk::pieces(&rows) {
        let sql = format!(
            "INSERT INTO feed (participant_id, topic, id, version, feed_no) VALUES {}
             ON CONFLICT (participant_id, topic, id) DO UPDATE SET version = excluded.version, feed_no = excluded.feed_no",
            bulk::values(piece.len(), 3, 2)
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for (what, (version, number)) in piece {
            query = query.bind(what.to_vec()).bind(version.bytes().to_vec()).bind(*number);
        }
        let query = query.bind(participant.bytes().to_vec()).bind(i64::from(topic.number()));
        query.execute(&mut *tx.conn).await?;
    }
    Ok(())
}

/// Appends to the participant's ledger.
pub async fn record(tx: &mut Tx<'_>, head: &mut Head, fact: Fact) -> StoreResult<LedgerRow> {
    let row = ledger::append(head.ledger, fact);
    sqlx::query(
        "INSERT INTO ledger (participant_id, number, at, actor, actor_id, act, object, hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(head.participant.bytes().to_vec())
    .bind(i64::try_from(row.number).unwrap_or(i64::MAX))
    .bind(ms(fact.at))
    .bind(i64::from(fact.actor.number()))
    .bind(fact.actor_id.to_vec())
    .bind(i64::from(fact.act.number()))
    .bind(fact.object.to_vec())
    .bind(row.hash.0.to_vec())
    .execute(&mut *tx.conn)
    .await?;
    head.ledger = LedgerHead { number: row.number, hash: row.hash };
    Ok(row)
}

/// Stores the head row.
pub async fn save(tx: &mut Tx<'_>, head: &Head) -> StoreResult<()> {
    sqlx::query(
        "UPDATE head SET feed_no = $2, ledger_no = $3, ledger_hash = $4, digest = $5 WHERE participant_id = $1",
    )
    .bind(head.participant.bytes().to_vec())
    .bind(head.feed_no)
    .bind(i64::try_from(head.ledger.number).unwrap_or(i64::MAX))
    .bind(head.ledger.hash.0.to_vec())
    .bind(head.digest.bytes().to_vec())
    .execute(&mut *tx.conn)
    .await?;
    Ok(())
}
