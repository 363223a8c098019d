//! Reaching out to somebody: its name, and the questions about it.

use domain::entries::reach_out::Way;

use crate::words::i18n::{Words, catalogue};

catalogue! {
    REACH_OUT: "Reaching out" / "Buscar apoyo";
    REACHED_OUT: "Reached out" / "Busqué apoyo";
    REACHED_OUT_TO: "Reached out: {name}" / "Busqué apoyo: {name}";
    SHARING_TEXT:
        "When on, new notes about reaching out are shared with your care team as you save them, without names. You can stop sharing each one." /
        "Si está activado, las notas nuevas sobre buscar apoyo se comparten con tu equipo al guardarlas, sin nombres. Puedes dejar de compartir cada una.";

    TEXT: "Trying counts, too. If you share it, your care team reads who the person is to you, not the name." /
        "Intentarlo también cuenta. Si lo compartes, tu equipo lee quién es la persona para ti, no su nombre.";
    WHO: "Who was it?" / "¿Quién fue?";
    SOMEONE_ELSE: "Someone else" / "Otra persona";
    HOW: "How?" / "¿Cómo?";
    BY_PHONE: "By phone" / "Por teléfono";
    BY_TEXT: "By text" / "Por mensaje";
    ONLINE: "Online" / "En línea";
    IN_PERSON: "In person" / "En persona";
    DID_YOU_REACH: "Did you reach them?" / "¿Lograste hablar?";
    REACHED: "Answer" / "Respuesta";
    ANSWERED: "reached" / "hubo respuesta";
    NO_ANSWER: "no answer yet" / "sin respuesta todavía";
}

pub const fn way(way: Way) -> Words {
    match way {
        Way::Call => BY_PHONE,
        Way::Text => BY_TEXT,
        Way::Online => ONLINE,
        Way::Met => IN_PERSON,
    }
}
