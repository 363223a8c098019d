//! Reminders: rules, planned times, browsers, sending.

pub mod change_settings;
pub mod dispatch;
pub mod habit;
pub mod occurrence;
pub mod plan;
pub mod settings;
pub mod subscription;

use super as sql;
