//! The app on the home screen, and the groups of *More*.

use super::i18n::catalogue;

catalogue! {
    TITLE: "On your home screen" / "En tu pantalla de inicio";
    OFFERED: "You can put Evenkeel on your home screen." / "Puedes poner Evenkeel en tu pantalla de inicio.";
    AT_ONCE: "It opens right away there, even without a network." / "Ahí se abre enseguida, también sin red.";
    INSTALL: "Add it" / "Agregarla";
    IPHONE_WHY: "Do this first: the app on the home screen keeps its own notes, apart from Safari." /
        "Haz esto primero: la aplicación en la pantalla de inicio guarda sus propias notas, aparte de Safari.";
    IPHONE_SHARE: "Tap Safari's share button: a square with an arrow pointing up." /
        "Toca el botón de compartir de Safari: un cuadrado con una flecha hacia arriba.";
    IPHONE_ADD: "Choose “Add to Home Screen”, then “Add”." / "Elige «Agregar a inicio» y luego «Agregar».";
    IPHONE_OPEN: "Open Evenkeel from the home screen and type your code there." /
        "Abre Evenkeel desde la pantalla de inicio y escribe ahí tu código.";
    MENU: "You can add Evenkeel to your home screen from your browser's menu." /
        "Puedes agregar Evenkeel a tu pantalla de inicio desde el menú de tu navegador.";
    FORGOT:
        "This browser has cleared the notes of this app. What was sent is safe on the server; what was not sent is gone. Ask your care team for a code and type it here. Then, under More, type your code for a new phone: it opens your older notes." /
        "Este navegador borró las notas de esta aplicación. Lo que se envió está a salvo en el servidor; lo que no, se perdió. Pide un código a tu equipo y escríbelo aquí. Después, en Más, escribe tu código para otro teléfono: abre tus notas antiguas.";
    HERE_BEFORE:
        "Were you here before? What was sent is safe: ask your care team for a code. A private window forgets everything when it is closed, so use an ordinary one." /
        "¿Ya estuviste aquí? Lo que se envió está a salvo: pide un código a tu equipo. Una ventana privada olvida todo al cerrarse; usa una normal.";
    LASTING: "How long notes stay here" / "Cuánto se quedan aquí las notas";
    LASTING_TEXT:
        "This browser may clear the notes on this phone when it needs space or after weeks without a visit. What was sent stays safe on the server. On the home screen they usually stay." /
        "Este navegador puede borrar las notas de este teléfono si necesita espacio o tras semanas sin visitas. Lo que se envió sigue a salvo en el servidor. En la pantalla de inicio suelen quedarse.";
    LASTING_ASK: "Ask the browser to keep them" / "Pedir al navegador que las guarde";
    LASTING_REFUSED: "The browser does not promise it. Adding the app to the home screen may help." /
        "El navegador no lo promete. Agregar la aplicación a la pantalla de inicio puede ayudar.";
    HELPS: "What helps me" / "Lo que me ayuda";
    WROTE: "What I wrote" / "Lo que escribí";
    SEES: "Who sees what" / "Quién ve qué";
    THIS_PHONE: "This phone" / "Este teléfono";
}
