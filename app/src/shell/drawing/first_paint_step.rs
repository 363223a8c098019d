//! A piece of the first page that is drawn in a turn of its own, so that a slow phone answers a tap between two of them. The
//! page is shown when all are there; whatever is drawn later comes in one go.

use leptos::prelude::*;

use crate::shell::phone::Phone;

#[component]
pub fn FirstPaintStep(at: u8, children: ChildrenFn) -> impl IntoView {
    let turn = Phone::here().turn;
    view! { <Show when=move || at <= turn.get()>{children()}</Show> }
}
