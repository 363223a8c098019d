//! Check-ins: on how many days an answer was at the hard end. The last check-in of a day counts for it.

use std::collections::BTreeMap;

use super::Noted;
use crate::base::figures::ENOUGH;
use crate::entries::body::Body;
use crate::entries::check_in::{CheckIn, Question};

/// One question over the days on which it was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HardDays {
    pub question: Question,
    /// Days with an answer.
    pub days: u32,
    /// Those of them with one of the two answers at the hard end.
    pub hard: u32,
}

impl HardDays {
    /// Enough days to say something.
    pub const fn is_enough(self) -> bool {
        self.days >= ENOUGH
    }
}

/// Every question, in the order on the screen.
pub fn hard_days(noted: &[Noted<'_>]) -> [HardDays; 4] {
    let mut by_day = BTreeMap::new();
    for record in noted.iter().map(|n| n.record) {
        if let Body::CheckIn(check_in) = &record.body {
            let latest = by_day.entry(record.day()).or_insert((record.at, check_in));
            if record.at >= latest.0 {
                *latest = (record.at, check_in);
            }
        }
    }
    Question::ALL.map(|question| {
        let answers = || by_day.values().filter_map(|(_, check_in): &(_, &CheckIn)| check_in.answer(question));
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        HardDays {
            question,
            days: count(answers().count()),
            hard: count(answers().filter(|step| question.is_hard(*step)).count()),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::super::support::{noted, record};
    use super::*;
    use crate::entries::check_in::FivePoint;

    fn check_in(answers: [Option<u8>; 4]) -> Body {
        Body::CheckIn(CheckIn::new(answers.map(|a| a.map(|step| FivePoint::new(step).unwrap())), None).unwrap())
    }

    #[test]
    fn the_last_check_in_of_a_day_counts_and_what_was_left_out_does_not() {
        let records = [
            record("2026-03-01T08:00:00-05:00", check_in([Some(0), Some(4), None, None])),
            record("2026-03-01T21:00:00-05:00", check_in([Some(3), Some(3), None, Some(1)])),
            record("2026-03-02T08:00:00-05:00", check_in([Some(1), Some(2), None, Some(2)])),
        ];
        let noted = noted(&records);
        let days = hard_days(&noted).map(|d| (d.days, d.hard));
        assert_eq!(days, [(2, 1), (2, 1), (0, 0), (2, 1)]);
        assert!(hard_days(&noted).iter().all(|d| !d.is_enough()), "nothing is claimed under five days");
    }
}
