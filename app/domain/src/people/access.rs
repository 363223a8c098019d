//! Access rules: one function of role, membership and relation. Nothing else decides access by role or membership.
//!
//! Relations are granted, never taken: staff are assigned by the care team, and lead because a supervisor, the previous
//! leader, or they themselves (on a new series of their own people) set the leader (`schedule::leading`).

use crate::people::{Membership, Role};

/// An action of a staff member that needs permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Act {
    /// Use their own account; see and plan things that name nobody.
    Plan,
    /// Change the zone and the holidays of the program.
    SetProgram,
    /// Add a participant to the program.
    BringIn,
    /// Be on care teams, and lead.
    Carry,
    /// Set any leader, including oneself.
    GiveLead,
    /// See a participant's name in a list.
    Know,
    /// See a participant on a session, and mark attendance.
    SeeOnSession,
    /// Open a participant's page: phones, codes, team, weeks, discharge.
    Care,
    /// Read, review and reply to a participant's shared entries.
    Read,
}

/// The relation of a staff member to a participant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relation {
    /// Nothing; also to everybody of another program.
    Stranger,
    /// On the care team.
    Assigned,
    /// Leads a session that the participant is on.
    Leads,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ruling {
    Granted,
    /// Never allowed for this role.
    Forbidden,
    /// Not for this participant; looks the same as if there were none.
    NotThere,
}

impl Ruling {
    pub const fn is_granted(self) -> bool {
        matches!(self, Self::Granted)
    }
}

impl Act {
    pub const ALL: [Self; 9] = [
        Self::Plan,
        Self::SetProgram,
        Self::BringIn,
        Self::Carry,
        Self::GiveLead,
        Self::Know,
        Self::SeeOnSession,
        Self::Care,
        Self::Read,
    ];

    /// It is done to one participant.
    pub const fn is_about_somebody(self) -> bool {
        matches!(self, Self::Know | Self::SeeOnSession | Self::Care | Self::Read)
    }
}

/// Decides whether an account may do an act, by its role, the participant's membership and their relation. Acts without
/// a participant ignore the latter two.
pub const fn may(actor: Role, act: Act, membership: Membership, relation: Relation) -> Ruling {
    if !actor.can(act) {
        return Ruling::Forbidden;
    }
    let reaches = match (act, relation) {
        (_, Relation::Assigned) => true,
        // Leading reveals only who is on the session, and only to a reading role.
        (Act::SeeOnSession, Relation::Leads) => actor.can(Act::Carry),
        (_, Relation::Stranger | Relation::Leads) => false,
    };
    if !act.is_about_somebody() || reaches && membership.is_seen() { Ruling::Granted } else { Ruling::NotThere }
}

impl Role {
    /// `true` if this role may ever do it. An admin runs the program and reads nothing.
    pub const fn can(self, act: Act) -> bool {
        match act {
            Act::Plan | Act::Know | Act::SeeOnSession => true,
            Act::SetProgram => matches!(self, Self::Supervisor | Self::Admin),
            Act::GiveLead => matches!(self, Self::Supervisor),
            Act::BringIn | Act::Carry | Act::Care | Act::Read => !matches!(self, Self::Admin),
        }
    }
}

/// Effects of a membership. SQL has the same conditions in one fragment, which is tested against these.
impl Membership {
    /// Staff who may see the participant see them.
    pub const fn is_seen(self) -> bool {
        match self {
            Self::Invited | Self::Active => true,
            Self::Left => false,
        }
    }

    /// Sessions of their track and roster are theirs.
    pub const fn attends(self) -> bool {
        match self {
            Self::Invited | Self::Active => true,
            Self::Left => false,
        }
    }

    /// Reminders are planned and sent.
    pub const fn is_reminded(self) -> bool {
        match self {
            Self::Invited | Self::Active => true,
            Self::Left => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Ruling::{Forbidden, Granted, NotThere};

    #[test]
    fn what_each_role_may_do_to_whom() {
        // To a stranger, to somebody of their people, to somebody on a session that they lead.
        let program = [Granted; 3];
        let never = [Forbidden; 3];
        let team = [NotThere, Granted, NotThere];
        let session = [NotThere, Granted, Granted];
        // A carer, a supervisor, an admin.
        let table = [
            (Act::Plan, [program, program, program]),
            (Act::SetProgram, [never, program, program]),
            (Act::BringIn, [program, program, never]),
            (Act::Carry, [program, program, never]),
            (Act::GiveLead, [never, program, never]),
            (Act::Know, [team, team, team]),
            (Act::SeeOnSession, [session, session, team]),
            (Act::Care, [team, team, never]),
            (Act::Read, [team, team, never]),
        ];
        assert_eq!(table.map(|(act, _)| act), Act::ALL);
        for (act, said) in table {
            for role in Role::ALL {
                let said = match role {
                    Role::Counselor | Role::Medical | Role::CaseManager => said[0],
                    Role::Supervisor => said[1],
                    Role::Admin => said[2],
                };
                for (relation, said) in [Relation::Stranger, Relation::Assigned, Relation::Leads].into_iter().zip(said)
                {
                    for membership in Membership::ALL {
                        let gone = membership == Membership::Left && act.is_about_somebody() && said == Granted;
                        let expected = if gone { NotThere } else { said };
                        assert_eq!(
                            may(role, act, membership, relation),
                            expected,
                            "{role:?} {act:?} {membership:?} {relation:?}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn who_has_left_is_neither_seen_nor_on_sessions_nor_reminded() {
        for membership in Membership::ALL {
            let here = membership != Membership::Left;
            let said = [membership.is_seen(), membership.attends(), membership.is_reminded()];
            assert_eq!(said, [here; 3], "{membership:?}");
        }
    }
}
