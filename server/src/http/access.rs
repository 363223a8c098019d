//! Access to routes. `domain::people::access` decides what roles and relations allow.

use domain::people::access::Act;

/// The callers that a route admits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everyone; the handler may still check who it is.
    Public,
    /// A participant's phone.
    Phone,
    /// Staff who may do this act, to `{participant}` if the route has one.
    Staff(Act),
}
