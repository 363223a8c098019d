//! Functions of the browser itself, one file per interface.

pub mod characters;
pub mod cipher;
pub mod clipboard;
pub mod clock;
pub mod export;
pub mod history;
pub mod home_screen;
pub mod lasting;
pub mod net;
pub mod prefs;
pub mod push;
pub mod storage;
pub mod tabs;
