//! The kinds of entries and documents as people read them, for participants and staff alike: one folder or file per
//! kind in the list `domain::for_kinds`. Everything that must know a kind asks the trait [`EntryKind`].

mod by_use;
pub mod check_in;
mod contact;
pub mod craving;
pub mod craving_picker;
pub mod doubtful_day;
pub mod entry_form;
pub mod entry_kind;
pub mod fact;
pub mod habit;
pub mod meeting;
pub mod practice;
mod preparation;
pub mod reach_out;
mod skill;
mod target;
pub mod thought_record;
pub mod trigger;
pub mod used;
pub mod when;
pub(crate) mod when_field;

use chrono::{DateTime, FixedOffset};
use domain::entries::body::{Body, Names};
use domain::entries::kinds::Kind;

use self::entry_kind::{EditForm, EntryKind, Traits};
use self::fact::{Fact, Facts};
use crate::words::i18n::Lang;

macro_rules! make_dispatch {
    ($($number:literal $wire:literal $kind:ident($form:ty) $sort:ident;)*) => {
        /// Title of an entry everywhere: "Craving 7 · tea", "Practice: paced breathing".
        pub fn title(body: &Body, names: &Names, lang: Lang) -> String {
            match body {
                $(Body::$kind(form) => form.title(names, lang),)*
            }
        }

        /// Its facts besides its title.
        pub fn facts(body: &Body, names: &Names, lang: Lang) -> Facts {
            let mut facts = match body {
                $(Body::$kind(form) => form.facts(names, lang),)*
            };
            facts.retain(|(_, text)| !text.is_empty());
            facts
        }

        /// The same for the participant: label and text.
        pub fn lines(body: &Body, names: &Names, lang: Lang) -> Vec<(&'static str, String)> {
            match body {
                $(Body::$kind(form) => form.lines(names, lang),)*
            }
        }

        /// Its edit form, filled in; none for documents.
        pub fn edit(body: Body, at: DateTime<FixedOffset>) -> Option<EditForm> {
            match body {
                $(Body::$kind(form) => form.edit(at),)*
            }
        }

        pub const fn traits(kind: Kind) -> Traits {
            match kind {
                $(Kind::$kind => <$form as EntryKind>::TRAITS,)*
            }
        }
    };
}
domain::for_kinds!(make_dispatch);

/// The few facts that fit on a line of a list.
pub fn about(body: &Body, names: &Names, lang: Lang) -> String {
    const SHORT: [Fact; 6] = [Fact::Triggers, Fact::Amount, Fact::Change, Fact::Setting, Fact::Place, Fact::Company];
    let facts =
        facts(body, names, lang).into_iter().filter(|(fact, _)| SHORT.contains(fact) || matches!(fact, Fact::Asked(_)));
    facts.map(|(_, text)| text).collect::<Vec<_>>().join(" · ")
}
