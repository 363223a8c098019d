//! The app on the home screen.

use crate::i18n::catalogue;

catalogue! {
    TITLE: "On your home screen" / "En tu pantalla de inicio";
    OFFERED: "You can put Evenkeel on your home screen." / "Puedes poner Evenkeel en tu pantalla de inicio.";
    AT_ONCE: "There it opens at once, also without a network." / "Ahí se abre enseguida, también sin red.";
    INSTALL: "Put it there" / "Ponerla ahí";
    IPHONE_WHY: "Do this first: the app on the home screen keeps its own notes, apart from Safari." / "Haz esto primero: la aplicación en la pantalla de inicio guarda sus propias notas, aparte de Safari.";
    IPHONE_SHARE: "Tap the share button of Safari: a square with an arrow up." / "Toca el botón de compartir de Safari: un cuadrado con una flecha hacia arriba.";
    IPHONE_ADD: "Choose “Add to Home Screen”, then “Add”." / "Elige «Agregar a inicio» y luego «Agregar».";
    IPHONE_OPEN: "Open Evenkeel from the home screen and type your code there." / "Abre Evenkeel desde la pantalla de inicio y escribe ahí tu código.";
    MENU: "The menu of your browser can put Evenkeel on your home screen." / "El menú de tu navegador puede poner Evenkeel en tu pantalla de inicio.";
}
