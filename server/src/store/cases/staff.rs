//! Staff accounts, for the operator's commands. `care.rs` has the acts of staff on screen.

use chrono::TimeDelta;
use domain::base::id::StaffId;

use super::use_cases;
use crate::store::drivers::{postgres, sqlite};
use crate::store::types::staff::Account;
use crate::store::{Backend, Store, StoreResult};

use_cases! {
    /// Lists all accounts, oldest first.
    read fn staff_accounts() -> Vec<Account> = people::accounts;
    /// The number of invited or active participants without an enabled carer who may read.
    read fn without_carer() -> usize = people::accounts;
    /// Disables an account and everything that signs it in, at once. With `to`, hands over up to 100 people before;
    /// `too_many` if there are more, which have to be handed over first. `forbidden` if someone would be left without a
    /// carer who may read; `invalid` if `to` cannot take them; `not_found` if there is no such account. The caller has
    /// recorded it in the list of the gone before.
    write fn disable_staff(staff: StaffId, to: Option<StaffId>) -> () = people::accounts;
    /// Enables a disabled account; returns the token of its new invitation. `forbidden` if it is not disabled.
    write fn enable_staff(staff: StaffId, life: TimeDelta) -> String = people::accounts;
    /// Revokes everything that signs an account in, and returns the token of a new invitation. `forbidden` if it is
    /// disabled.
    write fn invite_again(staff: StaffId, life: TimeDelta) -> String = people::accounts;
    /// Ends every sign-in of an account; returns their number.
    write fn sign_out_staff(staff: StaffId) -> u64 = people::accounts;
    /// Replaces `from` with `to` on the care teams of the next 100 people who have not left; each ledger names both.
    /// Returns their number, 0 when done. `invalid` if `to` is not of the program, is disabled or may not read.
    write fn hand_over(from: StaffId, to: StaffId) -> usize = people::accounts;
}
