//! The document around every staff page: landmarks, navigation, language, signing out.

use chrono::{DateTime, SecondsFormat, Utc};
use leptos::prelude::*;

use super::form::{Kept, Post};
use super::pages;
use crate::care::people::pane::{self, People};
use crate::care::words as w;
use crate::words::i18n::{Lang, Words};
use crate::words::typed::whole;

/// The reader and their language.
#[derive(Clone, Debug)]
pub struct Frame {
    pub lang: Lang,
    /// The signed-in staff member's name; none before signing in.
    pub reader: Option<String>,
    /// End of the sign-in if nothing else is opened.
    pub until: Option<DateTime<Utc>>,
    /// Seconds until then: the reader's clock may differ from the server's.
    pub left: i64,
    /// End of the sign-in whatever is opened.
    pub last: Option<DateTime<Utc>>,
    /// The key of this page's forms; none before signing in.
    pub form_key: Option<String>,
    /// Forms that arrived after the reader's sign-in had ended.
    pub kept: Vec<Kept>,
}

impl Frame {
    /// The fields of a form that arrived after the sign-in had ended.
    pub fn kept(&self, action: &str) -> Option<&Kept> {
        self.kept.iter().find(|kept| kept.action == action)
    }
}

/// The part of the product that a page belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tab {
    /// Before signing in, and where there is no page.
    None,
    People,
    Inbox,
    Schedule,
}

/// Properties of a document besides its content.
#[derive(Clone, Copy)]
struct About {
    tab: Tab,
    /// Number of shared entries the reader has not opened, if the page knows it.
    new: Option<u64>,
    /// The browser asks again every five seconds.
    watch: bool,
}

impl About {
    const fn of(tab: Tab) -> Self {
        Self { tab, new: None, watch: false }
    }
}

/// A page of one column.
pub fn column(frame: &Frame, content: AnyView) -> String {
    document(
        frame,
        About::of(Tab::None),
        view! {
            <main id="main" class="care-column" tabindex="-1">
                {content}
            </main>
        }
        .into_any(),
    )
}

/// A form of the schedule.
pub fn schedule_form(frame: &Frame, content: AnyView) -> String {
    document(
        frame,
        About::of(Tab::Schedule),
        view! {
            <main id="main" class="care-column" tabindex="-1">
                {content}
            </main>
        }
        .into_any(),
    )
}

/// A page of the schedule, as wide as the screen.
pub fn wide(frame: &Frame, content: AnyView) -> String {
    document(
        frame,
        About::of(Tab::Schedule),
        view! {
            <main id="main" class="care-pane care-wide" tabindex="-1">
                {content}
            </main>
        }
        .into_any(),
    )
}

/// A page with the list of people on the left and one thing on the right.
pub fn panes(frame: &Frame, people: &People, content: AnyView) -> String {
    two(frame, people, content, "care-panes", About::of(Tab::People))
}

/// The inbox, beside the list of people.
pub fn inbox(frame: &Frame, people: &People, content: AnyView) -> String {
    two(frame, people, content, "care-panes", About::of(Tab::Inbox))
}

/// The list itself: on a narrow screen it is below the content, where the other pages leave it out.
pub fn list(frame: &Frame, people: &People, content: AnyView) -> String {
    two(frame, people, content, "care-panes care-panes-list", About::of(Tab::People))
}

/// Like [`panes`], and the browser asks again every five seconds: care.js does, or the whole page where there is no
/// script.
pub fn waiting_panes(frame: &Frame, people: &People, content: AnyView) -> String {
    two(frame, people, content, "care-panes", About { watch: true, ..About::of(Tab::People) })
}

fn two(frame: &Frame, people: &People, content: AnyView, class: &'static str, about: About) -> String {
    let watch = about.watch;
    let new = people.reads.then(|| people.lines.iter().map(|line| line.new).sum());
    let side = pane::side(people, frame.lang);
    let main = view! {
        <main id="main" class="care-pane" tabindex="-1">
            {content}
        </main>
    };
    document(
        frame,
        About { new, ..about },
        view! {
            <div class=class data-watch=watch.then_some("")>
                {side}
                {main}
            </div>
        }
        .into_any(),
    )
}

/// Status text about the last action; screen readers say it.
pub fn status(text: Option<String>) -> AnyView {
    text.map(|text| {
        view! {
            <p class="care-status" role="status">
                {text}
            </p>
        }
    })
    .into_any()
}

