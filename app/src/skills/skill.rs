//! One skill: rate the urge, follow the guide, rate again. Everything but doing it is optional.

use domain::base::id::ObjectId;
use domain::entries::body::Body;
use domain::entries::intensity::Intensity;
use domain::entries::practice::Setting;
use domain::skills::skill::WhichSkill;
use leptos::prelude::*;
use offline::look::entry::Entry;

use super::guides::Guide;
use super::guides::note_field::NoteField;
use super::own_skill::{OwnSkillForm, form_of};
use super::practice_run::PracticeRun;
use crate::log::hard_craving::is_hard;
use crate::parts::dialog::Confirm;
use crate::parts::focus_heading::FocusHeading;
use crate::parts::scale::Scale;
use crate::shell::form::draft::when_left;
use crate::shell::form::writing::Writing;
use crate::shell::frame::Frame;
use crate::shell::paths;
use crate::shell::phone::{Phone, Stage};
use crate::shell::router::{A, Address};
use crate::shell::trouble::Alert;
use crate::skills;
use crate::words::i18n::Words;
use crate::words::kinds::{IN_A_CRAVING, IN_CALM};
use crate::words::typed::whole;
use crate::words::{self, practice as texts};

/// A craving logged this recently gives its number to the urge before the practice.
const JUST_LOGGED_MS: i64 = 15 * 60 * 1000;

#[component]
pub fn SkillPage() -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let address = Address::here();
    let id = address.id();
    let craving = move || address.asked("craving", |id| id.parse::<ObjectId>().ok());
    // One of the participant's own is there once the journal is; deleting it ends its page.
    let which = Memo::new(move |_| {
        let which = id.with(|id| id.as_deref().and_then(skills::from_address))?;
        let here = phone.look.with(|look| skills::name(which, look, lang).is_some());
        here.then_some(which)
    });
    let ready = Memo::new(move |_| phone.stage.get() == Stage::Ready);
    let body = move || match which.get() {
        Some(which) => view! { <Practicing which craving=craving() /> }.into_any(),
        None if ready.get() => view! { <p class="card quiet">{texts::SKILL_GONE.say(lang)}</p> }.into_any(),
        None => ().into_any(),
    };
    view! {
        <Frame title=texts::PRACTISE>
            <p>
                <A href=paths::SKILLS>{texts::ALL_SKILLS.say(lang)}</A>
            </p>
            <Show when=move || phone.stage.get() == Stage::New>
                <p class="note">
                    {words::ENROL_FIRST.say(lang)} " " <A href=paths::START>{words::ENTER_CODE.say(lang)}</A>
                </p>
            </Show>
            {body}
        </Frame>
    }
    .into_any()
}

/// Phase of a practice.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    Before,
    During,
    After,
}

#[component]
fn Practicing(which: WhichSkill, craving: Option<ObjectId>) -> impl IntoView {
    let phone = Phone::here();
    let setting = craving.map_or(Setting::Calm, |craving| Setting::Craving(Some(craving)));
    let run = PracticeRun::new(phone, which, setting);
    match craving {
        Some(craving) => rate_as_logged(run, craving),
        None => set_as_logged(run),
    }
    let phase = Memo::new(move |_| match (run.saved.get(), run.started.get()) {
        (Some(_), _) => Phase::After,
        (None, Some(_)) => Phase::During,
        (None, None) => Phase::Before,
    });
    move || match phase.get() {
        Phase::Before => view! { <Before run /> }.into_any(),
        Phase::During => view! { <During run /> }.into_any(),
        Phase::After => view! { <After run /> }.into_any(),
    }
}

/// Takes over a rating from a moment ago, so that nobody gives it twice.
fn rate_as_logged(run: PracticeRun, craving: ObjectId) {
    let known = StoredValue::new(false);
    Effect::new(move |_| {
        let logged = run.phone.look.with(|look| look.entry(craving).map(|e| e.record.clone()));
        let Some((Body::Craving(logged), at)) = logged.map(|record| (record.body, record.at)) else { return };
        run.phone.ask(|port| {
            let just = port.local_now().timestamp_millis() - at.timestamp_millis() < JUST_LOGGED_MS;
            if just
                && !known.get_value()
                && run.before.get_untracked().is_none()
                && run.started.get_untracked().is_none()
            {
                run.know_before(logged.intensity);
            }
        });
        known.set_value(true);
    });
}

