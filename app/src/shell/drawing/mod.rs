//! Drawing in steps: parts that may come a moment later, parts shown at once, and pauses that let a tap in.

pub mod after_paint;
pub mod every;
pub mod first_paint_step;
pub mod late_part;
pub mod staged;
