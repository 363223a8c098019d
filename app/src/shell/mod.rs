//! Basis of every page: the state of the phone, the ports, the addresses, the frame, drawing in steps, forms.

pub mod address;
pub mod drawing;
pub mod form;
pub mod frame;
pub mod missing;
pub mod pages;
pub mod part;
pub mod paths;
pub mod phone;
pub mod ports;
pub mod router;
pub mod trouble;
pub mod unready;
