//! Targets of the participant, each with its progress.

use chrono::NaiveDate;
use domain::base::id::ObjectId;
use domain::base::moment;
use domain::targets::aims::UseOn;
use leptos::prelude::*;

use super::figures::TargetFigures;
use super::form::{NEW_TARGET, TargetForm};
use crate::shell::form::draft::when_left;
use crate::shell::frame::Frame;
use crate::shell::paths;
use crate::shell::phone::{Phone, Stage};
use crate::shell::ports::drafts::FormId;
use crate::shell::router::A;
use crate::shell::unready::Unready;
use crate::words::daily;
use crate::words::typed::whole;

/// The participant's civil date, and again when it is another one.
pub fn today(phone: Phone) -> Option<NaiveDate> {
    phone.now.track();
    let mut today = None;
    phone.ask(|port| today = Some(moment::day(port.local_now())));
    today
}

/// Everything that is known of a target now.
pub fn standing_of(phone: Phone, id: ObjectId) -> Option<TargetFigures> {
    // The targets are there before their history is; until then nothing true can be said.
    if phone.stage.get() != Stage::Ready {
        return None;
    }
    let today = today(phone)?;
    phone.look.with(|look| {
        let target = look.target(id)?;
        let uses = look.entries.iter().filter_map(|e| UseOn::of(id, &e.record)).collect();
        Some(TargetFigures { target: target.clone(), uses, today })
    })
}

/// A row for each active target, or for each archived one.
#[component]
pub fn AimLines(#[prop(optional)] laid_aside: bool) -> impl IntoView {
    let phone = Phone::here();
    let ids = Memo::new(move |_| {
        phone.look.with(|look| {
            let wanted = look.targets.iter().filter(|(_, t)| t.retired().is_some() == laid_aside);
            wanted.map(|(id, _)| *id).collect::<Vec<_>>()
        })
    });
    let lines = move || ids.get().into_iter().map(|id| view! { <AimLine id /> }).collect_view();
    view! { {lines} }.into_any()
}

#[component]
fn AimLine(id: ObjectId) -> impl IntoView {
    let phone = Phone::here();
    let standing = Memo::new(move |_| standing_of(phone, id));
    let line = move || {
        let standing = standing.get()?;
        let (number, beneath) = standing.line(phone.lang);
        let name = whole(standing.target.name.as_str());
        Some(view! {
            <A attr:class="card aim" href=paths::target_path(id)>
                <span dir="auto">{name}</span>
                <b class="figure">{number}</b>
                <span class="quiet">{beneath}</span>
            </A>
        })
    };
    view! { {line} }.into_any()
}

#[component]
pub fn TargetsPage() -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let adding = RwSignal::new(false);
    // A form that was left before it was saved is open again.
    when_left(phone, FormId::of(NEW_TARGET), move || adding.try_set(true));
    let none = move || phone.stage.get() == Stage::Ready && phone.look.with(|l| l.targets.is_empty());
    let some_aside = Memo::new(move |_| phone.look.with(|l| l.targets.iter().any(|(_, t)| t.retired().is_some())));
    view! {
        <Frame title=daily::AIMS>
            <Unready />
            <Show when=none>
                <p class="card quiet">{daily::NO_AIMS.say(lang)}</p>
            </Show>
            <AimLines />
            <Show when=move || some_aside.get()>
                <h2>{daily::LAID_ASIDE.say(lang)}</h2>
                <AimLines laid_aside=true />
            </Show>
            <Show
                when=move || adding.get()
                fallback=move || {
                    view! {
                        <div class="push">
                            <button type="button" class="button secondary" on:click=move |_| adding.set(true)>
                                {daily::ADD_AIM.say(lang)}
                            </button>
                        </div>
                    }
                }
            >
                <TargetForm
                    on_saved=move |_| {
                        adding.try_set(false);
                    }
                    on_cancel=move |()| adding.set(false)
                />
            </Show>
        </Frame>
    }
    .into_any()
}
