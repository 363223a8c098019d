use domain::entries::trigger::MetTrigger;

use crate::kinds::fact::{Fact, Facts, joined, said};
use crate::words::i18n::Lang;
use crate::words::{choices, kinds as words};

pub fn title(lang: Lang) -> String {
    words::TRIGGER.say(lang).to_owned()
}

pub fn facts(met: &MetTrigger, lang: Lang) -> Facts {
    let pull = met.pull.map(|pull| crate::words::STEP_OF_TEN.fill(lang, &[("n", &pull.get().to_string())]));
    vec![
        (Fact::Triggers, joined(met.triggers.as_slice(), choices::trigger, lang)),
        (Fact::Pull, pull.unwrap_or_default()),
        (Fact::Place, joined(&met.place, choices::place, lang)),
        (Fact::Company, joined(&met.company, choices::company, lang)),
        (Fact::Note, said(met.note.as_ref())),
    ]
}
