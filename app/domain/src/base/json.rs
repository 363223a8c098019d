//! JSON from a newer version, kept as it came. Text and no tree: a phone only hands it on.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

/// One JSON value as text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = Object))]
pub struct Json(String);

impl Json {
    pub fn get(&self) -> &str {
        &self.0
    }
}

impl From<Box<RawValue>> for Json {
    fn from(json: Box<RawValue>) -> Self {
        Self(json.get().to_owned())
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.0.clone()).map_err(serde::ser::Error::custom)?.serialize(to)
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Box::<RawValue>::deserialize(from).map(Self::from).map_err(D::Error::custom)
    }
}

/// Reads an enum with a variant `Newer(Json)`, which takes every unknown value. The enum says
/// `#[serde(remote = "Self")]`, and `#[serde(skip)]` on the variant.
#[macro_export]
macro_rules! or_newer {
    ($name:ident) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                if let Self::Newer(json) = self {
                    serde::Serialize::serialize(json, to)
                } else {
                    $name::serialize(self, to)
                }
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let json = <Box<serde_json::value::RawValue> as serde::Deserialize>::deserialize(from)?;
                let known = $name::deserialize(&mut serde_json::Deserializer::from_slice(json.get().as_bytes()));
                Ok(known.unwrap_or_else(|_| Self::Newer(json.into())))
            }
        }
    };
}
