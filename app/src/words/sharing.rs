//! Sharing defaults: their meaning and effect.

use super::i18n::catalogue;

catalogue! {
    SHARING_BY_ITSELF: "Sharing" / "Compartir";
    WHAT_IT_IS: "What you log is private until you share it. Here you can choose to share new notes automatically." /
        "Lo que anotas es privado hasta que lo compartes. Aquí puedes elegir que las notas nuevas se compartan automáticamente.";
    WHO_READS:
        "Your care team is the staff of your program who look after you. Every time one of them opens a note, you can see it." /
        "Tu equipo son las personas de tu programa que te atienden. Cada vez que una de ellas abre una nota, puedes verlo.";
    WHAT_STAYS:
        "This is about new notes only. What you shared before stays shared, and what is private stays private." /
        "Esto vale solo para las notas nuevas. Lo que ya compartiste sigue compartido, y lo privado sigue privado.";
    SHARE_NEW: "Share new notes as I save them" / "Compartir las notas nuevas al guardarlas";
    CRAVINGS: "Cravings" / "Antojos";
    CRAVINGS_TEXT:
        "When on, new cravings are shared with your care team as you save them. You can stop sharing each one." /
        "Si está activado, los antojos nuevos se comparten con tu equipo al guardarlos. Puedes dejar de compartir cada uno.";
    TRIGGERS: "Triggers" / "Detonantes";
    TRIGGERS_TEXT:
        "When on, new triggers are shared with your care team as you save them. You can stop sharing each one." /
        "Si está activado, los detonantes nuevos se comparten con tu equipo al guardarlos. Puedes dejar de compartir cada uno.";
    WILL_BE_SHARED: "Your care team can read new cravings: you turned on Sharing." /
        "Tu equipo puede leer los antojos nuevos: activaste Compartir.";
    USES: "When I used or did it" / "Cuando consumí o lo hice";
    USES_TEXT:
        "When on, new notes about when you used or did it are shared with your care team as you save them. You can stop sharing each one." /
        "Si está activado, las notas nuevas de cuando consumiste o lo hiciste se comparten con tu equipo al guardarlas. Puedes dejar de compartir cada una.";
    PRACTICES: "Practice" / "Práctica";
    PRACTICES_TEXT:
        "When on, new notes about practice are shared with your care team as you save them. You can stop sharing each one." /
        "Si está activado, las notas nuevas de práctica se comparten con tu equipo al guardarlas. Puedes dejar de compartir cada una.";
    TURN_ON_QUESTION: "Share new notes of this kind?" / "¿Compartir las notas nuevas de este tipo?";
    TURN_ON_TEXT:
        "{what} What you add to a shared note later is shared too. Nobody is watching; if you are in danger, call 911 or 988." /
        "{what} Lo que agregues después a una nota compartida también se comparte. Nadie está mirando; si estás en peligro, llama al 911 o al 988.";
    TURN_ON: "Turn on" / "Activar";
    IS_ON: "On" / "Activado";
    IS_OFF: "Off" / "Desactivado";
    WAITS: "Saved on this phone. Your other phones get this when you are back online." /
        "Guardado en este teléfono. Tus otros teléfonos lo sabrán cuando haya red.";
    NEW_PHONE:
        "This phone is new. To turn something on here, first type your code for a new phone, or say on your other phone that this one is yours." /
        "Este teléfono es nuevo. Para activar algo aquí, primero escribe tu código para otro teléfono o di en tu otro teléfono que este es tuyo.";
    SAVED_TO_SHARE: "Saved on this phone. It will be shared with your care team." /
        "Guardado en este teléfono. Se compartirá con tu equipo.";
    KEEP_PRIVATE: "Keep this one private" / "Dejar esta en privado";
    APP_IS_OLDER: "This app is older than your sharing. Update to see all of it." /
        "Esta aplicación es más antigua que lo que compartes. Actualízala para verlo todo.";
    WHY_NOT_SHARED: "the setting was changed on another phone. It was not shared; it stays private." /
        "el ajuste se cambió en otro teléfono. No se compartió; sigue en privado.";
    WHY_NOT_ON: "automatic sharing was changed on another phone in the meantime. It stays as it is there." /
        "compartir automáticamente se cambió en otro teléfono mientras tanto. Queda como está allí.";
}
