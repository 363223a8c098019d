//! The ground truth of the one entry of two phones, and a transport that records it, loses messages, and can lie.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use anyhow::{Context as _, Result, ensure};
use domain::base::id::{RevisionId, ShareVersion};
use domain::sync::{CLIENT, Op, SetShare, SetShareSetting, SyncAnswer, SyncRequest, Verdict};
use offline::ports::{Transport, TransportError};
use tests::phone::Direct;

/// The entry as an observer of both phones knows it.
#[derive(Default)]
pub struct Truth {
    pub texts: BTreeMap<RevisionId, String>,
    /// Revisions that were deleted by someone who had seen them.
    pub deleted: BTreeSet<RevisionId>,
    /// Acts that closed the share on the server, in any order.
    pub closed: BTreeSet<ShareVersion>,
    /// Acts that turned the default off on the server, in any order.
    pub offs: BTreeSet<ShareVersion>,
    /// Shares that a default made and acts that turned it on: the offs that they came after.
    pub came_after: BTreeMap<ShareVersion, BTreeSet<ShareVersion>>,
    /// The acts that each phone knows.
    pub knows: [BTreeSet<ShareVersion>; 2],
    /// Acts known when a share was made or the default was turned on.
    pub made_knowing: BTreeMap<ShareVersion, BTreeSet<ShareVersion>>,
}

impl Truth {
    /// The server accepted it, now or earlier.
    pub fn accepted(&mut self, op: &Op) {
        match op {
            Op::Unshare(stop) => drop(self.closed.insert(stop.version)),
            Op::ShareSetting(set) if !set.on => drop(self.offs.insert(set.version)),
            Op::ShareSetting(SetShareSetting { version, .. })
            | Op::Share(SetShare { version, setting: Some(_), .. }) => {
                let offs = self.offs.clone();
                self.came_after.entry(*version).or_insert(offs);
            }
            _ => {}
        }
    }

    /// Law: an act that did not know every earlier *off* neither opens a share by default nor turns the default on.
    pub fn check_defaults(&self) -> Result<()> {
        for (version, offs) in &self.came_after {
            let knew = self.made_knowing.get(version).context("an act that nobody made")?;
            ensure!(offs.is_subset(knew), "a default opened something after it was turned off unseen");
        }
        Ok(())
    }
}

/// The transport of one phone, which loses requests and responses, and records what the phone was told.
pub struct Watched {
    pub direct: Direct,
    pub phone: usize,
    pub truth: Rc<RefCell<Truth>>,
    pub fate: Cell<Fate>,
    /// The control runs.
    pub lie: Rc<Cell<Option<Lie>>>,
}

/// A lying phone's false claim of knowledge.
#[derive(Clone, Copy)]
pub enum Lie {
    /// Every share names the latest act on it.
    Shares(Option<ShareVersion>),
    /// Every share of a default, and every act that turns it on, names the latest setting.
    Defaults(Option<ShareVersion>),
}

/// The latest act as a lying phone follows it through its own batch.
struct Claim(Lie);

impl Claim {
    fn of(&mut self, op: Op) -> Option<Op> {
        match (&mut self.0, op) {
            (Lie::Shares(over), Op::Share(mut share)) => {
                share.over = over.replace(share.version);
                // A share that no default bounds.
                share.setting = None;
                Some(Op::Share(share))
            }
            (Lie::Shares(over), Op::Unshare(stop)) => {
                *over = Some(stop.version);
                None
            }
            (Lie::Defaults(over), Op::ShareSetting(mut set)) => {
                set.over = over.replace(set.version);
                Some(Op::ShareSetting(set))
            }
            (Lie::Defaults(over), Op::Share(mut share)) if share.setting.is_some() => {
                share.setting = *over;
                Some(Op::Share(share))
            }
            _ => None,
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
pub enum Fate {
    Arrives,
    RequestLost,
    AnswerLost,
}

impl Transport for Watched {
    async fn sync(&self, request: &SyncRequest) -> Result<SyncAnswer, TransportError> {
        if self.fate.get() == Fate::RequestLost {
            return Err(TransportError::Offline);
        }
        let mut request = request.clone();
        if let Some(mut claim) = self.lie.get().map(Claim) {
            for raw in &mut request.ops {
                if let Some(op) = raw.parse(CLIENT).ok().and_then(|operation| claim.of(operation.op)) {
                    *raw = op.into_raw(raw.seq, raw.op_id);
                }
            }
        }
        let answer = self.direct.sync(&request).await?;
        let mut truth = self.truth.borrow_mut();
        for (raw, verdict) in request.ops.iter().zip(&answer.verdicts) {
            if verdict.verdict == Verdict::Accepted
                && let Ok(operation) = raw.parse(CLIENT)
            {
                truth.accepted(&operation.op);
            }
        }
        if self.fate.get() == Fate::AnswerLost {
            return Err(TransportError::Offline);
        }
        let now: Vec<_> = truth.closed.union(&truth.offs).copied().collect();
        truth.knows[self.phone].extend(now);
        Ok(answer)
    }
}
