//! Revisions of one object: a graph that only grows. Childless revisions are all kept; which of them is shown is
//! decided by the order in which the server took them, never by a clock.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest as _, Sha256};

use crate::base::id::{FeedVersion, RevisionId};

/// The revisions of one object as far as somebody knows them, and which of them were deleted.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    parents: BTreeMap<RevisionId, Vec<RevisionId>>,
    tombstones: BTreeSet<RevisionId>,
}

impl Graph {
    pub fn insert(&mut self, revision: RevisionId, parents: Vec<RevisionId>) {
        self.parents.insert(revision, parents);
    }

    /// Marks a revision as deleted, whether it is known or not.
    pub fn bury(&mut self, revision: RevisionId) {
        self.tombstones.insert(revision);
    }

    pub fn is_buried(&self, revision: RevisionId) -> bool {
        self.tombstones.contains(&revision)
    }

    /// In the order of their ids.
    pub fn tombstones(&self) -> impl Iterator<Item = RevisionId> {
        self.tombstones.iter().copied()
    }

    pub fn contains(&self, revision: RevisionId) -> bool {
        self.parents.contains_key(&revision)
    }

    /// Known revisions that no known revision names as a parent, deleted ones left out. Empty means: the object is
    /// gone.
    pub fn heads(&self) -> BTreeSet<RevisionId> {
        let named: BTreeSet<_> = self.parents.values().flatten().copied().collect();
        self.parents.keys().filter(|r| !named.contains(r) && !self.tombstones.contains(r)).copied().collect()
    }

    /// `heads` and all their known ancestors: the revisions that a deletion of `heads` erases.
    pub fn lineage(&self, heads: &[RevisionId]) -> BTreeSet<RevisionId> {
        let mut found = BTreeSet::new();
        let mut open: Vec<RevisionId> = heads.to_vec();
        while let Some(next) = open.pop() {
            if found.insert(next) {
                open.extend(self.parents.get(&next).into_iter().flatten().copied());
            }
        }
        found
    }

    /// Equal on both sides exactly when the same revisions and tombstones are known.
    pub fn version(&self) -> FeedVersion {
        let mut hash = Sha256::new();
        for revision in self.parents.keys() {
            hash.update(b"r");
            hash.update(revision.bytes());
        }
        for revision in &self.tombstones {
            hash.update(b"t");
            hash.update(revision.bytes());
        }
        let mut short = [0u8; 16];
        short.copy_from_slice(&hash.finalize()[..16]);
        FeedVersion::from_bytes(short)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn revision(n: u8) -> RevisionId {
        RevisionId::from_bytes([n; 16])
    }

    #[test]
    fn two_edits_of_one_revision_are_both_kept_until_an_edit_names_both() {
        let mut graph = Graph::default();
        graph.insert(revision(1), vec![]);
        graph.insert(revision(2), vec![revision(1)]);
        graph.insert(revision(3), vec![revision(1)]);
        assert_eq!(graph.heads(), [revision(2), revision(3)].into());
        graph.insert(revision(4), vec![revision(2), revision(3)]);
        assert_eq!(graph.heads(), [revision(4)].into());
    }

    #[test]
    fn an_edit_that_a_deletion_had_not_seen_survives_it() {
        let mut graph = Graph::default();
        graph.insert(revision(1), vec![]);
        graph.insert(revision(2), vec![revision(1)]);
        for gone in graph.lineage(&[revision(2)]) {
            graph.bury(gone);
        }
        assert!(graph.heads().is_empty());
        graph.insert(revision(3), vec![revision(1)]);
        assert_eq!(graph.heads(), [revision(3)].into());
    }

    #[test]
    fn the_version_tells_graphs_apart() {
        let mut one = Graph::default();
        one.insert(revision(1), vec![]);
        let mut two = one.clone();
        assert_eq!(one.version(), two.version());
        two.bury(revision(1));
        assert_ne!(one.version(), two.version());
    }
}
