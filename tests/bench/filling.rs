//! A long past for one person, written straight into the tables: shared entries of more than a year, every second of
//! which their counselor opened, with the ledger of it.

use anyhow::{Context as _, Result};
use chrono::{DateTime, TimeDelta, Utc};
use domain::base::id::{ObjectId, ParticipantId, StaffId, to_hex};
use domain::entries::body::{Body, Names, Record, SharedCopy};
use domain::entries::craving::Craving;
use domain::entries::intensity::Intensity;
use domain::ledger::{self, Act, ActorKind, Fact, LedgerHead};
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use server::seal::{Place, SealKey};
use server::state::Shared;
use tests::Db;
use tests::app::{ask_past_the_server, run_past_the_server};
use tests::binary::Home;

const SHARED: i32 = 5000;
/// The time between two entries: ten a day.
const APART: TimeDelta = TimeDelta::minutes(144);
/// Time until every second one is opened.
const OPENED_AFTER: TimeDelta = TimeDelta::hours(1);

/// Ids to ask for.
pub struct Filled {
    pub read: Vec<(i64, ObjectId)>,
    pub unread: Vec<(i64, ObjectId)>,
    /// Rows of the ledger.
    pub rows: u64,
}

fn blob(db: Db, bytes: &[u8]) -> String {
    match db {
        Db::Sqlite => format!("x'{}'", to_hex(bytes)),
        Db::Postgres => format!("'\\x{}'::bytea", to_hex(bytes)),
    }
}

fn copy(object: ObjectId, at: DateTime<Utc>, chance: &mut StdRng) -> Result<Vec<u8>> {
    let intensity = Intensity::new(chance.random_range(0..11))?;
    let record = Record::new(at.fixed_offset(), Body::Craving(Craving::quick(object, intensity)));
    Ok(serde_json::to_vec(&SharedCopy { record, names: Names::default() })?)
}

/// The key that the person's copies are sealed with.
async fn key(home: &Home, shared: &Shared, participant: ParticipantId) -> Result<SealKey> {
    let url = home.settings.database_url.as_deref().unwrap_or_default();
    let rows =
        ask_past_the_server(home.db, url, "SELECT participant_id, wrapped_key, created_at FROM participant").await?;
    let (_, wrapped, _) = rows.iter().find(|row| row.0 == participant.bytes()).context("a participant")?;
    Ok(shared.store.keys().unwrap_key("participant", participant.bytes(), wrapped)?)
}

pub async fn fill(
    home: &Home,
    shared: &Shared,
    participant: ParticipantId,
    counselor: StaffId,
    seed: u64,
) -> Result<Filled> {
    let db = home.db;
    let mut chance = StdRng::seed_from_u64(seed);
    let key = key(home, shared, participant).await?;
    let known = shared.store.ledger(participant, None).await?;
    let mut head =
        known.last().map_or(LedgerHead::EMPTY, |last| LedgerHead { number: last.row.number, hash: last.row.hash });
    let (person, staff) = (blob(db, participant.bytes()), blob(db, counselor.bytes()));
    let mut filled = Filled { read: Vec::new(), unread: Vec::new(), rows: 0 };
    let (mut shares, mut seen, mut unopened, mut rows) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut note = |head: &mut LedgerHead, at, act, object| {
        let fact = Fact { at, actor: ActorKind::Staff, actor_id: *counselor.bytes(), act, object };
        let row = ledger::append(*head, fact);
        *head = LedgerHead { number: row.number, hash: row.hash };
        let (object, hash) = (blob(db, &object), blob(db, &row.hash.0));
        let (number, at, actor, act) = (row.number, at.timestamp_millis(), ActorKind::Staff.number(), act.number());
        rows.push(format!("({person}, {number}, {at}, {actor}, {staff}, {act}, {object}, {hash})"));
    };
    let now = shared.env.now() - TimeDelta::hours(2) - TimeDelta::milliseconds(chance.random_range(0..7_200_000));
    for back in (0..SHARED).rev() {
        let at = now - APART * back;
        let object = ObjectId::from_bytes(chance.random());
        let [id, version, revision] = [*object.bytes(), chance.random(), chance.random()].map(|id| blob(db, &id));
        let place = Place { table: "share", row: object.bytes(), column: "copy_sealed" };
        let sealed = blob(db, &key.seal(&shared.env, place, &copy(object, at, &mut chance)?)?);
        let shared_at = at.timestamp_millis();
        shares.push(format!("({person}, {id}, {version}, {revision}, {sealed}, {shared_at})"));
        if back % 10 == 9 && back > 9 {
            note(&mut head, at, Act::Listed, [0; 16]);
        }
        if back % 2 == 1 {
            let opened_at = at + OPENED_AFTER;
            seen.push(format!("({person}, {version}, {id}, {revision}, {staff}, {}, 0)", opened_at.timestamp_millis()));
            note(&mut head, opened_at, Act::Read, *object.bytes());
            filled.read.push((shared_at, object));
        } else {
            unopened.push(format!("({person}, {id}, {staff}, {shared_at})"));
            filled.unread.push((shared_at, object));
        }
    }
    filled.rows = head.number;
    let sql = format!(
        "BEGIN;
         INSERT INTO share (participant_id, object_id, version, revision_id, copy_sealed, changed_at) VALUES {};
         INSERT INTO seen (participant_id, seen_id, object_id, revision_id, staff_id, at, reviewed) VALUES {};
         INSERT INTO unopened (participant_id, object_id, staff_id, shared_at) VALUES {};
         INSERT INTO ledger (participant_id, number, at, actor, actor_id, act, object, hash) VALUES {};
         UPDATE head SET ledger_no = {}, ledger_hash = {} WHERE participant_id = {person};
         COMMIT",
        shares.join(","),
        seen.join(","),
        unopened.join(","),
        rows.join(","),
        head.number,
        blob(db, &head.hash.0)
    );
    run_past_the_server(db, home.settings.database_url.as_deref().unwrap_or_default(), &sql).await?;
    Ok(filled)
}
