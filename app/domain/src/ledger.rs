//! Log of everyone who saw or exported something: one hash chain per participant, ids only, which the participant's
//! phone verifies.
//!
//! `hash = SHA-256("evenkeel ledger 1" ‖ previous hash ‖ number ‖ time in ms ‖ actor's kind ‖ actor ‖ act ‖ object)`,
//! numbers big-endian. The first row builds on 32 zero bytes. A phone pins the newest head it saw, so that a chain that
//! was cut off at the end shows as well.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::base::id::{hex_from_wire, to_hex};

/// The actor. A number on the wire, so that a phone can verify a row with an unknown kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "u8", into = "u8")]
pub enum ActorKind {
    Staff,
    Device,
    Server,
    /// From a newer server.
    Newer(u8),
}

/// Acts on record; on the wire a number. Numbers are permanent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "u8", into = "u8")]
pub enum Act {
    /// From a newer server.
    Newer(u8),
    /// Saw the participant in a list; one row per reader and day.
    Listed,
    /// Opened the participant's page.
    Opened,
    /// Read one shared entry.
    Read,
    /// Marked one shared entry as reviewed.
    Reviewed,
    /// Replied to one shared entry.
    Replied,
    /// Created an enrollment code for a phone.
    CodeMade,
    /// Confirmed a new phone.
    PhoneConfirmed,
    /// A phone was enrolled.
    PhoneAdded,
    /// A phone was revoked.
    PhoneRevoked,
    /// Was assigned to the participant.
    Assigned,
    /// Became the leader of a session of the participant, and sees whether they come. Names the new leader; the object
    /// is the series, or a session with its own leader.
    BecameLeader,
    /// Was unassigned; as with `Assigned`, the actor is the affected staff member.
    Unassigned,
}

impl Act {
    pub const ALL: [Self; 12] = [
        Self::Listed,
        Self::Opened,
        Self::Read,
        Self::Reviewed,
        Self::Replied,
        Self::CodeMade,
        Self::PhoneConfirmed,
        Self::PhoneAdded,
        Self::PhoneRevoked,
        Self::Assigned,
        Self::BecameLeader,
        Self::Unassigned,
    ];

    /// The number in the hash and in the database.
    pub const fn number(self) -> u8 {
        match self {
            Self::Listed => 1,
            Self::Opened => 2,
            Self::Read => 3,
            Self::Reviewed => 4,
            Self::Replied => 5,
            Self::CodeMade => 6,
            Self::PhoneConfirmed => 7,
            Self::PhoneAdded => 8,
            Self::PhoneRevoked => 9,
            Self::Assigned => 10,
            Self::BecameLeader => 11,
            Self::Unassigned => 12,
            Self::Newer(number) => number,
        }
    }

    pub fn from_number(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|a| i64::from(a.number()) == number)
    }
}

impl ActorKind {
    pub const ALL: [Self; 3] = [Self::Staff, Self::Device, Self::Server];

    /// The number in the hash and in the database.
    pub const fn number(self) -> u8 {
        match self {
            Self::Staff => 1,
            Self::Device => 2,
            Self::Server => 3,
            Self::Newer(number) => number,
        }
    }

    pub fn from_number(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|a| i64::from(a.number()) == number)
    }
}

impl From<u8> for Act {
    fn from(number: u8) -> Self {
        Self::from_number(number.into()).unwrap_or(Self::Newer(number))
    }
}

impl From<Act> for u8 {
    fn from(act: Act) -> Self {
        act.number()
    }
}

impl From<u8> for ActorKind {
    fn from(number: u8) -> Self {
        Self::from_number(number.into()).unwrap_or(Self::Newer(number))
    }
}

impl From<ActorKind> for u8 {
    fn from(actor: ActorKind) -> Self {
        actor.number()
    }
}

/// 32 bytes as 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LedgerHash(pub [u8; 32]);

impl Serialize for LedgerHash {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&to_hex(&self.0))
    }
}

impl<'de> Deserialize<'de> for LedgerHash {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        hex_from_wire(from).map(Self)
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for LedgerHash {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .pattern(Some("^[0-9a-f]{64}$"))
            .into()
    }
}
#[cfg(feature = "openapi")]
impl utoipa::ToSchema for LedgerHash {}

/// The known end of a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LedgerHead {
    /// Rows so far; the number of the newest one.
    pub number: u64,
    pub hash: LedgerHash,
}

impl LedgerHead {
    /// A chain without rows.
    pub const EMPTY: Self = Self { number: 0, hash: LedgerHash([0; 32]) };
}

