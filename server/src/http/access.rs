//! Who may use a route. What roles and relations mean is decided in `domain::access`.

use domain::people::access::Act;

/// Who may use a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everyone; the handler may still check who it is.
    Public,
    /// A participant's phone.
    Phone,
    /// Staff who may do this; where it is about somebody, to `{participant}`.
    Staff(Act),
}
