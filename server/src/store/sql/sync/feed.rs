//! A page of the feed of a participant's phones, from a cursor on.

use std::collections::BTreeMap;

use domain::base::bytes::Bytes;
use domain::base::id::{FeedVersion, KeyId, ObjectId, ReplyId, RevisionId, StaffId, StreamId};
use domain::sharing::{Share, ShareState};
use domain::sync::{
    Change, ObjectChange, PAGE, ReplyChange, RevisionRow, SeenChange, ShareChange, Topic, WrapperChange,
};
use sqlx::Row as _;

use super::cursor::Cursor;
use super::sql::base::{DbRow, Tx, flag, id, maybe_id, sealed, time};
use super::sql::entries::revision_graph;
use super::sql::people::{device, wrapper};
use super::sql::reminders::{habit, occurrence, settings};
use super::sql::schedule::attendance;
use super::sql::sharing::setting;
use crate::store::types::head::Head;
use crate::store::{StoreError, StoreResult};

/// Maximum size of the bodies in a page; a single object may exceed it.
const PAGE_BYTES: i64 = 1024 * 1024;

pub struct Page {
    pub changes: Vec<Change>,
    pub next: Cursor,
    pub more: bool,
}

impl Page {
    /// Everything that a phone lacks, if it is already known.
    pub const fn whole(head: &Head, changes: Vec<Change>) -> Self {
        Self { changes, next: Cursor { base: head.feed_no, position: head.feed_no }, more: false }
    }
}

/// One row of the feed.
struct Entry {
    topic: Topic,
    id: [u8; 16],
    version: FeedVersion,
}

/// The rows of a page: numbers above `after`, up to `until`.
struct Span {
    head: Head,
    base: i64,
    after: i64,
    until: i64,
    asking: StreamId,
}

pub async fn page(tx: &mut Tx<'_>, head: &Head, from: Cursor, asking: StreamId) -> StoreResult<Page> {
    let rows = sqlx::query(
        "SELECT f.topic, f.id, f.version, f.feed_no,
                (SELECT COALESCE(SUM(LENGTH(r.sealed)), 0) FROM revision r
                 WHERE f.topic = 1 AND r.participant_id = f.participant_id AND r.object_id = f.id
                   AND r.taken_no > $3 AND r.stream_id <> $4) AS size
         FROM feed f WHERE f.participant_id = $1 AND f.feed_no > $2 ORDER BY f.feed_no LIMIT $5",
    )
    .bind(head.participant.bytes().to_vec())
    .bind(from.position)
    .bind(from.base)
    .bind(asking.bytes().to_vec())
    .bind(i64::try_from(PAGE + 1).unwrap_or(i64::MAX))
    .fetch_all(&mut *tx.conn)
    .await?;
    let (mut entries, mut bytes, mut until, mut taken) = (Vec::new(), 0, from.position, 0);
    for row in &rows {
        bytes += row.try_get::<i64, _>("size")?;
        if taken == PAGE || (bytes > PAGE_BYTES && taken > 0) {
            break;
        }
        until = row.try_get("feed_no")?;
        match Topic::from_number(row.try_get("topic")?) {
            Some(topic) => entries.push(Entry { topic, id: id(row, "id")?, version: id(row, "version")? }),
            // A newer server wrote it, and this one cannot say what it holds. The phone's digest will differ, and a
            // full pull from a server that knows the topic brings it.
            None => tracing::warn!("the feed has a topic that this version does not know"),
        }
        taken += 1;
    }
    let more = taken < rows.len();
    let next = if more {
        Cursor { base: from.base, position: until }
    } else {
        Cursor { base: head.feed_no, position: head.feed_no }
    };
    let span = Span { head: *head, base: from.base, after: from.position, until, asking };
    Ok(Page { changes: changes(tx, &span, entries).await?, next, more })
}

