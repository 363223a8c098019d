//! Who reads what: sharing defaults, the ledger, and the page that says what can be seen.

pub mod defaults;
pub mod ledger;
pub mod privacy;
