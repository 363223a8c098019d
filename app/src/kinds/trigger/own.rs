//! The participant's own triggers.

use domain::base::text::Label;
use domain::entries::body::Body;
use domain::entries::catalogue::Choice;
use offline::look::Look;

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
