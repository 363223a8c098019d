//! The beginning of a page of a list, as in an address: `before=1767225600000-0123…`, milliseconds and an id.

use app::care::shell::pages::Pages;
use chrono::DateTime;

use crate::store::types::care::Before;

/// Reads what [`pages`] wrote. Anything else begins with the newest.
pub fn read(text: Option<&str>) -> Option<Before> {
    let (at, object) = text?.split_once('-')?;
    Some(Before { at: DateTime::from_timestamp_millis(at.parse().ok()?)?, object: object.parse().ok()? })
}

/// The links below a page of the list at `path`.
pub fn pages(path: &str, shown: Option<Before>, older: Option<Before>) -> Pages {
    let older = older.map(|place| format!("{path}?before={}-{}", place.at.timestamp_millis(), place.object));
    Pages { newest: shown.map(|_| path.to_owned()), older }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};
    use domain::base::id::ObjectId;

    use super::*;

    #[test]
    fn a_place_is_read_as_it_was_written() {
        let place = Before { at: DateTime::<Utc>::UNIX_EPOCH, object: ObjectId::from_bytes([7; 16]) };
        let href = pages("/care/inbox", None, Some(place)).older.unwrap();
        assert_eq!(read(href.split_once("before=").map(|(_, text)| text)), Some(place));
        for text in ["", "1", "1-", "x-07070707070707070707070707070707", "9999999999999999999-07"] {
            assert_eq!(read(Some(text)), None, "{text}");
        }
    }
}
