//! Texts of the help page and of the bland page, and the lines that always answer.

use domain::contacts::number::TelNumber;

use super::i18n::{Words, catalogue};
use crate::shell::paths;

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

/// The lines that always answer: the number to dial, as it is written, and what it is.
pub const LINES: [(&str, &str, Words); 3] =
    [("988", "988", T988), ("911", "911", T911), ("18006624357", "1-800-662-4357", TSAMHSA)];

/// Attribute of every document's root that holds the operator's own line, where there is one.
pub const LINE_ATTRIBUTE: &str = "data-line";

/// The cards about a danger to life, by their addresses.
pub const DANGERS: [(&str, Words); 2] = [(paths::HELP_IN_DANGER, OD_TITLE), (paths::HELP_STOPPING, WD_TITLE)];

/// The number to dial of the operator's own line, a name that ends in a telephone number.
pub fn dialed(line: &str) -> String {
    let short = || line.split_whitespace().last().unwrap_or_default().chars().filter(char::is_ascii_digit).collect();
    TelNumber::find(line).map_or_else(short, |number| number.dialed())
}
