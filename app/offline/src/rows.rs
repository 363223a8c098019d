//! The phone's stored rows: keys and JSON values. The form is permanent.
//!
//! | key | holds |
//! |---|---|
//! | `meta` | [`Meta`] |
//! | `object/{object}` | [`ObjectRow`]: sealed revisions, tombstones, the share as the server last told it |
//! | `op/{seq}` | [`OutItem`]: an operation the server has not answered yet, by number |
//! | `later/{op}` | [`LaterItem`]: an operation that an older server could not accept yet |
//! | `tray/{op}` | [`TrayItem`]: a refused operation |
//! | `key/{key}` | [`KeyRow`]: a key of the keyring under the phone's own key |
//! | `wrap/{key}` | the wrappers of a key as the server last told them |
//! | `told/{topic}/{id}` | sealed words of the server: replies, who saw what, sessions, reminders; phones in plain |
//! | `version/{topic}/{id}` | version of that feed row, for the digest |
//! | `setting/{number of the kind}` | [`SettingRow`]: a sharing default as the server last told it |
//! | `glance` | sealed: the data of the first form until everything is read |
//!
//! A row that is read and written again keeps the fields that this version does not know (`rows/rest.rs`): a newer
//! version of the app may have run on this phone before, or runs in another tab.

#[macro_use]
mod rest;

use domain::base::bytes::Bytes;
use domain::base::id::{
    ActId, DeviceId, EpochId, KeyId, ObjectId, OpId, ParticipantId, RevisionId, ShareVersion, StreamId,
};
use domain::base::json::Json;
use domain::base::text::Label;
use domain::entries::kinds::Kind;
use domain::ledger::LedgerHead;
use domain::sharing::{Share, ShareSetting};
use domain::sync::digest::Digest;
use domain::sync::{Verdict, WrapKey};
use domain::targets::target::Target;
use domain::vault::revision::Graph;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

pub use self::rest::Rest;

pub const META: &str = "meta";
pub const GLANCE: &str = "glance";
pub const OBJECTS: &str = "object/";
pub const OPS: &str = "op/";
pub const LATER: &str = "later/";
pub const TRAY: &str = "tray/";
pub const KEYS: &str = "key/";
pub const WRAPS: &str = "wrap/";
pub const TOLD: &str = "told/";
pub const VERSIONS: &str = "version/";
pub const SETTINGS: &str = "setting/";

pub fn object_key(object: ObjectId) -> String {
    format!("{OBJECTS}{object}")
}

pub fn op_key(seq: u64) -> String {
    format!("{OPS}{seq:016x}")
}

pub fn later_key(op: OpId) -> String {
    format!("{LATER}{op}")
}

pub fn tray_key(op: OpId) -> String {
    format!("{TRAY}{op}")
}

pub fn key_key(key: KeyId) -> String {
    format!("{KEYS}{key}")
}

pub fn wrap_key(key: KeyId) -> String {
    format!("{WRAPS}{key}")
}

pub fn told_key(topic: u8, id: &[u8; 16]) -> String {
    format!("{}{}", told_prefix(topic), domain::base::id::to_hex(id))
}

pub fn told_prefix(topic: u8) -> String {
    format!("{TOLD}{topic}/")
}

pub fn version_key(topic: u8, id: &[u8; 16]) -> String {
    format!("{VERSIONS}{topic}/{}", domain::base::id::to_hex(id))
}

pub fn setting_key(kind: Kind) -> String {
    format!("{SETTINGS}{}", kind.number())
}

/// Reads a row that this code wrote. `None` when it is damaged.
pub fn read<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    serde_json::from_slice(bytes).ok()
}

/// Infallible for the types of this module: plain JSON with string keys.
pub fn write<T: Serialize>(row: &T) -> Vec<u8> {
    serde_json::to_vec(row).unwrap_or_default()
}

