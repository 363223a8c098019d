//! Drawing in steps: what may come a moment later, what is shown at once, and what lets a tap in between.

pub mod after_paint;
pub mod first_paint_step;
pub mod late_part;
pub mod staged;
