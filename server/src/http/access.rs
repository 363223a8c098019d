//! Who may use a route.

use domain::program::Role;

/// Who may use a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anybody; the handler may still ask who it is.
    Public,
    /// A participant's phone.
    Phone,
    /// Any staff member.
    Staff,
    /// Staff with one of these roles.
    Roles(&'static [Role]),
    /// Staff who may read entries and are assigned to `{participant}`.
    Assigned,
}

/// Who may bring participants in.
pub const CARERS: &[Role] = &[Role::Counselor, Role::Medical, Role::CaseManager, Role::Supervisor];
