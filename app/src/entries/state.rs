//! State of an entry, in words. A ring is not stored yet, a full dot is, and a mark for what others can read has
//! corners; never color alone.

use std::sync::Arc;

use domain::sync::{Reason, Verdict};
use leptos::prelude::*;
use offline::look::entry::Entry;
use offline::look::entry::EntryState;
use offline::rows::{Intent, TrayItem};

use crate::shell::phone::Phone;
use crate::words;
use crate::words::i18n::{Lang, Words};

/// Look of the mark before that sentence.
pub const fn mark(entry: &Entry) -> &'static str {
    match entry.state {
        EntryState::OnThisPhone | EntryState::Refused(_) => "dot",
        EntryState::StoredPrivately => "dot full",
        EntryState::Shared => "dot open",
    }
}

/// The state of an entry as one short sentence.
pub fn sentence(lang: Lang, entry: &Entry) -> String {
    let words = match (&entry.state, entry.share.waiting, entry.share.pinned) {
        (EntryState::Refused(verdict), ..) => return words::REFUSED.fill(lang, &[("why", reason(verdict).say(lang))]),
        (EntryState::OnThisPhone, false, None) => words::ON_THIS_PHONE,
        (EntryState::OnThisPhone, false, Some(_)) => words::PHONE_OLDER,
        (EntryState::OnThisPhone, true, None) => words::PHONE_UNSHARING,
        (EntryState::OnThisPhone, true, Some(_)) => words::PHONE_SHARING,
        (EntryState::StoredPrivately, true, Some(_)) => words::SHARING,
        (EntryState::StoredPrivately, ..) => words::STORED,
        (EntryState::Shared, true, None) => words::UNSHARING,
        (EntryState::Shared, true, Some(_)) => words::RESHARING,
        (EntryState::Shared, false, pinned) => match entry.seen.last().filter(|s| pinned == Some(s.revision)) {
            Some(last) => return words::SEEN_BY.fill(lang, &[("name", &last.by)]),
            None => words::SHARED,
        },
    };
    words.say(lang).to_owned()
}

/// The readers of an entry now. A waiting act is no fact yet; a version that is not shown may be open all the same.
pub fn readers(entry: &Entry) -> Words {
    match (&entry.state, entry.share.waiting, entry.share.pinned) {
        (EntryState::Shared, true, None) => words::UNSHARING_TEXT,
        (EntryState::Shared, true, Some(_)) => words::RESHARING,
        (EntryState::OnThisPhone | EntryState::Refused(_), false, None) => words::PHONE_TEXT,
        (EntryState::StoredPrivately, _, None) | (_, false, None) => words::PRIVATE_TEXT,
        (_, true, None) => words::PHONE_UNSHARING,
        (_, true, Some(pinned)) if pinned != entry.revision => words::PHONE_SHARING,
        (_, true, Some(_)) => words::SHARING_TEXT,
        (_, false, Some(_)) => words::SHARED_TEXT,
    }
}

/// Why something could not be sent.
pub const fn reason(verdict: &Verdict) -> Words {
    match verdict {
        Verdict::Accepted => words::STORED,
        Verdict::Conflict => words::WHY_CONFLICT,
        Verdict::Later => words::ON_THIS_PHONE,
        Verdict::Newer(_) => words::WHY_NEWER,
        Verdict::Rejected { reason, .. } => match reason {
            Reason::UnknownSchema => words::WHY_SCHEMA,
            Reason::TooLarge => words::WHY_LARGE,
            Reason::NotVouched => words::WHY_NOT_VOUCHED,
            Reason::UnknownRevision => words::WHY_GONE,
            Reason::TooMany => words::WHY_TOO_MANY,
            Reason::Invalid | Reason::IdTaken | Reason::NotThere | Reason::Failed | Reason::Newer => words::WHY_FAILED,
        },
    }
}

/// Why an operation in the tray could not be sent.
pub const fn refusal(item: &TrayItem) -> Words {
    match (&item.verdict, &item.intent) {
        (Verdict::Conflict, Intent::Share { setting: Some(_), .. }) => words::sharing::WHY_NOT_SHARED,
        (Verdict::Conflict, Intent::ShareSetting { .. }) => words::sharing::WHY_NOT_ON,
        (verdict, _) => reason(verdict),
    }
}

#[component]
pub fn State(#[prop(into)] entry: Arc<Entry>) -> impl IntoView {
    let lang = Phone::here().lang;
    view! {
        <p class="state">
            <span class=mark(&entry) aria-hidden="true"></span>
            {sentence(lang, &entry)}
        </p>
    }
}
