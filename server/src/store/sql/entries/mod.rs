//! What a participant wrote: sealed revisions, and which of them are current.

pub mod revise;
pub mod revision_graph;

use super as sql;
