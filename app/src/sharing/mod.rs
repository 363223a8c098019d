//! Sharing defaults, the ledger, and the page about the server's view of the data.

pub mod defaults;
pub mod ledger;
pub mod older;
pub mod privacy;
