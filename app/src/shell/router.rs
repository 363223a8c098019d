//! The page at each address, and the ways from one to another. Our own, for the one list of pages: leptos_router serves
//! sites of any shape, and was an eighth of the first file's code.

use leptos::prelude::*;

use super::drawing::late_part::LatePart;
use super::frame::Frame;
use super::pages::for_pages;
use super::part::Part;
use super::paths;
use super::phone::Phone;
use crate::words;

/// The address that is shown: path and query.
#[derive(Clone, Copy)]
pub struct Address {
    shown: RwSignal<String>,
    /// Adds an address to the history of the tab; `true`: in place of the last one.
    note: fn(&str, bool),
}

impl Address {
    /// Makes the address and hands it to every component below.
    pub fn provide(shown: String, note: fn(&str, bool)) -> Self {
        let address = Self { shown: RwSignal::new(shown), note };
        provide_context(address);
        address
    }

    /// # Panics
    /// Outside of [`Address::provide`]'s components.
    pub fn here() -> Self {
        expect_context()
    }

    /// Goes to another page; *Back* returns to this one.
    pub fn go(self, to: &str) {
        self.turn(to, false);
    }

    /// Goes to another page in place of this one: *Back* skips what is done with.
    pub fn replace(self, to: &str) {
        self.turn(to, true);
    }

    fn turn(self, to: &str, replace: bool) {
        (self.note)(to, replace || self.shown.with_untracked(|shown| shown == to));
        self.show(to);
    }

    /// Shows the page of an address.
    pub fn show(self, to: &str) {
        if self.shown.with_untracked(|shown| shown != to) {
            self.shown.set(to.to_owned());
        }
    }

    /// The `{id}` in the address of the calling page. It stays while the next page is on its way.
    pub fn id(self) -> Memo<Option<String>> {
        let pattern = self.shown.with_untracked(|shown| paths::pattern(path(shown)));
        Memo::new(move |before: Option<&Option<String>>| {
            self.shown.with(|shown| {
                let path = path(shown);
                if paths::pattern(path) == pattern {
                    path.split('/').nth(2).map(ToOwned::to_owned)
                } else {
                    before.cloned().flatten()
                }
            })
        })
    }

    /// The value of `name` in the query. The caller follows no changes.
    pub fn asked<T>(self, name: &str, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        self.shown.with_untracked(|shown| {
            let said = shown.split_once('?')?.1.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
            read(said?)
        })
    }

    /// True if the page at `href`, or one below it, is shown.
    fn is_at(self, href: &str) -> bool {
        self.shown.with(|shown| {
            path(shown).strip_prefix(path(href)).is_some_and(|below| below.is_empty() || below.starts_with('/'))
        })
    }
}

fn path(address: &str) -> &str {
    address.split(['?', '#']).next().unwrap_or_default()
}

/// A link to another page of the list.
#[component]
pub fn A(#[prop(into)] href: String, children: Children) -> impl IntoView {
    let address = Address::here();
    let to = href.clone();
    view! {
        <a href=href aria-current=move || address.is_at(&to).then_some("page")>
            {children()}
        </a>
    }
}

/// A page whose file may still be on its way: Help and the other pages are within reach meanwhile.
fn late(part: Part) -> AnyView {
    let phone = Phone::here();
    view! {
        <Show when=move || !phone.has(part.file())>
            <Frame title=words::LOADING>""</Frame>
        </Show>
        <LatePart part />
    }
    .into_any()
}

macro_rules! make_pages {
    (
        first { $($first:ident $first_at:literal => $($first_page:ident)::+;)* }
        late {
            $($file:ident $draw:ident {
                $($late:ident $part:ident $late_at:literal $(/ $id:ident)? => $($late_page:ident)::+;)*
            })*
        }
    ) => {
        /// Every participant page. [`Address`] and [`crate::shell::phone::Phone`] must have been provided.
        #[component]
        pub fn Pages() -> impl IntoView {
            let address = Address::here();
            let pattern = Memo::new(move |_| address.shown.with(|shown| paths::pattern(path(shown))));
            move || {
                let pattern = pattern.get();
                untrack(|| match pattern {
                    $(Some(paths::$first) => view! { <crate::$($first_page)::+ /> }.into_any(),)*
                    $($(Some(paths::$late) => late(Part::$part),)*)*
                    _ => late(Part::Missing),
                })
            }
        }
    };
}
for_pages!(make_pages);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_page_an_id_and_a_query() {
        let owner = Owner::new();
        owner.with(|| {
            let address = Address::provide("/skills/wave?craving=0a&x=1".to_owned(), |_, _| ());
            let text = |text: &str| Some(text.to_owned());
            let id = address.id();
            assert_eq!(id.get().as_deref(), Some("wave"));
            assert_eq!(address.asked("craving", text).as_deref(), Some("0a"));
            assert_eq!(address.asked("crav", text), None);
            assert!(address.is_at("/skills") && address.is_at("/skills/wave") && !address.is_at("/skill"));
            address.go("/skills/call");
            assert_eq!(id.get().as_deref(), Some("call"));
            address.go("/now");
            assert_eq!(id.get().as_deref(), Some("call"), "the page that is left does not change");
            assert!(!address.is_at("/skills"));
        });
    }

    #[test]
    fn every_pattern_is_found_by_a_path_of_its_own() {
        for pattern in paths::PATTERNS {
            assert_eq!(paths::pattern(&pattern.replace("{id}", "0")), Some(*pattern));
        }
        for path in ["/", "/nowhere", "/now/1", "/list/1/2"] {
            assert_eq!(paths::pattern(path), None, "{path}");
        }
    }
}
