//! One line to fill in. Shows the allowed values after an invalid input, and keeps the input.

use leptos::prelude::*;

use super::says::{Says, described};
use crate::words::calendar;
use crate::words::i18n::Lang;

/// Kind of input: it sets the browser's keys and checks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Input {
    Label,
    Amount,
    Day,
    Whole,
    Tel,
}

#[component]
pub fn Field(
    id: &'static str,
    #[prop(into)] label: Signal<String>,
    #[prop(into)] hint: Signal<String>,
    /// Message instead of the hint while the value is invalid.
    #[prop(into)]
    wrong: Signal<Option<String>>,
    value: RwSignal<String>,
    #[prop(optional)] input: Option<Input>,
) -> impl IntoView {
    let node = NodeRef::<leptos::html::Input>::new();
    Effect::new(move |_| {
        if let (Some(_), Some(field)) = (wrong.get(), node.get_untracked()) {
            // Once all errors are marked, the first field takes the focus. One that cannot is on the screen anyway.
            request_animation_frame(move || {
                let first = document().query_selector("[aria-invalid=true]").ok().flatten();
                if first.is_some_and(|first| first.id() == id) {
                    let _ = field.focus();
                }
            });
        }
    });
    let input = input.unwrap_or(Input::Label);
    let (kind, mode, most) = match input {
        Input::Label => ("text", None, None),
        Input::Amount => ("text", Some("decimal"), None),
        Input::Day => ("date", None, None),
        Input::Whole => ("text", Some("numeric"), Some("4")),
        Input::Tel => ("tel", Some("tel"), None),
    };
    // Words have their own direction; numbers and days have none.
    let dir = (input == Input::Label).then_some("auto");
    // An emptied day has one reason, whatever else the form asks of it.
    let lang = Lang::here();
    let mistake = Signal::derive(move || {
        let wrong = wrong.get()?;
        let emptied = input == Input::Day && value.with(String::is_empty);
        Some(if emptied { calendar::DATE_MISSING.say(lang).to_owned() } else { wrong })
    });
    view! {
        <div class="field">
            <label for=id>{move || label.get()}</label>
            <input
                id=id
                type=kind
                inputmode=mode
                maxlength=most
                autocomplete="off"
                node_ref=node
                aria-invalid=move || wrong.with(Option::is_some).to_string()
                dir=dir
                aria-describedby=described(id)
                prop:value=move || value.get()
                on:input=move |e| value.set(event_target_value(&e))
            />
            <Says id hint wrong=mistake />
        </div>
    }
    .into_any()
}
