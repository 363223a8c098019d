//! The pages that work with nothing: help, and the bland page that a quick exit leads to. Filled in once, by the
//! server.

use crate::words::i18n::{Lang, catalogue};

catalogue! {
    TITLE: "Help" / "Ayuda";
    BACK: "Back" / "Volver";
    INTRO: "You can talk to someone right now, day or night. Calls are free." /
        "Puedes hablar con alguien ahora mismo, de día o de noche. Las llamadas son gratis.";
    T988: "Crisis line: call or text, any hour. Spanish: press 2." /
        "Línea de crisis: llama o escribe a toda hora. En español: oprime 2.";
    T911: "A life in danger, an overdose, or someone who does not wake up." /
        "Una vida en peligro, una sobredosis o alguien que no despierta.";
    TSAMHSA: "SAMHSA: where to find help and support near you, any hour." /
        "SAMHSA: dónde encontrar ayuda y apoyo cerca de ti, a toda hora.";
    LOCAL: "Near you" / "Cerca de ti";
    BREATHE: "While you wait" / "Mientras esperas";
    B1: "Put both feet on the floor." / "Pon los dos pies en el suelo.";
    B2: "Breathe in slowly while you count to four." / "Inhala despacio mientras cuentas hasta cuatro.";
    B3: "Breathe out slowly while you count to six." / "Exhala despacio mientras cuentas hasta seis.";
    B4: "Do it ten times. A craving rises, peaks and passes." /
        "Hazlo diez veces. Un antojo sube, llega a su punto más alto y pasa.";
    OFFLINE: "This page works without a network. Nobody at your program sees that you opened it." /
        "Esta página funciona sin red. Nadie en tu programa ve que la abriste.";
    NO_SCRIPT: "This browser runs no scripts, so the app cannot run. Help works all the same." /
        "Este navegador no ejecuta scripts, así que la aplicación no funciona. La Ayuda funciona de todos modos.";
    BLANK_TITLE: "To do" / "Pendientes";
    BLANK_TEXT: "Nothing planned." / "Nada pendiente.";
}

/// Replaces `{{NAME}}` by its value.
fn fill(template: &str, values: &[(&str, &str)]) -> String {
    values.iter().fold(template.to_owned(), |text, (name, value)| text.replace(&format!("{{{{{name}}}}}"), value))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The help page. `local` is the operator's own line: a name that ends in a telephone number.
pub fn help(template: &str, lang: Lang, style: &str, local: Option<&str>) -> String {
    let local = local.map(|line| {
        let number: String = line
            .split_whitespace()
            .last()
            .unwrap_or_default()
            .chars()
            .filter(|c| c.is_ascii_digit() || *c == '+')
            .collect();
        format!(
            "<li><a class=\"call\" href=\"tel:{number}\"><b>{}</b><span>{}</span></a></li>",
            escape(line),
            LOCAL.say(lang)
        )
    });
    let words = [
        ("LANG", lang.tag()),
        ("STYLE", style),
        ("TITLE", TITLE.say(lang)),
        ("BACK", BACK.say(lang)),
        ("INTRO", INTRO.say(lang)),
        ("T988", T988.say(lang)),
        ("T911", T911.say(lang)),
        ("TSAMHSA", TSAMHSA.say(lang)),
        ("BREATHE", BREATHE.say(lang)),
        ("B1", B1.say(lang)),
        ("B2", B2.say(lang)),
        ("B3", B3.say(lang)),
        ("B4", B4.say(lang)),
        ("OFFLINE", OFFLINE.say(lang)),
        ("LOCAL", local.as_deref().unwrap_or_default()),
    ];
    fill(template, &words)
}

/// The page that shows nothing of us.
pub fn blank(template: &str, lang: Lang, style: &str) -> String {
    fill(
        template,
        &[("LANG", lang.tag()), ("STYLE", style), ("TITLE", BLANK_TITLE.say(lang)), ("TEXT", BLANK_TEXT.say(lang))],
    )
}
