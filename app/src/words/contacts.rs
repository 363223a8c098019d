//! The participant's own people.

use domain::contacts::contact::ContactRole;

use super::i18n::{Words, catalogue};

catalogue! {
    PEOPLE: "People" / "Personas";
    TEXT: "Someone you can call or text. They stay sealed on your phones. If you share a note about reaching out, your care team reads who the person is to you, never the name or the number." /
        "Alguien a quien llamar o escribir. Quedan cifradas en tus teléfonos. Si compartes una nota sobre buscar apoyo, tu equipo lee quién es la persona para ti, nunca el nombre ni el número.";
    NONE: "Nobody is here yet. One number is a good start." /
        "Todavía no hay nadie. Un número es un buen comienzo.";
    ADD: "Add a person" / "Agregar a una persona";
    CALL: "Call" / "Llamar";
    CALL_NAME: "Call {name}" / "Llamar a {name}";
    WRITE: "Text" / "Mensaje";
    WRITE_NAME: "Text {name}" / "Mensaje a {name}";
    NOTE_IT: "I reached out" / "Ya busqué apoyo";
    NOTE_IT_NAME: "I reached out: {name}" / "Ya busqué apoyo: {name}";
    EDIT_NAME: "Edit {name}" / "Editar a {name}";
    UNDER_HELP: "under Help" / "en Ayuda";

    NAME: "Name" / "Nombre";
    NAME_HINT: "As you call this person." / "Como le dices a esta persona.";
    ROLE: "Who is this to you?" / "¿Quién es para ti?";
    NUMBER: "Telephone number" / "Número de teléfono";
    NUMBER_HINT: "If you like. Without one there is nothing to tap." / "Si quieres. Sin número no hay nada que tocar.";
    NUMBER_WRONG: "A number has 3 to 20 digits. Spaces and ( ) . - / * # may stand between them, + in front, and x before an extension." /
        "Un número tiene de 3 a 20 dígitos. Puede llevar espacios y ( ) . - / * # entre ellos, + delante y x antes de una extensión.";
    MESSAGE: "Your text message" / "Tu mensaje";
    MESSAGE_HINT: "If you like. It is filled in when you tap Text; you send it yourself." /
        "Si quieres. Aparece escrito al tocar Mensaje; tú lo envías.";
    AT_HAND: "Show under Help" / "Mostrar en Ayuda";
    AT_HAND_HINT: "Two people at most, also shown after a strong craving. Whoever looks at this phone sees their names." /
        "Dos personas como máximo, también después de un antojo fuerte. Quien mire este teléfono ve sus nombres.";
    FULL: "Help has room for two, and shows {names}. Take one of them out first." /
        "La Ayuda tiene lugar para dos y muestra a {names}. Quita primero a una persona.";
    NO_NUMBER: "Help shows people to call: add a telephone number above, or leave this off." /
        "La Ayuda muestra personas a quienes llamar: agrega arriba un teléfono o deja esto apagado.";
    DELETE_QUESTION: "Delete this person?" / "¿Eliminar a esta persona?";
    DELETE_TEXT: "Name, number and message are erased on all your phones. What you noted about reaching out stays." /
        "El nombre, el número y el mensaje se borran en todos tus teléfonos. Lo que anotaste sobre buscar apoyo se queda.";

    MY_PEOPLE: "Your people" / "Tus personas";
    ALL_OF_HELP: "All of Help" / "Toda la Ayuda";
    ALL_OF_HELP_TEXT: "Breathing, an overdose, stopping safely. Works with nothing." /
        "Respirar, una sobredosis, dejarlo sin peligro. Funciona sin nada.";

    SPONSOR: "Sponsor" / "Madrina o padrino";
    PEER: "On the same path" / "En el mismo camino";
    PARTNER: "Partner" / "Pareja";
    FAMILY: "Family" / "Familia";
    FRIEND: "Friend" / "Amistad";
    PROFESSIONAL: "Professional" / "Profesional";
}

pub const fn role(role: ContactRole) -> Words {
    match role {
        ContactRole::Sponsor => SPONSOR,
        ContactRole::Peer => PEER,
        ContactRole::Partner => PARTNER,
        ContactRole::Family => FAMILY,
        ContactRole::Friend => FRIEND,
        ContactRole::Professional => PROFESSIONAL,
    }
}
