use domain::entries::body::Names;
use domain::entries::craving::Craving;

use crate::kinds::fact::{Fact, Facts, joined, said};
use crate::words::i18n::Lang;
use crate::words::{choices, kinds as words};

pub fn title(craving: &Craving, lang: Lang) -> String {
    words::CRAVING_N.fill(lang, &[("n", &craving.intensity.get().to_string())])
}

pub fn facts(craving: &Craving, names: &Names, lang: Lang) -> Facts {
    let later = craving.second.map(|second| {
        let values = [("n", &*second.intensity.get().to_string()), ("minutes", &second.minutes.get().to_string())];
        words::LATER_N.fill(lang, &values)
    });
    vec![
        (Fact::Target, said(names.target.as_ref())),
        (Fact::Triggers, joined(&craving.triggers, choices::trigger, lang)),
        (Fact::Response, joined(&craving.response, choices::response, lang)),
        (Fact::Later, later.unwrap_or_default()),
        (Fact::Place, joined(&craving.place, choices::place, lang)),
        (Fact::Company, joined(&craving.company, choices::company, lang)),
        (Fact::Note, said(craving.note.as_ref())),
    ]
}
