//! A question that is answered at length. Most of them may be left out.

use domain::Invalid;
use domain::base::text::Note;
use leptos::prelude::*;

use super::says::{Says, described};
use crate::words;
use crate::words::i18n::{Lang, Words};
use crate::words::typed;

/// `value` is as typed; `wrong` says that it cannot be kept.
#[component]
pub fn TextArea(
    id: &'static str,
    label: Words,
    value: RwSignal<String>,
    wrong: RwSignal<bool>,
    /// It may not stay empty.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let lang = Lang::here();
    let node = NodeRef::<leptos::html::Textarea>::new();
    // The reason as it was when it was asked for: one that changed with every letter would be read aloud each time.
    let reason = RwSignal::new(None::<String>);
    let still = move |text: &str| {
        if required { Note::new("note", text).is_err() } else { Note::optional("note", text).is_err() }
    };
    let refused = Memo::new(move |_| wrong.get() && value.with(|text| still(text)));
    Effect::new(move |_| {
        if wrong.get() && refused.get() {
            reason.set(typed::why::<4000>(&value.get_untracked(), lang));
        }
    });
    Effect::new(move |_| {
        if let (true, Some(area)) = (wrong.get(), node.get_untracked()) {
            // The folded part of a form may hold it; an area that takes no focus is on the screen anyway.
            if let Ok(Some(folded)) = area.closest("details") {
                let _ = folded.set_attribute("open", "");
            }
            let _ = area.focus();
        }
    });
    let why = Signal::derive(move || if refused.get() { reason.get() } else { None });
    view! {
        <div class="card field">
            <label for=id>
                {label.say(lang)}
                {(!required).then(|| view! { " "<span class="quiet">{words::IF_YOU_LIKE.say(lang)}</span> })}
            </label>
            <textarea
                id=id
                rows="3"
                node_ref=node
                aria-required=required.then_some("true")
                aria-invalid=move || refused.get().to_string()
                dir="auto"
                aria-describedby=described(id)
                prop:value=move || value.get()
                on:input=move |e| value.set(event_target_value(&e))
            ></textarea>
            <Says id wrong=why />
        </div>
    }
    .into_any()
}

/// The typed note, if it is valid; sets `wrong` if not.
pub fn read(value: RwSignal<String>, wrong: RwSignal<bool>) -> Option<Option<Note>> {
    judged(Note::optional("note", &value.get_untracked()), wrong)
}

/// The same for a note that may not stay empty.
pub fn read_required(value: RwSignal<String>, wrong: RwSignal<bool>) -> Option<Note> {
    judged(Note::new("note", &value.get_untracked()), wrong)
}

/// Set again, `wrong` takes the focus there again.
fn judged<T>(note: Result<T, Invalid>, wrong: RwSignal<bool>) -> Option<T> {
    wrong.set(false);
    wrong.set(note.is_err());
    note.ok()
}

/// Initial text of the field.
pub fn typed(note: Option<&Note>) -> RwSignal<String> {
    RwSignal::new(note.map(|n| n.as_str().to_owned()).unwrap_or_default())
}
