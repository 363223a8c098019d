//! Operations: a phone's requests to write on the server.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::{RawValue, to_raw_value};

use super::form::OpForm;
use super::{KNOWS_LATER, MAX_OPERATION_BYTES, Reason, Verdict};
use crate::Invalid;
use crate::base::bytes::Bytes;
use crate::base::id::{ActId, KeyId, ObjectId, OpId, RevisionId, ShareVersion, WrapperId};
use crate::base::json::Json;
use crate::entries::body::{Record, SharedCopy};
use crate::entries::kinds::Kind;
use crate::reminders::{RemindOnce, SetHabit, SetReminders, Settle};
use crate::schedule::{AnswerSession, AskMakeUp};
use crate::vault::seal;

/// The schema of operations that this build writes and reads.
pub struct OperationSchema;

impl OperationSchema {
    pub const NOW: u16 = 1;
}

/// An operation as it travels. The content is parsed one by one, so that one bad operation harms nobody.
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

/// The list of operations. One line each: the permanent name on the wire, the name in the code, and the form.
macro_rules! ops {
    ($($(#[$doc:meta])* $wire:literal $name:ident($form:ty);)*) => {
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum Op {
            $($(#[$doc])* #[serde(rename = $wire)] $name($form),)*
            /// The participant discarded the operation; the number is used up.
            #[serde(rename = "void")]
            Void,
        }

        impl Op {
            /// The operations this version knows, by their names on the wire.
            const NAMES: &'static [&'static str] = &[$($wire,)* "void"];

            fn form(&self) -> Option<&dyn OpForm> {
                match self { $(Self::$name(op) => Some(op),)* Self::Void => None }
            }
        }
    };
}

ops! {
    /// Adds a sealed revision. Always accepted, unless its id is taken.
    "revise" Revise(Revise);
    /// Erases the bodies of the named heads and their ancestors, and closes the share.
    "delete" Delete(Delete);
    /// Lets the care team read one revision.
    "share" Share(SetShare);
    /// Closes a share. Always applies.
    "unshare" Unshare(StopShare);
    /// Turns the sharing default of a kind of entries on or off. Off always applies.
    "share_setting" ShareSetting(SetShareSetting);
    /// Keeps a wrapped key of the keyring.
    "wrap_key" WrapKey(WrapKey);
    /// RSVP for a session.
    "answer" Answer(AnswerSession);
    /// Asks staff for a make-up session.
    "ask_make_up" AskMakeUp(AskMakeUp);
    "set_reminders" SetReminders(SetReminders);
    "set_habit" SetHabit(SetHabit);
    "remind_once" RemindOnce(RemindOnce);
    /// Done with a reminder, or later.
    "settle" Settle(Settle);
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

impl OpForm for Revise {
    fn check(&self) -> Result<(), Invalid> {
        few("op.parents", &self.parents, 0)?;
        let body = self.sealed.0.len().checked_sub(seal::NONCE_LEN + seal::TAG_LEN);
        if body.is_none_or(|length| length == 0 || length % seal::STEP != 0) {
            return Err(Invalid::new("op.sealed", "a nonce, one or more steps of 1024 bytes, and a tag"));
        }
        Ok(())
    }
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

impl OpForm for Delete {
    fn check(&self) -> Result<(), Invalid> {
        few("op.heads", &self.heads, 1)
    }
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
    /// The setting of the copy's kind that made this share automatically; it opens only while exactly that one is on.
    /// None when the participant shared it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub setting: Option<ShareVersion>,
    /// Plaintext, made when it is sent.
    pub copy: Box<SharedCopy>,
}

impl OpForm for SetShare {
    fn check(&self) -> Result<(), Invalid> {
        if self.copy.record.schema == Record::SCHEMA {
            Ok(())
        } else {
            Err(Invalid::new("op.copy.record.schema", Record::SCHEMA.to_string()))
        }
    }

    fn is_newer(&self) -> bool {
        self.copy.record.schema > Record::SCHEMA
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StopShare {
    pub object: ObjectId,
    pub version: ShareVersion,
}

impl OpForm for StopShare {}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetShareSetting {
    /// A kind of entries.
    pub kind: Kind,
    pub version: ShareVersion,
    /// The version the phone knew; none when it was never set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub over: Option<ShareVersion>,
    pub on: bool,
}

impl OpForm for SetShareSetting {
    fn check(&self) -> Result<(), Invalid> {
        if self.kind.is_entry() { Ok(()) } else { Err(Invalid::new("op.kind", "a kind of entries")) }
    }
}

/// The key or code that wraps a key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(remote = "Self", rename_all = "snake_case")]
pub enum WrapMethod {
    /// HKDF-SHA-256 of the recovery code, with the wrapper's id as salt.
    Recovery,
    /// Another key of the same keyring.
    Key(KeyId),
    /// A method from a newer version, kept as it came.
    #[serde(skip)]
    Newer(Json),
}

crate::or_newer!(WrapMethod);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WrapKey {
    pub key: KeyId,
    pub wrapper: WrapperId,
    pub method: WrapMethod,
    pub sealed: Bytes,
}

impl OpForm for WrapKey {
    fn check(&self) -> Result<(), Invalid> {
        if self.is_newer() {
            return Err(Invalid::new("op.method", "a method that this version knows"));
        }
        if self.sealed.0.len() == WRAPPED_KEY_LEN {
            Ok(())
        } else {
            Err(Invalid::new("op.sealed", format!("{WRAPPED_KEY_LEN} bytes")))
        }
    }

    fn is_newer(&self) -> bool {
        matches!(self.method, WrapMethod::Newer(_))
    }
}

const MAX_PARENTS: usize = 16;
const WRAPPED_KEY_LEN: usize = seal::NONCE_LEN + 32 + seal::TAG_LEN;

impl RawOperation {
    /// Bytes of the content as it travels.
    pub fn size(&self) -> usize {
        self.op.get().len()
    }

    /// Parses the content, for a phone that speaks `client`.
    ///
    /// # Errors
    /// The verdict that says why it cannot be taken; [`Verdict::Later`] when it is from a newer version.
    pub fn parse(&self, client: u16) -> Result<Operation, Verdict> {
        // A phone of before has no word for "later": to it the answer is final.
        let newer = |why: Verdict| if client < KNOWS_LATER { why } else { Verdict::Later };
        if self.schema != OperationSchema::NOW {
            let why = Verdict::invalid(Reason::UnknownSchema, Invalid::new("schema", OperationSchema::NOW.to_string()));
            return Err(if self.schema > OperationSchema::NOW { newer(why) } else { why });
        }
        if self.size() > MAX_OPERATION_BYTES {
            return Err(Verdict::invalid(
                Reason::TooLarge,
                Invalid::new("op", format!("at most {MAX_OPERATION_BYTES} bytes")),
            ));
        }
        // serde's own words may quote what was sent, so they are not passed on.
        let op: Op = serde_json::from_slice(self.op.get().as_bytes()).map_err(|_| {
            let why = Verdict::invalid(Reason::Invalid, Invalid::new("op", "an operation of this schema"));
            if Op::is_from_newer(self.op.get()) { newer(why) } else { why }
        })?;
        op.check().map_err(|invalid| {
            let why = Verdict::invalid(Reason::Invalid, invalid);
            if op.form().is_some_and(OpForm::is_newer) { newer(why) } else { why }
        })?;
        Ok(Operation { seq: self.seq, op_id: self.op_id, op })
    }
}

impl Op {
    /// The act that it carries, if it is one.
    pub fn act(&self) -> Option<ActId> {
        self.form().and_then(OpForm::act)
    }

    fn check(&self) -> Result<(), Invalid> {
        self.form().map_or(Ok(()), OpForm::check)
    }

    /// Of JSON that did not read as an operation: it names an operation or a kind of entry that this version does not
    /// know, or a newer schema of a kind.
    fn is_from_newer(json: &str) -> bool {
        let op: Value = serde_json::from_str(json).unwrap_or_default();
        let Some((name, inside)) = only(&op) else { return false };
        let kinds = |kind: &str| Kind::NAMES.contains(&kind);
        match name {
            name if !Self::NAMES.contains(&name) => true,
            "share" => {
                let record = &inside["copy"]["record"];
                record["schema"].as_u64().is_some_and(|schema| schema > u64::from(Record::SCHEMA))
                    || only(&record["body"]).is_some_and(|(kind, _)| !kinds(kind))
            }
            "share_setting" => inside["kind"].as_str().is_some_and(|kind| !kinds(kind)),
            _ => false,
        }
    }

    pub fn into_raw(self, seq: u64, op_id: OpId) -> RawOperation {
        // Infallible: plain JSON with string keys.
        let op = to_raw_value(&self).unwrap_or_else(|_| RawValue::NULL.to_owned());
        RawOperation { seq, op_id, schema: OperationSchema::NOW, op }
    }
}

/// The one name in an externally tagged JSON enum, and its content.
fn only(tagged: &Value) -> Option<(&str, &Value)> {
    match tagged {
        Value::String(name) => Some((name, &Value::Null)),
        Value::Object(fields) if fields.len() == 1 => {
            fields.iter().next().map(|(name, inside)| (name.as_str(), inside))
        }
        _ => None,
    }
}

fn few<T>(field: &str, list: &[T], least: usize) -> Result<(), Invalid> {
    if list.len() < least || list.len() > MAX_PARENTS {
        return Err(Invalid::new(field, format!("{least} to {MAX_PARENTS} revisions")));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
