//! The schedule: series, sessions, their participants, and changes for phones.

pub mod attendance;
pub mod calendar;
pub mod catch_up;
pub mod conflicts;
pub mod leading;
pub mod program;
pub mod series;
pub mod session;
pub mod weeks;

use super as sql;
