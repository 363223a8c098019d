//! What a participant's phones must know, one row per object, renumbered when the object changes.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::WrapMethod;
use crate::bytes::Bytes;
use crate::id::{DeviceId, FeedVersion, KeyId, ObjectId, ReplyId, RevisionId, WrapperId};
use crate::share::Share;

/// What a feed row is about. Numbers are permanent: they are in the digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Topic {
    Object,
    Share,
    Seen,
    Reply,
    Wrapper,
    Phone,
}

impl Topic {
    pub const ALL: [Self; 6] = [Self::Object, Self::Share, Self::Seen, Self::Reply, Self::Wrapper, Self::Phone];

    pub const fn number(self) -> u8 {
        match self {
            Self::Object => 1,
            Self::Share => 2,
            Self::Seen => 3,
            Self::Reply => 4,
            Self::Wrapper => 5,
            Self::Phone => 6,
        }
    }

    pub fn from_number(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|t| i64::from(t.number()) == number)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Change {
    Object(ObjectChange),
    Share(ShareChange),
    Seen(SeenChange),
    Reply(ReplyChange),
    Wrapper(WrapperChange),
    Phone(PhoneChange),
}

impl Change {
    /// The feed row: topic, id and version.
    pub const fn row(&self) -> (Topic, &[u8; 16], FeedVersion) {
        match self {
            Self::Object(c) => (Topic::Object, c.object.bytes(), c.version),
            Self::Share(c) => (Topic::Share, c.object.bytes(), FeedVersion::from_bytes(*c.share.version.bytes())),
            Self::Seen(c) => (Topic::Seen, c.id.bytes(), c.id),
            Self::Reply(c) => (Topic::Reply, c.reply.bytes(), FeedVersion::from_bytes(*c.reply.bytes())),
            Self::Wrapper(c) => (Topic::Wrapper, c.key.bytes(), c.version),
            Self::Phone(c) => (Topic::Phone, c.device.bytes(), c.version),
        }
    }
}

/// All that is known of one entry or document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ObjectChange {
    pub object: ObjectId,
    pub version: FeedVersion,
    /// In the order in which the server took them: the last childless one is shown.
    pub revisions: Vec<RevisionRow>,
    pub tombstones: Vec<RevisionId>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RevisionRow {
    pub revision: RevisionId,
    pub parents: Vec<RevisionId>,
    pub key: KeyId,
    /// Left out when the asking stream wrote it itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sealed: Option<Bytes>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ShareChange {
    pub object: ObjectId,
    pub share: Share,
}

/// A staff member read a shared revision, or marked it reviewed. `id` is random and never changes afterwards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SeenChange {
    pub id: FeedVersion,
    pub object: ObjectId,
    pub revision: RevisionId,
    /// The name the participant knows the reader by.
    pub by: String,
    pub at: DateTime<Utc>,
    /// False: opened. True: marked as reviewed.
    pub reviewed: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReplyChange {
    pub reply: ReplyId,
    pub object: ObjectId,
    pub by: String,
    pub at: DateTime<Utc>,
    /// At most 600 characters.
    pub text: String,
}

/// All wrappers of one key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WrapperChange {
    pub key: KeyId,
    pub version: FeedVersion,
    pub wrappers: Vec<WrapperRow>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WrapperRow {
    pub wrapper: WrapperId,
    pub method: WrapMethod,
    pub sealed: Bytes,
}

/// A phone came in or was shut out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PhoneChange {
    pub device: DeviceId,
    pub version: FeedVersion,
    pub since: DateTime<Utc>,
    pub revoked: bool,
    pub vouched: bool,
}
