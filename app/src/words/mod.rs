//! Every text of the participant's pages, in both languages. Second person, short, kind; sixth-grade words.

pub mod calendar;
pub mod choices;
pub mod contacts;
pub mod daily;
pub mod help;
pub mod history;
pub mod home;
pub mod i18n;
pub mod kinds;
pub mod practice;
pub mod privacy;
pub mod reminders;
pub mod schedule;
pub mod sharing;
pub mod typed;

use self::i18n::{Words, catalogue};

catalogue! {
    SKIP: "Skip to content" / "Ir al contenido";
    HELP: "Help" / "Ayuda";
    MAIN_MENU: "Main menu" / "Menú principal";
    NOW: "Now" / "Ahora";
    LOG: "Log" / "Anotar";
    LIST: "List" / "Lista";
    MORE: "More" / "Más";
    OLDER: "Older" / "Más antiguas";
    MORE_PAGES: "pages" / "páginas";
    NOW_TITLE: "Right now" / "Ahora mismo";
    NOW_LEAD: "Cravings come and pass. Log one while it is here, or practice something that helps." /
        "Los antojos vienen y pasan. Anota uno mientras está o practica algo que ayuda.";
    LOG_A_CRAVING: "Log a craving" / "Anotar un antojo";
    WELCOME: "Welcome" / "Te damos la bienvenida";
    WELCOME_TEXT: "Evenkeel is a private place for notes between your sessions." /
        "Evenkeel es un lugar privado para tus notas entre sesiones.";
    WELCOME_CODE: "To begin, type the code that your care team shows you." /
        "Para empezar, escribe el código que te muestra tu equipo.";
    ENTER_CODE: "Type a code" / "Escribir un código";
    NOTHING_YET: "Nothing here yet. What you log shows up here, newest first." /
        "Todavía no hay nada. Lo que anotes aparecerá aquí, lo más nuevo primero.";
    NOTHING_HERE: "Nothing here" / "Aquí no hay nada";
    NOTHING_HERE_TEXT: "There is no page at this address. Your notes are safe." /
        "No hay ninguna página en esta dirección. Tus notas están a salvo.";
    TODAY: "Today" / "Hoy";
    YESTERDAY: "Yesterday" / "Ayer";
    LOADING: "Loading…" / "Cargando…";

    HOW_STRONG: "How strong is it?" / "¿Qué tan fuerte es?";
    STEP_OF_TEN: "{n} of 10" / "{n} de 10";
    STEP_OF_HUNDRED: "{n} of 100" / "{n} de 100";
    OF_TEN: " of 10" / " de 10";
    NOT_AT_ALL: "not at all" / "nada";
    STRONGEST: "most" / "lo más";
    WHICH_TARGET: "What is it for?" / "¿De qué es?";
    SAVED_PRIVATE: "Saved on this phone. Private." / "Guardado en este teléfono. Privado.";
    UNDO: "Undo" / "Deshacer";
    UNDONE: "Undone. Nothing was saved." / "Deshecho. No se guardó nada.";
    RESTORED: "You were adding details to this one." / "Estabas describiendo este.";
    LOG_ANOTHER: "Log another one" / "Anotar otro";
    DONE: "Done" / "Listo";
    ENROL_FIRST: "This phone is not set up yet." / "Este teléfono todavía no está listo.";
    IF_YOU_LIKE: "if you like" / "si quieres";
    WHAT_SET_IT_OFF: "What set it off?" / "¿Qué lo provocó?";
    WHAT_DID_YOU_DO: "What did you do?" / "¿Qué hiciste?";
    WHERE: "Where were you?" / "¿Dónde estabas?";
    WITH_WHOM: "Who was there?" / "¿Quién estaba?";
    A_NOTE: "A note" / "Una nota";
    WHEN: "When was it?" / "¿Cuándo fue?";
    MORE_CHOICES: "{n} more" / "{n} más";
    OWN_WORDS: "In your own words" / "Con tus palabras";
    ADD: "Add" / "Agregar";

    ENTRY: "Your note" / "Tu nota";
    ENTRY_GONE: "This note is no longer here." / "Esta nota ya no está.";
    EDIT: "Edit" / "Editar";
    DELETE: "Delete" / "Borrar";
    DELETE_ASK: "Delete…" / "Borrar…";
    DELETE_QUESTION: "Delete this note?" / "¿Borrar esta nota?";
    DELETE_TEXT: "It is erased here and on the server. This cannot be undone." /
        "Se borra aquí y en el servidor. No se puede deshacer.";
    DELETE_SHARED_TEXT:
        "It is erased here and on the server, and your care team can no longer open it. This cannot be undone." /
        "Se borra aquí y en el servidor, y tu equipo ya no podrá abrirla. No se puede deshacer.";
    EDIT_TITLE: "Edit this note" / "Editar esta nota";
    EDIT_SAVED: "Saved." / "Guardado.";
    CANCEL: "Cancel" / "Cancelar";
    SAVE: "Save" / "Guardar";
    CONTINUE: "Continue" / "Continuar";
    CONFLICT: "Edited on two phones" / "Editada en dos teléfonos";
    CONFLICT_TEXT: "Both versions are saved. Choose the one to keep using." /
        "Se guardaron las dos versiones. Elige con cuál seguir.";
    KEEP_THIS: "Keep using this one" / "Seguir con esta";

    ON_THIS_PHONE: "On this phone. Private." / "En este teléfono. Privado.";
    STORED: "Stored privately. Only you can read it." / "Guardado en privado. Solo tú puedes leerlo.";
    SHARING: "Stored. It will be shared when you are back online." / "Guardado. Se compartirá cuando haya red.";
    SHARED: "Shared with your care team." / "Compartido con tu equipo.";
    UNSHARING: "Shared until you are back online, then private." / "Compartido hasta que haya red; después, privado.";
    PHONE_SHARING: "On this phone. It will be shared when you are back online." /
        "En este teléfono. Se compartirá cuando haya red.";
    PHONE_UNSHARING: "On this phone. Sharing stops when you are back online." /
        "En este teléfono. Se dejará de compartir cuando haya red.";
    PHONE_OLDER: "Your edit is only on this phone. Your team can read the version you shared." /
        "Tu cambio está solo en este teléfono. Tu equipo puede leer la versión que compartiste.";
    RESHARING: "Shared. Your latest choice is sent when you are back online." /
        "Compartido. Tu última decisión saldrá cuando haya red.";
    SEEN_BY: "Shared. Seen by {name}." / "Compartido. Lo vio {name}.";
    REFUSED: "Could not be sent because {why}" / "No se pudo enviar porque {why}";
    WHY_CONFLICT: "it was unshared somewhere else. It stays private." /
        "se dejó de compartir en otro lugar. Sigue en privado.";
    WHY_SCHEMA: "the server is older than this app. Try again later." /
        "el servidor es más antiguo que esta aplicación. Intenta más tarde.";
    WHY_NEWER: "the server's answer is newer than this app. Update it, then send again." /
        "la respuesta del servidor es más nueva que esta aplicación. Actualízala y envía de nuevo.";
    WHY_TOO_MANY: "there are too many of these. Delete some and send again." /
        "hay demasiadas de estas. Borra algunas y envía de nuevo.";
    WHY_LARGE: "it is too long. Shorten it and save again." / "es demasiado larga. Acórtala y guarda de nuevo.";
    WHY_NOT_VOUCHED: "this phone is new. Type your code for a new phone first." /
        "este teléfono es nuevo. Primero escribe tu código para otro teléfono.";
    WHY_GONE: "that version was deleted." / "esa versión se borró.";
    WHY_FAILED: "the server could not accept it. It is still on this phone." /
        "el servidor no pudo recibirla. Sigue en este teléfono.";
    RETRY: "Try again" / "Intentar otra vez";
    EXPORT: "Save a copy" / "Guardar una copia";
    DISCARD: "Discard" / "Descartar";
    DISCARD_QUESTION: "Discard what could not be sent?" / "¿Descartar lo que no se pudo enviar?";
    DISCARD_TEXT: "It is removed from this phone. This cannot be undone." /
        "Se quita de este teléfono. No se puede deshacer.";
    WAITING_ONE: "1 change is only on this phone, {age}." / "1 cambio está solo en este teléfono, {age}.";
    WAITING_MANY: "{n} changes are only on this phone, {age}." / "{n} cambios están solo en este teléfono, {age}.";
    JUST_NOW: "just now" / "hace un momento";
    DAYS: "{n} d" / "{n} d";
    NET_OFFLINE: "No network. They will be sent when you are back online." / "Sin red. Saldrán cuando vuelva.";
    NET_BUSY: "The server is busy. Trying again soon." / "El servidor está ocupado. Pronto se intenta otra vez.";
    NET_SYNCING: "Sending…" / "Enviando…";
    HAS_REPLY: "You have a reply" / "Tienes una respuesta";

    SHARING_TITLE: "Who can read this" / "Quién puede leer esto";
    PHONE_TEXT: "Only you. So far this version is only on this phone." /
        "Solo tú. Por ahora esta versión está solo en este teléfono.";
    PRIVATE_TEXT: "Only you. The server keeps it locked." / "Solo tú. El servidor la guarda cerrada.";
    SHARED_TEXT: "You and your care team." / "Tú y tu equipo.";
    SHARING_TEXT: "This version will be shared when you are back online; until then only you can read it." /
        "Esta versión se compartirá cuando haya red; hasta entonces solo tú puedes leerla.";
    UNSHARING_TEXT: "You asked to stop sharing; your team can read it until you are back online." /
        "Pediste dejar de compartir; tu equipo puede leerla hasta que haya red.";
    SHARED_OLDER: "Your team sees the version you shared. You have edited it since." /
        "Tu equipo ve la versión que compartiste. La editaste después.";
    NOBODY_WATCHES: "Nobody is watching this screen. If you are in danger, call" /
        "Nadie está mirando esta pantalla. Si estás en peligro, llama al";
    SHARE: "Share with my care team" / "Compartir con mi equipo";
    UNSHARE: "Stop sharing" / "Dejar de compartir";
    WHO_SAW_IT: "Who saw it" / "Quién lo vio";
    OPENED_BY: "{name} opened it, {when}" / "{name} lo abrió, {when}";
    REVIEWED_BY: "{name} reviewed it, {when}" / "{name} lo revisó, {when}";
    REPLY_FROM: "{name} replied" / "{name} respondió";

    START_TITLE: "Set up this phone" / "Preparar este teléfono";
    CODE: "Code" / "Código";
    CODE_TEXT: "Type the 10 letters and digits that your care team shows you." /
        "Escribe las 10 letras y números que te muestra tu equipo.";
    CODE_HINT: "Upper or lower case does not matter. The code works for 10 minutes." /
        "Da igual mayúsculas o minúsculas. El código funciona 10 minutos.";
    CODE_WRONG: "A code has 10 letters and digits. Check it and try again." /
        "Un código tiene 10 letras y números. Revísalo e intenta otra vez.";
    COMPARE_TEXT: "Does your care team see this same number?" / "¿Tu equipo ve este mismo número?";
    COMPARE_WAIT: "Waiting for them to confirm. This phone is not connected until they do." /
        "Esperando a que confirmen. Este teléfono no se conecta hasta entonces.";
    BACK_TO_NOW: "Back to Now" / "Volver a Ahora";
    ANOTHER_CODE: "Use another code" / "Usar otro código";
    TARGET_TITLE: "What do you want to change?" / "¿Qué quieres cambiar?";
    TARGET_TEXT: "Use your own words. Only you can read this." / "Usa tus propias palabras. Solo tú puedes leerlo.";
    TARGET_KIND: "It is" / "Es";
    SUBSTANCE: "a substance" / "una sustancia";
    BEHAVIOUR: "a behavior" / "una conducta";
    TARGET_NAME: "Your word for it" / "Tu palabra";
    TARGET_NAME_HINT: "For example: alcohol, slots" / "Por ejemplo: alcohol, tragamonedas";
    TARGET_UNIT: "How you count it" / "Cómo lo cuentas";
    TARGET_UNIT_HINT: "For example: drinks, mg, dollars, minutes" / "Por ejemplo: tragos, mg, dólares, minutos";
    TARGET_AIM: "My aim" / "Mi meta";
    ABSTAIN: "none at all" / "nada";
    REDUCE: "less than before" / "menos que antes";
    TAPER: "step by step, with a plan I was given" / "paso a paso, con un plan que me dieron";
    RECOVERY_TITLE: "A code for a new phone" / "Un código para otro teléfono";
    RECOVERY_TEXT:
        "If you lose this phone, this code opens your private notes on the next one. Nobody else has it, not even us." /
        "Si pierdes este teléfono, este código abre tus notas privadas en el siguiente. Nadie más lo tiene, ni nosotros.";
    RECOVERY_MAKE: "Show me a code" / "Mostrar un código";
    RECOVERY_SKIP_WARNING:
        "Without a code, notes you did not share are gone if this phone is lost. You can make one later under More." /
        "Sin código, las notas que no compartiste se pierden si pierdes este teléfono. Puedes crearlo después en Más.";
    SKIP_FOR_NOW: "Skip for now" / "Ahora no";
    RECOVERY_ONCE: "It is shown only now. Write it down and keep it somewhere safe, not on this phone." /
        "Solo se muestra ahora. Escríbelo y guárdalo en un lugar seguro, no en este teléfono.";
    PRINT: "Print" / "Imprimir";
    WROTE_IT_DOWN: "I wrote it down" / "Ya lo escribí";
    RECOVERY_CODE: "Code for a new phone" / "Código para otro teléfono";
    HAS_CODE: "You have one. A new one replaces it." / "Ya tienes uno. Uno nuevo lo reemplaza.";
    RECOVERY_REPLACE: "Make a new code" / "Crear un código nuevo";
    HAS_NO_CODE: "You do not have one yet. Without it, private notes are gone if this phone is lost." /
        "Todavía no tienes. Sin él, las notas privadas se pierden si pierdes este teléfono.";
    RECOVERY_TYPE: "Type an earlier code to open older notes" / "Escribe un código anterior para abrir notas antiguas";
    RECOVERY_OPEN: "Open older notes" / "Abrir notas antiguas";
    RECOVERY_WRONG: "A code for a new phone has 26 letters and digits. What you typed is still here." /
        "Un código para otro teléfono tiene 26 letras y números. Lo que escribiste sigue aquí.";
    CODE_OPENS_NOTHING: "This code does not open anything here. Check it, or get online first." /
        "Este código no abre nada aquí. Revísalo o conéctate primero a la red.";
    CODE_OPENED: "Your older notes are open." / "Tus notas antiguas están abiertas.";
    LOCKED_ONE: "1 older note is locked. Enter your" / "1 nota antigua está cerrada. Escribe tu";
    LOCKED_MANY: "{n} older notes are locked. Enter your" / "{n} notas antiguas están cerradas. Escribe tu";

    WHAT_WE_SEE: "What we can see" / "Lo que podemos ver";
    QUICK_EXIT: "Quick exit" / "Salida rápida";
    THEME: "Colors" / "Colores";
    THEME_DEVICE: "Same as the phone" / "Como el teléfono";
    THEME_LIGHT: "Light" / "Claro";
    THEME_DARK: "Dark" / "Oscuro";
    PHONES: "Your phones" / "Tus teléfonos";
    PHONE_IN: "Another phone. Added: {when}" / "Otro teléfono. Agregado: {when}";
    PHONE_HERE: "This phone. Added: {when}" / "Este teléfono. Agregado: {when}";
    PHONE_NEW: "Is this phone yours? Until you say so, it can delete only what was written on it." /
        "¿Es tuyo este teléfono? Hasta que lo digas, solo puede borrar lo que se escribió en él.";
    PHONE_MINE: "Yes, it is mine" / "Sí, es mío";
    SHUT_OUT: "Remove phone" / "Quitar teléfono";
    SHUT_OUT_QUESTION: "Remove this phone?" / "¿Quitar este teléfono?";
    SHUT_OUT_TEXT:
        "It can no longer send or receive anything. To use it here again, you need a new code from your care team." /
        "Ya no podrá enviar ni recibir nada. Para volver a usarlo aquí necesitas un código nuevo de tu equipo.";
    PHONE_REVOKED: "A phone that was removed. Added: {when}" / "Un teléfono que se quitó. Agregado: {when}";
    COPY_TITLE: "A copy for you" / "Una copia para ti";
    COPY_TEXT: "Everything on this phone in one file. Anyone who has the file can read it." /
        "Todo lo de este teléfono en un archivo. Quien tenga el archivo puede leerlo.";
    LEAVE_TITLE: "Sign out here" / "Cerrar sesión aquí";
    LEAVE_MEANS:
        "This clears the phone. What the server has stays there. To erase a note everywhere, delete it first." /
        "Vacía este teléfono. Lo que tiene el servidor se queda: para borrar una nota en todas partes, bórrala antes.";
    LEAVE: "Sign out and clear" / "Salir y vaciar el teléfono";
    LEAVE_QUESTION: "Sign out and remove everything from this phone?" / "¿Salir y quitar todo de este teléfono?";
    LEAVE_TEXT:
        "Everything is stored on the server. To come back, you need a new code from your care team. To open private notes, you also need your code for a new phone." /
        "Todo está guardado en el servidor. Para volver necesitas un código nuevo de tu equipo. Para abrir las notas privadas necesitas también tu código para otro teléfono.";
    LEAVE_UNSENT:
        "{n} changes are only on this phone and would be lost. Save a copy first, or wait until you are back online." /
        "{n} cambios están solo en este teléfono y se perderían. Guarda una copia primero o espera a tener red.";
    HELD:
        "This phone is not fully cleared yet, because another window of this app is open. Close it, then open the app again." /
        "Este teléfono todavía no está vacío del todo, porque otra ventana de esta aplicación sigue abierta. Ciérrala y vuelve a abrir la aplicación.";
    LEAVE_NO_CODE:
        "You have no code for a new phone, so your private notes will be gone for good. You can make one first, here under More. To come back, you need a new code from your care team." /
        "No tienes código para otro teléfono, así que tus notas privadas se perderán para siempre. Puedes crear uno antes, aquí en Más. Para volver necesitas un código nuevo de tu equipo.";

    REST_LOST: "The rest of the app could not be loaded. The app keeps trying; what you save here stays saved." /
        "No se pudo cargar el resto de la aplicación. Se sigue intentando; lo que guardas aquí queda guardado.";
    STORAGE_BROKEN:
        "The storage of this browser does not work right now ({why}). Nothing new is saved. Close this app's windows and open it again, not in a private window." /
        "El almacenamiento de este navegador no funciona ahora ({why}). No se guarda nada nuevo. Cierra las ventanas de esta aplicación y ábrela otra vez, no en una ventana privada.";
    SIGNED_OUT: "You are signed out. You can still read and write; sending waits until you type a new code." /
        "Tu sesión terminó. Puedes leer y escribir; el envío espera a que escribas un código nuevo.";
    REVOKED: "This phone was removed. You can still read what is on it. Ask your care team for a new code." /
        "Este teléfono se quitó. Todavía puedes leer lo que tiene. Pide un código nuevo a tu equipo.";
    SOMEBODY_ELSE:
        "Someone else's notes are on this phone. Nothing was changed. They have to sign out and clear first." /
        "En este teléfono hay notas de otra persona. No se cambió nada. Primero tiene que salir y borrar.";
    OVER_COPIED:
        "A copy of this phone is writing notes too. All notes from both are kept. You do not need to do anything." /
        "Hay una copia de este teléfono que también escribe. Se guardan todas las notas de los dos. No tienes que hacer nada.";
    OVER_RESTORED:
        "The server was restored from a backup. Your notes are here and are being sent again. What you shared may be private now: share it again if you like." /
        "El servidor se restauró de una copia. Tus notas están aquí y se envían otra vez. Lo que compartiste puede estar privado ahora: compártelo otra vez si quieres.";
    OVER_MISSING:
        "The server was missing some of your notes. They are here and are being sent again. You do not need to do anything." /
        "Al servidor le faltaban algunas notas tuyas. Están aquí y se envían otra vez. No tienes que hacer nada.";
    TROUBLE_FULL:
        "This phone is full. Nothing was saved; what you wrote is still here. Free some space and try again." /
        "Este teléfono está lleno. No se guardó nada; lo que escribiste sigue aquí. Libera espacio e intenta otra vez.";
    TROUBLE_CHANGED: "This was changed somewhere else in the meantime. Nothing is lost: go back and look again." /
        "Esto cambió en otro lugar mientras tanto. No se perdió nada: vuelve y mira otra vez.";
    TROUBLE_GONE: "This was deleted in the meantime." / "Esto se borró mientras tanto.";
    TROUBLE_OFFLINE: "No network right now. Nothing was lost; try again when you are back online." /
        "No hay red ahora. No se perdió nada; intenta cuando vuelva.";
    TROUBLE_CODE: "That code didn't work. Check it, or ask for a new one." /
        "Ese código no funcionó. Revísalo o pide uno nuevo.";
    TROUBLE_TRIES_MINUTE: "Too many tries from this network. Try again in 1 minute." /
        "Demasiados intentos desde esta red. Intenta otra vez en 1 minuto.";
    TROUBLE_TRIES: "Too many tries from this network. Try again in {minutes} minutes." /
        "Demasiados intentos desde esta red. Intenta otra vez en {minutes} minutos.";
    TROUBLE_BUSY: "The server cannot do this right now. Nothing was lost; try again in a moment." /
        "El servidor no puede ahora. No se perdió nada; intenta en un momento.";
}

