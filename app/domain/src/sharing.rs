//! The care team's permission to read an entry. A separate object, with a random version that changes with every act.
//!
//! Law: an unshare always applies, at once. A share applies only over the version it names; else it stays closed.
//!
//! Also a default per kind of entry: whether phones share new ones automatically. The same law: turning it off always
//! applies; turning it on applies only over the version it names. A share made by a default names that setting, and
//! opens only while exactly that setting is on.

use serde::{Deserialize, Serialize};

use crate::base::id::{FeedVersion, RevisionId, ShareVersion};
use crate::entries::kinds::Kind;
use crate::sync::form::FeedRow;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ShareState {
    /// The care team may read exactly this revision.
    Open(RevisionId),
    Closed,
}

/// State of a share. "Never shared" is `None` around it.
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
/// `seen_before`: true if an act with this version was ever applied.
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

/// Default for new entries of a kind: shared as they are saved, or not. "Never set" is `None` around it, and off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ShareSetting {
    /// A kind of entries; documents have no setting.
    pub kind: Kind,
    /// Random; changes with every act.
    pub version: ShareVersion,
    pub on: bool,
}

impl FeedRow for ShareSetting {
    fn row(&self) -> ([u8; 16], FeedVersion) {
        (Self::row_id(self.kind), FeedVersion::from_bytes(*self.version.bytes()))
    }
}

impl ShareSetting {
    /// Id of its feed row: the kind's number, then zeros. Permanent.
    pub const fn row_id(kind: Kind) -> [u8; 16] {
        let mut id = [0; 16];
        id[0] = kind.number();
        id
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingDecision {
    /// Write this.
    Apply(ShareSetting),
    /// This very act was applied before; nothing to do.
    Known,
    /// It would turn the setting on without knowing its latest version. The setting stays as it is.
    Stale,
}

/// Decides an act that makes the setting of a kind `wanted`, having seen the version `over`.
/// `seen_before`: true if an act with this version was ever applied.
pub fn set(
    current: Option<ShareSetting>,
    seen_before: bool,
    wanted: ShareSetting,
    over: Option<ShareVersion>,
) -> SettingDecision {
    if seen_before {
        SettingDecision::Known
    } else if !wanted.on || current.map(|s| s.version) == over {
        SettingDecision::Apply(wanted)
    } else {
        SettingDecision::Stale
    }
}

/// True if a share made under the setting `made_under` may still open.
pub fn still_on(current: Option<ShareSetting>, made_under: ShareVersion) -> bool {
    current.is_some_and(|s| s.on && s.version == made_under)
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
        assert!(matches!(
            open(Some(closed), false, version(3), Some(closed.version), revision),
            ShareDecision::Apply(_)
        ));
    }

    #[test]
    fn a_default_is_turned_off_blindly_and_on_only_over_what_was_seen() {
        let wanted = |n, on| ShareSetting { kind: Kind::Craving, version: version(n), on };
        let (on, off) = (wanted(1, true), wanted(2, false));
        assert_eq!(set(None, false, on, None), SettingDecision::Apply(on));
        assert_eq!(set(Some(on), false, off, None), SettingDecision::Apply(off));
        assert_eq!(set(Some(off), false, wanted(3, true), Some(on.version)), SettingDecision::Stale);
        assert_eq!(set(Some(off), true, on, None), SettingDecision::Known);
        assert_eq!(set(Some(off), false, wanted(3, true), Some(off.version)), SettingDecision::Apply(wanted(3, true)));
        assert!(still_on(Some(on), on.version));
        assert!(
            !still_on(Some(off), off.version)
                && !still_on(Some(wanted(3, true)), on.version)
                && !still_on(None, on.version)
        );
    }
}
