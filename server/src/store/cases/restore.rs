//! The database itself: its beats, and what begins after a restore.

use domain::id::EpochId;

use super::use_cases;
use crate::keys::gone::Gone;
use crate::store::drivers::{postgres, sqlite};
use crate::store::types::restore::{Beat, Woken};
use crate::store::{Backend, Store, StoreResult};

use_cases! {
    /// At start, every minute and at a clean end: compares the database with what its keys folder knows (`witness::judge`). When it
    /// was restored, a new epoch begins as in `begin_epoch`. Raises the generation beyond both and writes the token; the caller then
    /// notes both. Unless told to settle it, a database that nothing speaks for and nothing against is left as it is.
    write fn wake(beat: Beat, gone: Vec<Gone>) -> Woken = restore;
    /// A new epoch, unless somebody began one `instead_of` that one already. Staff are signed out and their links end, every share is
    /// closed and every sharing default turned off, each with a new version, also those that were closed or off already; calendar
    /// addresses and subscriptions for notifications end, and who is gone stays gone.
    write fn begin_epoch(instead_of: EpochId, gone: Vec<Gone>) -> () = restore;
    /// Everybody who is gone as far as the database knows.
    read fn all_gone() -> Vec<Gone> = restore;
}
