//! Sharing defaults, the ledger, and the page about what the server can see.

pub mod defaults;
pub mod ledger;
pub mod older;
pub mod privacy;