/// Renders `view` and takes down whatever Leptos held for it.
pub fn html(render: impl FnOnce() -> String) -> String {
    let owner = Owner::new();
    let text = owner.with(render);
    drop(owner);
    format!("<!doctype html>{text}")
}

/// Head of every page that only the server draws.
pub fn head() -> AnyView {
    view! {
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>"Evenkeel"</title>
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/style.css" />
        <link rel="stylesheet" href="/care.css" />
    }
    .into_any()
}

fn document(frame: &Frame, about: About, body: AnyView) -> String {
    let lang = frame.lang;
    let frame = frame.clone();
    html(move || {
        view! {
            <html lang=lang.tag()>
                <head>
                    {head()}
                    {about
                        .watch
                        .then(|| {
                            view! {
                                <noscript>
                                    <meta http-equiv="refresh" content="5" />
                                </noscript>
                            }
                        })} <script src="/care.js" defer=true></script>
                </head>
                <body class="care">
                    <a class="care-skip" href="#main">
                        {w::SKIP.say(lang)}
                    </a>
                    {header(&frame, about)}
                    {body}
                    {footer(&frame)}
                </body>
            </html>
        }
        .to_html()
    })
}

fn header(frame: &Frame, about: About) -> AnyView {
    let lang = frame.lang;
    let tab = move |tab: Tab, href: &'static str, name: Words, count: Option<u64>| {
        let count = count.filter(|n| *n > 0).map(|n| {
            view! {
                " "
                <span class="care-count">{pages::count(n)}</span>
            }
        });
        view! {
            <a href=href aria-current=(about.tab == tab).then_some("true")>
                {name.say(lang)}
                {count}
            </a>
        }
    };
    // The reader's own clock is known to the browser only: care.js writes the time into the sentence.
    let until = frame.until.map(|until| until.to_rfc3339_opts(SecondsFormat::Secs, true));
    let signed_in = frame.reader.clone().map(|name| {
        let says = w::SIGNED_IN_UNTIL.fill(lang, &[("name", &name)]);
        let out = view! {
            <span class="care-quiet" dir="auto" data-until=until data-says=says>
                {whole(&name)}
            </span>
            <button class="care-plain">{w::SIGN_OUT.say(lang)}</button>
        };
        view! {
            <nav class="care-nav" aria-label=w::NAV.say(lang)>
                {tab(Tab::People, "/care", w::MY_PEOPLE, None)}
                {tab(Tab::Inbox, "/care/inbox", w::INBOX, about.new)}
                {tab(Tab::Schedule, "/care/schedule", crate::care::schedule::words::SCHEDULE, None)}
            </nav>
            {ends(frame)}
            {Post::to("/care/sign-out").class("care-out").view(frame, out.into_any())}
        }
    });
    view! {
        <header class="care-head">
            <a class="care-brand" href="/care">
                "Evenkeel"
            </a>
            {signed_in}
        </header>
    }
    .into_any()
}

/// What care.js shows two minutes before the sign-in ends.
fn ends(frame: &Frame) -> Option<AnyView> {
    let text = |at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::Secs, true);
    let (until, last, lang) = (text(frame.until?), text(frame.last?), frame.lang);
    Some(
        view! {
            <div class="care-ends" data-ends=until data-left=frame.left.to_string() data-last=last hidden=true>
                <p role="alert" data-soon=w::ENDS_SOON.say(lang) data-for-good=w::ENDS_FOR_GOOD.say(lang)></p>
                <button type="button" class="care-button">
                    {w::STAY.say(lang)}
                </button>
            </div>
        }
        .into_any(),
    )
}

fn footer(frame: &Frame) -> AnyView {
    let lang = frame.lang;
    let said = frame.reader.as_ref().map(|_| view! { <p class="care-quiet">{w::FOOT.say(lang)}</p> });
    let button = |to: Lang, name: &'static str| {
        let pressed = if to == lang { "true" } else { "false" };
        view! {
            <button class="care-plain" name="lang" value=to.tag() lang=to.tag() aria-pressed=pressed>
                {name}
            </button>
        }
    };
    let buttons = view! {
        {button(Lang::En, "English")}
        {button(Lang::Es, "Español")}
    };
    let form = Post::to("/care/language").label(w::LANGUAGE.say(lang)).view(frame, buttons.into_any());
    view! {
        <footer class="care-foot">
            {said} {form}
        </footer>
    }
    .into_any()
}
