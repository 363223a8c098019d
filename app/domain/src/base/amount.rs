//! Amounts in a target's own unit: drinks, mg, money, minutes. Whole hundredths, so nothing is ever rounded.

use std::fmt;

use crate::Invalid;
use crate::base::bounded::bounded;

bounded! {
    /// 1 to 100,000,000 hundredths: 0.01 to 1,000,000. Stored as the number of hundredths.
    Amount(u32): "amount", 1..=100_000_000, "hundredths from 1 to 100000000";
}

impl Amount {
    /// The allowed input, in plain English.
    pub const ALLOWED: &'static str = "a number above 0, up to 1000000, with at most two decimals, such as 2 or 2.5";

    /// Parses typed input with a decimal point or comma. Three digits after either could be thousands or decimals, so
    /// they are refused instead of guessed.
    ///
    /// # Errors
    /// Names `field` if it is not such a number.
    pub fn parse(field: &str, raw: &str) -> Result<Self, Invalid> {
        let wrong = || Invalid::new(field, Self::ALLOWED);
        let text = raw.trim();
        let (whole, decimals) = text.split_once(['.', ',']).unwrap_or((text, ""));
        // Seven digits and two decimals fit in 32 bits.
        if whole.len() > 7 || decimals.len() > 2 || !whole.bytes().chain(decimals.bytes()).all(|b| b.is_ascii_digit()) {
            return Err(wrong());
        }
        let digits = whole.bytes().chain(decimals.bytes()).chain(std::iter::repeat_n(b'0', 2 - decimals.len()));
        Self::new(digits.fold(0, |value, digit| value * 10 + u32::from(digit - b'0'))).map_err(|_| wrong())
    }

    /// Like [`Amount::parse`], but empty input is `None` and not an error.
    ///
    /// # Errors
    /// Names `field` when something was typed that is not such a number.
    pub fn optional(field: &str, raw: &str) -> Result<Option<Self>, Invalid> {
        if raw.trim().is_empty() { Ok(None) } else { Self::parse(field, raw).map(Some) }
    }
}

/// With a decimal point; [`hundredths`] takes another sign.
impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hundredths(u64::from(self.0), '.'))
    }
}

/// Writes a number of hundredths with as few decimals as it needs: 2, 2.5, 2.25. `sign` separates the decimals.
pub fn hundredths(value: u64, sign: char) -> String {
    let (whole, rest) = (value / 100, value % 100);
    match (rest, rest % 10) {
        (0, _) => whole.to_string(),
        (_, 0) => format!("{whole}{sign}{}", rest / 10),
        _ => format!("{whole}{sign}{rest:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_reads_what_people_type_and_prints_it_back() {
        for (typed, printed) in [
            ("2", "2"),
            ("2.5", "2.5"),
            ("2,5", "2.5"),
            (" 2,50 ", "2.5"),
            ("0.05", "0.05"),
            (".5", "0.5"),
            ("3.", "3"),
            ("007", "7"),
            ("12,34", "12.34"),
            ("1000000", "1000000"),
        ] {
            let amount = Amount::parse("use.amount", typed);
            assert_eq!(amount.clone().map(|a| a.to_string()), Ok(printed.to_owned()), "{typed}");
            assert_eq!(Amount::parse("use.amount", printed), amount);
        }
        assert_eq!(hundredths(250, ','), "2,5");
        assert_eq!(hundredths(100_000_000_000, '.'), "1000000000");
    }

    #[test]
    fn nonsense_and_what_could_be_read_two_ways_is_refused_by_field() {
        for typed in [
            "",
            ".",
            ",",
            "0",
            "0,00",
            "-1",
            "+1",
            "1e3",
            "1.234",
            "1,000",
            "1.2.3",
            "1,000.50",
            "two",
            "$5",
            "1000000.01",
            "99999999",
            "٢",
            "1 000",
        ] {
            assert_eq!(Amount::parse("use.amount", typed), Err(Invalid::new("use.amount", Amount::ALLOWED)), "{typed}");
        }
        assert_eq!(Amount::optional("use.amount", "  "), Ok(None));
        assert!(serde_json::from_str::<Amount>("0").is_err());
        assert!(serde_json::from_str::<Amount>("100000001").is_err());
        assert!(serde_json::from_str::<Amount>("2.5").is_err());
    }
}
