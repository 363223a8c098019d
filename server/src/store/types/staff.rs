//! Staff accounts as the operator sees them.

use domain::base::id::{ProgramId, StaffId};
use domain::people::Role;

/// Sign-in state of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountState {
    /// It has no passkey yet.
    Invited,
    /// It has a passkey.
    Ready,
    Disabled,
}

/// A staff account.
#[derive(Clone, Debug)]
pub struct Account {
    pub staff: StaffId,
    pub name: String,
    pub program: ProgramId,
    pub role: Role,
    pub state: AccountState,
    /// The number of invited or active participants with no other carer who may read; for a disabled account, with no
    /// carer at all.
    pub only: usize,
}
