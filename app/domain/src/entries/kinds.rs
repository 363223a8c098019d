//! The list of kinds: everything that a participant writes. To add a kind, add a folder with its form and a line here.

/// Calls `make` with one line per kind: the permanent number, the permanent name on the wire, the name in the code, the
/// form, and `entry` (it happened once) or `document` (it is kept up to date). Entries first. Everything that must know
/// all kinds is generated from this list, in this crate and above.
#[macro_export]
macro_rules! for_kinds {
    ($make:ident) => {
        $make! {
            1 "craving" Craving($crate::entries::craving::Craving) entry;
            2 "trigger" Trigger($crate::entries::trigger::MetTrigger) entry;
            3 "use" Use($crate::entries::used::Use) entry;
            4 "practice" Practice($crate::entries::practice::Practice) entry;
            9 "check_in" CheckIn($crate::entries::check_in::CheckIn) entry;
            10 "thought_record" ThoughtRecord($crate::entries::thought_record::ThoughtRecord) entry;
            11 "meeting" Meeting($crate::entries::meeting::Meeting) entry;
            14 "reach_out" ReachOut($crate::entries::reach_out::ReachOut) entry;
            5 "target" Target($crate::targets::target::Target) document;
            6 "skill" Skill($crate::skills::skill::Skill) document;
            7 "preparation" Preparation($crate::entries::preparation::Preparation) document;
            8 "habit" Habit($crate::entries::habit::Habit) document;
            17 "contact" Contact($crate::contacts::contact::Contact) document;
        }
    };
}

macro_rules! make_kind {
    ($($number:literal $wire:literal $name:ident($form:ty) $sort:ident;)*) => {
        /// The kinds of things a participant writes, by name: the subjects of sharing defaults, filters and titles.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum Kind { $(#[serde(rename = $wire)] $name),* }

        impl Kind {
            /// Entries first, then documents.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];
            /// The kinds this version knows, by their names on the wire.
            pub const NAMES: &'static [&'static str] = &[$($wire),*];

            /// An entry happened once; a document is kept up to date.
            pub const fn is_entry(self) -> bool {
                match self { $(Self::$name => make_kind!(@entry $sort)),* }
            }

            /// Permanent: it names the kind where only a number fits.
            pub const fn number(self) -> u8 {
                match self { $(Self::$name => $number),* }
            }
        }
    };
    (@entry entry) => { true };
    (@entry document) => { false };
}

for_kinds!(make_kind);

impl Kind {
    pub fn from_number(number: i64) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| i64::from(kind.number()) == number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers and names are on phones, in databases and in addresses of feed rows.
    #[test]
    fn numbers_and_names_are_permanent() {
        let list: Vec<(u8, &str, bool)> =
            Kind::ALL.iter().zip(Kind::NAMES).map(|(k, name)| (k.number(), *name, k.is_entry())).collect();
        let expected = [
            (1, "craving", true),
            (2, "trigger", true),
            (3, "use", true),
            (4, "practice", true),
            (9, "check_in", true),
            (10, "thought_record", true),
            (11, "meeting", true),
            (14, "reach_out", true),
            (5, "target", false),
            (6, "skill", false),
            (7, "preparation", false),
            (8, "habit", false),
            (17, "contact", false),
        ];
        assert_eq!(list, expected);
        for (kind, name) in Kind::ALL.iter().zip(Kind::NAMES) {
            assert_eq!(serde_json::to_string(kind).unwrap(), format!("\"{name}\""));
            assert_eq!(Kind::from_number(kind.number().into()), Some(*kind));
        }
    }
}
