//! What the care team may read: the share of one object, and the default of a kind.

pub mod setting;
pub mod share;

use super as sql;
