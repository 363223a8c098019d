//! Whole numbers with a minimum and a maximum, checked when they are created and parsed.

macro_rules! bounded {
    ($($(#[$doc:meta])* $name:ident($raw:ty): $field:literal, $min:literal..=$max:literal, $allowed:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name($raw);

        impl $name {
            pub const MIN: $raw = $min;
            pub const MAX: $raw = $max;

            /// # Errors
            /// Fails if `raw` is out of range.
            pub fn new(raw: $raw) -> Result<Self, crate::Invalid> {
                if (Self::MIN..=Self::MAX).contains(&raw) {
                    Ok(Self(raw))
                } else {
                    Err(crate::Invalid::new($field, $allowed))
                }
            }

            pub const fn get(self) -> $raw {
                self.0
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                Self::new(<$raw>::deserialize(from)?).map_err(serde::de::Error::custom)
            }
        }
    )*};
}
pub(crate) use bounded;
