//! Which page stands at which address.

use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::{ParamSegment, StaticSegment};

use super::drawing::late_part::LatePart;
use super::pages::for_pages;
use super::part::Part;

macro_rules! make_routes {
    (
        first { $($first:ident $first_at:literal => $($first_page:ident)::+;)* }
        late { $($late:ident $part:ident $late_at:literal $(/ $id:ident)? => $($late_page:ident)::+;)* }
    ) => {
        /// Every participant page. The [`crate::shell::phone::Phone`] must have been provided.
        #[component]
        pub fn Pages() -> impl IntoView {
            view! {
                <Router>
                    <FlatRoutes fallback=|| view! { <LatePart part=Part::Missing/> }>
                        $(<Route path=(StaticSegment($first_at),) view={crate::$($first_page)::+}/>)*
                        $(<Route
                            path=(StaticSegment($late_at), $(ParamSegment(stringify!($id)),)?)
                            view=|| view! { <LatePart part=Part::$part/> }
                        />)*
                    </FlatRoutes>
                </Router>
            }
        }
    };
}
for_pages!(make_routes);
