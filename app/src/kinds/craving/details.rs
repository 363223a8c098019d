//! Optional details of a craving besides its strength.

use domain::entries::catalogue::{Company, Place, Response};
use leptos::prelude::*;

use super::form::Form;
use crate::kinds::by_use::{self, by_use};
use crate::kinds::when_field::{WhenField, WhenQuestion};
use crate::parts::chips::{Chips, ChipsOfOne};
use crate::parts::text_area::TextArea;
use crate::shell::phone::Phone;
use crate::words::{self, choices};

#[component]
pub fn Details(form: Form) -> impl IntoView {
    let phone = Phone::here();
    let Form { craving, at, note, wrong_note } = form;
    view! {
        <Chips
            legend=words::WHAT_SET_IT_OFF
            all=by_use(phone, choices::TRIGGERS, by_use::triggers)
            name=choices::trigger
            value=Signal::derive(move || craving.with(|c| c.triggers.clone()))
            on_change=move |v| craving.update(|c| c.triggers = v)
        />
        <Chips
            legend=words::WHAT_DID_YOU_DO
            all=by_use(phone, Response::ALL, by_use::response)
            name=choices::response
            first=6
            value=Signal::derive(move || craving.with(|c| c.response.clone()))
            on_change=move |v| craving.update(|c| c.response = v)
        />
        <ChipsOfOne
            legend=words::WHERE
            all=by_use(phone, Place::ALL, by_use::place)
            name=choices::place
            first=5
            value=Signal::derive(move || craving.with(|c| c.place.clone()))
            on_change=move |place| craving.update(|c| c.place = place)
        />
        <Chips
            legend=words::WITH_WHOM
            all=by_use(phone, Company::ALL, by_use::company)
            name=choices::company
            first=6
            value=Signal::derive(move || craving.with(|c| c.company.clone()))
            on_change=move |v| craving.update(|c| c.company = v)
        />
        <TextArea id="note" label=words::A_NOTE value=note wrong=wrong_note />
        <WhenField when=at />
        <WhenQuestion when=at />
    }
    .into_any()
}
