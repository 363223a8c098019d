//! Fields of a row that this version does not know, kept when the row is written again.
//!
//! Not serde's `flatten`: it reads every row into a tree of its own first, which costs the first load some KB and every
//! row its time.

use domain::base::json::Json;
use serde::ser::SerializeMap;

/// Names and JSON, as they were written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rest(pub(super) Vec<(String, Json)>);

impl Rest {
    pub(super) fn write<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        self.0.iter().try_for_each(|(name, json)| map.serialize_entry(name, json))
    }
}

/// A stored row: a struct whose fields are public, and `rest`. `= default` marks a field that older rows lack.
macro_rules! row {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $field:ident: $type:ty $(= $default:ident)?),* $(,)? }) => {
        $(#[$meta])*
        pub struct $name {
            $($(#[$doc])* pub $field: $type,)*
            /// Fields that a newer version wrote.
            pub rest: Rest,
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeMap as _;
                let mut map = to.serialize_map(None)?;
                $(map.serialize_entry(stringify!($field), &self.$field)?;)*
                self.rest.write(&mut map)?;
                map.end()
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                struct Fields;
                impl<'de> serde::de::Visitor<'de> for Fields {
                    type Value = $name;

                    fn expecting(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        to.write_str("a row")
                    }

                    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<$name, A::Error> {
                        $(let mut $field: Option<$type> = None;)*
                        let mut rest = Rest::default();
                        while let Some(name) = map.next_key::<String>()? {
                            match name.as_str() {
                                $(stringify!($field) => $field = Some(map.next_value()?),)*
                                _ => rest.0.push((name, map.next_value()?)),
                            }
                        }
                        Ok($name { $($field: row!(@take A $field $($default)?),)* rest })
                    }
                }
                from.deserialize_map(Fields)
            }
        }
    };
    (@take $access:ident $field:ident default) => { $field.unwrap_or_default() };
    (@take $access:ident $field:ident) => {
        $field.ok_or_else(|| <$access::Error as serde::de::Error>::missing_field(stringify!($field)))?
    };
}
