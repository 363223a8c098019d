//! Values in the address of a page.

use std::str::FromStr;

use leptos::prelude::*;

use super::router::Address;

/// The id in the address of the page that is open; none when it is no id of this sort.
pub fn id_in_address<T: FromStr + Clone + PartialEq + Send + Sync + 'static>() -> Memo<Option<T>> {
    let id = Address::here().id();
    Memo::new(move |_| id.with(|id| id.as_ref()?.parse().ok()))
}
