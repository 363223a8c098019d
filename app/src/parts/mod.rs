//! Inputs that know nothing of the product: values in, callbacks out. No part knows the phone or a port.

pub mod call_link;
pub mod chips;
pub mod date_time_field;
pub mod dialog;
pub mod field;
pub mod focus_heading;
pub mod own_choice;
pub mod radio_group;
pub mod saved_line;
pub mod says;
pub mod scale;
pub mod switch;
pub mod text_area;
pub mod time_field;
