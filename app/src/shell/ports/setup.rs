//! Bringing phones in, the recovery code, and leaving.

use domain::base::id::DeviceId;
use domain::people::enrolment::EnrolmentAnswer;

use super::trouble::Working;

pub trait Setup {
    fn enrol(&self, code: String) -> Working<EnrolmentAnswer>;
    fn check_enrolment(&self, ticket: String) -> Working<EnrolmentAnswer>;
    /// Number and ticket of an enrolment that still waits for staff, also after a reload.
    fn pending_enrolment(&self) -> Option<(String, String)>;
    /// Gives up the enrolment that waits for staff, to use another code.
    fn forget_pending(&self);
    /// `true` if notes were in this browser and nobody signed out.
    fn was_here(&self) -> bool;
    /// `true` if the browser keeps storage until somebody clears it. `ask`: asks it to first.
    fn lasts(&self, ask: bool) -> Working<bool>;
    /// Sets the address to open once this phone is in again.
    fn go_on_to(&self, path: Option<String>);
    fn goes_on_to(&self) -> Option<String>;
    /// Shuts another phone of the participant's out.
    fn revoke(&self, phone: DeviceId) -> Working<()>;
    /// Says that another phone is the participant's own, so that it may do everything.
    fn vouch(&self, phone: DeviceId) -> Working<()>;
    fn make_code(&self) -> Working<String>;
    fn use_code(&self, code: String) -> Working<usize>;
    /// Removes everything from this phone and ends the sign-in; a fresh page finishes the slower steps.
    fn leave(&self) -> Working<()>;
    /// Shows the browser's install prompt, if it offered one.
    fn install(&self);
}
