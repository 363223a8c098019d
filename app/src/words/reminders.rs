//! Texts of the reminder pages: kinds and times, outcomes, how to turn notifications on.

use domain::reminders::WhyNot;

use super::i18n::{Words, catalogue};

catalogue! {
    REMINDERS: "Reminders" / "Recordatorios";
    INBOX: "Reminder inbox" / "Buzón de avisos";
    INBOX_ONE: "One moment" / "Un momento";
    SETTINGS_TEXT: "The server knows when to remind you. Only your phone knows what your own reminders are about." /
        "El servidor sabe cuándo recordarte. Solo tu teléfono sabe de qué tratan tus propios recordatorios.";
    WAITS: "This will be sent when you are back online." / "Esto saldrá cuando haya red.";
    STORED: "Your program's server knows this." / "El servidor de tu programa lo sabe.";

    KINDS: "What to remind you of" / "De qué recordarte";
    SESSIONS: "Before your appointments" / "Antes de tus citas";
    CHANGES: "When an appointment changes" / "Cuando cambia una cita";
    MESSAGES: "When your care team replies" / "Cuando responde tu equipo";
    OWN: "Your own reminders" / "Tus propios recordatorios";

    LEADS: "How long before an appointment?" / "¿Cuánto antes de una cita?";
    LEADS_TEXT: "Up to four." / "Hasta cuatro.";
    LEADS_MOST: "Four at most. Remove one first." / "Cuatro como máximo. Quita uno primero.";
    LEAD_OWN: "Minutes before" / "Minutos antes";
    LEAD_WRONG: "Type minutes from 5 to 2880 that are not in the list yet." /
        "Escribe minutos de 5 a 2880 que no estén en la lista.";
    MINUTES_N: "{n} min" / "{n} min";
    HOURS_N: "{n} h" / "{n} h";
    DAYS_N: "{n} d" / "{n} d";
    TRAVEL: "Travel time, in minutes" / "Tiempo de camino, en minutos";
    TRAVEL_TEXT: "Reminders come that much earlier. 0 to 240." /
        "Los recordatorios llegan ese tiempo antes. De 0 a 240.";
    TRAVEL_WRONG: "Type minutes from 0 to 240." / "Escribe minutos de 0 a 240.";

    QUIET: "Quiet hours" / "Horas de silencio";
    QUIET_ON: "No notifications between these times" / "Sin notificaciones entre estas horas";
    QUIET_TEXT: "Reminders that still matter come when they end." / "Lo que aún sirva llega cuando terminan.";
    FROM: "From" / "Desde";
    UNTIL: "Until" / "Hasta";
    DAYS_OFF: "Days off" / "Días libres";
    DAYS_OFF_TEXT: "Your own reminders do not come on these days. Reminders of appointments still do." /
        "Tus propios recordatorios no llegan estos días. Los de tus citas, sí.";
    PAUSE: "Pause" / "Pausa";
    PAUSE_TEXT: "You get no reminders before this day." / "No te llega ningún recordatorio antes de este día.";
    PAUSE_UNTIL: "Pause until" / "Pausa hasta";
    PAUSE_WRONG: "Choose a day after today." / "Elige un día después de hoy.";
    PAUSED_UNTIL: "Paused until {day}." / "En pausa hasta el {day}.";
    PAUSE_END: "End the pause" / "Terminar la pausa";
    DIGEST: "Daily summary" / "Resumen diario";
    DIGEST_ON: "Once a day instead of one by one" / "Una vez al día en lugar de uno por uno";
    DIGEST_TEXT: "For your own reminders and replies. Reminders of appointments still come one by one." /
        "Para tus recordatorios y respuestas. Los de tus citas llegan uno por uno.";
    AT: "At" / "A las";
    ZONE: "These times follow your phone's time zone: {zone}." /
        "Estas horas siguen la zona horaria de tu teléfono: {zone}.";

    HABITS: "Your own" / "Los tuyos";
    HABITS_TEXT: "Their names stay on your phones." / "Sus nombres se quedan en tus teléfonos.";
    HABIT_ADD: "Add a reminder" / "Agregar un recordatorio";
    HABIT_WHAT: "What is it?" / "¿Qué es?";
    CHECK_IN: "A check-in with yourself" / "Un momento para ver cómo estás";
    A_PRACTICE: "Practice a skill" / "Practicar una habilidad";
    MEDICATION: "Take what is prescribed" / "Tomar lo recetado";
    A_MEETING: "Go to a meeting" / "Ir a una reunión";
    SOMETHING_OWN: "Something of your own" / "Algo tuyo";
    HABIT_LOCKED: "One of your reminders" / "Uno de tus recordatorios";
    HABIT_WORDS: "Your word for it" / "Tu palabra";
    HABIT_WORDS_TEXT: "Only you see it." / "Solo tú lo ves.";
    HABIT_TIMES: "When?" / "¿Cuándo?";
    HABIT_TIME: "Time {n}" / "Hora {n}";
    HABIT_TIME_ADD: "Add a time" / "Agregar una hora";
    HABIT_TIME_LESS: "Remove a time" / "Quitar una hora";
    HABIT_TIMES_WRONG: "Type 1 to 6 different times." / "Escribe de 1 a 6 horas distintas.";
    HABIT_DAYS: "On which days?" / "¿Qué días?";
    HABIT_DAYS_WRONG: "Choose at least one day." / "Elige al menos un día.";
    HABIT_WINDOW: "How late can it still come?" / "¿Hasta cuánto después puede llegar?";
    HABIT_THROUGH: "Let it come in quiet hours too" / "Que llegue también en las horas de silencio";
    HITCH_OFF: "Your own reminders are turned off. It will not come." /
        "Tus recordatorios propios están desactivados. No llegará.";
    HITCH_DAYS: "You take these days off. It will not come." / "Estos días son libres para ti. No llegará.";
    HITCH_NEVER: "{time} is in your quiet hours. It will not come then." /
        "Las {time} están en tus horas de silencio. No llegará a esa hora.";
    HITCH_LATER: "{time} is in your quiet hours. It will come at {until}." /
        "Las {time} están en tus horas de silencio. Llegará a las {until}.";
    HABIT_END: "End it" / "Terminarlo";
    HABIT_END_QUESTION: "End this reminder?" / "¿Terminar este recordatorio?";
    HABIT_END_TEXT: "It stops, and its name is erased. What you logged stays." /
        "Ya no llegará y su nombre se borra. Lo que anotaste se queda.";
    EVERY_DAY: "every day" / "todos los días";

    NOTIFICATIONS: "Notifications on this phone" / "Notificaciones en este teléfono";
    NOTIFICATIONS_TEXT:
        "They say nothing about you: “You have a reminder.” They can come late or not at all; everything is here too." /
        "No dicen nada sobre ti: «Tienes un recordatorio». Pueden llegar tarde o no llegar; aquí está todo también.";
    ON: "On" / "Activadas";
    OFF: "Off" / "Desactivadas";
    TURN_ON: "Turn them on" / "Activarlas";
    TURN_OFF: "Turn them off" / "Desactivarlas";
    ASKING: "One moment…" / "Un momento…";
    DENIED:
        "Your browser does not allow notifications here. Allow them for this page in your browser's settings, then come back." /
        "Tu navegador no permite notificaciones aquí. Permítelas para esta página en los ajustes del navegador y vuelve.";
    HOME_SCREEN_FIRST:
        "On an iPhone or iPad this works from the home screen: put Evenkeel there under More, open it from there, then turn them on." /
        "En un iPhone o iPad funciona desde la pantalla de inicio: pon Evenkeel ahí en Más, ábrela desde ahí y actívalas.";
    NO_SUPPORT: "This browser cannot receive notifications. Check here instead, or use another browser." /
        "Este navegador no puede recibir notificaciones. Revisa aquí o usa otro navegador.";
    NO_KEY: "Your program's server does not send notifications. Check here now and then." /
        "El servidor de tu programa no envía notificaciones. Revisa aquí de vez en cuando.";
    NO_SERVICE: "Your browser could not reach its notification service. Check here, and try again later." /
        "Tu navegador no pudo llegar a su servicio de notificaciones. Revisa aquí e intenta más tarde.";
    PUSH_REFUSED: "The notification service turned this phone away several times. Nothing arrives here now. Check here instead, or try again." /
        "El servicio de notificaciones rechazó este teléfono varias veces. Ahora no llega nada. Revisa aquí o intenta otra vez.";
    NO_NETWORK: "No network right now. Check again when you are back online." /
        "No hay red ahora. Mira otra vez cuando vuelva.";
    TEST: "Send me a test" / "Enviarme una prueba";
    TEST_WAITING: "On its way to your browser's notification service." /
        "En camino al servicio de notificaciones de tu navegador.";
    TEST_LATE: "Nothing is known yet. It may still come; look in the reminder inbox later." /
        "Todavía no se sabe nada. Aún puede llegar; mira más tarde en el buzón de avisos.";
    TEST_SENT:
        "The notification service accepted it at {time}. If you see nothing, check your phone's notification settings." /
        "El servicio de notificaciones la recibió a las {time}. Si no ves nada, revisa los ajustes de notificaciones del teléfono.";
    TEST_DONE: "It arrived, and you opened it." / "Llegó y la abriste.";

    BEGINS: "It begins {when}." / "Empieza {when}.";
    COMING_UP: "Coming up" / "Lo que viene";
    OPEN_NOW: "Now" / "Ahora";
    EARLIER: "Earlier" / "Antes";
    INBOX_EMPTY: "Nothing yet. Every reminder shows up here, even when notifications are off." /
        "Todavía no llegó nada. Cada recordatorio aparece aquí, también sin notificaciones.";
    INBOX_GONE: "This reminder is no longer on this phone." / "Este recordatorio ya no está en este teléfono.";
    INBOX_OFFLINE: "This phone does not have this reminder yet. It opens when you are back online." /
        "Este teléfono aún no tiene este recordatorio. Se abrirá cuando haya red.";
    INBOX_SIGNED_OUT: "Sign in first. Then this opens the right page." /
        "Primero entra. Después esto abre la página correcta.";
    A_SESSION: "An appointment" / "Una cita";
    CHANGED: "An appointment has changed: {name}" / "Cambió una cita: {name}";
    CHANGED_N: "{n} appointments have changed" / "Cambiaron {n} citas";
    NO_LONGER_N: "No longer yours: {n}" / "Ya no son tuyas: {n}";
    A_REPLY: "Your care team replied" / "Tu equipo respondió";
    SECOND: "Rate the craving again" / "Valorar otra vez el antojo";
    A_DIGEST: "Daily summary" / "Resumen diario";
    A_TEST: "A test" / "Una prueba";
    DONE: "Done" / "Hecho";
    LATER: "Later" / "Más tarde";
    LATER_10: "10 min" / "10 min";
    LATER_30: "30 min" / "30 min";
    LATER_60: "1 hour" / "1 hora";
    LATER_TONIGHT: "Tonight" / "Esta noche";

    IS_COMING: "Coming: {when}." / "Llega: {when}.";
    IS_WAITING: "Waiting to be sent." / "Espera a ser enviado.";
    SENT_HERE: "Sent to this phone at {time}." / "Enviado a este teléfono a las {time}.";
    SENT_ELSEWHERE: "Sent to your other phone at {time}." / "Enviado a tu otro teléfono a las {time}.";
    SENT_BOTH: "Sent to this and another phone at {time}." / "Enviado a este y a otro teléfono a las {time}.";
    IS_SNOOZED: "Coming again: {when}." / "Vuelve: {when}.";
    IS_DONE: "Done." / "Hecho.";
    IS_EXPIRED: "Its time has passed." / "Ya pasó su momento.";
    NOT_TURNED_OFF: "Not sent: you turned these off." / "No se envió: desactivaste estos.";
    NOT_PAUSED: "Not sent: you had paused reminders." / "No se envió: tenías una pausa.";
    NOT_QUIET: "Not sent: its time passed during your quiet hours." /
        "No se envió: su momento pasó durante tus horas de silencio.";
    NOT_DAY_OFF: "Not sent: it was your day off." / "No se envió: era tu día libre.";
    NOT_CANCELLED: "Not sent: it was canceled or moved." / "No se envió: se canceló o cambió de hora.";
    NOT_NO_PHONE: "Not sent: none of your phones receives notifications." /
        "No se envió: ningún teléfono tuyo recibe notificaciones.";
    NOT_REFUSED: "Not sent: the notification service refused it." /
        "No se envió: el servicio de notificaciones lo rechazó.";
    NOT_REACHED: "Not sent: the notification service did not answer in time." /
        "No se envió: el servicio de notificaciones no respondió a tiempo.";
    NOT_IN_DIGEST: "It came in your daily summary." / "Llegó en tu resumen diario.";
}

/// Why something was never delivered.
pub const fn why_not(why: WhyNot) -> Words {
    match why {
        WhyNot::TurnedOff => NOT_TURNED_OFF,
        WhyNot::Paused => NOT_PAUSED,
        WhyNot::Quiet => NOT_QUIET,
        WhyNot::DayOff => NOT_DAY_OFF,
        WhyNot::Cancelled => NOT_CANCELLED,
        WhyNot::NoPhone => NOT_NO_PHONE,
        WhyNot::Refused => NOT_REFUSED,
        WhyNot::Unreachable => NOT_REACHED,
        WhyNot::InDigest => NOT_IN_DIGEST,
    }
}
