//! Cursors: a phone's position in the feed, with a MAC of this server. The MAC covers participant and epoch, so a
//! genuine cursor beyond the feed can only mean that the database was rolled back.

use domain::base::bytes::Bytes;
use domain::base::id::{EpochId, ParticipantId};
use domain::base::problem::ProblemKind;

use crate::seal::Keys;
use crate::store::StoreResult;

/// Length of the MAC in bytes.
const PROOF: usize = 16;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The feed number at which the phone's copy was last complete. Rows move while the phone pages, so revisions
    /// newer than this are sent, not only those newer than `position`.
    pub base: i64,
    /// The next row has a higher number.
    pub position: i64,
}

pub fn write(keys: &Keys, participant: ParticipantId, epoch: EpochId, cursor: Cursor) -> String {
    let place = place(cursor);
    let proof = keys.cursor_mac(&[participant.bytes(), epoch.bytes(), &place]);
    Bytes([place.as_slice(), &proof[..PROOF]].concat()).to_text()
}

/// Empty text is the beginning.
///
/// # Errors
/// `cursor` if this server did not issue it in this epoch to this participant.
pub fn read(keys: &Keys, participant: ParticipantId, epoch: EpochId, text: Option<&str>) -> StoreResult<Cursor> {
    let Some(text) = text else { return Ok(Cursor { base: 0, position: 0 }) };
    let bytes: [u8; 16 + PROOF] =
        Bytes::from_text(text).and_then(|b| b.0.try_into().ok()).ok_or(ProblemKind::Cursor)?;
    let (Some((base, rest)), Some((position, _))) =
        (bytes.split_first_chunk::<8>(), bytes[8..].split_first_chunk::<8>())
    else {
        return Err(ProblemKind::Cursor.into());
    };
    debug_assert_eq!(rest.len(), 8 + PROOF);
    let cursor = Cursor { base: i64::from_be_bytes(*base), position: i64::from_be_bytes(*position) };
    let expected = write(keys, participant, epoch, cursor);
    // Compares in constant time.
    let difference =
        expected.bytes().zip(text.bytes()).fold(expected.len() ^ text.len(), |sum, (a, b)| sum | usize::from(a ^ b));
    if difference == 0 { Ok(cursor) } else { Err(ProblemKind::Cursor.into()) }
}

fn place(cursor: Cursor) -> [u8; 16] {
    let mut out = [0; 16];
    out[..8].copy_from_slice(&cursor.base.to_be_bytes());
    out[8..].copy_from_slice(&cursor.position.to_be_bytes());
    out
}
