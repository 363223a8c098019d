//! Shared by all rooms: database types, rows, the head row with its lock, keys and acts.

pub mod acts;
pub mod bulk;
pub mod head;
mod row;
pub mod sealed;
pub mod server_state;

pub use row::{DbRow, bytes32, flag, id, maybe_id, ms, role, time};

pub use super::{Conn, Db, Tx, dialect};
