//! The charts: cravings over time, by weekday and hour, and by trigger; skills by relief. Drawn on the phone from
//! everything, and for staff, by the same code, from shared entries. Numbers and facts come from `domain`.
//!
//! Each has one plain sentence with its n, says in words what its marks mean, and has a table of the same numbers
//! next to it. Deliberately not here: a score, a prediction, a claim under five.

mod check_ins;
mod days;
mod drawing;
mod figure;
mod grid;
pub mod page;
mod triggers;
mod works;

use leptos::prelude::*;

pub use self::drawing::{Drawing, Reader, Weeks};

impl Drawing<'_> {
    /// All pictures, one below the other; none when these weeks have nothing to draw.
    pub fn draw(&self) -> Option<AnyView> {
        let noted = self.within();
        if noted.is_empty() {
            return None;
        }
        Some(
            (
                days::draw(self, &noted),
                grid::draw(self, &noted),
                triggers::draw(self, &noted),
                works::draw(self, &noted),
                check_ins::draw(self, &noted),
            )
                .into_any(),
        )
    }
}

#[cfg(test)]
mod tests;
