//! The forms that write something down.

pub mod check_in;
pub mod craving;
pub mod hard_craving;
pub mod hard_craving_offer;
pub mod other_entries_links;
pub mod second_rating;
pub mod trigger;
pub mod used;
