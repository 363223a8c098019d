//! The messages between phone and server: `POST /api/v1/sync`. The form is permanent once people have phones.
//!
//! A phone sends numbered operations and a cursor; the server answers with a verdict per operation and the news in the
//! participant's feed. Replaying any request any number of times changes nothing.

pub mod digest;
mod feed;
pub mod form;
mod number;
mod operation;

use serde::{Deserialize, Serialize};

pub use feed::{
    Change, ObjectChange, PhoneChange, ReplyChange, RevisionRow, SeenChange, ShareChange, Topic, WrapperChange,
    WrapperRow,
};
pub use number::{Numbering, Place, place};
pub use operation::{
    Delete, Op, Operation, OperationSchema, RawOperation, Revise, SetShare, SetShareSetting, StopShare, WrapKey,
    WrapMethod,
};

use crate::base::id::{EpochId, OpId, ParticipantId, StreamId};
use crate::base::json::Json;
use crate::ledger::LedgerHead;
use crate::schedule::Zone;
use crate::sync::digest::Digest;

/// The build of the protocol that this code speaks, so that a server can tell old phones from new ones. From 2 on a
/// phone knows [`Verdict::Later`] and keeps verdicts that it does not know.
pub const CLIENT: u16 = 2;
const KNOWS_LATER: u16 = 2;
/// One operation's JSON may have this many bytes.
pub const MAX_OPERATION_BYTES: usize = 64 * 1024;
/// Operations in one request.
pub const MAX_OPERATIONS: usize = 100;
/// Bytes of all operations in one request.
pub const MAX_BATCH_BYTES: usize = 256 * 1024;
/// Changes in one answer.
pub const PAGE: usize = 500;

#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SyncRequest {
    /// The life of the database the phone last heard of; none at first contact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub epoch: Option<EpochId>,
    /// Protocol version the phone speaks; [`CLIENT`] today.
    pub client: u16,
    /// Owner of this journal. Must be the person signed in.
    pub participant: ParticipantId,
    pub stream: StreamId,
    /// Acknowledges the verdicts of all earlier numbers, which the server may then forget.
    pub first_seq: u64,
    /// The highest number this journal has given out.
    pub head: u64,
    /// At most 100, in order, without gaps.
    pub ops: Vec<RawOperation>,
    /// End of the phone's copy of the feed; `None` asks for everything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// The zone the phone is in now; habits and quiet hours go by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<Zone>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SyncAnswer {
    pub epoch: EpochId,
    /// One per operation sent, in the same order.
    pub verdicts: Vec<NumberedVerdict>,
    pub changes: Vec<Change>,
    pub cursor: String,
    /// More changes wait behind this cursor.
    pub more: bool,
    /// Over the whole feed as it is now.
    pub digest: Digest,
    /// The end of the ledger as it is now; the phone pins it.
    pub ledger: LedgerHead,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NumberedVerdict {
    pub seq: u64,
    pub op_id: OpId,
    pub verdict: Verdict,
}

/// The server's answer to one operation; final.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(remote = "Self", rename_all = "snake_case")]
pub enum Verdict {
    Accepted,
    /// A share that did not know of the latest act on it, or was made by a default that is no longer on; it stays
    /// closed. Or the turning on of a default that did not know of the latest act on it; it stays as it is.
    Conflict,
    /// Cannot be taken. `field` and `allowed` are there when a field was to blame.
    Rejected {
        reason: Reason,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        field: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        allowed: Option<String>,
    },
    /// Not now: this server is older than the operation. The number is used up; the phone sends the operation again
    /// under a new one at each start and daily. Sent to `client` 2 and later only.
    Later,
    /// A verdict from a newer server, kept as it came.
    #[serde(skip)]
    Newer(Json),
}

crate::or_newer!(Verdict);

impl Verdict {
    pub const fn rejected(reason: Reason) -> Self {
        Self::Rejected { reason, field: None, allowed: None }
    }

    pub fn invalid(reason: Reason, invalid: crate::Invalid) -> Self {
        Self::Rejected { reason, field: Some(invalid.field), allowed: Some(invalid.allowed) }
    }
}

/// Why an operation cannot be taken. Permanent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The operation's schema is newer than this server.
    UnknownSchema,
    /// A field has a value that is not allowed.
    Invalid,
    /// More than 64 KiB.
    TooLarge,
    /// The id belongs to something else.
    IdTaken,
    /// The revision that should be shared is not there, or was deleted.
    UnknownRevision,
    /// This phone is new and nobody vouched for it: it may delete only what it wrote itself.
    NotVouched,
    /// Its subject does not exist, is not this participant's, or is over.
    NotThere,
    /// The server could not store it although it looks right. It stays on the phone.
    Failed,
    /// A quota is used up.
    TooMany,
    /// A reason that this version does not know.
    #[serde(other)]
    Newer,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_of_a_newer_server_is_kept_as_it_came() {
        let known = [
            "\"accepted\"",
            "\"conflict\"",
            r#"{"rejected":{"reason":"too_large","field":"op","allowed":"less"}}"#,
            "\"later\"",
        ];
        let newer = [r#"{"deferred":{"until":"2027-01-01T00:00:00Z"}}"#, "\"split\""];
        for text in known.iter().chain(&newer) {
            let verdict: Verdict = serde_json::from_str(text).unwrap();
            assert_eq!(matches!(verdict, Verdict::Newer(_)), newer.contains(text), "{text}");
            assert_eq!(serde_json::to_string(&verdict).unwrap(), *text);
        }
        let quota: Verdict = serde_json::from_str(r#"{"rejected":{"reason":"too_many"}}"#).unwrap();
        assert_eq!(quota, Verdict::rejected(Reason::TooMany));
    }
}
