//! The feed of a participant's phones: one row per object, renumbered when the object changes.

use chrono::{DateTime, Utc};
use serde::ser::SerializeStruct;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use super::WrapMethod;
use super::form::FeedRow;
use crate::base::bytes::Bytes;
use crate::base::id::{DeviceId, FeedVersion, KeyId, ObjectId, ReplyId, RevisionId, WrapperId, from_hex, to_hex};
use crate::reminders::{HabitChange, OccurrenceChange, SettingsChange};
use crate::schedule::{SessionChange, TermChange};
use crate::sharing::{Share, ShareSetting};

/// The list of topics. One line each: the permanent number (it is in the digest), the name, the form of a change, and
/// how a phone keeps it: `told` word for word and sealed, or in a `row` of its own form.
macro_rules! topics {
    ($($number:literal $name:ident($form:ty) $kept:ident;)*) => {
        /// Subject of a feed row.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Topic { $($name),* }

        impl Topic {
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            pub const fn number(self) -> u8 {
                match self { $(Self::$name => $number),* }
            }

            /// A phone keeps it in a row of its own form; the others word for word, sealed.
            pub const fn has_row(self) -> bool {
                match self { $(Self::$name => topics!(@kept $kept)),* }
            }
        }

        /// One row of the feed. On the wire `{topic, id, version, is}`: a phone that does not know a topic, or a newer
        /// form of one, still counts the row in its digest and keeps its text.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Change {
            $($name($form),)*
            /// From a newer server; `raw` is the JSON as it came.
            Newer { topic: u8, id: [u8; 16], version: FeedVersion, raw: String },
        }

        impl Change {
            /// `None` when a newer server wrote it.
            pub const fn topic(&self) -> Option<Topic> {
                match self { $(Self::$name(_) => Some(Topic::$name),)* Self::Newer { .. } => None }
            }

            /// The feed row: topic, id and version.
            pub fn row(&self) -> (u8, [u8; 16], FeedVersion) {
                match self {
                    $(Self::$name(change) => {
                        let (id, version) = FeedRow::row(change);
                        ($number, id, version)
                    })*
                    Self::Newer { topic, id, version, .. } => (*topic, *id, *version),
                }
            }

            fn read(topic: Topic, is: &[u8]) -> Option<Self> {
                match topic { $(Topic::$name => serde_json::from_slice(is).ok().map(Self::$name)),* }
            }

            fn write<S: SerializeStruct>(&self, row: &mut S) -> Result<(), S::Error> {
                match self {
                    $(Self::$name(change) => row.serialize_field("is", change),)*
                    Self::Newer { raw, .. } => {
                        let raw = RawValue::from_string(raw.clone()).map_err(serde::ser::Error::custom)?;
                        row.serialize_field("is", &raw)
                    }
                }
            }
        }

        #[cfg(feature = "openapi")]
        mod described {
            use super::*;

            #[doc = concat!(
                "One row of the feed. `topic`: ", $(stringify!($number), " ", stringify!($name), ", ",)* "others may come."
            )]
            #[derive(utoipa::ToSchema)]
            #[expect(dead_code, reason = "only describes")]
            pub struct Change {
                topic: u8,
                /// 32 hexadecimal digits.
                id: String,
                version: FeedVersion,
                is: Is,
            }

            #[derive(serde::Serialize, utoipa::ToSchema)]
            #[serde(untagged)]
            #[expect(dead_code, reason = "only describes")]
            pub enum Is { $($name($form)),* }
        }
    };
    (@kept told) => { false };
    (@kept row) => { true };
}

topics! {
    1 Object(ObjectChange) row;
    2 Share(ShareChange) row;
    3 Seen(SeenChange) told;
    4 Reply(ReplyChange) told;
    5 Wrapper(WrapperChange) row;
    6 Phone(PhoneChange) row;
    7 ShareSetting(ShareSetting) row;
    8 Session(Box<SessionChange>) told;
    9 Term(TermChange) told;
    10 ReminderSettings(SettingsChange) told;
    11 Habit(HabitChange) told;
    12 Occurrence(OccurrenceChange) told;
}

impl Topic {
    /// `None` for a topic from a newer version.
    pub fn from_number(number: i64) -> Option<Self> {
        Self::ALL.iter().copied().find(|t| i64::from(t.number()) == number)
    }
}

impl Serialize for Change {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let (topic, id, version) = self.row();
        let mut row = to.serialize_struct("Change", 4)?;
        row.serialize_field("topic", &topic)?;
        row.serialize_field("id", &to_hex(&id))?;
        row.serialize_field("version", &version)?;
        self.write(&mut row)?;
        row.end()
    }
}

