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
    HELPS: "What helps me" / "Lo que me ayuda";
    WROTE: "What I wrote" / "Lo que escribí";
    SEES: "Who sees what" / "Quién ve qué";
    THIS_PHONE: "This phone" / "Este teléfono";
}
