//! The participant's sessions as plain HTML, for browsers without WASM. Rendered on the server, for one person, never
//! stored.

use domain::schedule::{SessionChange, SessionState};
use leptos::prelude::*;
use words as w;

use crate::care::schedule::{say_day, say_time};
use crate::care::shell::frame;
use crate::words::i18n::Lang;
use crate::words::typed::{inside, whole};

/// Every text of the page, in both languages.
pub mod words {
    crate::words::i18n::catalogue! {
        TIMES: "Your appointments" / "Tus citas";
        WEEK: "Week {week} of {weeks}" / "Semana {week} de {weeks}";
        NOTHING: "Nothing is planned for you right now." / "Ahora mismo no tienes nada previsto.";
        TODAY: "Today" / "Hoy";
        ZONE: "Times in {zone}" / "Horas en {zone}";
        MOVED: "At a new time" / "A una hora nueva";
        OFF: "Not taking place" / "No tiene lugar";
        LINK: "Join by video" / "Entrar por video";
        MAP: "Room: {room}" / "Sala: {room}";
        WITH: "With {name}" / "Con {name}";
        APP: "Open the app" / "Abrir la aplicación";
        HELP: "Help now" / "Ayuda ahora";
    }
}

#[derive(Clone, Debug)]
pub struct PlainSession {
    pub session: SessionChange,
    pub today: bool,
}

#[derive(Clone, Debug)]
pub struct PlainTimes {
    /// Current week, and number of weeks.
    pub week: Option<(u8, u8)>,
    /// Those that are not over, by time.
    pub sessions: Vec<PlainSession>,
}

pub fn times(lang: Lang, times: &PlainTimes) -> String {
    let week = times.week.map(|(week, weeks)| {
        view! { <p>{w::WEEK.fill(lang, &[("week", &week.to_string()), ("weeks", &weeks.to_string())])}</p> }
    });
    let lines: Vec<AnyView> = times.sessions.iter().map(|one| line(one, lang)).collect();
    let list = if lines.is_empty() {
        view! { <p>{w::NOTHING.say(lang)}</p> }.into_any()
    } else {
        view! { <ul class="care-entries">{lines}</ul> }.into_any()
    };
    document(
        lang,
        view! {
            <h1>{w::TIMES.say(lang)}</h1>
            {week}
            {list}
        }
        .into_any(),
    )
}

fn line(one: &PlainSession, lang: Lang) -> AnyView {
    let session = &one.session;
    let day = if one.today { w::TODAY.say(lang).to_owned() } else { say_day(session.day, lang) };
    let state = match session.state {
        SessionState::Planned => None,
        SessionState::Moved => Some(w::MOVED),
        SessionState::Cancelled | SessionState::Withdrawn => Some(w::OFF),
    };
    let state = state.map(|state| {
        let reason = session.reason.as_ref().map(|reason| format!(": {}", inside(reason.as_str()))).unwrap_or_default();
        view! { <p class="care-warm">{format!("{}{reason}", state.say(lang))}</p> }
    });
    let room = session.room.as_ref().map(|room| view! { <p>{w::MAP.fill(lang, &[("room", room.as_str())])}</p> });
    let leader = session
        .leader
        .as_ref()
        .map(|name| view! { <p class="care-quiet">{w::WITH.fill(lang, &[("name", name.as_str())])}</p> });
    let link = session.link.as_ref().map(|link| {
        view! {
            <p>
                <a href=link.as_str().to_owned() rel="noreferrer noopener">
                    {w::LINK.say(lang)}
                </a>
            </p>
        }
    });
    view! {
        <li class="care-card">
            <h2>{format!("{day}, {}", say_time(session.start, session.minutes))}</h2>
            <p>
                <strong dir="auto">{whole(session.name.as_str())}</strong>
            </p>
            {state}
            {room}
            {leader}
            {link}
            <p class="care-quiet">{w::ZONE.fill(lang, &[("zone", session.zone.as_str())])}</p>
        </li>
    }
    .into_any()
}

fn document(lang: Lang, content: AnyView) -> String {
    frame::html(move || {
        view! {
            <html lang=lang.tag()>
                <head>{frame::head()}</head>
                <body class="care">
                    <header class="care-head">
                        <a class="care-brand" href="/now">
                            "Evenkeel"
                        </a>
                        <nav class="care-nav" aria-label="Evenkeel">
                            <a href="/times">{w::APP.say(lang)}</a>
                            <a href="/help">{w::HELP.say(lang)}</a>
                        </nav>
                    </header>
                    <main id="main" class="care-column">
                        {content}
                    </main>
                </body>
            </html>
        }
        .to_html()
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_text_is_there_in_both_languages() {
        for (name, words) in super::words::ALL {
            assert!(!words.en.is_empty() && !words.es.is_empty(), "{name}");
            assert_eq!(words.en.matches('{').count(), words.es.matches('{').count(), "{name}");
        }
    }
}
