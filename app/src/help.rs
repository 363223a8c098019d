//! The pages that work with nothing: help, and the bland page that a quick exit leads to. Filled in once, by the
//! server.

use crate::words::i18n::{Lang, Words, catalogue};

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
    SIGNS: "Signs" / "Señales";
    DO: "What to do" / "Qué hacer";
    CALL_911: "Call 911" / "Llama al 911";
    SOURCE: "Source: {source}" / "Fuente: {source}";
    OD_TITLE: "It may be an overdose" / "Puede ser una sobredosis";
    OD_SIGN_WAKE: "Does not wake up, or is limp." / "No despierta o está sin fuerza.";
    OD_SIGN_BREATH: "Breathes slowly, weakly or not at all; snores or gurgles." /
        "Respira lento o débil, o no respira; ronca o hace gorgoteos.";
    OD_SIGN_COLOR: "Lips or nails turn blue or gray; the skin is cold and damp." /
        "Labios o uñas azules o grises; la piel está fría y húmeda.";
    OD_SIGN_PUPILS: "Very small pupils." / "Pupilas muy pequeñas.";
    SIGN_FIT: "A seizure." / "Una convulsión.";
    OD_SIGN_UPPERS: "After a stimulant: chest pain, very hot, or very confused." /
        "Después de un estimulante: dolor en el pecho, mucho calor o mucha confusión.";
    OD_DO_CALL: "Call 911. Say that someone does not wake up or breathe well, and where you are." /
        "Llama al 911. Di que alguien no despierta o no respira bien, y dónde están.";
    OD_DO_NALOXONE: "Give naloxone (Narcan) if there is some, as its package says, and again if it says so. It does no harm if it was something else." /
        "Da naloxona (Narcan) si la hay, como dice el envase, y otra vez si así lo dice. No hace daño si era otra cosa.";
    OD_DO_BREATHE: "If they do not breathe, do what 911 tells you. If they do, lay them on their side." /
        "Si no respira, haz lo que te diga el 911. Si respira, pon a la persona de lado.";
    OD_DO_STAY: "Stay until help is there. Naloxone wears off, and the danger can come back." /
        "Quédate hasta que llegue la ayuda. El efecto de la naloxona pasa y el peligro puede volver.";
    OD_PAUSE_TITLE: "After a pause the body takes less" / "Después de una pausa el cuerpo aguanta menos";
    OD_PAUSE: "Days without it are enough: what was usual before can be too much now. It is safer not to be alone. Pharmacies sell naloxone without a prescription; keep it where others find it." /
        "Bastan unos días: lo que antes era normal ahora puede ser demasiado. Es más seguro no estar a solas. Las farmacias venden naloxona sin receta; tenla donde otros la encuentren.";
    OD_SOURCE: "CDC, Lifesaving Naloxone; SAMHSA, Overdose Prevention and Response Toolkit" /
        "CDC, Lifesaving Naloxone; SAMHSA, Overdose Prevention and Response Toolkit";
    WD_TITLE: "Stopping alcohol or benzodiazepines" / "Dejar el alcohol o las benzodiazepinas";
    WD_WHY: "For a body that has them every day, stopping suddenly can be dangerous, even deadly. Benzodiazepines are, for example, Xanax, Valium, Klonopin and Ativan." /
        "Para un cuerpo que los recibe cada día, dejarlos de golpe puede ser peligroso, incluso mortal. Benzodiazepinas son, por ejemplo, Xanax, Valium, Klonopin y Ativan.";
    WD_SIGN_CONFUSED: "Confused, or sees or hears things that are not there." /
        "Confusión, o ve u oye cosas que no están ahí.";
    WD_SIGN_FEVER: "A fever, a racing heart, or shaking and sweating that get worse." /
        "Fiebre, el corazón acelerado, o temblores y sudor que empeoran.";
    WD_DO_CALL: "With one of these signs: call 911." / "Con una de estas señales: llama al 911.";
    WD_DO_ASK: "Without them: do not stop on your own. Ask your program or a doctor today. There are ways to stop that are safe." /
        "Sin ellas: no los dejes por tu cuenta. Pregunta hoy a tu programa o a un médico. Hay formas seguras de dejarlos.";
    WD_DO_PRESCRIBED: "Something that was prescribed: change nothing before you have asked." /
        "Algo que te recetaron: no cambies nada antes de preguntar.";
    WD_SOURCE: "SAMHSA, TIP 45; FDA, boxed warning for benzodiazepines, 2020" /
        "SAMHSA, TIP 45; FDA, advertencia sobre las benzodiazepinas, 2020";
    NO_SCRIPT: "This browser runs no scripts, so the app cannot run. Help works all the same." /
        "Este navegador no ejecuta scripts, así que la aplicación no funciona. La Ayuda funciona de todos modos.";
    BLANK_TITLE: "To do" / "Pendientes";
    BLANK_TEXT: "Nothing planned." / "Nada pendiente.";
}

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
    title: OD_TITLE,
    why: None,
    signs: &[OD_SIGN_WAKE, OD_SIGN_BREATH, OD_SIGN_COLOR, OD_SIGN_PUPILS, SIGN_FIT, OD_SIGN_UPPERS],
    steps: &[OD_DO_CALL, OD_DO_NALOXONE, OD_DO_BREATHE, OD_DO_STAY],
    after: Some((OD_PAUSE_TITLE, OD_PAUSE)),
    source: OD_SOURCE,
};

const WITHDRAWAL: Danger = Danger {
    id: "stopping",
    title: WD_TITLE,
    why: Some(WD_WHY),
    signs: &[SIGN_FIT, WD_SIGN_CONFUSED, WD_SIGN_FEVER],
    steps: &[WD_DO_CALL, WD_DO_ASK, WD_DO_PRESCRIBED],
    after: None,
    source: WD_SOURCE,
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
            say(SIGNS),
            items(self.signs),
            say(DO),
            items(self.steps),
            say(CALL_911),
            after.unwrap_or_default(),
            escape(&SOURCE.fill(lang, &[("source", self.source.say(lang))])),
        )
    }
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
        ("OVERDOSE", &OVERDOSE.html(lang)),
        ("WITHDRAWAL", &WITHDRAWAL.html(lang)),
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
