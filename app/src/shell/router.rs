//! Routes: the page at each address.

use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::{ParamSegment, StaticSegment};

use super::drawing::late_part::LatePart;
use super::pages::for_pages;
use super::part::Part;

/// Draws a part that comes late. One type for all of them: a closure of its own per page would be a route of its own in
/// the first file.
fn late(part: Part) -> impl Fn() -> AnyView + Clone + Send + Sync + 'static {
    move || view! { <LatePart part /> }.into_any()
}

macro_rules! make_routes {
    (
        first { $($first:ident $first_at:literal => $($first_page:ident)::+;)* }
        late {
            $($file:ident $draw:ident {
                $($late:ident $part:ident $late_at:literal $(/ $id:ident)? => $($late_page:ident)::+;)*
            })*
        }
    ) => {
        /// Every participant page. The [`crate::shell::phone::Phone`] must have been provided.
        #[component]
        pub fn Pages() -> impl IntoView {
            view! {
                <Router>
                    <FlatRoutes fallback=late(Part::Missing)>
                        $(<Route path=(StaticSegment($first_at),) view={crate::$($first_page)::+}/>)*
                        $($(<Route
                            path=(StaticSegment($late_at), $(ParamSegment(stringify!($id)),)?)
                            view=late(Part::$part)
                        />)*)*
                    </FlatRoutes>
                </Router>
            }
        }
    };
}
for_pages!(make_routes);
