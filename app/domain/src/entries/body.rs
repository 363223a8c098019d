//! The content of a sealed revision: kind, schema, claimed time and body.
//!
//! The form is permanent: `body/forms.rs` shows it. A phone keeps rows it cannot read (a newer kind or schema)
//! unchanged.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

use super::craving::Craving;
use super::form::KindForm;
use super::kinds::Kind;
use crate::Invalid;
use crate::base::id::ObjectId;
use crate::base::moment;
use crate::base::text::Label;

macro_rules! make_body {
    ($($number:literal $wire:literal $name:ident($form:ty) $sort:ident;)*) => {
        /// One entry or document, under the name of its kind on the wire.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum Body { $(#[serde(rename = $wire)] $name($form)),* }

        impl Body {
            pub const fn kind(&self) -> Kind {
                match self { $(Self::$name(_) => Kind::$name),* }
            }

            fn form(&self) -> &dyn KindForm {
                match self { $(Self::$name(form) => form),* }
            }

            /// As it stands in a shared copy.
            #[must_use]
            pub fn for_sharing(mut self) -> Self {
                match &mut self { $(Self::$name(form) => form.for_sharing()),* }
                self
            }
        }
    };
}

crate::for_kinds!(make_body);

impl Body {
    /// The target it is about.
    pub fn target(&self) -> Option<ObjectId> {
        self.form().target()
    }

    /// The participant's own skill that it is about.
    pub fn skill(&self) -> Option<ObjectId> {
        self.form().skill()
    }

    /// The participant's contact that it is about.
    pub fn contact(&self) -> Option<ObjectId> {
        self.form().contact()
    }
}

/// A body with the time it is about. `at` is claimed by the participant; only lists on screen are ordered by it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// The version of the kind's form; [`Record::SCHEMA`] today.
    pub schema: u16,
    /// RFC 3339 with the offset of the phone's zone.
    pub at: DateTime<FixedOffset>,
    pub body: Body,
}

impl Record {
    pub const SCHEMA: u16 = 1;

    pub const fn new(at: DateTime<FixedOffset>, body: Body) -> Self {
        Self { schema: Self::SCHEMA, at, body }
    }

    /// The civil date on which the participant was, then and there.
    pub fn day(&self) -> NaiveDate {
        moment::day(self.at)
    }

    /// The bytes that are sealed.
    pub fn to_bytes(&self) -> Vec<u8> {
        // Infallible: every type above serialises to plain JSON with string keys.
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// Parses only what this version knows completely: a field or value from a newer version is refused, so that an
    /// edit here cannot lose it. That is why every kind's form has `deny_unknown_fields`.
    ///
    /// # Errors
    /// Names the schema if it is newer than this build, or else the body.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Invalid> {
        #[derive(Deserialize)]
        struct Version {
            schema: u16,
        }
        let version: Version =
            serde_json::from_slice(bytes).map_err(|_| Invalid::new("record", "an entry with a schema number"))?;
        if version.schema != Self::SCHEMA {
            return Err(Invalid::new("record.schema", format!("{}", Self::SCHEMA)));
        }
        serde_json::from_slice(bytes)
            .map_err(|_| Invalid::new("record.body", "a kind of entry that this version knows"))
    }
}

/// A record as it is sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plain {
    pub kind: Kind,
    /// As [`Record::to_bytes`].
    pub bytes: Vec<u8>,
}

impl From<&Record> for Plain {
    fn from(record: &Record) -> Self {
        Self { kind: record.body.kind(), bytes: record.to_bytes() }
    }
}

impl From<Record> for Plain {
    fn from(record: Record) -> Self {
        Self::from(&record)
    }
}

/// A record that can only be a craving, in the same form. Code that writes cravings alone carries the forms of no other
/// kinds: on the phone that is what is loaded first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CravingRecord {
    schema: u16,
    pub at: DateTime<FixedOffset>,
    body: CravingBody,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum CravingBody {
    #[serde(rename = "craving")]
    Craving(Craving),
}

impl CravingRecord {
    pub const fn new(at: DateTime<FixedOffset>, craving: Craving) -> Self {
        Self { schema: Record::SCHEMA, at, body: CravingBody::Craving(craving) }
    }

    pub const fn craving(&self) -> &Craving {
        let CravingBody::Craving(craving) = &self.body;
        craving
    }
}

impl From<&CravingRecord> for Plain {
    fn from(record: &CravingRecord) -> Self {
        // Infallible, as that of any record.
        Self { kind: Kind::Craving, bytes: serde_json::to_vec(record).unwrap_or_default() }
    }
}

/// The plaintext of a share: one pinned revision, and the names of its references, which are not shared themselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SharedCopy {
    pub record: Record,
    #[serde(default, skip_serializing_if = "Names::is_empty")]
    pub names: Names,
}

/// The names of a record's references.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Names {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Label>,
    /// Unit of the target's amounts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Label>,
    /// A skill of the participant's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skill: Option<Label>,
    /// A contact, on the phone alone: the name of a third person is in no shared copy.
    #[serde(skip)]
    pub contact: Option<Label>,
}

impl Names {
    pub const fn is_empty(&self) -> bool {
        self.target.is_none() && self.unit.is_none() && self.skill.is_none()
    }
}

#[cfg(test)]
mod forms;
