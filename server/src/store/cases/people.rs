//! Programs, participants, and who cares for whom. What staff do here goes through the door of `care.rs`.

use domain::access::{Act, Ruling};
use domain::id::{ParticipantId, ProgramId, StaffId};
use domain::program::Role;
use domain::text::Label;

use super::use_cases;
use crate::store::drivers::{postgres, sqlite};
use crate::store::types::care::Colleague;
use crate::store::types::people::SignedInStaff;
use crate::store::{Backend, Store, StoreResult};

use_cases! {
    // ---- Coming to be

    /// A program with a key of its own.
    write fn create_program(name: Label) -> ProgramId = people::create;
    /// A staff account that cannot sign in yet.
    write fn create_staff(program: ProgramId, role: Role, name: Label) -> StaffId = people::create;
    /// A participant with a key of their own, an empty feed and an empty ledger; invited.
    write fn create_participant(program: ProgramId, name: Label) -> ParticipantId = people::create;
    /// A new participant, assigned to who brought them in.
    write fn bring_in(who: SignedInStaff, name: Label) -> ParticipantId = care::phone;
    /// The oldest program, if there is one.
    read fn first_program() -> Option<ProgramId> = people::staff;

    // ---- Who cares for whom

    /// Gives a participant to a staff member to care for; the ledger says so, once.
    write fn assign(participant: ParticipantId, staff: StaffId) -> () = people::care_team;
    /// Whether they belong to one program, the staff member is assigned and not disabled, and the participant has not left.
    look fn is_assigned(participant: ParticipantId, staff: StaffId) -> bool = people::relation;
    /// What the account may do about the participant now, by its role, their membership and their relation. `NotThere` when either is not
    /// there, they are of different programs, or the account is disabled.
    look fn may(staff: StaffId, participant: ParticipantId, act: Act) -> Ruling = people::relation;
    /// Everybody of the program who may be on the care team, and whether they are.
    write fn care_team(who: SignedInStaff, participant: ParticipantId) -> Vec<Colleague> = care::team;
    /// Puts a colleague of the same program on the care team, as in `assign`. `not_found` for anybody who reads no entries, is
    /// disabled, or belongs to another program: alike.
    write fn assign_colleague(who: SignedInStaff, participant: ParticipantId, colleague: StaffId) -> () = care::team;
    /// Takes a colleague, or the reader, off the care team; they see nothing from then on, and the ledger says so, once. `invalid`
    /// when nobody who may read would be left. Nothing changes when they were not on it.
    write fn remove_colleague(who: SignedInStaff, participant: ParticipantId, colleague: StaffId) -> () = care::team;

    // ---- The end of it

    /// Ends a membership: staff see nothing any more; the phones may still fetch. `forbidden` when it cannot end now.
    write fn discharge(participant: ParticipantId) -> () = leaving;
    /// As `discharge`, by somebody of the care team, who sees nothing of the participant from then on. The caller has
    /// noted it beside the key file before.
    write fn discharge_person(who: SignedInStaff, participant: ParticipantId) -> () = care::team;
}
