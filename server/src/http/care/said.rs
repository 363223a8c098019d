//! Words in an address that say what was just done, where one page says them and another shows them.

/// Somebody was discharged.
pub const DISCHARGED: &str = "discharged";
/// The reader left a care team.
pub const LEFT_TEAM: &str = "left-team";
