//! Sign-ins, and how staff get in: one-time links and passkeys.

use chrono::TimeDelta;
use domain::base::id::StaffId;

use super::use_cases;
use crate::passkey::ceremony::Used;
use crate::store::drivers::{postgres, sqlite};
use crate::store::types::care::{Invited, LinkPurpose, StoredPasskey};
use crate::store::types::people::Found;
use crate::store::{Backend, Store, StoreResult};

use_cases! {
    // ---- Sign-ins

    /// The owner of a token. `None` if it is unknown or expired. Writes nothing.
    look fn find_sign_in(token_hash: [u8; 32]) -> Option<Found> = people::sign_in;
    /// Records that a sign-in was used. Never moves the time back.
    write fn touch_sign_in(token_hash: [u8; 32]) -> () = people::sign_in;
    /// Ends one sign-in. Idempotent.
    write fn end_sign_in(token_hash: [u8; 32]) -> () = leaving;
    /// Signs a staff member in; returns the token. `sign_in` if the account is disabled or unknown.
    write fn sign_in_staff(staff: StaffId) -> String = people::sign_in;

    // ---- One-time links

    /// Creates a one-time link for a staff account and replaces earlier ones for the same purpose. Stores only the
    /// hash; returns the token.
    write fn make_link(staff: StaffId, purpose: LinkPurpose, life: TimeDelta) -> String = people::staff;
    /// The account of a link that is still valid.
    read fn find_link(token: String, purpose: LinkPurpose) -> Option<Invited> = people::staff;
    /// `true` if the account has a valid link.
    read fn link_is_open(staff: StaffId, purpose: LinkPurpose) -> bool = people::staff;
    /// Uses a demo link and signs in; returns the token. A used, expired or unknown link is `not_found`.
    write fn sign_in_by_link(token: String) -> String = people::staff;
    /// `true` if an invitation is still valid and the ceremony unused. A check before the writer is asked.
    read fn may_join(link_hash: [u8; 32], ceremony: Used) -> bool = people::staff;

    // ---- Passkeys

    /// Uses the invitation and the ceremony, stores the passkey sealed, and signs in. Of two concurrent tries with one
    /// link or ceremony, one succeeds.
    write fn join_with_passkey(link_hash: [u8; 32], staff: StaffId, passkey: StoredPasskey, ceremony: Used) -> String
        = people::staff;
    /// The passkey of an account that is not disabled.
    read fn find_passkey(staff: StaffId, credential_id: Vec<u8>) -> Option<StoredPasskey> = people::staff;
    /// `true` if the ceremony has already signed someone in.
    look fn is_used(ceremony: Used) -> bool = people::staff;
    /// Uses the ceremony, stores the passkey's new counter and signs in; returns the token. `sign_in` if the ceremony
    /// was used before.
    write fn sign_in_with_passkey(staff: StaffId, passkey: StoredPasskey, ceremony: Used) -> String = people::staff;

    // ---- Names

    /// The display name of a staff member.
    read fn staff_name(staff: StaffId) -> String = people::staff;
}
