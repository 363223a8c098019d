//! Staff accounts as the operator sees them.

use domain::id::{ProgramId, StaffId};
use domain::program::Role;

/// Whether an account gets in.
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
    /// How many invited or active participants have no other carer who may read. Of a disabled account: no carer at all any more.
    pub only: usize,
}
