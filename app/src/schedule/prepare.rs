//! Notes for a session: sealed, stored as they are typed, and restored after a reload.

use std::rc::Rc;
use std::sync::Arc;

use domain::base::id::SessionId;
use domain::base::text::Note;
use domain::entries::body::Body;
use domain::entries::preparation::Preparation;
use leptos::prelude::*;
use offline::look::Look;
use offline::look::entry::Entry;

use crate::parts::says::Mistake;
use crate::shell::form::document::{self, Before};
use crate::shell::form::draft::FormDraft;
use crate::shell::form::writing::Writing;
use crate::shell::phone::Phone;
use crate::shell::ports::drafts::{FormId, PREPARATION};
use crate::shell::trouble::Alert;
use crate::words::typed::why;
use crate::words::{self, schedule as say};

/// The notes for a session: one document, or several if two phones wrote without a network.
fn documents(look: &Look, session: SessionId) -> Vec<Arc<Entry>> {
    let about = |entry: &&Arc<Entry>| matches!(&entry.record.body, Body::Preparation(p) if p.session == session);
    look.documents.iter().filter(about).cloned().collect()
}

/// Everything they say, each text once: nothing that was typed anywhere is hidden.
fn text(documents: &[Arc<Entry>]) -> String {
    let mut texts = Vec::<String>::new();
    for record in
        documents.iter().flat_map(|d| std::iter::once(&d.record).chain(d.others.iter().map(|(_, record)| record)))
    {
        if let Body::Preparation(preparation) = &record.body {
            let text = preparation.text.as_str().to_owned();
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
    }
    texts.join("\n\n")
}

#[component]
pub fn Prepare(id: SessionId) -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let stored = Memo::new(move |_| phone.look.with(|look| text(&documents(look, id))));
    let typed = RwSignal::new(stored.get_untracked());
    let shown = RwSignal::new(stored.get_untracked());
    let wrong = RwSignal::new(false);
    let writing = Writing::new(phone);
    let saved = Signal::derive(move || typed.get() == shown.get());
    let draft = FormDraft::of(
        phone,
        saved,
        FormId::of_each(PREPARATION, &id),
        move || typed.get(),
        move |left| typed.set(left),
    );
    // Another phone wrote meanwhile: shown, unless something is being typed here.
    Effect::new(move |_| {
        let now = stored.get();
        if saved.get_untracked() {
            typed.set(now.clone());
        }
        shown.set(now);
    });
    let why = move || wrong.get().then(|| why::<4000>(&typed.get_untracked(), lang)).flatten();
    let save = move |_| {
        let note = Note::optional("text", &typed.get_untracked());
        wrong.set(note.is_err());
        let Ok(note) = note else { return };
        let found = phone.look.with_untracked(|look| documents(look, id));
        let (text, forget) = (typed.get_untracked(), draft.forgetting());
        writing.run(
            |port, _| {
                let port = Rc::clone(port);
                Box::pin(async move {
                    let mut rest = found.iter();
                    if let Some(text) = note {
                        let body = Body::Preparation(Preparation { session: id, text });
                        document::keep(&port, rest.next().map(|first| Before::from(&**first)), body).await?;
                    }
                    for other in rest {
                        port.delete(other.object, other.heads.clone()).await?;
                    }
                    Ok(())
                })
            },
            move |()| {
                shown.try_set(text.clone());
                // Something may have been typed meanwhile.
                if typed.try_get_untracked().is_none_or(|now| now == text) {
                    forget();
                }
            },
        );
    };
    view! {
        <section class="card field" aria-labelledby="preparation-name">
            <h2 id="preparation-name">
                <label for="preparation">{say::PREPARATION.say(lang)}</label>
            </h2>
            {draft.notice()}
            <textarea
                id="preparation"
                rows="4"
                aria-invalid=move || wrong.get().to_string()
                dir="auto"
                aria-describedby="preparation-hint preparation-wrong"
                prop:value=move || typed.get()
                on:input=move |e| {
                    draft.touch();
                    typed.set(event_target_value(&e));
                }
            ></textarea>
            <p id="preparation-hint" role="status" class="quiet">
                {move || {
                    match (wrong.get(), saved.get() && !typed.with(String::is_empty)) {
                        (true, _) => "",
                        (false, true) => say::PREPARATION_SAVED.say(lang),
                        (false, false) => say::PREPARATION_TEXT.say(lang),
                    }
                }}
            </p>
            <Mistake id="preparation-wrong" said=Signal::derive(why) />
            <Alert trouble=writing.trouble />
            <button type="button" class="small" disabled=move || saved.get() on:click=save>
                {words::SAVE.say(lang)}
            </button>
        </section>
    }
    .into_any()
}