/// Right after a craving, a skill is hardly opened in calm. One tap says otherwise.
fn set_as_logged(run: PracticeRun) {
    let known = StoredValue::new(false);
    Effect::new(move |_| {
        // After an unfinished practice was restored, which may be one in calm.
        if known.get_value() || !run.is_loaded() {
            return;
        }
        known.set_value(true);
        run.phone.ask(|port| {
            let now = port.local_now().timestamp_millis();
            let age = |e: &Entry| now - e.record.at.timestamp_millis();
            let craving = run.phone.look.with_untracked(|look| {
                let mut newest = look.entries.iter().take_while(|e| age(e) < JUST_LOGGED_MS);
                newest.any(|e| matches!(e.record.body, Body::Craving(_)) && age(e) >= 0)
            });
            if craving && run.is_fresh() {
                run.know_setting(Setting::Craving(None));
            }
        });
    });
}

/// A second tap on the same number takes it back: rating is optional.
fn toggle(value: RwSignal<Option<Intensity>>, step: Intensity) {
    value.update(|now| *now = if *now == Some(step) { None } else { Some(step) });
}

fn name(run: PracticeRun) -> String {
    let phone = run.phone;
    phone.look.with_untracked(|look| skills::name(run.which, look, phone.lang)).unwrap_or_default()
}

#[component]
fn Before(run: PracticeRun) -> impl IntoView {
    let lang = run.phone.lang;
    let intro = match run.which {
        WhichSkill::Known(known) => view! { <p>{skills::intro(known).say(lang)}</p> }.into_any(),
        WhichSkill::Own(object) => view! { <Own run object /> }.into_any(),
    };
    let setting = move |text: Words, setting: Setting| {
        let chosen = move || (run.setting.get() == setting).to_string();
        view! {
            <button type="button" class="chip" aria-pressed=chosen on:click=move |_| run.setting.set(setting)>
                {text.say(lang)}
            </button>
        }
    };
    let when = move || match run.setting.get() {
        Setting::Craving(Some(_)) => view! { <p class="quiet">{texts::FOR_THIS_CRAVING.say(lang)}</p> }.into_any(),
        Setting::Calm | Setting::Craving(None) => view! {
            <div class="chips" role="group" aria-label=texts::WHEN_IS_IT.say(lang)>
                {setting(IN_CALM, Setting::Calm)}
                {setting(IN_A_CRAVING, Setting::Craving(None))}
            </div>
        }
        .into_any(),
    };
    view! {
        <section class="card">
            {if run.undone.get_untracked() {
                view! { <FocusHeading text=name(run) /> }.into_any()
            } else {
                view! { <h2>{name(run)}</h2> }.into_any()
            }} {intro}
        </section>
        {when}
        <h3>{texts::RATE_BEFORE.say(lang)} " " <span class="quiet">{words::IF_YOU_LIKE.say(lang)}</span></h3>
        <Scale value=run.before on_pick=move |step| toggle(run.before, step) />
        <div role="status">
            {move || run.undone.get().then(|| view! { <p class="state">{words::UNDONE.say(lang)}</p> })}
        </div>
        <Alert trouble=run.writing.trouble />
        <div class="dock">
            <button type="button" class="button primary" on:click=move |_| run.begin()>
                {texts::BEGIN.say(lang)}
            </button>
        </div>
    }
    .into_any()
}

#[component]
fn During(run: PracticeRun) -> impl IntoView {
    let lang = run.phone.lang;
    view! {
        <section class="card guide">
            <FocusHeading text=name(run) />
            <Guide run />
        </section>
        <Alert trouble=run.writing.trouble />
        <div class="dock">
            <button type="button" class="button secondary" on:click=move |_| run.start_over()>
                {texts::START_OVER.say(lang)}
            </button>
            <button type="button" class="button primary" on:click=move |_| run.finish()>
                {texts::I_AM_DONE.say(lang)}
            </button>
        </div>
    }
    .into_any()
}

