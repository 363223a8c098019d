//! The exchange with a phone: numbering, operations, a page of the feed.

pub mod apply;
pub mod cursor;
pub mod exchange;
pub mod feed;
pub mod stream;

use super as sql;
