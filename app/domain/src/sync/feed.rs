//! What a participant's phones must know, one row per object, renumbered when the object changes.

use chrono::{DateTime, Utc};
use serde::ser::SerializeStruct as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use super::WrapMethod;
use crate::bytes::Bytes;
use crate::id::{DeviceId, FeedVersion, KeyId, ObjectId, ReplyId, RevisionId, WrapperId, from_hex, to_hex};
use crate::reminder::{HabitChange, OccurrenceChange, SettingsChange};
use crate::schedule::{SessionChange, TermChange};
use crate::share::{Share, ShareSetting};

/// What a feed row is about. Numbers are permanent: they are in the digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Topic {
    Object,
    Share,
    Seen,
    Reply,
    Wrapper,
    Phone,
    ShareSetting,
    Session,
    Term,
    ReminderSettings,
    Habit,
    Occurrence,
}

impl Topic {
    pub const ALL: [Self; 12] = [
        Self::Object,
        Self::Share,
        Self::Seen,
        Self::Reply,
        Self::Wrapper,
        Self::Phone,
        Self::ShareSetting,
        Self::Session,
        Self::Term,
        Self::ReminderSettings,
        Self::Habit,
        Self::Occurrence,
    ];

    pub const fn number(self) -> u8 {
        match self {
            Self::Object => 1,
            Self::Share => 2,
            Self::Seen => 3,
            Self::Reply => 4,
            Self::Wrapper => 5,
            Self::Phone => 6,
            Self::ShareSetting => 7,
            Self::Session => 8,
            Self::Term => 9,
            Self::ReminderSettings => 10,
            Self::Habit => 11,
            Self::Occurrence => 12,
        }
    }

    pub fn from_number(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|t| i64::from(t.number()) == number)
    }
}

/// One row of the feed. On the wire `{topic, id, version, is}`: a phone that does not know a topic, or a newer form of one,
/// still counts the row in its digest and keeps what it said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    Object(ObjectChange),
    Share(ShareChange),
    Seen(SeenChange),
    Reply(ReplyChange),
    Wrapper(WrapperChange),
    Phone(PhoneChange),
    ShareSetting(ShareSetting),
    Session(Box<SessionChange>),
    Term(TermChange),
    ReminderSettings(SettingsChange),
    Habit(HabitChange),
    Occurrence(OccurrenceChange),
    /// Written by a newer server; `raw` is the JSON as it came.
    Newer {
        topic: u8,
        id: [u8; 16],
        version: FeedVersion,
        raw: String,
    },
}

impl Change {
    /// The feed row: topic, id and version.
    pub const fn row(&self) -> (u8, [u8; 16], FeedVersion) {
        match self {
            Self::Object(c) => (Topic::Object.number(), *c.object.bytes(), c.version),
            Self::Share(c) => (Topic::Share.number(), *c.object.bytes(), FeedVersion::from_bytes(*c.share.version.bytes())),
            Self::Seen(c) => (Topic::Seen.number(), *c.id.bytes(), c.id),
            Self::Reply(c) => (Topic::Reply.number(), *c.reply.bytes(), FeedVersion::from_bytes(*c.reply.bytes())),
            Self::Wrapper(c) => (Topic::Wrapper.number(), *c.key.bytes(), c.version),
            Self::Phone(c) => (Topic::Phone.number(), *c.device.bytes(), c.version),
            Self::ShareSetting(c) => {
                (Topic::ShareSetting.number(), ShareSetting::row_id(c.kind), FeedVersion::from_bytes(*c.version.bytes()))
            }
            Self::Session(c) => (Topic::Session.number(), *c.session.bytes(), c.version),
            Self::Term(c) => (Topic::Term.number(), TermChange::ROW, c.version),
            Self::ReminderSettings(c) => (Topic::ReminderSettings.number(), SettingsChange::ROW, c.version),
            Self::Habit(c) => (Topic::Habit.number(), *c.habit.bytes(), c.version),
            Self::Occurrence(c) => (Topic::Occurrence.number(), *c.occurrence.bytes(), c.version),
            Self::Newer { topic, id, version, .. } => (*topic, *id, *version),
        }
    }
}