#[component]
fn After(run: PracticeRun) -> impl IntoView {
    let lang = run.phone.lang;
    let address = StoredValue::new(Address::here());
    Effect::new(move |_| {
        if let (true, Some((object, ..))) = (run.ended.get(), run.saved.get_untracked()) {
            address.with_value(|address| address.go(&paths::entry_path(object)));
        }
    });
    let rate = move |step| {
        toggle(run.after, step);
        run.save();
    };
    view! {
        <section class="card">
            <FocusHeading text=texts::YOU_DID_IT.say(lang).to_owned() />
            <p>{name(run)}</p>
        </section>
        <div role="status" class="row">
            <span class="state">
                <span class="dot" aria-hidden="true"></span>
                {words::SAVED_PRIVATE.say(lang)}
            </span>
            <button type="button" class="text" on:click=move |_| run.undo()>
                {words::UNDO.say(lang)}
            </button>
        </div>
        <h3>{texts::RATE_AFTER.say(lang)} " " <span class="quiet">{words::IF_YOU_LIKE.say(lang)}</span></h3>
        <Scale value=run.after on_pick=rate />
        {move || {
            run.after
                .get()
                .filter(|after| is_hard(*after))
                .map(|_| {
                    view! {
                        <section class="card" role="status">
                            <p>{texts::STILL_STRONG.say(lang)}</p>
                            <div class="pair">
                                <A attr:class="button secondary" href=paths::SKILLS>
                                    {texts::ANOTHER_SKILL.say(lang)}
                                </A>
                                <a class="button secondary" rel="external" href=paths::HELP>
                                    {words::HELP.say(lang)}
                                </a>
                            </div>
                        </section>
                    }
                })
        }}
        <div class="card">
            <NoteField run label=words::A_NOTE />
        </div>
        <Alert trouble=run.writing.trouble />
        <div class="dock">
            <button type="button" class="button primary" on:click=move |_| run.end()>
                {words::DONE.say(lang)}
            </button>
        </div>
    }
    .into_any()
}

/// One of the participant's own: its steps, and the way to change or delete it.
#[component]
fn Own(run: PracticeRun, object: ObjectId) -> impl IntoView {
    let phone = run.phone;
    let lang = phone.lang;
    let (editing, sure) = (RwSignal::new(false), RwSignal::new(false));
    let writing = Writing::new(phone);
    let address = StoredValue::new(Address::here());
    // A form that was left before it was saved is open again.
    when_left(phone, form_of(object), move || editing.try_set(true));
    let document = move || phone.look.with_untracked(|look| look.document(object).map(|d| d.as_ref().clone()));
    let steps = move || {
        phone
            .look
            .with(|look| skills::own(run.which, look).and_then(|own| own.steps.as_ref().map(|s| whole(s.as_str()))))
    };
    let delete = move || {
        let Some(document) = document() else { return };
        writing.run(
            |port, _| port.delete(object, document.heads),
            move |()| {
                address.try_with_value(|address| {
                    address.replace(paths::SKILLS);
                });
            },
        );
    };
    view! {
        <Show
            when=move || !editing.get()
            fallback=move || view! { <OwnSkillForm document=document() on_end=move || editing.set(false) /> }
        >
            {move || steps().map(|text| view! { <p class="lines" dir="auto">{text}</p> })}
            <div class="pair">
                <button type="button" class="small" on:click=move |_| editing.set(true)>
                    {texts::EDIT_OWN.say(lang)}
                </button>
                <button type="button" class="small grave" on:click=move |_| sure.set(true)>
                    {texts::DELETE_OWN.say(lang)}
                </button>
            </div>
        </Show>
        <Alert trouble=writing.trouble />
        <Confirm
            open=sure
            question=texts::DELETE_OWN_QUESTION
            explain=texts::DELETE_OWN_TEXT.say(lang).to_owned()
            yes=words::DELETE
            on_yes=delete
        />
    }
    .into_any()
}
