//! The links below a list that comes in pages.

use leptos::prelude::*;

use crate::care::words as w;
use crate::words::i18n::Lang;

/// Addresses of the other pages of a list.
#[derive(Clone, Debug, Default)]
pub struct Pages {
    /// Back to the newest; none on that page.
    pub newest: Option<String>,
    /// None on the last page.
    pub older: Option<String>,
}

/// `at`: the part of the page to go on at.
pub fn links(pages: &Pages, at: &str, lang: Lang) -> Option<AnyView> {
    let link = |href: &Option<String>, rel: &'static str, name: &'static str| {
        href.as_ref().map(|href| {
            view! {
                <a class="care-button" rel=rel href=format!("{href}{at}")>
                    {name}
                </a>
            }
        })
    };
    let newest = link(&pages.newest, "first", w::NEWEST.say(lang));
    let older = link(&pages.older, "next", w::OLDER.say(lang));
    (newest.is_some() || older.is_some()).then(|| {
        view! {
            <nav class="care-row care-start" aria-label=w::MORE_OF_LIST.say(lang)>
                {newest}
                {older}
            </nav>
        }
        .into_any()
    })
}

/// A number of new entries, as far as they are counted.
pub fn count(new: u64) -> String {
    if new > 99 { "99+".to_owned() } else { new.to_string() }
}
