//! Rules for setting the leader. A leader sees everyone on the session, so leading is granted like an assignment and
//! never taken.

use crate::base::id::StaffId;
use crate::people::Role;
use crate::people::access::Act;

/// The leader before a form is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before {
    /// It is a new series.
    New,
    Led(Option<StaffId>),
}

/// The staff member a form names as leader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub staff: StaffId,
    /// The account belongs to the program, can sign in, and has a role that may read entries.
    pub may_lead: bool,
}

/// A form that says who leads.
#[derive(Clone, Copy, Debug)]
pub struct LeaderChange {
    /// The staff member who saves it.
    pub by: StaffId,
    pub role: Role,
    pub before: Before,
    pub after: Option<Candidate>,
    /// Whoever saves it is assigned to everybody who is on it.
    pub sees_all: bool,
}

/// Why somebody is not made the leader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeaderRefused {
    /// Not somebody who can lead in this program.
    CannotLead,
    /// Not by whoever saves it.
    NotTheirs,
}

/// Decides whether a form may set this leader: a supervisor and the current leader may, and on a new series anyone may
/// choose themselves if they see everyone on it. An admin neither sets nor becomes a leader. Keeping the leader needs
/// no permission.
///
/// # Errors
/// The reason when it may not.
pub fn may_set_leader(change: &LeaderChange) -> Result<(), LeaderRefused> {
    let LeaderChange { by, role, before, after, sees_all } = *change;
    let present = match before {
        Before::New => None,
        Before::Led(leader) => leader,
    };
    if after.map(|candidate| candidate.staff) == present {
        return Ok(());
    }
    if after.is_some_and(|candidate| !candidate.may_lead) {
        return Err(LeaderRefused::CannotLead);
    }
    let gives = role.can(Act::GiveLead) || present == Some(by);
    let own_new = before == Before::New && sees_all && after.is_some_and(|candidate| candidate.staff == by);
    if role.can(Act::Carry) && (gives || own_new) { Ok(()) } else { Err(LeaderRefused::NotTheirs) }
}

/// True if a series may move to a whole track: where it has a leader, that shows them everybody on the track.
pub fn may_choose_track(role: Role, is_led: bool, sees_all: bool) -> bool {
    !is_led || role.can(Act::GiveLead) || sees_all
}

#[cfg(test)]
mod tests {
    use super::*;

    const ME: StaffId = StaffId::from_bytes([1; 16]);
    const YOU: StaffId = StaffId::from_bytes([2; 16]);

    fn ask(role: Role, before: Before, after: Option<(StaffId, bool)>, sees_all: bool) -> Result<(), LeaderRefused> {
        let after = after.map(|(staff, may_lead)| Candidate { staff, may_lead });
        may_set_leader(&LeaderChange { by: ME, role, before, after, sees_all })
    }

    #[test]
    fn leading_is_given_and_never_taken() {
        use Before::{Led, New};
        use LeaderRefused::{CannotLead, NotTheirs};
        let (me, you, cannot) = (Some((ME, true)), Some((YOU, true)), Some((YOU, false)));
        // before, after, sees all: the answers to a carer, a supervisor and an admin.
        let table = [
            (New, None, false, [Ok(()), Ok(()), Ok(())]),
            (New, me, true, [Ok(()), Ok(()), Err(NotTheirs)]),
            (New, me, false, [Err(NotTheirs), Ok(()), Err(NotTheirs)]),
            (New, you, true, [Err(NotTheirs), Ok(()), Err(NotTheirs)]),
            (New, cannot, true, [Err(CannotLead), Err(CannotLead), Err(CannotLead)]),
            (Led(None), None, false, [Ok(()), Ok(()), Ok(())]),
            (Led(None), me, true, [Err(NotTheirs), Ok(()), Err(NotTheirs)]),
            (Led(None), you, false, [Err(NotTheirs), Ok(()), Err(NotTheirs)]),
            (Led(Some(YOU)), you, false, [Ok(()), Ok(()), Ok(())]),
            (Led(Some(YOU)), cannot, false, [Ok(()), Ok(()), Ok(())]),
            (Led(Some(YOU)), me, true, [Err(NotTheirs), Ok(()), Err(NotTheirs)]),
            (Led(Some(YOU)), None, true, [Err(NotTheirs), Ok(()), Err(NotTheirs)]),
            (Led(Some(ME)), you, false, [Ok(()), Ok(()), Err(NotTheirs)]),
            (Led(Some(ME)), None, false, [Ok(()), Ok(()), Err(NotTheirs)]),
            (Led(Some(ME)), cannot, false, [Err(CannotLead), Err(CannotLead), Err(CannotLead)]),
        ];
        for (before, after, sees_all, said) in table {
            for role in Role::ALL {
                let expected = match role {
                    Role::Counselor | Role::Medical | Role::CaseManager => said[0],
                    Role::Supervisor => said[1],
                    Role::Admin => said[2],
                };
                assert_eq!(
                    ask(role, before, after, sees_all),
                    expected,
                    "{role:?}: {before:?} to {after:?}, sees all: {sees_all}"
                );
            }
        }
    }

    #[test]
    fn nobody_unseen_comes_into_sight_by_choosing_a_track() {
        for role in Role::ALL {
            assert!(may_choose_track(role, false, false) && may_choose_track(role, true, true));
            assert_eq!(may_choose_track(role, true, false), role == Role::Supervisor);
        }
    }
}
