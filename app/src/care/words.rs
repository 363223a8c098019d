//! Every text of the staff pages, in both languages.

use domain::base::text::Refused;

use crate::kinds::fact::Fact;
use crate::words::i18n::{Lang, Words};
use crate::words::typed::reason;

crate::words::i18n::catalogue! {
    SKIP: "Skip to content" / "Saltar al contenido";
    NAV: "Pages" / "Páginas";
    MY_PEOPLE: "My people" / "Mis personas";
    INBOX: "Inbox" / "Bandeja de entrada";
    OLDER: "Older" / "Más antiguas";
    NEWEST: "Newest" / "Las más nuevas";
    MORE_OF_LIST: "More of this list" / "Más de esta lista";
    SIGN_OUT: "Sign out" / "Cerrar sesión";
    SIGNED_IN_UNTIL: "{name}, signed in until {time}" / "{name}, con sesión hasta las {time}";
    LANGUAGE: "Language" / "Idioma";
    BACK_TO_PEOPLE: "Back to my people" / "Volver a mis personas";

    SIGN_IN: "Sign in" / "Iniciar sesión";
    SIGN_IN_LEAD: "This side is for staff. You sign in with the passkey on this device; there is no password." /
        "Esta parte es para el personal. Se entra con la llave de acceso de este dispositivo; no hay contraseña.";
    SIGN_IN_BUTTON: "Sign in with a passkey" / "Entrar con una llave de acceso";
    SIGN_IN_AGAIN: "You were signed out after 15 minutes of inactivity, or after 12 hours. Sign in again to continue." /
        "La sesión se cerró tras 15 minutos sin actividad o tras 12 horas. Vuelva a entrar para seguir.";
    SIGNED_OUT: "You are signed out." / "La sesión está cerrada.";
    PASSKEY_NO_SCRIPT: "Passkeys need JavaScript. Allow it for this page and load it again." /
        "Las llaves de acceso necesitan JavaScript. Permítalo en esta página y vuelva a cargarla.";
    PASSKEY_UNSUPPORTED: "This browser cannot use passkeys. Use a current Chrome, Edge, Firefox or Safari." /
        "Este navegador no admite llaves de acceso. Use una versión actual de Chrome, Edge, Firefox o Safari.";
    PASSKEY_STOPPED:
        "Nothing was done: the passkey window was closed, or this device has no passkey for this page. Try again." /
        "No se hizo nada: se cerró la ventana o este dispositivo no tiene una llave para esta página. Intente de nuevo.";
    PASSKEY_REFUSED: "That passkey didn't work. Try again, or ask for a new invitation." /
        "Esa llave de acceso no funcionó. Intente de nuevo o pida otra invitación.";
    PASSKEY_OFFLINE: "The server did not answer. Check the network and try again." /
        "El servidor no respondió. Revise la conexión e intente de nuevo.";
    PASSKEY_FULL: "The server is too busy. Nothing was done. Wait a moment and try again." /
        "El servidor está demasiado ocupado. No se hizo nada. Espere un momento e intente de nuevo.";
    PASSKEY_TRIES: "Too many tries from this network. Nothing was done. Try again in {minutes} min." /
        "Demasiados intentos desde esta red. No se hizo nada. Intente de nuevo en {minutes} min.";
    PASSKEY_BUSY: "Follow the steps in your browser…" / "Siga los pasos en su navegador…";

    JOIN: "Welcome, {name}" / "Le damos la bienvenida, {name}";
    JOIN_LEAD:
        "You are invited to {program} as {role}. Make a passkey on this device: it is how you will sign in from now on." /
        "Tiene una invitación a {program} como {role}. Cree una llave de acceso en este dispositivo: con ella entrará desde ahora.";
    JOIN_BUTTON: "Make a passkey" / "Crear una llave de acceso";
    JOIN_GONE: "This invitation cannot be used" / "Esta invitación no se puede usar";
    JOIN_GONE_LEAD: "It was already used, is more than 24 hours old, or never existed. Ask for a new one." /
        "Ya se usó, tiene más de 24 horas o nunca existió. Pida otra.";
    ROLE_COUNSELOR: "counselor" / "consejería";
    ROLE_MEDICAL: "medical staff" / "personal médico";
    ROLE_CASE_MANAGER: "case manager" / "gestión de casos";
    ROLE_SUPERVISOR: "supervisor" / "supervisión";
    ROLE_ADMIN: "administrator" / "administración";

    DEMO: "Try the staff side" / "Probar la parte del personal";
    DEMO_LEAD: "Everyone here is invented. The button signs you in as {name}, once." /
        "Todas las personas aquí son inventadas. El botón abre la sesión de {name}, una sola vez.";
    DEMO_BUTTON: "Sign in as {name}" / "Entrar como {name}";
    DEMO_GONE: "This link was used. The terminal shows a new one." / "Este enlace ya se usó. La terminal muestra otro.";

    PEOPLE_LEAD: "Only what your people shared with their care team, and nothing else they wrote." /
        "Solo lo que sus personas compartieron con su equipo, y nada más de lo que escribieron.";
    PEOPLE_PICK: "Choose a person to see what they shared." / "Elija a una persona para ver lo que compartió.";
    PEOPLE_EMPTY: "Nobody is assigned to you yet. People you add are assigned to you." /
        "Todavía no tiene a nadie asignado. A quien agregue se le asignará.";
    PEOPLE_ADMIN: "An administrator runs the program and reads no entries." /
        "La administración lleva el programa y no lee entradas.";
    NEW_PERSON: "Add a person" / "Agregar a una persona";
    COUNT_NEW: "{count} new" / "{count} sin abrir";
    PHONE_WAITS: "A phone is waiting for you" / "Un teléfono espera";
    LAST_SHARED: "Last shared {when}" / "Última vez: {when}";
    NEVER_SHARED: "Nothing shared yet" / "Nada compartido todavía";
    NO_PHONE: "No phone yet" / "Sin teléfono todavía";

    NEW_LEAD:
        "The name stays on this side, encrypted. It is not shown on the person’s phone. You will be on their care team." /
        "El nombre queda de este lado, cifrado. No aparece en el teléfono de la persona. Usted será parte de su equipo.";
    NAME: "Name" / "Nombre";
    TEXT_EMPTY: "Write 1 to {most} characters. There is nothing to see here yet." /
        "Escriba de 1 a {most} caracteres. Aquí todavía no se ve nada.";
    TEXT_TOO_LONG: "{by} characters too long: up to {most} characters fit." / "Sobran {by} caracteres: caben hasta {most} caracteres.";
    TEXT_TOO_LONG_BY_ONE: "1 character too long: up to {most} characters fit." / "Sobra 1 carácter: caben hasta {most} caracteres.";
    NAME_HINT: "1 to 80 characters, as your program calls them." / "De 1 a 80 caracteres, como le llama su programa.";
    NAME_WRONG: "What you typed is still here; nobody was added." / "Lo escrito sigue aquí; no se agregó a nadie.";
    ADD: "Add and make a code" / "Agregar y crear un código";
    CANCEL: "Cancel" / "Cancelar";

    CODE: "A phone code for {name}" / "Un código para un teléfono de {name}";
    CODE_IS: "The code" / "El código";
    CODE_HOW: "On their phone: open this address, put the app on the home screen, open it there, and type the code." /
        "En su teléfono: abrir esta dirección, poner la aplicación en la pantalla de inicio, abrirla ahí y escribir el código.";
    CODE_THEN: "Then both screens show the same two-digit number. Compare, then confirm here." /
        "Después las dos pantallas muestran el mismo número de dos cifras. Compárenlo y confirme aquí.";
    CODE_LIFE: "It works once, for 10 minutes. This page checks every 5 seconds whether it was typed." /
        "Sirve una vez, durante 10 minutos. Esta página revisa cada 5 segundos si ya se escribió.";
    CODE_GONE: "The code is no longer shown: it was used, or its 10 minutes are over." /
        "El código ya no se muestra: se usó o pasaron los 10 minutos.";
    CODE_AGAIN: "Make a new code" / "Crear otro código";
    CODE_LOOK: "Check whether it was typed" / "Ver si ya se escribió";
    CODE_DONE: "Done, back to the person’s page" / "Listo, volver a la página de la persona";

    PHONE_WAITING: "A phone wants to connect" / "Un teléfono quiere conectarse";
    PHONE_COMPARE: "Does the phone in front of you show this number?" /
        "¿El teléfono que tiene enfrente muestra este número?";
    PHONE_CONFIRM: "Yes, confirm" / "Sí, confirmar";
    PHONE_REFUSE: "No, refuse" / "No, rechazar";
    PHONE_CONFIRMED: "The phone is connected." / "El teléfono está conectado.";
    PHONE_REFUSED: "The phone was refused. Nothing changed." / "Se rechazó el teléfono. Nada cambió.";
    PHONE_GONE:
        "That phone is no longer waiting: 30 minutes have passed, or someone has already answered. Nothing changed." /
        "Ese teléfono ya no espera: pasaron 30 minutos o alguien ya respondió. Nada cambió.";
    PHONES: "Phones" / "Teléfonos";
    PHONE_SINCE: "Phone since {when}" / "Teléfono desde: {when}";
    PHONE_TRUSTED: "trusted" / "de confianza";
    PHONE_UNTRUSTED: "new: no trusted phone has vouched for it yet" /
        "nuevo: ningún teléfono de confianza ha respondido por él";
    PHONE_OUT: "removed" / "quitado";
    SHUT_OUT: "Remove phone" / "Quitar teléfono";
    SHUT_OUT_QUESTION: "Remove this phone of {name}?" / "¿Quitar este teléfono de {name}?";
    SHUT_OUT_DOES: "What it does" / "Lo que hace";
    SHUT_OUT_ENDS:
        "From now on the phone cannot send or receive anything, and gets no reminders. It learns this the next time it connects." /
        "Desde ahora el teléfono no puede enviar ni recibir nada y no le llegan recordatorios. Lo sabrá la próxima vez que se conecte.";
    SHUT_OUT_TOLD: "{name} sees it on every other phone, with your name." /
        "{name} lo ve en sus demás teléfonos, con el nombre de usted.";
    SHUT_OUT_DOES_NOT: "What it does not do" / "Lo que no hace";
    SHUT_OUT_KEEPS:
        "It erases nothing on the server and opens nothing to you or anyone else: what {name} stored and shared stays as it is." /
        "No borra nada en el servidor ni abre nada a usted ni a nadie: lo que {name} guardó y compartió queda igual.";
    SHUT_OUT_NO_WIPE: "It does not clear the phone: anyone who can unlock it can still read what is on it." /
        "No vacía el teléfono: quien pueda desbloquearlo todavía puede leer lo que tiene.";
    SHUT_OUT_NEXT: "{name} can connect another phone at any time: make a code for it." /
        "{name} puede conectar otro teléfono cuando quiera: cree un código para él.";
    SHUT_OUT_ONLY: "It is the only trusted phone. The next one can write and share, but not erase older notes." /
        "Es el único teléfono de confianza. El siguiente podrá escribir y compartir, pero no borrar notas anteriores.";
    SHUT_OUT_FINAL: "This cannot be undone. To come back, the phone needs a new code." /
        "No se puede deshacer. Para volver, el teléfono necesita un código nuevo.";
    SHUT_OUT_YES: "Remove it" / "Quitarlo";
    SHUT_OUT_DONE: "The phone was removed. Nothing else changed. You can make a code for another one." /
        "El teléfono se quitó. Nada más cambió. Puede crear un código para otro.";

    ONLY_SHARED: "Only what {name} shared. {name} sees who opened what, and when." /
        "Solo lo que {name} compartió. {name} ve quién abrió qué, y cuándo.";
    BACK_TO_PERSON: "Back to {name}" / "Volver a {name}";
    TEAM: "Care team" / "Equipo";
    TEAM_OF: "The care team of {name}" / "El equipo de {name}";
    TEAM_ADD: "Add someone to the care team" / "Agregar a alguien al equipo";
    TEAM_ADD_LEAD: "They will read what {name} shared. {name} sees that they joined, and everything they open." /
        "Leerá lo que {name} compartió. {name} ve que se unió y todo lo que abre.";
    TEAM_ADD_ONE: "Add {name}" / "Agregar a {name}";
    TEAM_ADDED: "They are on the care team now." / "Ya es parte del equipo.";
    TEAM_ALL: "Everyone eligible is already on it." / "Todas las personas que pueden estar ya están.";
    TEAM_REMOVE_ONE: "Remove {name}" / "Quitar a {name}";
    TEAM_REMOVE_QUESTION: "Remove {colleague} from the care team of {name}?" /
        "¿Quitar a {colleague} del equipo de {name}?";
    TEAM_REMOVE_TEXT:
        "From then on {colleague} sees neither {name} nor what {name} shared. {name} sees that {colleague} is no longer on the team. What {colleague} opened before stays in the record of {name}. You can add {colleague} again." /
        "Desde entonces {colleague} no ve a {name} ni lo que compartió. {name} ve que {colleague} ya no es parte del equipo. Lo que {colleague} abrió antes sigue en el registro de {name}. Puede agregar a {colleague} otra vez.";
    TEAM_LEAVE_QUESTION: "Leave the care team of {name}?" / "¿Dejar el equipo de {name}?";
    TEAM_LEAVE_TEXT:
        "From then on you see neither {name} nor what {name} shared. {name} sees that {colleague} is no longer on the team. Only someone on the team can add you again." /
        "Desde entonces usted no ve a {name} ni lo que compartió. {name} ve que {colleague} ya no es parte del equipo. Solo alguien del equipo puede agregarle otra vez.";
    TEAM_LAST: "{name} needs someone on the care team" / "{name} necesita a alguien en su equipo";
    TEAM_LAST_TEXT:
        "{colleague} is the only one on the care team of {name} who may read. Nothing was changed. Add someone else first, then remove {colleague}." /
        "{colleague} es la única persona del equipo de {name} que puede leer. No se cambió nada. Agregue antes a otra persona y después quite a {colleague}.";
    TEAM_REMOVED: "They are no longer on the care team." / "Ya no es parte del equipo.";
    TEAM_LEFT: "You are no longer on that care team." / "Usted ya no es parte de ese equipo.";
    DISCHARGE: "Discharge {name}" / "Dar de alta a {name}";
    DISCHARGE_QUESTION: "Discharge {name}?" / "¿Dar de alta a {name}?";
    DISCHARGE_TEXT:
        "{name} leaves the program. From then on nobody on the care team sees {name} or what they shared, and no new phone can connect. Everything stays on their phones." /
        "{name} deja el programa. Desde entonces nadie del equipo ve a {name} ni lo que compartió, y no puede conectarse ningún teléfono nuevo. Todo queda en sus teléfonos.";
    DISCHARGE_FINAL: "This cannot be undone here." / "Aquí no se puede deshacer.";
    DISCHARGED: "They were discharged, and are no longer on your list." / "Se dio el alta; ya no está en su lista.";
    WEEK: "Week {week}" / "Semana {week}";
    ENTRIES: "Shared entries" / "Entradas compartidas";
    ENTRIES_EMPTY: "{name} has not shared anything yet." / "{name} todavía no ha compartido nada.";
    MAKE_CODE: "Make a code for a phone" / "Crear un código para un teléfono";
    UNOPENED: "An entry, not opened yet" / "Una entrada, sin abrir";
    SHARED_AT: "shared {when}" / "compartido {when}";
    STATE_NEW: "New" / "Nuevo";
    STATE_OPENED: "Opened" / "Abierto";
    STATE_REVIEWED: "Reviewed" / "Revisado";
    PICTURES: "What shared notes show" / "Lo que muestran las notas compartidas";
    PICTURES_WEEKS: "How far back" / "Desde cuándo";
    PICTURES_LEAD:
        "From the {count} shared cravings, triggers and practices of these weeks that you have opened. {name} may have written others." /
        "De los {count} antojos, detonantes y prácticas de estas semanas que {name} compartió y usted abrió. Puede haber escrito otros.";

    FIRST: "You are the first to open this. {name} sees that you did." /
        "Es la primera persona que abre esto. {name} ve que lo hizo.";
    NOT_FIRST: "{name} sees that you opened this." / "{name} ve que usted abrió esto.";
    TARGET: "About" / "Sobre";
    TRIGGERS: "What set it off" / "Qué lo provocó";
    PLACE: "Where" / "Dónde";
    COMPANY: "With whom" / "Con quién";
    RESPONSE: "What {name} did" / "Qué hizo {name}";
    PULL: "How strong the pull was" / "Qué tan fuerte tiraba";
    LATER: "A little later" / "Un poco después";
    AMOUNT: "How much" / "Cuánto";
    BEFORE: "What came before" / "Qué pasó antes";
    NEXT_TIME: "What would help next time" / "Qué ayudaría la próxima vez";
    NEED: "What {name} needs now" / "Qué necesita {name} ahora";
    SETTING: "When" / "Cuándo";
    CHANGE: "Before and after" / "Antes y después";
    LASTED: "How long" / "Cuánto tiempo";
    NOTE: "In their words" / "En sus palabras";
    CLAIMED: "Time, as {name} gave it" / "Hora, según {name}";
    CONTEXT: "Around the same time" / "Por los mismos días";
    CONTEXT_NONE: "No other shared entry within three days." / "Ninguna otra entrada compartida en tres días.";
    CONTEXT_LEAD:
        "What {name} shared within three days before and after. For what you have not opened, you see only when it came." /
        "Lo que {name} compartió en los tres días de antes y después. De lo que no ha abierto solo se ve cuándo llegó.";
    REVIEW: "Mark as reviewed" / "Marcar como revisado";
    REVIEWED: "Reviewed. {name} sees that too." / "Revisado. {name} también lo ve.";
    REPLY: "Reply" / "Responder";
    REPLY_LABEL: "A short reply to {name}" / "Una respuesta corta para {name}";
    REPLY_HINT: "Up to 600 characters. It reaches the phone the next time it is online." /
        "Hasta 600 caracteres. Llega al teléfono cuando vuelva a tener red.";
    REPLY_CHANGED:
        "{name} shared a newer version while you were writing. Your reply was not sent and is still here. Read the new version, then send it." /
        "{name} compartió una versión más nueva mientras usted escribía. La respuesta no se envió y sigue aquí. Lea la nueva versión y envíela.";
    REPLY_WRONG: "Nothing was sent; what you typed is still here." / "No se envió nada; lo escrito sigue aquí.";
    REPLY_SENT: "Your reply was saved. {name} gets it the next time the phone connects." /
        "La respuesta quedó guardada. {name} la recibirá la próxima vez que se conecte el teléfono.";
    REPLIES: "Replies so far" / "Respuestas hasta ahora";
    NOT_WATCHED: "Not watched around the clock. {name} was told so before sharing, and has 988 and 911 one tap away." /
        "Nadie vigila esto a toda hora. {name} lo supo antes de compartir y tiene el 988 y el 911 a un toque.";

    INBOX_LEAD: "New from all your people: what you have not opened yet, newest first." /
        "Lo nuevo de todas sus personas: lo que no ha abierto, lo más reciente primero.";
    INBOX_EMPTY: "Nothing new. You have opened everything that was shared with you." /
        "Nada nuevo. Ya abrió todo lo que compartieron con usted.";

    MISSING: "There is nothing here for you" / "Aquí no hay nada para usted";
    MISSING_LEAD: "It does not exist, is no longer shared, or is not for your account. Nothing was changed." /
        "No existe, ya no se comparte o no es para su cuenta. No se cambió nada.";
    FORBIDDEN: "Not for your account" / "No es para su cuenta";
    FORBIDDEN_LEAD: "Your role does not open this page. Nothing was changed." /
        "Su función no abre esta página. No se cambió nada.";
    BROKEN: "That did not work" / "Eso no funcionó";
    BROKEN_LEAD: "The server could not do this now. Nothing was changed. Go back and try again in a minute." /
        "El servidor no pudo hacerlo ahora. No se cambió nada. Vuelva atrás e intente en un minuto.";
    CHECKING: "One minute, please" / "Un minuto, por favor";
    CHECKING_LEAD:
        "The server was moved or stopped unexpectedly, and is making sure that nothing is missing. Nothing was changed. Try again in a minute." /
        "El servidor se movió o se detuvo de forma inesperada y está comprobando que no falte nada. No se cambió nada. Intente de nuevo en un minuto.";

    UNREADABLE_LEAD:
        "What arrived was not this page’s form, or was too large. Nothing was changed. Go back: what you typed is still there." /
        "Lo que llegó no era el formulario de esta página o era muy grande. No se cambió nada. Vuelva atrás: lo escrito sigue ahí.";
    ENDED: "You were signed out" / "La sesión se cerró";
    ENDED_LEAD:
        "Nothing was saved. Sign in in another tab, then come back here and send again: what you typed is still there." /
        "No se guardó nada. Inicie sesión en otra pestaña, vuelva aquí y envíe otra vez: lo escrito sigue ahí.";
    KEPT:
        "Your sign-in had ended, so nothing was saved yet. What you typed is kept for 24 hours: sign in again with the same account, and it is back in its form." /
        "La sesión había terminado y todavía no se guardó nada. Lo escrito se conserva 24 horas: entre de nuevo con la misma cuenta y estará en su formulario.";
    KEPT_OTHER:
        "That page belonged to another account. Nothing was saved. What was typed is kept for 24 hours and shown to that account only." /
        "Esa página era de otra cuenta. No se guardó nada. Lo escrito se conserva 24 horas y solo lo verá esa cuenta.";
    KEPT_IS_BACK: "What you typed before your sign-in ended is back. Nothing was saved yet: check it and send it again." /
        "Lo que escribió antes de que terminara la sesión está aquí. Todavía no se guardó nada: revíselo y envíelo otra vez.";
    ENDS_SOON: "You will be signed out at {time}. What you type keeps you signed in." /
        "La sesión se cerrará a las {time}. Mientras escriba, sigue abierta.";
    ENDS_FOR_GOOD: "You will be signed out at {time}, after 12 hours. Send what you are writing before." /
        "La sesión se cerrará a las {time}, tras 12 horas. Envíe antes lo que está escribiendo.";
    STAY: "Stay signed in" / "Seguir con la sesión";

    JUST_NOW: "just now" / "hace un momento";
    MINUTES_AGO: "{n} min ago" / "hace {n} min";
    HOURS_AGO: "{n} h ago" / "hace {n} h";
    A_DAY_AGO: "1 day ago" / "hace 1 día";
    DAYS_AGO: "{n} days ago" / "hace {n} días";
    TODAY: "today {time}" / "hoy {time}";
    YESTERDAY: "yesterday {time}" / "ayer {time}";
    ON_DAY: "{weekday} {day} {month}, {time}" / "{weekday} {day} {month}, {time}";
    DAY_TODAY: "Today" / "Hoy";
    DAY_YESTERDAY: "Yesterday" / "Ayer";
    DAY: "{weekday} {day} {month}" / "{weekday} {day} {month}";
    FOOT: "Only what people shared. Nobody watches around the clock." /
        "Solo lo que la gente compartió. Nadie vigila a toda hora.";
}

