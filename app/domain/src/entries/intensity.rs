//! Intensity, as a person rates it.

use crate::base::bounded::bounded;

bounded! {
    /// Intensity of a craving or a pull: 0 (not at all) to 10 (strongest ever).
    Intensity(u8): "intensity", 0..=10, "a whole number from 0 to 10";
}

impl Intensity {
    pub const NOT_AT_ALL: Self = Self(0);

    /// 0, 1, … 10.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..=Self::MAX).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intensity_is_zero_to_ten() {
        assert_eq!(Intensity::all().count(), 11);
        assert_eq!(Intensity::new(11).map_err(|e| e.field), Err("intensity".to_owned()));
        assert!(serde_json::from_str::<Intensity>("11").is_err());
        assert!(serde_json::from_str::<Intensity>("-1").is_err());
    }
}