/// Every text of every catalogue of the participant's pages, with its name.
pub fn all() -> impl Iterator<Item = &'static (&'static str, Words)> {
    [
        ALL,
        calendar::ALL,
        kinds::check_in::ALL,
        contacts::ALL,
        daily::ALL,
        help::ALL,
        history::ALL,
        home::ALL,
        kinds::ALL,
        kinds::meeting::ALL,
        practice::ALL,
        privacy::ALL,
        kinds::reach_out::ALL,
        reminders::ALL,
        sharing::ALL,
        schedule::ALL,
        kinds::thought_record::ALL,
        typed::ALL,
    ]
    .into_iter()
    .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words that blame. Forbidden in our texts only, never in input.
    const FORBIDDEN: [&str; 12] = [
        "clean", "dirty", "addict", "abuse", "failed", "failure", "limpio", "sucio", "adict", "abuso", "fracas",
        "fallaste",
    ];

    /// Words that would tell a stranger who glances at the phone its purpose.
    const TELLING: [&str; 9] =
        ["recover", "treatment", "clinic", "therap", "sober", "recuperaci", "tratamiento", "clínic", "terapia"];

    fn has(words: Words, list: &[&str]) -> bool {
        let both = format!("{} {}", words.en, words.es).to_lowercase();
        list.iter().any(|bad| both.split(|c: char| !c.is_alphabetic()).any(|w| w.starts_with(bad)))
    }

    fn holes(text: &str) -> Vec<&str> {
        let mut found: Vec<&str> = text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect();
        found.sort_unstable();
        found
    }

    #[test]
    fn both_languages_say_everything_with_the_same_values() {
        for (name, Words { en, es }) in all() {
            assert!(!en.is_empty() && !es.is_empty(), "{name}");
            assert_eq!(holes(en), holes(es), "{name}");
        }
    }

    #[test]
    fn no_text_blames() {
        for (name, words) in all() {
            assert!(!has(*words, &FORBIDDEN), "{name}");
        }
    }

    #[test]
    fn no_text_tells_a_stranger_what_it_is_for() {
        for (name, words) in all() {
            assert!(!has(*words, &TELLING), "{name}");
        }
    }
}