/// The content of a row, without its place in the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Fact {
    /// Server time, to the millisecond.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    #[cfg_attr(feature = "openapi", schema(value_type = i64))]
    pub at: DateTime<Utc>,
    #[cfg_attr(feature = "openapi", schema(value_type = u8))]
    pub actor: ActorKind,
    /// Hexadecimal id of the staff account or device; zeros for the server.
    #[serde(with = "hex16")]
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub actor_id: [u8; 16],
    #[cfg_attr(feature = "openapi", schema(value_type = u8))]
    pub act: Act,
    /// Hexadecimal id of the entry, device, series or session it was done to; zeros when it was to the whole
    /// participant.
    #[serde(with = "hex16")]
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub object: [u8; 16],
}

mod hex16 {
    use serde::{Deserializer, Serializer};

    pub fn serialize<S: Serializer>(bytes: &[u8; 16], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&super::to_hex(bytes))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<[u8; 16], D::Error> {
        super::hex_from_wire(from)
    }
}

/// One row of the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LedgerRow {
    pub number: u64,
    pub fact: Fact,
    pub hash: LedgerHash,
}

/// A row with the actor's display name, which is not part of the chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NamedRow {
    pub row: LedgerRow,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// Rows in one answer to `GET /api/v1/ledger?after=…`.
pub const LEDGER_PAGE: i64 = 500;

/// `GET /api/v1/ledger`: the chain, oldest row first; all of it, or with `after` the next rows after that number.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LedgerAnswer {
    pub rows: Vec<NamedRow>,
}

/// The row that follows `head`.
pub fn append(head: LedgerHead, fact: Fact) -> LedgerRow {
    let number = head.number + 1;
    let hash = Sha256::new()
        .chain_update(b"evenkeel ledger 1")
        .chain_update(head.hash.0)
        .chain_update(number.to_be_bytes())
        .chain_update(fact.at.timestamp_millis().to_be_bytes())
        .chain_update([fact.actor.number()])
        .chain_update(fact.actor_id)
        .chain_update([fact.act.number()])
        .chain_update(fact.object)
        .finalize();
    LedgerRow { number, fact, hash: LedgerHash(hash.into()) }
}

/// A fault in a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LedgerFault {
    #[error("row {0} does not follow from the one before it")]
    Broken(u64),
    #[error("the chain ends before row {0}, which this phone has seen")]
    CutOff(u64),
    #[error("row {0} is not the one this phone has seen")]
    Changed(u64),
}

/// Verifies a whole chain, oldest row first, against the head this phone has pinned. Returns its head.
///
/// # Errors
/// The first fault found.
pub fn verify<'a>(
    rows: impl IntoIterator<Item = &'a LedgerRow>,
    pinned: LedgerHead,
) -> Result<LedgerHead, LedgerFault> {
    let mut head = LedgerHead::EMPTY;
    for row in rows {
        let expected = append(head, row.fact);
        if expected != *row {
            return Err(LedgerFault::Broken(head.number + 1));
        }
        if row.number == pinned.number && row.hash != pinned.hash {
            return Err(LedgerFault::Changed(row.number));
        }
        head = LedgerHead { number: row.number, hash: row.hash };
    }
    if head.number < pinned.number { Err(LedgerFault::CutOff(pinned.number)) } else { Ok(head) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chain(length: u8) -> Vec<LedgerRow> {
        let mut head = LedgerHead::EMPTY;
        (0..length)
            .map(|n| {
                let fact = Fact {
                    at: DateTime::UNIX_EPOCH,
                    actor: ActorKind::Staff,
                    actor_id: [n; 16],
                    act: Act::Read,
                    object: [n; 16],
                };
                let row = append(head, fact);
                head = LedgerHead { number: row.number, hash: row.hash };
                row
            })
            .collect()
    }

    #[test]
    fn every_alteration_gap_and_cut_is_noticed() {
        let good = chain(20);
        let pinned = good.last().map_or(LedgerHead::EMPTY, |r| LedgerHead { number: r.number, hash: r.hash });
        assert_eq!(verify(&good, pinned), Ok(pinned));
        for place in 0..good.len() {
            let mut altered = good.clone();
            altered[place].fact.object = [0xff; 16];
            assert!(verify(&altered, pinned).is_err());
            let mut dropped = good.clone();
            dropped.remove(place);
            assert!(verify(&dropped, pinned).is_err());
            assert_eq!(verify(&good[..place], pinned), Err(LedgerFault::CutOff(20)));
        }
        let mut other = chain(19);
        let head = other.last().map_or(LedgerHead::EMPTY, |r| LedgerHead { number: r.number, hash: r.hash });
        other.push(append(head, Fact { object: [1; 16], ..good[19].fact }));
        assert_eq!(verify(&other, pinned), Err(LedgerFault::Changed(20)));
    }
}
