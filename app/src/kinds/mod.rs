//! The kinds of entries as people read them: what one is called, and what it says. One file per kind, for participants
//! and staff alike; a kind that lacks a row here does not compile.

pub mod craving;
pub mod craving_picker;
pub mod fact;
pub mod habit;
pub mod practice;
pub mod trigger;
pub mod used;

use domain::body::{Body, Names};

pub use self::fact::{Fact, Facts, amount, decimal_sign};
use crate::words::i18n::Lang;

/// "Craving 7 · tea", "Practice: paced breathing": what an entry is called everywhere.
pub fn title(body: &Body, names: &Names, lang: Lang) -> String {
    match body {
        Body::Craving(craving) => of_target(self::craving::facts::title(craving, lang), names),
        Body::Trigger(_) => self::trigger::facts::title(lang),
        Body::Use(_) => of_target(self::used::facts::title(lang), names),
        Body::Practice(practice) => self::practice::facts::title(practice, names, lang),
        Body::Target(target) => target.name.as_str().to_owned(),
        Body::Skill(skill) => skill.name.as_str().to_owned(),
        Body::Preparation(_) => crate::words::schedule::PREPARATION.say(lang).to_owned(),
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
        Body::Craving(craving) => self::craving::facts::facts(craving, names, lang, &mut facts),
        Body::Trigger(met) => self::trigger::facts::facts(met, lang, &mut facts),
        Body::Use(used) => self::used::facts::facts(used, names, lang, &mut facts),
        Body::Practice(practice) => self::practice::facts::facts(practice, lang, &mut facts),
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
