use domain::entries::body::Names;
use domain::entries::practice::{Practice, Setting};
use domain::skills::skill::WhichSkill;

use crate::kinds::fact::{Fact, Facts, said};
use crate::words::i18n::Lang;
use crate::words::typed::inside;
use crate::words::{choices, kinds as words};

pub fn title(practice: &Practice, names: &Names, lang: Lang) -> String {
    let skill = match (practice.skill, &names.skill) {
        (WhichSkill::Known(known), _) => choices::skill(known).say(lang).to_owned(),
        (WhichSkill::Own(_), Some(name)) => inside(name.as_str()),
        (WhichSkill::Own(_), None) => words::OWN_SKILL.say(lang).to_owned(),
    };
    words::PRACTICE_OF.fill(lang, &[("skill", &skill)])
}

pub fn facts(practice: &Practice, lang: Lang) -> Facts {
    let setting = match practice.setting {
        Setting::Calm => words::IN_CALM,
        Setting::Craving(_) => words::IN_A_CRAVING,
    };
    let change = practice.pair().map(|(before, after)| {
        words::FROM_TO.fill(lang, &[("before", &before.get().to_string()), ("after", &after.get().to_string())])
    });
    let lasted = practice.seconds.map(|seconds| {
        let minutes = seconds.get().div_ceil(60);
        words::MINUTES.fill(lang, &[("n", &minutes.to_string())])
    });
    vec![
        (Fact::Setting, setting.say(lang).to_owned()),
        (Fact::Change, change.unwrap_or_default()),
        (Fact::Lasted, lasted.unwrap_or_default()),
        (Fact::Note, said(practice.note.as_ref())),
    ]
}
