//! Who may do what: one function, by role, membership and relation. Nothing else names a role or a membership to decide access.
//!
//! Relations are given, never taken: somebody is assigned by staff of the care team, and leads because a supervisor, the leader before
//! them, or they themselves on a new series of their own people said so (`schedule::leading`).

use crate::people::{Membership, Role};

/// What a staff member wants to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Act {
    /// Use the own account; see and plan what names nobody.
    Plan,
    /// Change the zone and the holidays of the program.
    SetProgram,
    /// Bring somebody into the program.
    BringIn,
    /// Be put on care teams, and lead.
    Carry,
    /// Lead what others led, and let others lead.
    GiveLead,
    /// See the name of somebody in a list.
    Know,
    /// See and mark somebody on a session.
    SeeOnSession,
    /// Open somebody's page: phones, codes, team, weeks, the end of it.
    Care,
    /// Read what somebody shared, review it, answer it.
    Read,
}

/// What somebody on the staff is to a participant.
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
    /// Never with this role, whoever it is about.
    Forbidden,
    /// Not about this participant; the same as if there were none.
    NotThere,
}

impl Ruling {
    pub const fn is_granted(self) -> bool {
        matches!(self, Self::Granted)
    }
}

impl Act {
    pub const ALL: [Self; 9] =
        [Self::Plan, Self::SetProgram, Self::BringIn, Self::Carry, Self::GiveLead, Self::Know, Self::SeeOnSession, Self::Care, Self::Read];

    /// It is done to one participant.
    pub const fn is_about_somebody(self) -> bool {
        matches!(self, Self::Know | Self::SeeOnSession | Self::Care | Self::Read)
    }
}

/// Whether this account may do this to a participant who stands so in the program and to the account. For what is about nobody,
/// membership and relation say nothing.
pub const fn may(actor: Role, act: Act, membership: Membership, relation: Relation) -> Ruling {
    if !actor.can(act) {
        return Ruling::Forbidden;
    }
    let reaches = match (act, relation) {
        (_, Relation::Assigned) => true,
        // Leading shows who is on the session and nothing else, and only to a role that reads.
        (Act::SeeOnSession, Relation::Leads) => actor.can(Act::Carry),
        (_, Relation::Stranger | Relation::Leads) => false,
    };
    if !act.is_about_somebody() || reaches && membership.is_seen() { Ruling::Granted } else { Ruling::NotThere }
}

impl Role {
    /// Whether this role ever may. An admin runs the program and reads nobody.
    pub const fn can(self, act: Act) -> bool {
        match act {
            Act::Plan | Act::Know | Act::SeeOnSession => true,
            Act::SetProgram => matches!(self, Self::Supervisor | Self::Admin),
            Act::GiveLead => matches!(self, Self::Supervisor),
            Act::BringIn | Act::Carry | Act::Care | Act::Read => !matches!(self, Self::Admin),
        }
    }
}

/// What a membership means for those who ask. SQL asks the same through one fragment, which is checked against these.
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
                for (relation, said) in [Relation::Stranger, Relation::Assigned, Relation::Leads].into_iter().zip(said) {
                    for membership in Membership::ALL {
                        let gone = membership == Membership::Left && act.is_about_somebody() && said == Granted;
                        let expected = if gone { NotThere } else { said };
                        assert_eq!(may(role, act, membership, relation), expected, "{role:?} {act:?} {membership:?} {relation:?}");
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