impl Serialize for Change {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let (topic, id, version) = self.row();
        let mut row = to.serialize_struct("Change", 4)?;
        row.serialize_field("topic", &topic)?;
        row.serialize_field("id", &to_hex(&id))?;
        row.serialize_field("version", &version)?;
        match self {
            Self::Object(c) => row.serialize_field("is", c),
            Self::Share(c) => row.serialize_field("is", c),
            Self::Seen(c) => row.serialize_field("is", c),
            Self::Reply(c) => row.serialize_field("is", c),
            Self::Wrapper(c) => row.serialize_field("is", c),
            Self::Phone(c) => row.serialize_field("is", c),
            Self::ShareSetting(c) => row.serialize_field("is", c),
            Self::Session(c) => row.serialize_field("is", c),
            Self::Term(c) => row.serialize_field("is", c),
            Self::ReminderSettings(c) => row.serialize_field("is", c),
            Self::Habit(c) => row.serialize_field("is", c),
            Self::Occurrence(c) => row.serialize_field("is", c),
            Self::Newer { raw, .. } => row.serialize_field("is", &RawValue::from_string(raw.clone()).map_err(serde::ser::Error::custom)?),
        }?;
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
        let bytes = is.get().as_bytes();
        let known = match Topic::from_number(topic.into()) {
            Some(Topic::Object) => serde_json::from_slice(bytes).map(Self::Object).ok(),
            Some(Topic::Share) => serde_json::from_slice(bytes).map(Self::Share).ok(),
            Some(Topic::Seen) => serde_json::from_slice(bytes).map(Self::Seen).ok(),
            Some(Topic::Reply) => serde_json::from_slice(bytes).map(Self::Reply).ok(),
            Some(Topic::Wrapper) => serde_json::from_slice(bytes).map(Self::Wrapper).ok(),
            Some(Topic::Phone) => serde_json::from_slice(bytes).map(Self::Phone).ok(),
            Some(Topic::ShareSetting) => serde_json::from_slice(bytes).map(Self::ShareSetting).ok(),
            Some(Topic::Session) => serde_json::from_slice(bytes).map(Self::Session).ok(),
            Some(Topic::Term) => serde_json::from_slice(bytes).map(Self::Term).ok(),
            Some(Topic::ReminderSettings) => serde_json::from_slice(bytes).map(Self::ReminderSettings).ok(),
            Some(Topic::Habit) => serde_json::from_slice(bytes).map(Self::Habit).ok(),
            Some(Topic::Occurrence) => serde_json::from_slice(bytes).map(Self::Occurrence).ok(),
            None => None,
        };
        // Whoever reads a row may rely on its envelope.
        let matching = known.filter(|change| change.row() == (topic, id, version));
        Ok(matching.unwrap_or_else(|| Self::Newer { topic, id, version, raw: is.get().to_owned() }))
    }
}

#[cfg(feature = "openapi")]
mod described {
    use super::{
        FeedVersion, HabitChange, ObjectChange, OccurrenceChange, PhoneChange, ReplyChange, SeenChange, SessionChange, SettingsChange,
        ShareChange, ShareSetting, TermChange, WrapperChange,
    };

    /// One row of the feed. `topic`: 1 object, 2 share, 3 seen, 4 reply, 5 wrapper, 6 phone, 7 sharing default, 8 session, 9 weeks in
    /// the program, 10 reminder settings, 11 habit, 12 occurrence of a reminder; others may come.
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
    pub enum Is {
        Object(ObjectChange),
        Share(ShareChange),
        Seen(SeenChange),
        Reply(ReplyChange),
        Wrapper(WrapperChange),
        Phone(PhoneChange),
        ShareSetting(ShareSetting),
        Session(SessionChange),
        Term(TermChange),
        ReminderSettings(SettingsChange),
        Habit(HabitChange),
        Occurrence(OccurrenceChange),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::ShareVersion;
    use crate::kind::Kind;

    #[test]
    fn a_row_of_a_newer_server_is_kept_as_it_came() {
        let text = r#"{"topic":99,"id":"00000000000000000000000000000001","version":"00000000000000000000000000000002","is":{"more":[1]}}"#;
        let row: Change = serde_json::from_str(text).unwrap();
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
        let setting = Change::ShareSetting(ShareSetting { kind: Kind::Use, version: ShareVersion::from_bytes([9; 16]), on: true });
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
