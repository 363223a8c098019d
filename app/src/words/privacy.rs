//! Texts about the server's view of the data, and about everyone who looked at it.

use super::i18n::catalogue;

catalogue! {
    SEEN_TEXT:
        "Every time someone on your care team opens something of yours, it is recorded here. Nobody can remove a line without this phone noticing." /
        "Cada vez que alguien de tu equipo abre algo tuyo, queda escrito aquí. Nadie puede quitar una línea sin que este teléfono lo note.";
    LEDGER_HOLDS: "Checked on this phone: all {n} lines are here and unchanged." /
        "Revisado en este teléfono: las {n} líneas están y no han cambiado.";
    LEDGER_BROKEN:
        "Careful: this record of {n} lines does not add up. Someone changed or removed a line. Tell someone you trust." /
        "Cuidado: este registro de {n} líneas no cuadra. Alguien cambió o quitó una línea. Díselo a alguien de confianza.";
    ACTOR_PHONE: "One of your phones" / "Uno de tus teléfonos";
    ACT_LISTED: "{name} saw you in a list" / "{name} te vio en una lista";
    ACT_OPENED: "{name} opened your page" / "{name} abrió tu página";
    ACT_READ: "{name} read a note you shared" / "{name} leyó una nota que compartiste";
    ACT_REVIEWED: "{name} reviewed a note you shared" / "{name} revisó una nota que compartiste";
    ACT_REPLIED: "{name} replied to you" / "{name} te respondió";
    ACT_CODE: "{name} made a code for a phone" / "{name} creó un código para un teléfono";
    ACT_CONFIRMED: "{name} confirmed a phone" / "{name} confirmó un teléfono";
    ACT_PHONE: "A phone was connected" / "Se conectó un teléfono";
    ACT_REVOKED: "A phone was removed" / "Se quitó un teléfono";
    ACT_REVOKED_BY: "{name} removed one of your phones" / "{name} quitó uno de tus teléfonos";
    ACT_NEWER: "{name} did something that this version of the app cannot describe yet" /
        "{name} hizo algo que esta versión de la aplicación aún no puede describir";
    ACT_ASSIGNED: "{name} joined your care team" / "{name} se unió a tu equipo";
    ACT_BECAME_LEADER: "{name} now leads one of your sessions, and sees there whether you come" /
        "{name} ahora dirige una de tus sesiones y ve ahí si vas";
    ACT_UNASSIGNED: "{name} is no longer on your care team" / "{name} ya no es parte de tu equipo";

    KNOW_NOT_TITLE: "What the server cannot read" / "Lo que el servidor no puede leer";
    KNOW_NOT_ENTRIES: "Your notes, unless you share one. They leave this phone locked." /
        "Tus notas, a menos que compartas una. Salen de este teléfono cerradas.";
    KNOW_NOT_KEYS: "Your keys and your code for a new phone." / "Tus llaves y tu código para otro teléfono.";
    KNOW_NOT_PLACE: "Where you are. It knows your phone's time zone, nothing closer." /
        "Dónde estás. Sabe la zona horaria de tu teléfono, nada más cercano.";
    KNOW_NOT_REMINDERS: "What your own reminders are about, and your notes for an appointment." /
        "De qué tratan tus propios recordatorios, y tus notas para una cita.";
    KNOW_TITLE: "What the server does see" / "Lo que el servidor sí ve";
    KNOW_IDS:
        "Random numbers for each note, how they follow each other, which key locks them, and their size in steps of 1 KB." /
        "Números al azar para cada nota, cómo se siguen, qué llave las cierra y su tamaño en pasos de 1 KB.";
    KNOW_TIMES: "When something arrived." / "Cuándo llegó algo.";
    KNOW_PHONES: "Which of your phones are connected, and since when." /
        "Qué teléfonos tuyos están conectados y desde cuándo.";
    KNOW_SHARED: "What you share, while you share it, which notes those are, and which kinds you share automatically." /
        "Lo que compartes, mientras lo compartes, qué notas son y qué tipos compartes automáticamente.";
    KNOW_PROGRAM: "Your appointments in the program, how you answer them, and who came." /
        "Tus citas en el programa, lo que respondes a ellas y quién asistió.";
    KNOW_REMINDERS:
        "When to remind you, which reminders you marked as done, and the address where your browser gets notifications, kept encrypted." /
        "Cuándo recordarte, qué recordatorios marcaste como hechos y dónde recibe avisos tu navegador, guardado cifrado.";
    KNOW_NAME: "The name your care team gave you here, kept encrypted." /
        "El nombre que tu equipo te puso aquí, guardado cifrado.";
    KNOW_HONEST_TITLE: "What we cannot promise" / "Lo que no podemos prometer";
    KNOW_HONEST:
        "This app comes from your program's server. Someone who controls that server could send your phone a changed app. The code is open so that others can check it." /
        "Esta aplicación viene del servidor de tu programa. Quien controle ese servidor podría enviar una aplicación cambiada. El código es abierto para que otros puedan revisarlo.";
}
