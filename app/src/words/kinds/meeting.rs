//! Meetings of self-help groups: their names, and the questions about one.

use domain::entries::meeting::MeetingKind;

use crate::words::i18n::{Words, catalogue};

catalogue! {
    MEETING: "A meeting" / "Una reunión";
    MEETINGS: "Meetings" / "Reuniones";
    MEETING_OF: "Meeting: {name}" / "Reunión: {name}";
    SHARING_TEXT:
        "When on, new meetings are shared with your care team as you save them. You can stop sharing each one." /
        "Si está activado, las reuniones nuevas se comparten con tu equipo al guardarlas. Puedes dejar de compartir cada una.";

    TEXT: "Which one, and a thought to keep. The rest is yours." /
        "Cuál fue y una idea para guardar. Lo demás es tuyo.";
    WHICH: "Which meeting?" / "¿Qué reunión?";
    WHICH_MISSING: "Choose one, or add one in your own words." / "Elige una o agrega una con tus palabras.";
    DID_YOU_GO: "Did you go?" / "¿Fuiste?";
    KEEP: "What do you want to keep from it?" / "¿Qué quieres guardar de ella?";
    REMIND: "Set a reminder for the next one" / "Poner un recordatorio para la próxima";

    ATTENDED: "Attended" / "Asistencia";
    WENT: "attended" / "asistencia";
    DID_NOT_GO: "not this time" / "esta vez no";
    TAKEAWAY: "To keep" / "Para guardar";

    AA: "AA" / "AA";
    NA: "NA" / "NA";
    GA: "GA" / "JA";
    SMART: "SMART" / "SMART";
    DHARMA: "Dharma" / "Dharma";
    LIFE_RING: "LifeRing" / "LifeRing";
    CELEBRATE: "Celebrate" / "Celebrate";
}

pub const fn name(which: MeetingKind) -> Words {
    match which {
        MeetingKind::Aa => AA,
        MeetingKind::Na => NA,
        MeetingKind::Ga => GA,
        MeetingKind::Smart => SMART,
        MeetingKind::Dharma => DHARMA,
        MeetingKind::LifeRing => LIFE_RING,
        MeetingKind::Celebrate => CELEBRATE,
    }
}
