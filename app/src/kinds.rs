//! The kinds of entries as people read them: what one is called, and what it says. One file per kind, for participants
//! and staff alike; a kind that lacks a row here does not compile.

mod craving;
pub mod fact;
pub mod habit;
mod practice;
mod trigger;
mod used;

use domain::amount::{Amount, hundredths};
use domain::body::{Body, Names};
use domain::catalogue::Choice;
use domain::text::Text;

pub use self::fact::{Fact, Facts};
use crate::choices;
use crate::i18n::{Lang, Words};

/// "Craving 7 · tea", "Practice: paced breathing": what an entry is called everywhere.
pub fn title(body: &Body, names: &Names, lang: Lang) -> String {
    match body {
        Body::Craving(craving) => of_target(craving::title(craving, lang), names),
        Body::Trigger(_) => trigger::title(lang),
        Body::Use(_) => of_target(used::title(lang), names),
        Body::Practice(practice) => practice::title(practice, names, lang),
        Body::Target(target) => target.name.as_str().to_owned(),
        Body::Skill(skill) => skill.name.as_str().to_owned(),
        Body::Preparation(_) => crate::words::times::PREPARATION.say(lang).to_owned(),
        Body::Habit(habit) => habit::title(habit, lang),
    }
}

fn of_target(title: String, names: &Names) -> String {
    names.target.as_ref().map_or(title.clone(), |name| format!("{title} · {}", name.as_str()))
}

/// What it says besides its title.
pub fn facts(body: &Body, names: &Names, lang: Lang) -> Facts {
    let mut facts = Facts::new();
    match body {
        Body::Craving(craving) => craving::facts(craving, names, lang, &mut facts),
        Body::Trigger(met) => trigger::facts(met, lang, &mut facts),
        Body::Use(used) => used::facts(used, names, lang, &mut facts),
        Body::Practice(practice) => practice::facts(practice, lang, &mut facts),
        Body::Preparation(preparation) => facts.push((Fact::Note, preparation.text.as_str().to_owned())),
        Body::Target(_) | Body::Skill(_) | Body::Habit(_) => {}
    }
    facts.retain(|(_, text)| !text.is_empty());
    facts
}

/// The few facts that fit on a line of a list.
pub fn about(body: &Body, names: &Names, lang: Lang) -> String {
    const SHORT: [Fact; 6] = [Fact::Triggers, Fact::Amount, Fact::Change, Fact::Setting, Fact::Place, Fact::Company];
    let facts = facts(body, names, lang).into_iter().filter(|(fact, _)| SHORT.contains(fact));
    facts.map(|(_, text)| text).collect::<Vec<_>>().join(" · ")
}

/// The words of several choices, comma-separated.
fn joined<'a, K: Copy + 'a>(list: impl IntoIterator<Item = &'a Choice<K>>, known: impl Fn(K) -> Words, lang: Lang) -> String {
    list.into_iter().map(|choice| choices::chosen(choice, &known, lang)).collect::<Vec<_>>().join(", ")
}

fn said<const MOST: usize>(text: Option<&Text<MOST>>) -> String {
    text.map(|t| t.as_str().to_owned()).unwrap_or_default()
}

/// "2.5 cups", with the sign that the language puts before decimals.
pub fn amount(amount: Amount, names: &Names, lang: Lang) -> String {
    let number = hundredths(u64::from(amount.get()), decimal_sign(lang));
    names.unit.as_ref().map_or(number.clone(), |unit| format!("{number} {}", unit.as_str()))
}

/// What stands before decimals.
pub const fn decimal_sign(lang: Lang) -> char {
    match lang {
        Lang::En => '.',
        Lang::Es => ',',
    }
}
