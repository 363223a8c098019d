//! The database itself: its beats, and the steps after a restore.

use domain::base::id::EpochId;

use super::use_cases;
use crate::keys::gone::Gone;
use crate::store::drivers::{postgres, sqlite};
use crate::store::types::restore::{Beat, Woken};
use crate::store::{Backend, Store, StoreResult};

use_cases! {
    /// At the start, every minute and at a clean shutdown: compares the database with the notes of its keys folder
    /// (`witness::judge`). If it was restored, begins a new epoch as in `begin_epoch`. Raises the generation above both
    /// and writes the token; the caller then records both. Leaves a database without evidence for or against it
    /// unchanged, unless told to settle it.
    write fn wake(beat: Beat, gone: Vec<Gone>) -> Woken = restore;
    /// Begins a new epoch, unless someone has already begun one `instead_of` that one. Signs staff out and ends their
    /// links; closes every share and turns every sharing default off, each with a new version, even if it was closed or
    /// off; removes calendar addresses and push subscriptions; keeps the gone out.
    write fn begin_epoch(instead_of: EpochId, gone: Vec<Gone>) -> () = restore;
    /// Everyone who is gone, as far as the database knows.
    read fn all_gone() -> Vec<Gone> = restore;
}
