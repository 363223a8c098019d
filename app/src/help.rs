//! The pages that work with nothing: help, and the bland page that a quick exit leads to. Filled in once, by the
//! server.

use crate::words::help as say;
use crate::words::i18n::{Lang, Words};

/// A card about a danger to life: closed, so that the numbers stay in view, and opened by its address.
struct Danger {
    /// Its place in the address `/help#…`.
    id: &'static str,
    title: Words,
    why: Option<Words>,
    signs: &'static [Words],
    steps: &'static [Words],
    after: Option<(Words, Words)>,
    source: Words,
}

const OVERDOSE: Danger = Danger {
    id: "overdose",
    title: say::OD_TITLE,
    why: None,
    signs: &[
        say::OD_SIGN_WAKE,
        say::OD_SIGN_BREATH,
        say::OD_SIGN_COLOR,
        say::OD_SIGN_PUPILS,
        say::SIGN_FIT,
        say::OD_SIGN_UPPERS,
    ],
    steps: &[say::OD_DO_CALL, say::OD_DO_NALOXONE, say::OD_DO_BREATHE, say::OD_DO_STAY],
    after: Some((say::OD_PAUSE_TITLE, say::OD_PAUSE)),
    source: say::OD_SOURCE,
};

const WITHDRAWAL: Danger = Danger {
    id: "stopping",
    title: say::WD_TITLE,
    why: Some(say::WD_WHY),
    signs: &[say::SIGN_FIT, say::WD_SIGN_CONFUSED, say::WD_SIGN_FEVER],
    steps: &[say::WD_DO_CALL, say::WD_DO_ASK, say::WD_DO_PRESCRIBED],
    after: None,
    source: say::WD_SOURCE,
};

impl Danger {
    fn html(&self, lang: Lang) -> String {
        let say = |words: Words| escape(words.say(lang));
        let items = |list: &[Words]| list.iter().map(|one| format!("<li>{}</li>", say(*one))).collect::<String>();
        let why = self.why.map(|why| format!("<p>{}</p>", say(why))).unwrap_or_default();
        let after = self.after.map(|(title, text)| format!("<h3>{}</h3><p>{}</p>", say(title), say(text)));
        format!(
            "<details class=\"card\"><summary><h2>{}</h2></summary><div id=\"{}\" class=\"danger\">{why}<h3>{}</h3><ul>{}</ul>\
             <h3>{}</h3><ol>{}</ol><a class=\"button primary\" href=\"tel:911\">{}</a>{}<p class=\"quiet\">{}</p></div></details>",
            say(self.title),
            self.id,
            say(say::SIGNS),
            items(self.signs),
            say(say::DO),
            items(self.steps),
            say(say::CALL_911),
            after.unwrap_or_default(),
            escape(&say::SOURCE.fill(lang, &[("source", self.source.say(lang))])),
        )
    }
}

/// Replaces `{{NAME}}` by its value.
fn fill(template: &str, values: &[(&str, &str)]) -> String {
    values.iter().fold(template.to_owned(), |text, (name, value)| text.replace(&format!("{{{{{name}}}}}"), value))
}

pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn line(dialed: &str, shown: &str, about: Words, lang: Lang) -> String {
    format!(
        "<li><a class=\"call\" href=\"tel:{dialed}\"><b>{}</b><span>{}</span></a></li>",
        escape(shown),
        escape(about.say(lang))
    )
}

/// The help page, with the operator's own line.
pub fn help(template: &str, lang: Lang, style: &str, local: Option<&str>) -> String {
    let lines = say::LINES.map(|(dialed, shown, about)| line(dialed, shown, about, lang)).concat();
    let local = local.map(|shown| line(&say::dialed(shown), shown, say::LOCAL, lang));
    let words = [
        ("LANG", lang.tag()),
        ("STYLE", style),
        ("TITLE", say::TITLE.say(lang)),
        ("BACK", say::BACK.say(lang)),
        ("INTRO", say::INTRO.say(lang)),
        ("LINES", &lines),
        ("BREATHE", say::BREATHE.say(lang)),
        ("B1", say::B1.say(lang)),
        ("B2", say::B2.say(lang)),
        ("B3", say::B3.say(lang)),
        ("B4", say::B4.say(lang)),
        ("OVERDOSE", &OVERDOSE.html(lang)),
        ("WITHDRAWAL", &WITHDRAWAL.html(lang)),
        ("OFFLINE", say::OFFLINE.say(lang)),
        ("LOCAL", local.as_deref().unwrap_or_default()),
    ];
    fill(template, &words)
}

/// The page that shows nothing of us.
pub fn blank(template: &str, lang: Lang, style: &str) -> String {
    fill(
        template,
        &[
            ("LANG", lang.tag()),
            ("STYLE", style),
            ("TITLE", say::BLANK_TITLE.say(lang)),
            ("TEXT", say::BLANK_TEXT.say(lang)),
        ],
    )
}
