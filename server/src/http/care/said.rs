//! Query words that tell the next page what was just done.

/// Someone was discharged.
pub const DISCHARGED: &str = "discharged";
/// The reader left a care team.
pub const LEFT_TEAM: &str = "left-team";
