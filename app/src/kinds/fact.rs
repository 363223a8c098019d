//! What the lines of an entry are about.

/// What a line of an entry is about. Participants and staff have words of their own for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fact {
    Target,
    Triggers,
    Pull,
    Place,
    Company,
    Response,
    /// The second rating of a craving.
    Later,
    Amount,
    /// What came before a use.
    Before,
    NextTime,
    Need,
    Setting,
    /// Rated before and after a practice.
    Change,
    Lasted,
    Note,
}

/// What a record says, in the order in which it is read.
pub type Facts = Vec<(Fact, String)>;
