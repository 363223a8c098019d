//! The one list of the participant's pages.

/// Hands every page to the macro `$make`. Adding a page is a line here and the file that draws it: constants, documents
/// and the service worker's patterns (`paths.rs`), parts (`part.rs`), routes (`router.rs`) and drawing (`late.rs`)
/// follow.
///
/// `first` are the pages of the first WASM file, `late` those of the files that come after it, by subject. What stands
/// below one address is in one file. A line is the name of its path, the name of its part, the address with `/ id`
/// where something is looked up, and the component below `crate`. Addresses are neutral, because a stranger may see
/// them in the history; they are permanent.
///
/// Architecture invariant: a callback, so that only `router.rs` expands the components of the first file and only
/// `late.rs` those of the later ones. One macro that made everything in one place would pull every page into the first
/// file.
macro_rules! for_pages {
    ($make:ident) => {
        $make! {
            first {
                TODAY "now" => today::now::TodayPage;
                LOG "log" => log::craving::CravingPage;
            }
            late {
                Entries entries {
                    HISTORY History "list" => entries::history::HistoryPage;
                    ENTRY Entry "list" / id => entries::entry::EntryPage;
                    CHARTS Charts "views" => charts::page::ChartsPage;
                    TRIGGER Trigger "met" => log::trigger::TriggerPage;
                    USE Use "note" => log::used::UsePage;
                    THOUGHT Thought "thought" => log::thought_record::ThoughtRecordPage;
                    MEETING Meeting "meeting" => log::meeting::MeetingPage;
                    REACHED Reached "reached" => log::reach_out::ReachOutPage;
                    CHECK_IN CheckIn "check-in" => log::check_in::CheckInPage;
                }
                Times times {
                    SKILLS Skills "skills" => skills::overview::SkillsPage;
                    SKILL Skill "skills" / id => skills::skill::SkillPage;
                    SCHEDULE Schedule "times" => schedule::overview::SchedulePage;
                    SESSION Session "times" / id => schedule::session::SessionPage;
                    REMINDERS Reminders "reminders" => reminders::page::RemindersPage;
                    INBOX Inbox "inbox" => reminders::inbox::InboxPage;
                    REDIRECT Redirect "inbox" / id => reminders::redirect::RedirectPage;
                }
                Setup setup {
                    MORE More "more" => setup::more::MorePage;
                    START Start "start" => setup::start::StartPage;
                    LEDGER Ledger "seen" => sharing::ledger::LedgerPage;
                    PRIVACY Privacy "know" => sharing::privacy::PrivacyPage;
                    SHARING Sharing "sharing" => sharing::defaults::SharingPage;
                    PEOPLE People "people" => contacts::overview::PeoplePage;
                    NEAR Near "near" => contacts::near::NearPage;
                    TARGETS Targets "aims" => targets::overview::TargetsPage;
                    TARGET Target "aims" / id => targets::target::TargetPage;
                }
            }
        }
    };
}
pub(crate) use for_pages;
