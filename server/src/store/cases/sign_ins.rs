//! Sign-ins, and how staff get in: one-time links and passkeys.

use chrono::TimeDelta;
use domain::id::StaffId;

use super::use_cases;
use crate::passkey::ceremony::Used;
use crate::store::drivers::{postgres, sqlite};
use crate::store::types::care::{Invited, LinkPurpose, StoredPasskey};
use crate::store::types::people::Found;
use crate::store::{Backend, Store, StoreResult};

use_cases! {
    // ---- Sign-ins

    /// Who a token belongs to now; `None` when it is unknown or has run out. Writes nothing.
    look fn find_sign_in(token_hash: [u8; 32]) -> Option<Found> = people::sign_in;
    /// Writes down that a sign-in was used. Never moves the time back.
    write fn touch_sign_in(token_hash: [u8; 32]) -> () = people::sign_in;
    /// Ends one sign-in. Ending it again changes nothing.
    write fn end_sign_in(token_hash: [u8; 32]) -> () = leaving;
    /// Signs a staff member in; answers the token. Fails with `sign_in` when the account is disabled or unknown.
    write fn sign_in_staff(staff: StaffId) -> String = people::sign_in;

    // ---- One-time links

    /// A one-time link for a staff account in place of earlier ones for the same purpose; only its hash is kept.
    /// Answers the token.
    write fn make_link(staff: StaffId, purpose: LinkPurpose, life: TimeDelta) -> String = people::staff;
    /// Whom a link is for, while it can still be used.
    read fn find_link(token: String, purpose: LinkPurpose) -> Option<Invited> = people::staff;
    /// Whether the account has a link that can still be used.
    read fn link_is_open(staff: StaffId, purpose: LinkPurpose) -> bool = people::staff;
    /// Uses up a demo link and signs in; answers the token. A used, expired or unknown link is `not_found`.
    write fn sign_in_by_link(token: String) -> String = people::staff;
    /// Whether an invitation can still be used, and a ceremony was not: before the writer is asked.
    read fn may_join(link_hash: [u8; 32], ceremony: Used) -> bool = people::staff;

    // ---- Passkeys

    /// Uses up an invitation and the ceremony, keeps the passkey sealed, and signs in. Two who try with one link or one ceremony:
    /// one succeeds.
    write fn join_with_passkey(link_hash: [u8; 32], staff: StaffId, passkey: StoredPasskey, ceremony: Used) -> String = people::staff;
    /// The passkey of an account that is not disabled.
    read fn find_passkey(staff: StaffId, credential_id: Vec<u8>) -> Option<StoredPasskey> = people::staff;
    /// Whether a ceremony signed somebody in already.
    look fn is_used(ceremony: Used) -> bool = people::staff;
    /// Uses the ceremony up, keeps the passkey's new counter and signs in; answers the token. `sign_in` when the ceremony was used.
    write fn sign_in_with_passkey(staff: StaffId, passkey: StoredPasskey, ceremony: Used) -> String = people::staff;

    // ---- Names

    /// The name a staff member is known by.
    read fn staff_name(staff: StaffId) -> String = people::staff;
}
