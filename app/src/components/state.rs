//! Where an entry is, in words. A ring is not stored yet, a full dot is; never colour alone.

use domain::sync::{Reason, Verdict};
use leptos::prelude::*;
use offline::view::{Entry, EntryState};

use crate::i18n::{Lang, Words};
use crate::phone::Phone;
use crate::words;

/// The state of an entry as one short sentence.
pub fn sentence(lang: Lang, entry: &Entry) -> String {
    if let Some(last) = entry.seen.last().filter(|s| entry.share.pinned == Some(s.revision)) {
        return words::SEEN_BY.fill(lang, &[("name", &last.by)]);
    }
    let words = match &entry.state {
        EntryState::OnThisPhone => words::ON_THIS_PHONE,
        EntryState::StoredPrivately if entry.share.waiting && entry.share.pinned.is_some() => words::SHARING,
        EntryState::StoredPrivately => words::STORED,
        EntryState::Shared if entry.share.waiting => words::UNSHARING,
        EntryState::Shared => words::SHARED,
        EntryState::Refused(verdict) => return words::REFUSED.fill(lang, &[("why", reason(verdict).say(lang))]),
    };
    words.say(lang).to_owned()
}

/// Why something could not be sent.
pub const fn reason(verdict: &Verdict) -> Words {
    match verdict {
        Verdict::Accepted => words::STORED,
        Verdict::Conflict => words::WHY_CONFLICT,
        Verdict::Rejected { reason, .. } => match reason {
            Reason::UnknownSchema => words::WHY_SCHEMA,
            Reason::TooLarge => words::WHY_LARGE,
            Reason::NotVouched => words::WHY_NOT_VOUCHED,
            Reason::UnknownRevision => words::WHY_GONE,
            Reason::Invalid | Reason::IdTaken | Reason::Failed => words::WHY_FAILED,
        },
    }
}

#[component]
pub fn State(entry: Entry) -> impl IntoView {
    let lang = Phone::here().lang;
    let full = !matches!(entry.state, EntryState::OnThisPhone | EntryState::Refused(_));
    view! { <p class="state"><span class="dot" class:full=full aria-hidden="true"></span>{sentence(lang, &entry)}</p> }
}
