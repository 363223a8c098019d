//! Whether the care team may read an entry. An object of its own, with a random version that changes with every act.
//!
//! Law: an unshare always applies, at once. A share applies only over the version it names; else it stays closed.

use serde::{Deserialize, Serialize};

use crate::id::{RevisionId, ShareVersion};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ShareState {
    /// The care team may read exactly this revision.
    Open(RevisionId),
    Closed,
}

/// What a share is now. "Never shared" is `None` around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Share {
    pub version: ShareVersion,
    pub state: ShareState,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShareDecision {
    /// Write this.
    Apply(Share),
    /// This very act was applied before; nothing to do.
    Known,
    /// The act did not know of the latest one. It stays as it is.
    Stale,
}

/// Decides a share that names the version it saw (`over`).
/// `seen_before`: whether an act with this version was ever applied.
pub fn open(
    current: Option<Share>,
    seen_before: bool,
    version: ShareVersion,
    over: Option<ShareVersion>,
    revision: RevisionId,
) -> ShareDecision {
    if seen_before {
        ShareDecision::Known
    } else if current.map(|s| s.version) == over {
        ShareDecision::Apply(Share { version, state: ShareState::Open(revision) })
    } else {
        ShareDecision::Stale
    }
}

/// Decides an unshare: it applies unless this very act did before.
pub const fn close(seen_before: bool, version: ShareVersion) -> ShareDecision {
    if seen_before { ShareDecision::Known } else { ShareDecision::Apply(Share { version, state: ShareState::Closed }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn version(n: u8) -> ShareVersion {
        ShareVersion::from_bytes([n; 16])
    }

    #[test]
    fn a_share_that_had_not_seen_the_unshare_stays_closed() {
        let revision = RevisionId::from_bytes([9; 16]);
        let ShareDecision::Apply(opened) = open(None, false, version(1), None, revision) else { unreachable!() };
        let ShareDecision::Apply(closed) = close(false, version(2)) else { unreachable!() };
        assert_eq!(open(Some(closed), false, version(3), Some(opened.version), revision), ShareDecision::Stale);
        assert_eq!(open(Some(closed), true, version(1), None, revision), ShareDecision::Known);
        assert!(matches!(open(Some(closed), false, version(3), Some(closed.version), revision), ShareDecision::Apply(_)));
    }
}
