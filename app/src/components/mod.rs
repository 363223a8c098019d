//! The pieces every page is made of. They take values and callbacks and do no IO.

pub mod chips;
pub mod details;
pub mod dialog;
pub mod frame;
pub mod later;
pub mod scale;
pub mod state;
pub mod waiting;
