//! Programs, participants and care teams. Acts of staff go through the door of `care.rs`.

use domain::base::id::{ParticipantId, ProgramId, StaffId};
use domain::base::text::Label;
use domain::people::Role;
use domain::people::access::{Act, Ruling};

use super::use_cases;
use crate::store::drivers::{postgres, sqlite};
use crate::store::types::care::Colleague;
use crate::store::types::people::SignedInStaff;
use crate::store::{Backend, Store, StoreResult};

use_cases! {
    // ---- Coming to be

    /// Creates a program with its own key.
    write fn create_program(name: Label) -> ProgramId = people::create;
    /// Creates a staff account that cannot sign in yet.
    write fn create_staff(program: ProgramId, role: Role, name: Label) -> StaffId = people::create;
    /// Creates an invited participant with their own key, an empty feed and an empty ledger.
    write fn create_participant(program: ProgramId, name: Label) -> ParticipantId = people::create;
    /// Creates a participant, assigned to the staff member who added them.
    write fn bring_in(who: SignedInStaff, name: Label) -> ParticipantId = care::phone;
    /// The oldest program, if there is one.
    read fn first_program() -> Option<ProgramId> = people::staff;

    // ---- Care teams

    /// Assigns a participant to a staff member, with one ledger row.
    write fn assign(participant: ParticipantId, staff: StaffId) -> () = people::care_team;
    /// `true` if both belong to one program, the staff member is assigned and enabled, and the participant has not
    /// left.
    look fn is_assigned(participant: ParticipantId, staff: StaffId) -> bool = people::relation;
    /// Rules on an act of the account on the participant now, by role, membership and relation. `NotThere` if either
    /// does not exist, they belong to different programs, or the account is disabled.
    look fn may(staff: StaffId, participant: ParticipantId, act: Act) -> Ruling = people::relation;
    /// Lists the staff who may be on the care team, and whether they are.
    write fn care_team(who: SignedInStaff, participant: ParticipantId) -> Vec<Colleague> = care::team;
    /// Adds a colleague of the same program to the care team, as in `assign`. `not_found` for anyone who may not read
    /// entries, is disabled, or belongs to another program, without saying which.
    write fn assign_colleague(who: SignedInStaff, participant: ParticipantId, colleague: StaffId) -> () = care::team;
    /// Removes a colleague, or the reader, from the care team, with one ledger row; they see nothing from then on.
    /// `invalid` if nobody who may read would be left. Idempotent.
    write fn remove_colleague(who: SignedInStaff, participant: ParticipantId, colleague: StaffId) -> () = care::team;

    // ---- The end of it

    /// Ends a membership: staff no longer see anything; the phones may still fetch. `forbidden` if it cannot end now.
    write fn discharge(participant: ParticipantId) -> () = leaving;
    /// Like `discharge`, by someone on the care team, who then sees nothing of the participant. The caller has recorded
    /// it in the list of the gone before.
    write fn discharge_person(who: SignedInStaff, participant: ParticipantId) -> () = care::team;
}
