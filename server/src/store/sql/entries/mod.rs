//! A participant's sealed revisions, and which of them are current.

pub mod revise;
pub mod revision_graph;

use super as sql;
