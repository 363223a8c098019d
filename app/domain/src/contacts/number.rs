//! Telephone numbers as people write them.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Invalid;

/// 3 to 20 digits with the signs between them, as typed. A plus may come first, and a comma or an x before an
/// extension. At most 40 characters.
///
/// No country's rules are applied: a number that is dialed from another country, a short one and one of tomorrow's have
/// to work, too. Stored ones are read even if another version was less strict.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(try_from = "String", into = "String")]
pub struct TelNumber(String);

impl TelNumber {
    /// The allowed input, in plain English.
    pub const ALLOWED: &'static str =
        "a telephone number of 3 to 20 digits, with spaces, ( ) . - / * # between them, and x before an extension";

    const DIGITS: std::ops::RangeInclusive<usize> = 3..=20;
    const MOST: usize = 40;

    /// Takes what is typed or pasted. Marks that cannot be seen are dropped, and the many dashes and spaces become
    /// plain ones.
    ///
    /// # Errors
    /// Names `field` if it is no such number.
    pub fn parse(field: &str, raw: &str) -> Result<Self, Invalid> {
        let text: String = raw.chars().filter_map(plain).collect();
        let text = text.trim();
        let digits = text.chars().filter(char::is_ascii_digit).count();
        let signs = text.chars().skip(1).any(|c| c == '+') || !text.chars().all(is_part);
        if signs || !Self::DIGITS.contains(&digits) || text.len() > Self::MOST {
            return Err(Invalid::new(field, Self::ALLOWED));
        }
        Ok(Self(text.to_owned()))
    }

    /// Like [`TelNumber::parse`], but empty input is `None` and not an error.
    ///
    /// # Errors
    /// Names `field` when something was typed that is no such number.
    pub fn optional(field: &str, raw: &str) -> Result<Option<Self>, Invalid> {
        if raw.trim().is_empty() { Ok(None) } else { Self::parse(field, raw).map(Some) }
    }

    /// The first number in a line of text: 7 to 15 digits with only the usual signs between them. Fewer are a time or
    /// an age, and a slash stands between two numbers, or in a date.
    pub fn find(line: &str) -> Option<Self> {
        const FOUND: std::ops::RangeInclusive<usize> = 7..=15;
        let runs = line.split(|c: char| !(c.is_ascii_digit() || " +-().".contains(c)));
        runs.filter(|run| FOUND.contains(&run.chars().filter(char::is_ascii_digit).count()))
            .find_map(|run| Self::parse("number", run).ok())
    }

    /// A number that was taken before, unchanged.
    ///
    /// # Errors
    /// Names `field` when no version takes such a number: nothing at all, more than 160 bytes, control characters.
    fn stored(field: &str, raw: String) -> Result<Self, Invalid> {
        if raw.is_empty() || raw.len() > 4 * Self::MOST || raw.chars().any(char::is_control) {
            return Err(Invalid::new(field, Self::ALLOWED));
        }
        Ok(Self(raw))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What a telephone dials: its digits, plus, star and hash, and a comma where it waits before an extension.
    pub fn dialed(&self) -> String {
        let signs = self.0.chars().filter_map(|c| match c {
            'x' | 'X' | ',' => Some(','),
            c => (c.is_ascii_digit() || matches!(c, '+' | '*' | '#')).then_some(c),
        });
        signs.collect()
    }

    /// The same for a text message, which reaches no extension.
    pub fn without_extension(&self) -> String {
        self.dialed().split(',').next().unwrap_or_default().replace(['*', '#'], "")
    }
}

const fn is_part(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '+' | ' ' | '(' | ')' | '.' | '-' | '/' | '*' | '#' | ',' | 'x' | 'X')
}

/// The plain form of a character that belongs to a number; `None` for what cannot be seen. Others stay.
fn plain(c: char) -> Option<char> {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
        c if c.is_whitespace() => Some(' '),
        // Address books surround numbers with marks of direction.
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => None,
        c => Some(c),
    }
}

impl fmt::Display for TelNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for TelNumber {
    type Error = Invalid;

    fn try_from(raw: String) -> Result<Self, Invalid> {
        Self::stored("number", raw)
    }
}

impl From<TelNumber> for String {
    fn from(number: TelNumber) -> Self {
        number.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_kept_as_it_was_written_and_dialed_without_its_signs() {
        for (typed, kept, dialed) in [
            ("(555) 010-0199", "(555) 010-0199", "5550100199"),
            ("+34 600 000 000", "+34 600 000 000", "+34600000000"),
            ("\u{202a}+1 555\u{2011}010\u{2011}0199\u{202c}", "+1 555-010-0199", "+15550100199"),
            (" 555.010.0199 ", "555.010.0199", "5550100199"),
            ("555\u{a0}0100", "555 0100", "5550100"),
            ("988", "988", "988"),
            ("*67 555 0100 x12", "*67 555 0100 x12", "*675550100,12"),
            ("555-0100,12#", "555-0100,12#", "5550100,12#"),
        ] {
            let number = TelNumber::parse("contact.number", typed).unwrap();
            assert_eq!((number.as_str(), number.dialed().as_str()), (kept, dialed), "{typed}");
            assert_eq!(TelNumber::parse("contact.number", kept), Ok(number.clone()));
            assert_eq!(serde_json::from_str::<TelNumber>(&serde_json::to_string(&number).unwrap()).unwrap(), number);
        }
        assert_eq!(TelNumber::optional("contact.number", " "), Ok(None));
    }

    #[test]
    fn what_no_telephone_dials_is_refused_by_field() {
        for typed in [
            "",
            "12",
            "1-800-FLOWERS",
            "x5",
            "5+550100",
            "123456789012345678901",
            "555;010",
            "tel:555",
            "(555) - (010) - (0199) - - - - - - - - - 1",
        ] {
            let refused = Err(Invalid::new("contact.number", TelNumber::ALLOWED));
            assert_eq!(TelNumber::parse("contact.number", typed), refused, "{typed}");
        }
    }

    #[test]
    fn a_number_is_found_in_a_line() {
        let found = |line| TelNumber::find(line).map(|number| number.dialed());
        assert_eq!(found("Alma (sister): +1 (555) 010-0199, evenings"), Some("+15550100199".into()));
        assert_eq!(found("after 6, 5550100"), Some("5550100".into()));
        assert_eq!(found("Room 12, 18:30"), None);
        assert_eq!(found("no number"), None);
        assert_eq!(found("212-555-0147 / 646-555-0100"), Some("2125550147".into()));
        assert_eq!(found("555-0147/555-0100"), Some("5550147".into()));
        assert_eq!(found("since 10/12/2024"), None);
    }

    #[test]
    fn a_number_of_another_version_does_not_close_its_contact() {
        assert_eq!(serde_json::from_str::<TelNumber>(r#""555 0100 ext. 7""#).unwrap().dialed(), "5550100,7");
        for unreadable in [r#""""#.to_owned(), format!("\"{}\"", "5".repeat(161)), r#""5\u0000""#.to_owned()] {
            assert!(serde_json::from_str::<TelNumber>(&unreadable).is_err(), "{unreadable}");
        }
    }
}
