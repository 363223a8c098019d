//! A craving: one tap on a number saves it. The rest is optional and comes after.

mod details;
mod drafts;
mod saving;

use domain::base::id::ObjectId;
use domain::entries::intensity::Intensity;
use domain::entries::kinds::Kind;
use leptos::prelude::*;
use offline::look::entry::EntryState;

pub use self::details::{CravingDetails, KeepPrivate};
use self::saving::{After, Saved, State, saver};
use super::other_entries_links::OtherEntriesLinks;
use crate::kinds::craving::form::Form;
use crate::parts::scale::Scale;
use crate::shell::drawing::after_paint::after_paint;
use crate::shell::drawing::first_paint_step::FirstPaintStep;
use crate::shell::drawing::late_part::LatePart;
use crate::shell::frame::Frame;
use crate::shell::part::Part;
use crate::shell::paths;
use crate::shell::phone::{Phone, Stage};
use crate::shell::router::A;
use crate::shell::trouble::Alert;
use crate::targets::picker::{Targets, offered};
use crate::words;
use crate::words::i18n::Words;

#[component]
pub fn CravingPage() -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let form = Form::empty();
    let state = State::new(phone);
    let State { saved, picked, target, undone, writing, dirty, restored, .. } = state;

    Effect::new(move |_| {
        let look = phone.look.get();
        if target.get_untracked().is_none()
            && let Some((first, _)) = offered(&look).next()
        {
            target.set(Some(*first));
        }
    });
    provide_context(state);

    let save = saver(form, state);
    let pick = move |step: Intensity| {
        // Until its target is known, the number waits: a tap is never lost.
        if target.get_untracked().is_some() || matches!(phone.stage.get_untracked(), Stage::Loading | Stage::Ready) {
            picked.set(Some(step));
            undone.set(false);
            save();
        }
    };
    // Another target after the number: it is saved as well, not only shown. So is the first one, when the number waited
    // for it.
    Effect::new(move |before: Option<Option<ObjectId>>| {
        let now = target.get();
        let known = saved.get_untracked().map(|_| form.craving.with_untracked(|c| c.target));
        if before.is_some() && now != known && picked.get_untracked().is_some() {
            save();
        }
        now
    });
    let undoing = writing.beside();
    let undo = move |_| {
        let Some(s) = saved.get_untracked() else { return };
        undoing.run(
            |port, _| port.delete(s.object, vec![s.revision]),
            move |()| {
                phone.ask(|port| port.keep_draft(None));
                saved.try_set(None);
                picked.try_set(None);
                undone.try_set(true);
                dirty.try_set(false);
                form.clear();
            },
        );
    };
    let logged = Signal::derive(move || Some((saved.get()?.object, picked.get()?)));
    // *Saved* is on the screen before what may follow it is drawn.
    let more = after_paint(Signal::derive(move || saved.get().is_some()));
    let no_target = move || phone.stage.get() == Stage::Ready && phone.look.with(|l| offered(l).next().is_none());
    view! {
        <Frame title=words::LOG>
            // One screen: the text on top, the numbers low. Later parts fill the room between them,
            // so that nothing moves the numbers away from a thumb.
            <div class="low">
                <FirstPaintStep at=1>
                    <Show when=no_target>
                        <LatePart part=Part::NewTarget(Callback::new(move |id| target.set(Some(id)))) />
                    </Show>
                    <Show when=move || restored.get()>
                        <p class="note">
                            {words::RESTORED.say(lang)}
                            <button type="button" class="text" on:click=move |_| state.end(After::Anew)>
                                {words::LOG_ANOTHER.say(lang)}
                            </button>
                        </p>
                    </Show>
                    <Show when=move || saved.get().is_none()>
                        <OtherEntriesLinks />
                    </Show>
                    <FirstPaintStep at=2>
                        <Show when=move || saved.get().is_none() && phone.look.with(|look| look.shares(Kind::Craving))>
                            <p class="quiet">{words::sharing::WILL_BE_SHARED.say(lang)}</p>
                        </Show>
                        <Show when=move || phone.stage.get() == Stage::New>
                            <p class="note">
                                {words::ENROL_FIRST.say(lang)} " "
                                <A href=paths::START>{words::ENTER_CODE.say(lang)}</A>
                            </p>
                        </Show>
                        <Alert trouble=writing.trouble />
                        <Show when=move || more.get()>
                            <LatePart part=Part::Offer(logged) />
                        </Show>
                    </FirstPaintStep>
                    <section class="thumb">
                        <h2>{words::HOW_STRONG.say(lang)}</h2>
                        <Targets target />
                        <Scale value=picked on_pick=pick />
                        <div role="status" class="row">
                            {move || {
                                saved
                                    .get()
                                    .map(|s| {
                                        view! {
                                            <span class="state">
                                                <span class="dot" aria-hidden="true"></span>
                                                {move || readers(phone, s).say(lang)}
                                            </span>
                                        }
                                    })
                            }}
                            {move || {
                                undone.get().then(|| view! { <span class="state">{words::UNDONE.say(lang)}</span> })
                            }}
                            {move || {
                                saved
                                    .get()
                                    .map(|_| {
                                        view! {
                                            <button type="button" class="text" on:click=undo>
                                                {words::UNDO.say(lang)}
                                            </button>
                                        }
                                    })
                            }}
                        </div>
                    </section>
                </FirstPaintStep>
            </div>
            <LatePart part=Part::Details(form) />
        </Frame>
    }
    .into_any()
}

/// The readers of the saved entry, now or soon.
fn readers(phone: Phone, saved: Saved) -> Words {
    phone.look.with(|look| match look.entry(saved.object).map(|e| (e.share.pinned, e.share.waiting, &e.state)) {
        Some((Some(_), false, EntryState::Shared)) => words::SHARED,
        Some((None, true, EntryState::Shared)) => words::UNSHARING,
        Some((None, ..)) => words::SAVED_PRIVATE,
        Some((Some(_), ..)) => words::sharing::SAVED_TO_SHARE,
        None if look.shares(Kind::Craving) => words::sharing::SAVED_TO_SHARE,
        None => words::SAVED_PRIVATE,
    })
}
