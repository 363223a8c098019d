//! The participant's own triggers.

use domain::body::Body;
use domain::catalogue::Choice;
use domain::text::Label;
use offline::view::Look;

/// How many of the participant's own triggers are offered again, newest first.
const OWN: usize = 12;

/// The participant's own triggers in earlier entries, each once.
pub fn own_triggers(look: &Look) -> Vec<Label> {
    let mut own = Vec::new();
    for entry in &look.entries {
        let triggers = match &entry.record.body {
            Body::Trigger(met) => met.triggers.as_slice(),
            Body::Craving(craving) => &craving.triggers,
            _ => &[],
        };
        for choice in triggers {
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
