//! serde's traits for the generated types, by way of `serde_json::Value`, so that any
//! self-describing format works.

/// Implements `Serialize` and `Deserialize` for types that read and write JSON.
macro_rules! impl_serde {
    ($($name:ty),* $(,)?) => {$(
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let json = crate::json::Writer::to_json(self).map_err(serde::ser::Error::custom)?;
                serde_json::from_str::<serde_json::Value>(&json)
                    .map_err(serde::ser::Error::custom)?
                    .serialize(serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let json = <serde_json::Value as serde::Deserialize>::deserialize(deserializer)?;
                match crate::json::read(&json.to_string()) {
                    Ok((value, _)) => Ok(value),
                    Err(error) => Err(serde::de::Error::custom(error)),
                }
            }
        }
    )*};
}
pub(crate) use impl_serde;