/// The reason that a text is refused.
pub fn refusal(refused: Refused, most: usize, lang: Lang) -> String {
    reason(refused, most, [TEXT_EMPTY, TEXT_TOO_LONG_BY_ONE, TEXT_TOO_LONG], lang)
}

/// Label of a line of an entry, for staff. Some name the person.
pub const fn fact(fact: Fact) -> Words {
    match fact {
        Fact::Target => TARGET,
        Fact::Triggers => TRIGGERS,
        Fact::Pull => PULL,
        Fact::Place => PLACE,
        Fact::Company => COMPANY,
        Fact::Response => RESPONSE,
        Fact::Later => LATER,
        Fact::Amount => AMOUNT,
        Fact::Before => BEFORE,
        Fact::NextTime => NEXT_TIME,
        Fact::Need => NEED,
        Fact::Setting => SETTING,
        Fact::Change => CHANGE,
        Fact::Lasted => LASTED,
        Fact::Note => NOTE,
        Fact::Asked(words) | Fact::Told(words) => words,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn both_languages_name_the_same_values() {
        let values = |text: &str| {
            let mut found: Vec<String> = text
                .split('{')
                .skip(1)
                .filter_map(|rest| rest.split_once('}'))
                .map(|(name, _)| name.to_owned())
                .collect();
            found.sort();
            found.dedup();
            found
        };
        for (name, words) in super::ALL {
            assert!(!words.en.is_empty() && !words.es.is_empty(), "{name}");
            assert_eq!(values(words.en), values(words.es), "{name}");
        }
    }
}
