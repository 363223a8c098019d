//! The participant's own triggers.

use domain::base::text::Label;
use domain::entries::catalogue::Choice;
use offline::look::Look;

use crate::kinds::by_use;

/// Number of the participant's own triggers offered again, newest first.
const OWN: usize = 12;

/// The participant's own triggers in earlier entries, each once.
pub fn own_triggers(look: &Look) -> Vec<Label> {
    let mut own = Vec::new();
    for entry in &look.entries {
        for choice in by_use::triggers(&entry.record.body) {
            if let Choice::Own(label) = choice
                && !own.contains(label)
            {
                own.push(label.clone());
            }
        }
        if own.len() >= OWN {
            break;
        }
    }
    own
}
