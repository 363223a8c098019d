//! The head row of a participant.

use domain::base::id::ParticipantId;
use domain::ledger::LedgerHead;
use domain::sync::digest::Digest;

/// The head row of one participant, locked until the transaction ends.
#[derive(Clone, Copy, Debug)]
pub struct Head {
    pub participant: ParticipantId,
    /// The number of the latest feed row.
    pub feed_no: i64,
    pub ledger: LedgerHead,
    /// The digest of the whole feed.
    pub digest: Digest,
}