/// Reads the rows with one query per topic, and sorts them in feed order.
async fn changes(tx: &mut Tx<'_>, span: &Span, entries: Vec<Entry>) -> StoreResult<Vec<Change>> {
    let mut found: BTreeMap<(u8, [u8; 16]), Change> = BTreeMap::new();
    for topic in Topic::ALL.iter().copied().filter(|t| entries.iter().any(|e| e.topic == *t)) {
        let changes = match topic {
            Topic::Object => objects(tx, span, &entries).await?,
            Topic::Share => shares(tx, span).await?,
            Topic::Seen => seen(tx, span).await?,
            Topic::Reply => replies(tx, span).await?,
            Topic::Wrapper => wrappers(tx, span, &entries).await?,
            Topic::Phone => phones(tx, span).await?,
            Topic::ShareSetting => {
                setting::all(tx, span.head.participant).await?.into_iter().map(Change::ShareSetting).collect()
            }
            Topic::Session => attendance::told(tx, span.head.participant, span.after, span.until).await?,
            Topic::Term => attendance::term(tx, span.head.participant).await?.into_iter().map(Change::Term).collect(),
            Topic::ReminderSettings => {
                settings::told(tx, span.head.participant).await?.into_iter().map(Change::ReminderSettings).collect()
            }
            Topic::Habit => habit::all(tx, span.head.participant).await?.into_iter().map(Change::Habit).collect(),
            Topic::Occurrence => occurrence::told(tx, span.head.participant, span.after, span.until).await?,
        };
        found.extend(changes.into_iter().map(|change| {
            let (topic, id, _) = change.row();
            ((topic, id), change)
        }));
    }
    entries.iter().map(|e| found.remove(&(e.topic.number(), e.id)).ok_or(StoreError::Corrupt("feed"))).collect()
}

/// Runs one of the queries below: `$1` participant, `$2` topic, `$3` and `$4` the span.
async fn select(tx: &mut Tx<'_>, span: &Span, topic: Topic, sql: &'static str) -> StoreResult<Vec<DbRow>> {
    let query = sqlx::query(sql)
        .bind(span.head.participant.bytes().to_vec())
        .bind(i64::from(topic.number()))
        .bind(span.after)
        .bind(span.until);
    Ok(query.fetch_all(&mut *tx.conn).await?)
}

async fn objects(tx: &mut Tx<'_>, span: &Span, entries: &[Entry]) -> StoreResult<Vec<Change>> {
    let mut objects: BTreeMap<ObjectId, ObjectChange> = of(entries, Topic::Object)
        .map(|e| {
            let object = ObjectId::from_bytes(e.id);
            (object, ObjectChange { object, version: e.version, revisions: Vec::new(), tombstones: Vec::new() })
        })
        .collect();
    let rows = sqlx::query(
        "SELECT r.object_id, r.revision_id, r.parents, r.key_id,
                CASE WHEN r.stream_id = $6 THEN NULL ELSE r.sealed END AS sealed, r.taken_no
         FROM feed f JOIN revision r ON r.participant_id = f.participant_id AND r.object_id = f.id
         WHERE f.participant_id = $1 AND f.topic = $2 AND f.feed_no > $3 AND f.feed_no <= $4
           AND r.taken_no > $5 AND r.sealed IS NOT NULL
         UNION ALL
         SELECT t.object_id, t.revision_id, NULL, NULL, NULL, 0
         FROM feed f JOIN tombstone t ON t.participant_id = f.participant_id AND t.object_id = f.id
         WHERE f.participant_id = $1 AND f.topic = $2 AND f.feed_no > $3 AND f.feed_no <= $4
         ORDER BY 6, 2",
    )
    .bind(span.head.participant.bytes().to_vec())
    .bind(i64::from(Topic::Object.number()))
    .bind(span.after)
    .bind(span.until)
    .bind(span.base)
    .bind(span.asking.bytes().to_vec())
    .fetch_all(&mut *tx.conn)
    .await?;
    for row in &rows {
        let Some(change) = objects.get_mut(&id(row, "object_id")?) else { continue };
        let revision = id(row, "revision_id")?;
        if row.try_get::<Option<&[u8]>, _>("parents")?.is_none() {
            change.tombstones.push(revision);
            continue;
        }
        let sealed = row.try_get::<Option<Vec<u8>>, _>("sealed")?.map(Bytes);
        change.revisions.push(RevisionRow {
            revision,
            parents: revision_graph::parents(row)?,
            key: id(row, "key_id")?,
            sealed,
        });
    }
    Ok(objects.into_values().map(Change::Object).collect())
}

fn of(entries: &[Entry], topic: Topic) -> impl Iterator<Item = &Entry> {
    entries.iter().filter(move |e| e.topic == topic)
}

