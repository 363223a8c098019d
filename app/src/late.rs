//! Everything the first form does not need: on the phone a separate WASM file, fetched while the form is already in
//! use. The service worker keeps both, so later starts wait for neither.
//!
//! Architecture invariant: nothing outside of [`draw`] and [`crate::browser`]'s late half names these pages, or the
//! build would put them into the first file again; the ceiling of the first load watches over that.

use leptos::prelude::*;

use crate::kinds::craving::details::Details;
use crate::setup::install::Install;
use crate::shell::missing::Missing;
use crate::shell::pages::for_pages;
use crate::shell::part::Part;
use crate::skills::skill_offer::SkillOffer;
use crate::targets::form::TargetForm;
use crate::today::summary::Summary;

macro_rules! make_draw {
    (
        first { $($first:ident $first_at:literal => $($first_page:ident)::+;)* }
        late { $($late:ident $part:ident $late_at:literal $(/ $id:ident)? => $($late_page:ident)::+;)* }
    ) => {
        /// Draws a part.
        pub fn draw(part: Part) -> AnyView {
            match part {
                $(Part::$part => crate::$($late_page)::+().into_any(),)*
                Part::Missing => view! { <Missing/> }.into_any(),
                Part::Summary => view! { <Summary/> }.into_any(),
                Part::Install => view! { <Install/> }.into_any(),
                Part::Details(form) => view! { <Details form/> }.into_any(),
                Part::Offer(craving) => view! { <SkillOffer craving/> }.into_any(),
                Part::NewTarget(done) => view! { <TargetForm on_saved=move |id| done.run(id)/> }.into_any(),
            }
        }
    };
}
for_pages!(make_draw);
