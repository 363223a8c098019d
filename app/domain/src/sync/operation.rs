//! What a phone asks the server to write.

use serde::{Deserialize, Serialize};
use serde_json::value::{RawValue, to_raw_value};

use super::{MAX_OPERATION_BYTES, Reason, Verdict};
use crate::Invalid;
use crate::body::{Record, SharedCopy};
use crate::bytes::Bytes;
use crate::id::{ActId, KeyId, ObjectId, OpId, RevisionId, ShareVersion, WrapperId};
use crate::kind::Kind;
use crate::reminder::{HabitRule, RemindOnce, SetHabit, SetReminders, Settle};
use crate::schedule::{AnswerSession, AskMakeUp};
use crate::seal;

/// The schema of operations that this build writes and reads.
pub struct OperationSchema;

impl OperationSchema {
    pub const NOW: u16 = 1;
}

/// An operation as it travels. What is inside is read one by one, so that one bad operation harms nobody.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RawOperation {
    /// 1, 2, 3 … without gaps within a stream.
    pub seq: u64,
    pub op_id: OpId,
    /// The version of the form of `op`; 1 today.
    pub schema: u16,
    #[cfg_attr(feature = "openapi", schema(value_type = Op))]
    pub op: Box<RawValue>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    pub seq: u64,
    pub op_id: OpId,
    pub op: Op,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Op {
    /// Adds a sealed revision. Always accepted, unless its id is taken.
    Revise(Revise),
    /// Erases the bodies of the named heads and what they came from, and closes the share.
    Delete(Delete),
    /// Lets the care team read one revision.
    Share(SetShare),
    /// Closes a share. Always applies.
    Unshare(StopShare),
    /// Turns the sharing default of a kind of entries on or off. Off always applies.
    ShareSetting(SetShareSetting),
    /// Keeps a wrapped key of the keyring.
    WrapKey(WrapKey),
    /// Says whether the participant comes to a session.
    Answer(AnswerSession),
    AskMakeUp(AskMakeUp),
    SetReminders(SetReminders),
    SetHabit(SetHabit),
    RemindOnce(RemindOnce),
    /// Done with a reminder, or later.
    Settle(Settle),
    /// The participant discarded what stood here; the number is used up.
    Void,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Revise {
    pub object: ObjectId,
    pub revision: RevisionId,
    /// At most 16.
    pub parents: Vec<RevisionId>,
    pub key: KeyId,
    /// Nonce, ciphertext and tag; see `seal`.
    pub sealed: Bytes,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Delete {
    pub object: ObjectId,
    /// The heads that the participant saw; at most 16.
    pub heads: Vec<RevisionId>,
    /// The version that the share takes when this closes it.
    pub version: ShareVersion,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetShare {
    pub object: ObjectId,
    pub revision: RevisionId,
    pub version: ShareVersion,
    /// The version the phone knew; none when it was never shared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub over: Option<ShareVersion>,
    /// The setting of the copy's kind that made this share by itself; it opens only while exactly that one is on. None when the
    /// participant shared it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub setting: Option<ShareVersion>,
    /// Plaintext, made when it is sent.
    pub copy: Box<SharedCopy>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StopShare {
    pub object: ObjectId,
    pub version: ShareVersion,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetShareSetting {
    /// A kind of entries: craving, trigger, use or practice.
    pub kind: Kind,
    pub version: ShareVersion,
    /// The version the phone knew; none when it was never set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub over: Option<ShareVersion>,
    pub on: bool,
}

/// What a key is wrapped under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum WrapMethod {
    /// HKDF-SHA-256 of the recovery code, with the wrapper's id as salt.
    Recovery,
    /// Another key of the same keyring.
    Key(KeyId),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WrapKey {
    pub key: KeyId,
    pub wrapper: WrapperId,
    pub method: WrapMethod,
    pub sealed: Bytes,
}

const MAX_PARENTS: usize = 16;
const WRAPPED_KEY_LEN: usize = seal::NONCE_LEN + 32 + seal::TAG_LEN;

impl RawOperation {
    /// Bytes of what is inside, as it travels.
    pub fn size(&self) -> usize {
        self.op.get().len()
    }

    /// Reads what is inside.
    ///
    /// # Errors
    /// The verdict that says why it cannot be taken.
    pub fn parse(&self) -> Result<Operation, Verdict> {
        if self.schema != OperationSchema::NOW {
            return Err(Verdict::invalid(Reason::UnknownSchema, Invalid::new("schema", OperationSchema::NOW.to_string())));
        }
        if self.size() > MAX_OPERATION_BYTES {
            return Err(Verdict::invalid(Reason::TooLarge, Invalid::new("op", format!("at most {MAX_OPERATION_BYTES} bytes"))));
        }
        // serde's own words may quote what was sent, so they are not passed on.
        let op: Op = serde_json::from_str(self.op.get())
            .map_err(|_| Verdict::invalid(Reason::Invalid, Invalid::new("op", "an operation of this schema")))?;
        op.check().map_err(|invalid| Verdict::invalid(Reason::Invalid, invalid))?;
        Ok(Operation { seq: self.seq, op_id: self.op_id, op })
    }
}

impl Op {
    /// The act that it carries: applied once, whatever number it comes under, and again only if it was not accepted.
    pub const fn act(&self) -> Option<ActId> {
        match self {
            Self::Answer(op) => Some(op.act),
            Self::AskMakeUp(op) => Some(op.act),
            Self::SetReminders(op) => Some(op.act),
            Self::SetHabit(op) => Some(op.act),
            Self::Settle(op) => Some(op.act),
            Self::Revise(_)
            | Self::Delete(_)
            | Self::Share(_)
            | Self::Unshare(_)
            | Self::ShareSetting(_)
            | Self::WrapKey(_)
            | Self::RemindOnce(_)
            | Self::Void => None,
        }
    }

    fn check(&self) -> Result<(), Invalid> {
        match self {
            Self::Revise(revise) => {
                few("op.parents", &revise.parents, 0)?;
                let body = revise.sealed.0.len().checked_sub(seal::NONCE_LEN + seal::TAG_LEN);
                if body.is_none_or(|length| length == 0 || length % seal::STEP != 0) {
                    return Err(Invalid::new("op.sealed", "a nonce, one or more steps of 1024 bytes, and a tag"));
                }
                Ok(())
            }
            Self::Delete(delete) => few("op.heads", &delete.heads, 1),
            Self::Share(share) if share.copy.record.schema != Record::SCHEMA => {
                Err(Invalid::new("op.copy.record.schema", Record::SCHEMA.to_string()))
            }
            Self::WrapKey(wrap) if wrap.sealed.0.len() != WRAPPED_KEY_LEN => {
                Err(Invalid::new("op.sealed", format!("{WRAPPED_KEY_LEN} bytes")))
            }
            Self::ShareSetting(set) if !set.kind.is_entry() => Err(Invalid::new("op.kind", "craving, trigger, use or practice")),
            Self::SetReminders(set) => set.settings.check(),
            Self::SetHabit(set) => set.rule.as_ref().map_or(Ok(()), HabitRule::check),
            Self::RemindOnce(once) => once.check(),
            Self::Share(_)
            | Self::Unshare(_)
            | Self::ShareSetting(_)
            | Self::WrapKey(_)
            | Self::Answer(_)
            | Self::AskMakeUp(_)
            | Self::Settle(_)
            | Self::Void => Ok(()),
        }
    }

    pub fn into_raw(self, seq: u64, op_id: OpId) -> RawOperation {
        // Infallible: plain JSON with string keys.
        let op = to_raw_value(&self).unwrap_or_else(|_| RawValue::NULL.to_owned());
        RawOperation { seq, op_id, schema: OperationSchema::NOW, op }
    }
}

fn few<T>(field: &str, list: &[T], least: usize) -> Result<(), Invalid> {
    if list.len() < least || list.len() > MAX_PARENTS {
        return Err(Invalid::new(field, format!("{least} to {MAX_PARENTS} revisions")));
    }
    Ok(())
}
