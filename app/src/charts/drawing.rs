//! The input of a chart: the entries, their weeks, and the reader.

use chrono::{Days, NaiveDate};
use domain::base::id::ObjectId;
use domain::base::text::Label;
use domain::charts::Noted;

use crate::kinds;
use crate::words::history as words;
use crate::words::i18n::Lang;

/// Number of weeks the charts cover.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weeks {
    #[default]
    Four,
    Eight,
}

impl Weeks {
    pub const ALL: [Self; 2] = [Self::Four, Self::Eight];

    pub const fn count(self) -> u16 {
        match self {
            Self::Four => 4,
            Self::Eight => 8,
        }
    }

    pub const fn days(self) -> u16 {
        self.count() * 7
    }

    /// "4 weeks".
    pub fn say(self, lang: Lang) -> String {
        words::WEEKS.fill(lang, &[("n", &self.count().to_string())])
    }

    /// True if `day` is within these weeks, the last of which ends with `last`.
    pub fn reach(self, day: NaiveDate, last: NaiveDate) -> bool {
        day <= last && last.checked_sub_days(Days::new(self.days().into())).is_some_and(|before| day > before)
    }
}

/// The reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// The person whose entries these are.
    Own,
    Staff,
}

/// The input of a chart.
pub struct Drawing<'a> {
    /// Entries of any time and kind.
    pub noted: &'a [Noted<'a>],
    /// The person's civil date now.
    pub last: NaiveDate,
    pub weeks: Weeks,
    /// Name of one of the person's own skills.
    pub own_skill: &'a dyn Fn(ObjectId) -> Option<Label>,
    pub reader: Reader,
    pub lang: Lang,
}

impl Drawing<'_> {
    /// The entries of these weeks that pictures are made from.
    pub fn count(&self) -> usize {
        self.within().len()
    }

    pub(super) fn within(&self) -> Vec<Noted<'_>> {
        let near = |noted: &&Noted<'_>| {
            kinds::traits(noted.record.body.kind()).charted && self.weeks.reach(noted.record.day(), self.last)
        };
        self.noted.iter().filter(near).copied().collect()
    }
}