row! {
    /// The journal itself: one life of it, and how far it has come with the server.
    #[derive(Clone, Debug)]
    Meta {
        participant: ParticipantId,
        device: DeviceId,
        program: Label,
        vouched: bool,
        stream: StreamId,
        /// The number that the next operation gets; the highest given out is one less.
        next_seq: u64,
        /// The key that seals new revisions.
        key: KeyId,
        epoch: Option<EpochId>,
        cursor: Option<String>,
        /// Grows with every new stream; everything the server is known to have carries it.
        generation: u32,
        /// After the next full pull, everything the server lacks is sent again.
        recheck: bool,
        digest: Digest,
        ledger: LedgerHead,
        /// Time at which a digest that did not match last made this phone pull everything; ms of the phone's clock.
        mended_at: Option<i64>,
    }
}

row! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    RevisionItem {
        revision: RevisionId,
        parents: Vec<RevisionId>,
        key: KeyId,
        /// None once erased.
        sealed: Option<Bytes>,
        /// The generation in which the server was known to have it; 0 for never.
        known: u32,
    }
}

row! {
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    ObjectRow {
        /// In the server's order, then the ones it does not have yet in the phone's.
        revisions: Vec<RevisionItem>,
        tombstones: Vec<RevisionId>,
        /// The generation in which the server was known to have the tombstones.
        buried: u32,
        /// As the server last told it.
        share: Option<Share>,
        /// The generation in which the server told it.
        share_told: u32 = default,
    }
}

impl ObjectRow {
    pub fn graph(&self) -> Graph {
        let mut graph = Graph::default();
        for item in &self.revisions {
            graph.insert(item.revision, item.parents.clone());
        }
        for gone in &self.tombstones {
            graph.bury(*gone);
        }
        graph
    }

    /// Childless, undeleted revisions, in the order of the row: the last one is shown.
    pub fn heads(&self) -> Vec<&RevisionItem> {
        let heads = self.graph().heads();
        self.revisions.iter().filter(|r| heads.contains(&r.revision) && r.sealed.is_some()).collect()
    }

    pub fn find(&self, revision: RevisionId) -> Option<&RevisionItem> {
        self.revisions.iter().find(|r| r.revision == revision)
    }

    /// Erases bodies and remembers that they are gone.
    pub fn bury(&mut self, gone: impl IntoIterator<Item = RevisionId>) {
        for revision in gone {
            if !self.tombstones.contains(&revision) {
                self.tombstones.push(revision);
            }
            for item in self.revisions.iter_mut().filter(|r| r.revision == revision) {
                item.sealed = None;
            }
        }
    }
}

row! {
    /// It is there from the first time that somebody set this default, here or elsewhere.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    SettingRow {
        told: Option<ShareSetting>,
        /// The generation in which the server told it.
        told_in: u32,
    }
}

/// Intents waiting for the server. Bodies are not copied: they are in the object's row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "snake_case")]
pub enum Intent {
    Revise {
        object: ObjectId,
        revision: RevisionId,
    },
    Delete {
        object: ObjectId,
        heads: Vec<RevisionId>,
        version: ShareVersion,
    },
    Share {
        object: ObjectId,
        revision: RevisionId,
        version: ShareVersion,
        over: Option<ShareVersion>,
        /// The default that made it; none when the participant did.
        #[serde(default)]
        setting: Option<ShareVersion>,
    },
    Unshare {
        object: ObjectId,
        version: ShareVersion,
    },
    ShareSetting {
        kind: Kind,
        version: ShareVersion,
        over: Option<ShareVersion>,
        on: bool,
    },
    WrapKey(WrapKey),
    /// An operation in plain words (an RSVP for a session, the times of a reminder), sealed until it is sent.
    Say {
        act: ActId,
        key: KeyId,
        sealed: Bytes,
    },
    Void,
    /// From a newer version of the app, kept as it is. This one cannot send it, so it holds up the operations after it.
    #[serde(skip)]
    Newer(Json),
}

domain::or_newer!(Intent);

impl Intent {
    pub const fn object(&self) -> Option<ObjectId> {
        match self {
            Self::Revise { object, .. }
            | Self::Delete { object, .. }
            | Self::Share { object, .. }
            | Self::Unshare { object, .. } => Some(*object),
            Self::ShareSetting { .. } | Self::WrapKey(_) | Self::Say { .. } | Self::Void | Self::Newer(_) => None,
        }
    }
}

row! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    OutItem {
        seq: u64,
        op_id: OpId,
        /// Time of writing, in ms of the phone's clock; shown as an age, never used for order.
        at: i64,
        intent: Intent,
    }
}

