//! Labels of the lines of an entry, and the format of their values.

use domain::base::amount::{Amount, hundredths};
use domain::base::text::Text;
use domain::entries::body::Names;
use domain::entries::catalogue::Choice;

use crate::words::choices;
use crate::words::i18n::{Lang, Words};
use crate::words::typed::{inside, whole};

/// Subject of a line of an entry. Participants and staff have their own words for it.
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
    /// The time before a use.
    Before,
    NextTime,
    Need,
    Setting,
    /// Rated before and after a practice.
    Change,
    Lasted,
    Note,
    /// A question of one kind only, in the kind's own words, the same for everybody.
    Asked(Words),
    /// The same, answered at length.
    Told(Words),
}

/// Facts of a record, in the order in which they are read.
pub type Facts = Vec<(Fact, String)>;

/// The words of several choices, comma-separated.
pub fn joined<'a, K: Copy + 'a>(
    list: impl IntoIterator<Item = &'a Choice<K>>,
    known: impl Fn(K) -> Words,
    lang: Lang,
) -> String {
    list.into_iter().map(|choice| choices::chosen(choice, &known, lang)).collect::<Vec<_>>().join(", ")
}

pub fn said<const MOST: usize>(text: Option<&Text<MOST>>) -> String {
    text.map(|t| whole(t.as_str())).unwrap_or_default()
}

/// "2.5 cups", with the sign that the language puts before decimals.
pub fn amount(amount: Amount, names: &Names, lang: Lang) -> String {
    let number = hundredths(u64::from(amount.get()), decimal_sign(lang));
    names.unit.as_ref().map_or(number.clone(), |unit| format!("{number} {}", inside(unit.as_str())))
}

/// The decimal separator.
pub const fn decimal_sign(lang: Lang) -> char {
    match lang {
        Lang::En => '.',
        Lang::Es => ',',
    }
}

/// The title with the name of the target behind it.
pub fn of_target(title: String, names: &Names) -> String {
    names.target.as_ref().map_or(title.clone(), |name| format!("{title} · {}", inside(name.as_str())))
}
