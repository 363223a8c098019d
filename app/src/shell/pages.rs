//! The one list of the participant's pages.

/// Hands every page to the macro `$make`. Adding a page is a line here and the file that draws it: constants, documents and
/// the service worker's patterns (`paths.rs`), parts (`part.rs`), routes (`router.rs`) and drawing (`late.rs`) follow.
///
/// `first` are the pages of the first WASM file, `late` those of the second. A line is the name of its path, the name of its
/// part, the address with `/ id` where something is looked up, and the component. Addresses are neutral, because a stranger
/// may see them in the history; they are permanent.
///
/// Architecture invariant: a callback, so that only `router.rs` expands the components of the first file and only `late.rs`
/// those of the second. One macro that made everything in one place would pull every page into the first file.
macro_rules! for_pages {
    ($make:ident) => {
        $make! {
            first {
                TODAY "now" => crate::today::now::TodayPage;
                LOG "log" => crate::log::craving::CravingPage;
            }
            late {
                HISTORY History "list" => crate::entries::history::HistoryPage;
                ENTRY Entry "list" / id => crate::entries::entry::EntryPage;
                MORE More "more" => crate::setup::more::MorePage;
                START Start "start" => crate::setup::start::StartPage;
                LEDGER Ledger "seen" => crate::sharing::ledger::LedgerPage;
                PRIVACY Privacy "know" => crate::sharing::privacy::PrivacyPage;
                SKILLS Skills "skills" => crate::skills::overview::SkillsPage;
                SKILL Skill "skills" / id => crate::skills::skill::SkillPage;
                CHARTS Charts "views" => crate::charts::page::ChartsPage;
                TRIGGER Trigger "met" => crate::log::trigger::TriggerPage;
                USE Use "note" => crate::log::used::UsePage;
                TARGETS Targets "aims" => crate::targets::overview::TargetsPage;
                TARGET Target "aims" / id => crate::targets::target::TargetPage;
                SHARING Sharing "sharing" => crate::sharing::defaults::SharingPage;
                SCHEDULE Schedule "times" => crate::schedule::overview::SchedulePage;
                SESSION Session "times" / id => crate::schedule::session::SessionPage;
                REMINDERS Reminders "reminders" => crate::reminders::page::RemindersPage;
                INBOX Inbox "inbox" => crate::reminders::inbox::InboxPage;
                REDIRECT Redirect "inbox" / id => crate::reminders::redirect::RedirectPage;
            }
        }
    };
}
pub(crate) use for_pages;