row! {
    /// Something that a server from before it could not take yet. It waits outside of the numbers, and is queued again
    /// under a new one.
    #[derive(Clone, Debug, PartialEq, Eq)]
    LaterItem {
        op_id: OpId,
        at: i64,
        intent: Intent,
    }
}

impl From<LaterItem> for OutItem {
    /// As one that waits, without a number.
    fn from(LaterItem { op_id, at, intent, rest }: LaterItem) -> Self {
        Self { seq: 0, op_id, at, intent, rest }
    }
}

row! {
    /// Something that could not be sent, with the reason, until the participant retries or discards it.
    #[derive(Clone, Debug, PartialEq, Eq)]
    TrayItem {
        op_id: OpId,
        at: i64,
        intent: Intent,
        /// Never [`Verdict::Accepted`].
        verdict: Verdict,
    }
}

/// A message of the server in plain words, sealed.
#[derive(Serialize, Deserialize)]
pub(crate) struct Told {
    pub key: KeyId,
    pub sealed: Bytes,
    /// The generation in which the server told it; 0 for before that was kept.
    #[serde(default)]
    pub told_in: u32,
}

row! {
    /// A key of the keyring, sealed under the phone's own key.
    #[derive(Clone, Debug, PartialEq, Eq)]
    KeyRow {
        sealed: Bytes,
    }
}

/// [`Glance`], sealed.
#[derive(Serialize, Deserialize)]
pub(crate) struct GlanceRow {
    pub key: KeyId,
    pub sealed: Bytes,
}

/// Data for the first form until everything is read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Glance {
    /// In the order in which they were made.
    pub targets: Vec<(ObjectId, Target)>,
    /// New cravings are shared automatically.
    #[serde(default)]
    pub shares_cravings: bool,
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    /// Every row that is read and written again.
    #[test]
    fn a_row_keeps_the_fields_that_it_does_not_know() {
        fn kept<T: Serialize + DeserializeOwned>(row: &Value) {
            let mut newer = row.clone();
            let fields = newer.as_object_mut().unwrap();
            fields.insert("tomorrow".to_owned(), serde_json::json!({"deep": [1, null]}));
            let read: T = serde_json::from_value(newer.clone()).unwrap();
            assert_eq!(serde_json::to_value(&read).unwrap(), newer, "{}", std::any::type_name::<T>());
        }
        let id = "00000000000000000000000000000001";
        let zeros = "00".repeat(32);
        let out = serde_json::json!({"seq": 1, "op_id": id, "at": 5, "intent": "void"});
        kept::<OutItem>(&out);
        kept::<LaterItem>(&serde_json::json!({"op_id": id, "at": 5, "intent": "void"}));
        kept::<TrayItem>(&serde_json::json!({"op_id": id, "at": 5, "intent": "void", "verdict": "conflict"}));
        kept::<KeyRow>(&serde_json::json!({"sealed": "AAAA"}));
        kept::<SettingRow>(&serde_json::json!({"told": {"kind": "use", "version": id, "on": true}, "told_in": 2}));
        let revision = serde_json::json!({"revision": id, "parents": [id], "key": id, "sealed": "AAAA", "known": 1});
        kept::<RevisionItem>(&revision);
        kept::<ObjectRow>(&serde_json::json!({
            "revisions": [revision], "tombstones": [id], "buried": 1,
            "share": {"version": id, "state": "closed"}, "share_told": 1
        }));
        kept::<Meta>(&serde_json::json!({
            "participant": id, "device": id, "program": "Harbor", "vouched": true, "stream": id, "next_seq": 4,
            "key": id, "epoch": id,
            "cursor": "c", "generation": 1, "recheck": false, "digest": zeros, "ledger": {"number": 0, "hash": zeros},
            "mended_at": null
        }));
    }

    #[test]
    fn an_intent_of_a_newer_version_stays_what_it_is() {
        for text in [r#"{"grant":{"until":"2027-01-01"}}"#, r#""pause""#] {
            let intent: Intent = serde_json::from_str(text).unwrap();
            assert!(matches!(intent, Intent::Newer(_)));
            assert_eq!(serde_json::to_string(&intent).unwrap(), text);
        }
    }
}
