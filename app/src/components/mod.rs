//! The pieces every page is made of. They take values and callbacks and do no IO.

pub mod area;
pub mod chips;
pub mod craved;
pub mod details;
pub mod dialog;
pub mod field;
pub mod figures;
pub mod frame;
pub mod install;
pub mod later;
pub mod met;
pub mod moment;
pub mod own;
pub mod pick;
pub mod practised;
pub mod saved;
pub mod scale;
pub mod state;
pub mod targets;
pub mod triggers;
pub mod used;
pub mod waiting;
pub mod ways;
