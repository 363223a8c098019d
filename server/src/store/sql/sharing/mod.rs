//! The care team's access to entries: shares of objects, and sharing defaults of kinds.

pub mod setting;
pub mod share;
pub mod unopened;

use super as sql;
