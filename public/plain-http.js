// Says why signing in cannot last at an address that begins with http://. Loaded only where that is so: WebKit keeps no
// sign-in there, and at an address of another machine no browser gives a page the means to seal notes.
const lang = document.documentElement.lang === "es" ? "es" : "en";
const said = Object.assign(document.createElement("p"), { className: "note" });
said.setAttribute("role", "alert");

if (isSecureContext) {
  said.textContent = {
    en:
      "This browser does not keep a sign-in at an address that begins with http://. You would be signed out right away. " +
      "Open the address that begins with https://, or use Chrome or Firefox on this computer.",
    es:
      "Este navegador no guarda la sesión en una dirección que empieza con http://. Se cerraría enseguida. " +
      "Abre la dirección que empieza con https://, o usa Chrome o Firefox en esta computadora.",
  }[lang];
  document.body.prepend(said);
} else {
  said.textContent = {
    en:
      "This address begins with http://. Nothing is protected here, and you cannot sign in. " +
      "Open the address that begins with https://, or ask your care team for it. Help works here too.",
    es:
      "Esta dirección empieza con http://. Aquí nada está protegido y no puedes iniciar sesión. " +
      "Abre la dirección que empieza con https://, o pídesela a tu equipo. La Ayuda funciona también aquí.",
  }[lang];
  // A form that leads nowhere is not left standing.
  document.querySelector("main").replaceChildren(said);
}
