//! Everything the first form does not need: on the phone WASM files of their own, one per subject, fetched while the
//! form is already in use. The service worker keeps all of them, so later starts wait for none.
//!
//! Architecture invariant: nothing outside of this file and of [`crate::browser`]'s late half names these pages, or the
//! build would put them into the first file again; the ceilings of the build watch over that.

use leptos::prelude::*;

use crate::log::craving::{CravingDetails, KeepPrivate};
use crate::setup::forgotten::Forgotten;
use crate::setup::install::Install;
use crate::shell::missing::Missing;
use crate::shell::pages::for_pages;
use crate::shell::part::Part;
#[cfg(feature = "ssr")]
use crate::shell::{part::LateFile, phone::Painter};
use crate::skills::skill_offer::SkillOffer;
use crate::targets::form::TargetForm;
use crate::today::summary::Summary;

macro_rules! make_draw {
    (
        first { $($first:ident $first_at:literal => $($first_page:ident)::+;)* }
        late {
            $($file:ident $draw:ident {
                $($late:ident $part:ident $late_at:literal $(/ $id:ident)? => $($late_page:ident)::+;)*
            })*
        }
    ) => {
        $(
            /// Draws the pages of one file.
            pub fn $draw(part: Part) -> AnyView {
                match part {
                    $(Part::$part => crate::$($late_page)::+().into_any(),)*
                    _ => ().into_any(),
                }
            }
        )*

        /// Draws what comes with the rest.
        pub fn rest(part: Part) -> AnyView {
            match part {
                Part::Missing => view! { <Missing/> }.into_any(),
                Part::Summary => view! { <Summary/> }.into_any(),
                Part::Install => view! { <Forgotten/> <Install/> }.into_any(),
                Part::Details(form) => view! { <CravingDetails form/> }.into_any(),
                Part::Offer(craving) => view! { <KeepPrivate/> <SkillOffer craving/> }.into_any(),
                Part::NewTarget(done) => view! { <TargetForm on_saved=move |id| done.run(id)/> }.into_any(),
                _ => ().into_any(),
            }
        }

        /// Every file, where there is only one program.
        #[cfg(feature = "ssr")]
        pub const ALL: &[(LateFile, Painter)] = &[(LateFile::Rest, rest), $((LateFile::$file, $draw),)*];
    };
}
for_pages!(make_draw);
