//! The history by day: search, filters, and paging.

mod filters;
mod rows;
mod search;

use std::cell::RefCell;
use std::sync::Arc;
use std::time::Duration;

use domain::base::id::ObjectId;
use domain::entries::body::{Body, Names};
use leptos::prelude::*;
use offline::look::Look;

use self::filters::Filters;
use self::rows::{Line, Row};
use self::search::{Filter, Index};
use super::waiting::Waiting;
use crate::shell::frame::Frame;
use crate::shell::paths;
use crate::shell::phone::{Phone, Stage};
use crate::shell::router::A;
use crate::shell::unready::Unready;
use crate::words::{self, history};

/// Entries on the screen at first, and how many more come when they are asked for.
const STEP: usize = 50;
/// Entries that a new query puts on the screen at once, as many as fit on a phone; the others follow when the browser
/// had time for a tap.
const AT_ONCE: usize = 5;
/// Entries that are read for the search in one go; taps come in between.
const SLICE: usize = 200;

/// State kept while the app is open, on whatever page. None of it is stored or put into an address.
#[derive(Default)]
struct Kept {
    filter: Filter,
    /// Maximum number of entries on the screen.
    shown: usize,
    /// The entry that was opened, and the scroll position of the list.
    left: Option<(ObjectId, f64)>,
    index: Index,
    written: rows::Written,
}

thread_local! {
    static KEPT: RefCell<Kept> = RefCell::default();
}

/// Current names of everything an entry refers to.
pub fn names(phone: Phone, body: &Body) -> Names {
    phone.look.with(|look| search::names(look, body))
}

/// Keeps reading for the search until everything is known or the page is gone.
fn read_on(look: Arc<Look>, phone: Phone, read: RwSignal<u32>) {
    let all = KEPT.with_borrow_mut(|kept| kept.index.read(&look, phone.lang, SLICE));
    let here = read.try_update(|times| *times += 1).is_some();
    if here && !all {
        set_timeout(move || read_on(look, phone, read), Duration::ZERO);
    }
}

#[component]
pub fn HistoryPage() -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let (filter, shown, left) =
        KEPT.with_borrow_mut(|kept| (kept.filter.clone(), kept.shown.max(STEP), kept.left.take()));
    let (filter, shown, read) = (RwSignal::new(filter), RwSignal::new(shown), RwSignal::new(0));
    // The entry whose link takes the focus as soon as it is there.
    let focus = StoredValue::new(left.map(|(object, _)| object));
    Effect::new(move |_| read_on(phone.look.get(), phone, read));
    Effect::new(move |_| {
        let (filter, shown) = (filter.get(), shown.get());
        KEPT.with_borrow_mut(|kept| (kept.filter, kept.shown) = (filter, shown));
    });
    if let Some((_, y)) = left {
        // After the focus, which scrolls only as far as it must.
        Effect::new(move |_| request_animation_frame(move || window().scroll_to_with_x_and_y(0.0, y)));
    }
    let searching = Memo::new(move |_| filter.with(|f| !f.text.is_empty()));
    let found = Memo::new(move |_| {
        if searching.get() {
            read.track();
        }
        phone.look.with(|look| filter.with(|filter| KEPT.with_borrow(|kept| kept.index.find(look, filter))))
    });
    let lines = move || {
        let look = phone.look.get();
        let shown = shown.get();
        found.with(|(found, _)| {
            let entries = found.iter().take(shown).filter_map(|place| look.entries.get(*place).map(Arc::as_ref));
            KEPT.with_borrow_mut(|kept| rows::lines(phone, entries, &look, &mut kept.written))
        })
    };
    let earlier = move |_| {
        let next = found.with_untracked(|(found, _)| found.get(shown.get_untracked()).copied());
        let look = phone.look.get_untracked();
        focus.set_value(next.and_then(|place| look.entries.get(place)).map(|entry| entry.object));
        shown.update(|shown| *shown += STEP);
    };
    let asked = StoredValue::new(0u32);
    let ask = move |change: Filter| {
        asked.update_value(|times| *times += 1);
        let this = asked.get_value();
        focus.set_value(None);
        shown.set(AT_ONCE);
        filter.set(change);
        set_timeout(
            move || {
                if asked.try_get_value() == Some(this) {
                    shown.update(|shown| *shown = STEP.max(*shown));
                }
            },
            Duration::from_millis(50),
        );
    };
    let open =
        move |object| KEPT.with_borrow_mut(|kept| kept.left = Some((object, window().scroll_y().unwrap_or(0.0))));
    let ready = move || phone.stage.get() == Stage::Ready;
    let empty = Memo::new(move |_| phone.look.with(|look| look.entries.is_empty()));
    let said = move || {
        let all = phone.look.with(|look| look.entries.len());
        let (n, unread) = found.with(|(found, unread)| (found.len(), *unread));
        let count = match (n, filter.with(Filter::is_empty)) {
            (1, true) => history::COUNT_ONE.say(lang).to_owned(),
            (n, true) => history::COUNT_MANY.fill(lang, &[("n", &n.to_string())]),
            (n, false) => history::COUNT_SOME.fill(lang, &[("n", &n.to_string()), ("all", &all.to_string())]),
        };
        if unread { format!("{count}. {}", history::STILL_READING.say(lang)) } else { count }
    };
    let nothing = move || !empty.get() && found.with(|(found, unread)| found.is_empty() && !unread);
    let more = move || found.with(|(found, _)| found.len()) > shown.get();
    view! {
        <Frame title=words::LIST>
            <Waiting />
            <Unready />
            <Show when=move || ready() && empty.get()>
                <p class="card quiet">{words::NOTHING_YET.say(lang)}</p>
            </Show>
            <Show when=move || !empty.get()>
                <div class="list">
                    <div>
                        <A href=paths::CHARTS>
                            <div class="t">
                                <b>{history::VIEWS.say(lang)}</b>
                                <p class="quiet">{history::VIEWS_TEXT.say(lang)}</p>
                            </div>
                        </A>
                    </div>
                </div>
                <Filters filter on_change=ask />
                <p class="quiet" role="status" id="found">
                    {said}
                </p>
            </Show>
            <Show when=nothing>
                <div class="card">
                    <p>{history::NOTHING_FOUND.say(lang)}</p>
                    <button type="button" class="small" on:click=move |_| ask(Filter::default())>
                        {history::CLEAR.say(lang)}
                    </button>
                </div>
            </Show>
            <div class="days">
                <For each=lines key=Clone::clone let:line>
                    {match line {
                        Line::Day { name, .. } => view! { <h2>{name}</h2> }.into_any(),
                        Line::Entry(row) => view! { <Row row focus on_open=open /> }.into_any(),
                    }}
                </For>
            </div>
            <Show when=more>
                <button type="button" class="button secondary" on:click=earlier>
                    {history::EARLIER.say(lang)}
                </button>
            </Show>
            <div class="push">
                <A attr:class="button primary" href=paths::LOG>
                    {words::LOG_A_CRAVING.say(lang)}
                </A>
            </div>
        </Frame>
    }
    .into_any()
}
