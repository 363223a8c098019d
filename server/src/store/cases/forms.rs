//! Forms of staff. Law: the form of an act (`SignedInStaff::form`) is taken in the act's transaction, once: a second
//! post of the same form fails with `Taken` and does nothing. An act whose form was made from another version than the
//! present one fails with `Stale` and does nothing.

use domain::base::id::StaffId;

use super::use_cases;
use crate::store::drivers::{postgres, sqlite};
use crate::store::types::forms::KeptForm;
use crate::store::types::people::SignedInStaff;
use crate::store::{Backend, Store, StoreResult};

use_cases! {
    /// A form that was taken, with the address of its answer once that is known.
    look fn find_form(form: [u8; 32]) -> Option<Option<String>> = care::form;
    /// Records the address that answered a taken form. Nothing for any other.
    write fn answer_form(form: [u8; 32], answer: String) -> () = care::form;
    /// Keeps the fields of a form, sealed, for this account and 24 hours, in the place of earlier ones of the same
    /// form; of an account the newest 20 stay. `not_found` if the account is disabled or unknown.
    write fn keep_form(staff: StaffId, kept: KeptForm) -> () = care::form;
    /// The kept forms of the reader's own account.
    read fn kept_forms(who: SignedInStaff) -> Vec<KeptForm> = care::form;
    /// The address of the newest kept form that no sign-in of the account has led to yet. Names it once.
    write fn lead_to_kept(staff: StaffId) -> Option<String> = care::form;
    /// Deletes up to 100 taken forms that are too old to be posted again, and up to 100 kept ones after their time;
    /// returns their number.
    write fn forget_forms() -> u64 = care::form;
}
