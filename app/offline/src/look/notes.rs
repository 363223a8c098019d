//! Tracks this page's own writes: rows the next look must read again, and rows to report to other tabs.

use std::cell::RefCell;
use std::collections::BTreeSet;

use crate::ports::Write;
use crate::rows::{OBJECTS, TOLD};

/// More changed rows than this are not told one by one.
const MANY: usize = 200;

/// Rows that may differ from storage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changed {
    Everything,
    /// Keys of rows; none when only the outbox changed.
    Rows(BTreeSet<String>),
}

impl Changed {
    pub const NOTHING: Self = Self::Rows(BTreeSet::new());

    pub fn add(&mut self, other: Self) {
        match (&mut *self, other) {
            (Self::Everything, _) => {}
            (Self::Rows(mine), Self::Rows(more)) => mine.extend(more),
            (Self::Rows(_), Self::Everything) => *self = Self::Everything,
        }
    }

    /// As tabs tell one another.
    pub fn to_text(&self) -> String {
        match self {
            Self::Rows(keys) if keys.len() <= MANY => keys.iter().map(String::as_str).collect::<Vec<_>>().join(","),
            Self::Rows(_) | Self::Everything => "*".to_owned(),
        }
    }

    pub fn from_text(text: &str) -> Self {
        match text {
            "*" => Self::Everything,
            keys => Self::Rows(keys.split(',').filter(|key| !key.is_empty()).map(str::to_owned).collect()),
        }
    }
}

/// Notes of this page about its own writes.
#[derive(Debug)]
pub struct Notes {
    /// Rows the next look has to read.
    pub(super) to_read: RefCell<Changed>,
    /// Rows that other tabs were not told of yet.
    pub(super) to_tell: RefCell<Changed>,
}

impl Default for Notes {
    fn default() -> Self {
        Self { to_read: RefCell::new(Changed::Everything), to_tell: RefCell::new(Changed::NOTHING) }
    }
}

impl Notes {
    /// Rows that a look shows are about to be written.
    pub(crate) fn of(writes: &[Write]) -> BTreeSet<String> {
        let keys = writes.iter().map(|write| match write {
            Write::Put(key, _) | Write::Remove(key) => key,
        });
        keys.filter(|key| key.starts_with(OBJECTS) || key.starts_with(TOLD)).cloned().collect()
    }

    pub(crate) fn wrote(&self, keys: BTreeSet<String>) {
        self.to_tell.borrow_mut().add(Changed::Rows(keys.clone()));
        self.to_read.borrow_mut().add(Changed::Rows(keys));
    }
}
