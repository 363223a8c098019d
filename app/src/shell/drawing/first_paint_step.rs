//! A step of drawing the first page, in a separate turn, so that a slow phone responds to taps in between. The page is
//! shown when all steps are done; later drawing happens at once.

use leptos::prelude::*;

use crate::shell::phone::Phone;

#[component]
pub fn FirstPaintStep(at: u8, children: ChildrenFn) -> impl IntoView {
    let turn = Phone::here().turn;
    view! { <Show when=move || at <= turn.get()>{children()}</Show> }
}
