//! One tap to a person: the telephone's own call or text message.

use domain::base::id::ObjectId;
use domain::contacts::contact::Contact;
use domain::contacts::number::TelNumber;
use domain::entries::reach_out::Way;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::shell::paths;

/// Names of the query of the form that logs it.
pub const CONTACT: &str = "who";
pub const WAY: &str = "how";

/// Address that calls a number.
pub fn call(number: &TelNumber) -> String {
    format!("tel:{}", number.dialed().replace('#', "%23"))
}

/// Address that begins a text message. iPhones want `&` before the body where others want `?`; all take both.
pub fn text(number: &TelNumber, contact: &Contact) -> String {
    let dialed = number.without_extension();
    match &contact.message {
        Some(message) => format!("sms:{dialed}?&body={}", utf8_percent_encode(message.as_str(), NON_ALPHANUMERIC)),
        None => format!("sms:{dialed}"),
    }
}

/// The ways by their names in addresses.
const WAYS: [(Way, &str); 4] = [(Way::Call, "call"), (Way::Text, "text"), (Way::Online, "online"), (Way::Met, "met")];

/// Address of the form that logs it.
pub fn log(contact: ObjectId, way: Way) -> String {
    let name = WAYS.iter().find(|(known, _)| *known == way).map_or("call", |(_, name)| name);
    format!("{}?{CONTACT}={contact}&{WAY}={name}", paths::REACHED)
}

/// The way as [`log`] writes it.
pub fn way_named(name: &str) -> Option<Way> {
    WAYS.iter().find(|(_, known)| *known == name).map(|(way, _)| *way)
}

#[cfg(test)]
mod tests {
    use domain::base::text::{Label, Message};

    use super::*;

    #[test]
    fn a_message_is_whole_whatever_is_in_it() {
        let number = TelNumber::parse("number", "+1 (555) 010-0199").unwrap();
        let mut contact = Contact {
            name: Label::new("name", "Alma").unwrap(),
            role: None,
            number: Some(number.clone()),
            message: None,
            at_hand: false,
        };
        assert_eq!(call(&number), "tel:+15550100199");
        assert_eq!(text(&number, &contact), "sms:+15550100199");
        contact.message = Message::optional("message", "¿Hablas? 100% & #1").unwrap();
        assert_eq!(text(&number, &contact), "sms:+15550100199?&body=%C2%BFHablas%3F%20100%25%20%26%20%231");
    }

    #[test]
    fn the_form_reads_every_way_that_leads_to_it() {
        for way in Way::ALL {
            let address = log(ObjectId::from_bytes([1; 16]), *way);
            let name = address.rsplit('=').next().unwrap();
            assert_eq!(way_named(name), Some(*way));
        }
        assert_eq!(way_named("fax"), None);
    }
}
