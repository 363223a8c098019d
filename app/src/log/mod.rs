//! The forms that write something down.

pub mod check_in;
pub mod craving;
pub mod hard_craving;
pub mod hard_craving_offer;
pub mod meeting;
pub mod new_entry;
pub mod other_entries_links;
pub mod reach_out;
pub mod second_rating;
pub mod thought_record;
pub mod trigger;
pub mod used;