async fn shares(tx: &mut Tx<'_>, span: &Span) -> StoreResult<Vec<Change>> {
    let sql = "SELECT s.object_id, s.version, s.revision_id
         FROM feed f JOIN share s ON s.participant_id = f.participant_id AND s.object_id = f.id
         WHERE f.participant_id = $1 AND f.topic = $2 AND f.feed_no > $3 AND f.feed_no <= $4";
    let rows = select(tx, span, Topic::Share, sql).await?;
    rows.iter()
        .map(|row| {
            let state = maybe_id::<RevisionId>(row, "revision_id")?.map_or(ShareState::Closed, ShareState::Open);
            Ok(Change::Share(ShareChange {
                object: id(row, "object_id")?,
                share: Share { version: id(row, "version")?, state },
            }))
        })
        .collect()
}

async fn seen(tx: &mut Tx<'_>, span: &Span) -> StoreResult<Vec<Change>> {
    let sql = "SELECT s.seen_id, s.object_id, s.revision_id, s.staff_id, s.at, s.reviewed
         FROM feed f JOIN seen s ON s.participant_id = f.participant_id AND s.seen_id = f.id
         WHERE f.participant_id = $1 AND f.topic = $2 AND f.feed_no > $3 AND f.feed_no <= $4";
    let rows = select(tx, span, Topic::Seen, sql).await?;
    let mut names = sealed::Names::default();
    let mut changes = Vec::with_capacity(rows.len());
    for row in &rows {
        changes.push(Change::Seen(SeenChange {
            id: id(row, "seen_id")?,
            object: id(row, "object_id")?,
            revision: id(row, "revision_id")?,
            by: names.of(tx, id::<StaffId>(row, "staff_id")?).await?,
            at: time(row, "at")?,
            reviewed: flag(row, "reviewed")?,
        }));
    }
    Ok(changes)
}

async fn replies(tx: &mut Tx<'_>, span: &Span) -> StoreResult<Vec<Change>> {
    let sql = "SELECT r.reply_id, r.object_id, r.staff_id, r.at, r.text_sealed
         FROM feed f JOIN reply r ON r.participant_id = f.participant_id AND r.reply_id = f.id
         WHERE f.participant_id = $1 AND f.topic = $2 AND f.feed_no > $3 AND f.feed_no <= $4";
    let rows = select(tx, span, Topic::Reply, sql).await?;
    let key = sealed::participant_key(tx, span.head.participant).await?;
    let mut names = sealed::Names::default();
    let mut changes = Vec::with_capacity(rows.len());
    for row in &rows {
        let reply: ReplyId = id(row, "reply_id")?;
        changes.push(Change::Reply(ReplyChange {
            reply,
            object: id(row, "object_id")?,
            by: names.of(tx, id::<StaffId>(row, "staff_id")?).await?,
            at: time(row, "at")?,
            text: key.open_text(sealed::reply_text(reply.bytes()), row.try_get("text_sealed")?)?,
        }));
    }
    Ok(changes)
}

async fn wrappers(tx: &mut Tx<'_>, span: &Span, entries: &[Entry]) -> StoreResult<Vec<Change>> {
    let mut keys: BTreeMap<KeyId, WrapperChange> = of(entries, Topic::Wrapper)
        .map(|e| {
            let key = KeyId::from_bytes(e.id);
            (key, WrapperChange { key, version: e.version, wrappers: Vec::new() })
        })
        .collect();
    let sql = "SELECT w.key_id, w.wrapper_id, w.method, w.sealed
         FROM feed f JOIN wrapper w ON w.participant_id = f.participant_id AND w.key_id = f.id
         WHERE f.participant_id = $1 AND f.topic = $2 AND f.feed_no > $3 AND f.feed_no <= $4 AND w.sealed IS NOT NULL
         ORDER BY w.wrapper_id";
    for row in &select(tx, span, Topic::Wrapper, sql).await? {
        let Some(change) = keys.get_mut(&id(row, "key_id")?) else { continue };
        change.wrappers.push(wrapper::wrapper(row)?);
    }
    Ok(keys.into_values().map(Change::Wrapper).collect())
}

async fn phones(tx: &mut Tx<'_>, span: &Span) -> StoreResult<Vec<Change>> {
    let sql = "SELECT d.device_id, d.created_at, d.vouched, d.revoked_at, f.version
         FROM feed f JOIN device d ON d.participant_id = f.participant_id AND d.device_id = f.id
         WHERE f.participant_id = $1 AND f.topic = $2 AND f.feed_no > $3 AND f.feed_no <= $4";
    let rows = select(tx, span, Topic::Phone, sql).await?;
    rows.iter().map(|row| device::phone(row).map(Change::Phone)).collect()
}
