use domain::entries::body::Names;
use domain::entries::used::Use;

use crate::kinds::fact::{Fact, Facts, amount, said};
use crate::words::i18n::Lang;
use crate::words::kinds as words;

pub fn title(lang: Lang) -> String {
    words::USE.say(lang).to_owned()
}

pub fn facts(used: &Use, names: &Names, lang: Lang) -> Facts {
    vec![
        (Fact::Target, said(names.target.as_ref())),
        (Fact::Amount, used.amount.map(|a| amount(a, names, lang)).unwrap_or_default()),
        (Fact::Before, said(used.before.as_ref())),
        (Fact::NextTime, said(used.next_time.as_ref())),
        (Fact::Need, said(used.need.as_ref())),
    ]
}
