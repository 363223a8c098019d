//! Permanent numbers for databases and permanent words for forms, written beside the name in the code, so that
//! reordering a list or renaming a variant never changes stored or sent values.

macro_rules! numbered {
    ($($name:ident { $($item:ident = $number:literal),* $(,)? })*) => {$(
        impl $name {
            /// Permanent: databases hold it.
            pub const fn number(self) -> i64 {
                match self {
                    $(Self::$item => $number),*
                }
            }

            pub const fn from_number(number: i64) -> Option<Self> {
                match number {
                    $($number => Some(Self::$item),)*
                    _ => None,
                }
            }
        }
    )*};
}
pub(crate) use numbered;

macro_rules! worded {
    ($($name:ident { $($item:ident = $word:literal),* $(,)? })*) => {$(
        impl $name {
            /// Permanent: forms send it.
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$item => $word),*
                }
            }

            pub fn from_word(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$item),)*
                    _ => None,
                }
            }
        }
    )*};
}
pub(crate) use worded;

#[cfg(test)]
mod tests {
    use crate::reminders::WhyNot;
    use crate::schedule::{Attendance, Coming, MakeUp, PlannedDay, SessionKind, Track};

    #[test]
    fn every_stored_number_is_what_it_was() {
        use {Attendance as A, PlannedDay as S, SessionKind as K, WhyNot as W};
        let kinds = [(K::Group, 1), (K::Individual, 2), (K::Family, 3), (K::Education, 4), (K::Medical, 5)];
        assert_eq!(SessionKind::ALL.iter().map(|one| (*one, one.number())).collect::<Vec<_>>(), kinds);
        assert_eq!(
            Track::ALL.iter().map(|one| (*one, one.number())).collect::<Vec<_>>(),
            [(Track::Day, 1), (Track::Evening, 2)]
        );
        let coming = [(Coming::OnMyWay, 1), (Coming::CantCome, 2)];
        assert_eq!(Coming::ALL.iter().map(|one| (*one, one.number())).collect::<Vec<_>>(), coming);
        let attendance = [(A::Attended, 1), (A::Late, 2), (A::Excused, 3), (A::Missed, 4)];
        assert_eq!(Attendance::ALL.iter().map(|one| (*one, one.number())).collect::<Vec<_>>(), attendance);
        let make_ups = [(MakeUp::Asked, 1), (MakeUp::Accepted, 2), (MakeUp::Declined, 3)];
        assert_eq!(MakeUp::ALL.iter().map(|one| (*one, one.number())).collect::<Vec<_>>(), make_ups);
        let standing = [(S::Planned, 1), (S::Moved, 2), (S::Cancelled, 3), (S::Holiday, 4), (S::Dropped, 5)];
        assert_eq!(PlannedDay::ALL.iter().map(|one| (*one, one.number())).collect::<Vec<_>>(), standing);
        let why = [
            W::TurnedOff,
            W::Paused,
            W::Quiet,
            W::DayOff,
            W::Cancelled,
            W::NoPhone,
            W::Refused,
            W::Unreachable,
            W::InDigest,
        ];
        assert_eq!(
            WhyNot::ALL.iter().map(|one| (*one, one.number())).collect::<Vec<_>>(),
            why.into_iter().zip(1..).collect::<Vec<_>>()
        );
    }

    #[test]
    fn every_number_and_word_is_read_back() {
        for one in SessionKind::ALL {
            assert_eq!(
                (SessionKind::from_number(one.number()), SessionKind::from_word(one.word())),
                (Some(*one), Some(*one))
            );
        }
        for one in Track::ALL {
            assert_eq!((Track::from_number(one.number()), Track::from_word(one.word())), (Some(*one), Some(*one)));
        }
        for one in Attendance::ALL {
            assert_eq!(
                (Attendance::from_number(one.number()), Attendance::from_word(one.word())),
                (Some(*one), Some(*one))
            );
        }
        assert!(Coming::ALL.iter().all(|one| Coming::from_number(one.number()) == Some(*one)));
        assert!(MakeUp::ALL.iter().all(|one| MakeUp::from_number(one.number()) == Some(*one)));
        assert!(PlannedDay::ALL.iter().all(|one| PlannedDay::from_number(one.number()) == Some(*one)));
        assert!(WhyNot::ALL.iter().all(|one| WhyNot::from_number(one.number()) == Some(*one)));
        assert_eq!((Track::from_number(0), Track::from_number(3), Track::from_word("day")), (None, None, None));
    }

    #[test]
    fn an_open_form_of_before_is_still_read() {
        // Forms used to send the names in the code.
        assert!(SessionKind::ALL.iter().all(|one| SessionKind::from_word(&format!("{one:?}")) == Some(*one)));
        assert!(Track::ALL.iter().all(|one| Track::from_word(&format!("{one:?}")) == Some(*one)));
        assert!(Attendance::ALL.iter().all(|one| Attendance::from_word(&format!("{one:?}")) == Some(*one)));
    }
}
