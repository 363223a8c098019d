//! Staff accounts as the operator sees and changes them, for the commands on the machine. What staff do on screen is in `care.rs`.

use chrono::TimeDelta;
use domain::id::StaffId;

use super::use_cases;
use crate::store::drivers::{postgres, sqlite};
use crate::store::types::staff::Account;
use crate::store::{Backend, Store, StoreResult};

use_cases! {
    /// Every account there is, the oldest first.
    read fn staff_accounts() -> Vec<Account> = people::accounts;
    /// How many invited or active participants have nobody who may read and is not disabled.
    read fn without_carer() -> usize = people::accounts;
    /// Ends an account and everything that lets it in, at once. With `to` its people are handed over before, at most 100: `too_many`
    /// when there are more, who are handed over first. `forbidden` when somebody would be left without a carer who may read;
    /// `invalid` when `to` is nobody to hand over to; `not_found` without such an account. The caller has noted it beside the key
    /// file before.
    write fn disable_staff(staff: StaffId, to: Option<StaffId>) -> () = people::accounts;
    /// Lets a disabled account in again; answers the token of its new invitation. `forbidden` when it is not disabled.
    write fn enable_staff(staff: StaffId, life: TimeDelta) -> String = people::accounts;
    /// Ends everything that lets an account in, and answers the token of a new invitation to the same account. `forbidden` when it
    /// is disabled.
    write fn invite_again(staff: StaffId, life: TimeDelta) -> String = people::accounts;
    /// Ends every sign-in of an account; answers how many there were.
    write fn sign_out_staff(staff: StaffId) -> u64 = people::accounts;
    /// Puts `to` in the place of `from` on the care teams of the next 100 people who have not left; each ledger names both. Answers
    /// how many there were: 0 when there is nothing left to do. `invalid` when `to` does not belong to the program, is disabled or
    /// may not read.
    write fn hand_over(from: StaffId, to: StaffId) -> usize = people::accounts;
}
