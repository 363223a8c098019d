//! Sequence numbers: which operations are new, which were answered before, and when a journal has been cloned.

use crate::base::id::OpId;
use crate::base::problem::{Problem, ProblemKind};

/// The server's record of one stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbering {
    /// The next number; 1 for a stream never heard of.
    pub next: u64,
    /// Verdicts below this number were acknowledged and may be gone.
    pub kept_from: u64,
}

impl Numbering {
    pub const NEW: Self = Self { next: 1, kept_from: 1 };
}

/// Place of an operation in its stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Not seen before; `next` moves on.
    New,
    /// Answered before with the same operation id: the stored verdict again.
    Repeat,
}

/// Places one operation. `stored`: the operation id that was answered under this number, if it is kept.
///
/// # Errors
/// `gap` when numbers are missing before it, `fork` when the number was used for another operation or is long
/// acknowledged.
pub fn place(known: Numbering, seq: u64, op_id: OpId, stored: Option<OpId>) -> Result<Place, Problem> {
    if seq > known.next {
        Err(Problem::gap(known.next))
    } else if seq == known.next {
        Ok(Place::New)
    } else if seq >= known.kept_from && stored == Some(op_id) {
        Ok(Place::Repeat)
    } else {
        Err(ProblemKind::Fork.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_tell_new_repeated_missing_and_cloned_apart() {
        let op = |n| OpId::from_bytes([n; 16]);
        let known = Numbering { next: 5, kept_from: 3 };
        assert_eq!(place(known, 5, op(5), None), Ok(Place::New));
        assert_eq!(place(known, 4, op(4), Some(op(4))), Ok(Place::Repeat));
        assert_eq!(place(known, 6, op(6), None), Err(Problem::gap(5)));
        assert_eq!(place(known, 4, op(9), Some(op(4))), Err(ProblemKind::Fork.into()));
        assert_eq!(place(known, 2, op(2), None), Err(ProblemKind::Fork.into()));
    }
}
