//! The ports of the pages, implemented by this browser: one file for each file of [`crate::shell::ports`].

mod clock;
mod drafts;
mod entries;
mod practice;
mod preferences;
mod reminders;
mod schedule;
mod setup;
mod sharing;

use super::first_port::FirstPort;
use super::rest::Rest;
use crate::shell::ports::{LatePort, Port};

impl Port for FirstPort {}
impl LatePort for Rest {}
