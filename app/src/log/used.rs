//! A use, with or without a craving, today or earlier. Something to learn from; nothing resets.

use domain::entries::body::Body;
use domain::targets::target::TargetKind;
use leptos::prelude::*;

use crate::entries::card::SavedCard;
use crate::kinds::used::form::{FORM, UseFields, UseForm};
use crate::kinds::when_field::WhenNotice;
use crate::parts::saved_line::SavedLine;
use crate::shell::form::Form;
use crate::shell::form::saving::Saving;
use crate::shell::frame::Frame;
use crate::shell::paths;
use crate::shell::phone::{Phone, Stage};
use crate::shell::ports::drafts::FormId;
use crate::shell::router::A;
use crate::shell::trouble::Alert;
use crate::targets::overview::standing_of;
use crate::targets::picker::offered;
use crate::words::{self, daily};

#[component]
pub fn UsePage() -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let form = UseForm::empty();
    let saving = Saving::new(phone, FormId::of(FORM), move || form.typed(), move |typed| form.fill(typed));
    let Saving { saved, undone, form: Form { draft, writing, .. } } = saving;
    let is_saved = saving.is_saved();
    let save = move || {
        if let Some(record) = form.at.record(phone.local_now(), form.finish().map(Body::Use)) {
            saving.save(record);
        }
    };
    form.at.on_sure(save);
    // *Save* was pressed before the phone had read the draft: it is done then.
    let early = RwSignal::new(false);
    Effect::new(move |_| {
        if early.get() && draft.is_read() && form.target.get().is_some() {
            early.set(false);
            untrack(save);
        }
    });
    // The first target, unless the draft has another.
    Effect::new(move |_| {
        let first = phone.look.with(|look| offered(look).next().map(|(first, _)| *first));
        if draft.is_read() && form.target.get().is_none() && first.is_some() {
            form.target.set(first);
        }
    });
    let touch = move || {
        early.set(false);
        draft.touch();
        if draft.is_changed() {
            form.at.touch(phone.local_now());
        }
    };
    let undo = Callback::new(move |()| saving.undo());
    let no_target = move || phone.stage.get() == Stage::Ready && phone.look.with(|l| offered(l).next().is_none());
    let kept = move || {
        let standing = standing_of(phone, form.target.get()?)?;
        let (number, beneath) = standing.line(lang);
        Some(view! {
            <p class="figure">{number}</p>
            <p class="quiet">{beneath}</p>
        })
    };
    // These are dangers of a substance; a behavior has none of them.
    let dangers = move || {
        let target = form.target.get()?;
        let kind = phone.look.with(|look| look.target(target).map(|target| target.kind))?;
        (kind == TargetKind::Substance).then(|| {
            view! {
                <ul class="list">
                    <li>
                        <a rel="external" href=paths::HELP_IN_DANGER>
                            <span class="t">{daily::DANGER_SIGNS.say(lang)}</span>
                            <span class="fact">{words::HELP.say(lang)}</span>
                        </a>
                    </li>
                </ul>
            }
        })
    };
    view! {
        <Frame title=words::kinds::USE>
            <SavedLine saved=is_saved undone on_undo=undo />
            {move || match saved.get() {
                Some((object, _)) => {
                    view! {
                        <section class="card">
                            <h2>{daily::USE_SAVED.say(lang)}</h2>
                            {kept}
                        </section>
                        <SavedCard object />
                        {dangers}
                        <div class="dock">
                            <A attr:class="button primary" href=paths::SKILLS>
                                {daily::PRACTISE.say(lang)}
                            </A>
                        </div>
                    }
                        .into_any()
                }
                None => {
                    view! {
                        {draft.notice()}
                        <WhenNotice when=form.at />
                        <p>{daily::USE_TEXT.say(lang)}</p>
                        <Show when=no_target>
                            <p class="note">
                                {daily::NO_AIM_YET.say(lang)} " " <A href=paths::TARGETS>{daily::ADD_AIM.say(lang)}</A>
                            </p>
                        </Show>
                        <div class="fields" on:input=move |_| touch() on:click=move |_| touch()>
                            <UseFields form />
                        </div>
                        <div class="dock">
                            <Alert trouble=writing.trouble />
                            <button
                                type="button"
                                class="button primary"
                                prop:disabled=no_target
                                on:click=move |_| if untrack(|| draft.is_read()) { save() } else { early.set(true) }
                            >
                                {words::SAVE.say(lang)}
                            </button>
                        </div>
                    }
                        .into_any()
                }
            }}
        </Frame>
    }
    .into_any()
}