impl<'de> Deserialize<'de> for Change {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Row {
            topic: u8,
            id: String,
            version: FeedVersion,
            is: Box<RawValue>,
        }
        let Row { topic, id, version, is } = Row::deserialize(from)?;
        let id = from_hex(&id).ok_or_else(|| serde::de::Error::custom("allowed is 32 hexadecimal digits"))?;
        let known = Topic::from_number(topic.into()).and_then(|topic| Self::read(topic, is.get().as_bytes()));
        // Whoever reads a row may rely on its envelope.
        let matching = known.filter(|change| change.row() == (topic, id, version));
        Ok(matching.unwrap_or_else(|| Self::Newer { topic, id, version, raw: is.get().to_owned() }))
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Change {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        described::Change::schema()
    }
}
#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Change {
    fn schemas(schemas: &mut Vec<(String, utoipa::openapi::RefOr<utoipa::openapi::schema::Schema>)>) {
        described::Change::schemas(schemas);
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

impl FeedRow for ObjectChange {
    fn row(&self) -> ([u8; 16], FeedVersion) {
        (*self.object.bytes(), self.version)
    }
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

impl FeedRow for ShareChange {
    fn row(&self) -> ([u8; 16], FeedVersion) {
        (*self.object.bytes(), FeedVersion::from_bytes(*self.share.version.bytes()))
    }
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

impl FeedRow for SeenChange {
    fn row(&self) -> ([u8; 16], FeedVersion) {
        (*self.id.bytes(), self.id)
    }
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

impl FeedRow for ReplyChange {
    fn row(&self) -> ([u8; 16], FeedVersion) {
        (*self.reply.bytes(), FeedVersion::from_bytes(*self.reply.bytes()))
    }
}

/// All wrappers of one key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WrapperChange {
    pub key: KeyId,
    pub version: FeedVersion,
    pub wrappers: Vec<WrapperRow>,
}

impl FeedRow for WrapperChange {
    fn row(&self) -> ([u8; 16], FeedVersion) {
        (*self.key.bytes(), self.version)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WrapperRow {
    pub wrapper: WrapperId,
    pub method: WrapMethod,
    pub sealed: Bytes,
}

/// A phone was enrolled or revoked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PhoneChange {
    pub device: DeviceId,
    pub version: FeedVersion,
    pub since: DateTime<Utc>,
    pub revoked: bool,
    pub vouched: bool,
}

impl FeedRow for PhoneChange {
    fn row(&self) -> ([u8; 16], FeedVersion) {
        (*self.device.bytes(), self.version)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::ShareVersion;
    use crate::entries::kinds::Kind;

    #[test]
    fn a_row_of_a_newer_server_is_kept_as_it_came() {
        let (id, version) = ("00000000000000000000000000000001", "00000000000000000000000000000002");
        let text = format!(r#"{{"topic":99,"id":"{id}","version":"{version}","is":{{"more":[1]}}}}"#);
        let row: Change = serde_json::from_str(&text).unwrap();
        assert!(matches!(&row, Change::Newer { topic: 99, raw, .. } if raw == r#"{"more":[1]}"#));
        assert_eq!(serde_json::to_string(&row).unwrap(), text);
        let phone = Change::Phone(PhoneChange {
            device: DeviceId::from_bytes([1; 16]),
            version: FeedVersion::from_bytes([2; 16]),
            since: DateTime::UNIX_EPOCH,
            revoked: false,
            vouched: true,
        });
        assert_eq!(serde_json::from_str::<Change>(&serde_json::to_string(&phone).unwrap()).unwrap(), phone);
        let setting = Change::ShareSetting(ShareSetting {
            kind: Kind::Use,
            version: ShareVersion::from_bytes([9; 16]),
            on: true,
        });
        let text = format!(
            r#"{{"topic":7,"id":"03{}","version":"{}","is":{{"kind":"use","version":"{}","on":true}}}}"#,
            "00".repeat(15),
            "09".repeat(16),
            "09".repeat(16)
        );
        assert_eq!(serde_json::to_string(&setting).unwrap(), text);
        assert_eq!(serde_json::from_str::<Change>(&text).unwrap(), setting);
        let odd = serde_json::to_string(&phone).unwrap().replace("\"topic\":6", "\"topic\":1");
        assert!(matches!(serde_json::from_str::<Change>(&odd).unwrap(), Change::Newer { topic: 1, .. }));
    }
}
