//! Enums whose values are fixed texts.

/// An enum that Telegram may extend: an unknown value is kept as text.
macro_rules! open_enum {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $text:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $(#[doc = concat!("`", $text, "`")] $variant,)*
            /// A value this version does not know.
            Unknown(Box<str>),
        }

        impl $name {
            /// The text on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::Unknown(text) => text,
                }
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                match text {
                    $($text => Self::$variant,)*
                    _ => Self::Unknown(text.into()),
                }
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::Unknown(Box::default())
            }
        }

        impl crate::json::Read for $name {
            fn read(reader: &mut crate::json::Reader<'_>) -> Result<Self, crate::json::Fault> {
                reader.string().map(|text| Self::from(&*text))
            }
        }

        crate::types::string_enum::common!($name);
    };
}

/// An enum of values that only bots send.
macro_rules! closed_enum {
    ($(#[$doc:meta])* $name:ident { $first:ident = $first_text:literal $(, $variant:ident = $text:literal)* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[cfg_attr(feature = "both", derive(Default))]
        #[non_exhaustive]
        pub enum $name {
            #[doc = concat!("`", $first_text, "`")]
            #[cfg_attr(feature = "both", default)]
            $first,
            $(#[doc = concat!("`", $text, "`")] $variant,)*
        }

        impl $name {
            /// The text on the wire.
            pub fn as_str(&self) -> &'static str {
                match self {
                    Self::$first => $first_text,
                    $(Self::$variant => $text,)*
                }
            }
        }

        #[cfg(feature = "both")]
        impl crate::json::Read for $name {
            fn read(reader: &mut crate::json::Reader<'_>) -> Result<Self, crate::json::Fault> {
                let at = reader.position();
                match &*reader.string()? {
                    $first_text => Ok(Self::$first),
                    $($text => Ok(Self::$variant),)*
                    _ => Err(crate::json::Fault::Shape { at, expected: stringify!($name) }),
                }
            }
        }

        crate::types::string_enum::common!($name);
    };
}

macro_rules! common {
    ($name:ident) => {
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl crate::json::Write for $name {
            fn write(&self, writer: &mut crate::json::Writer) {
                writer.string(self.as_str());
            }
        }

        #[cfg(feature = "both")]
        crate::json::impl_serde!($name);
    };
}

pub(crate) use {closed_enum, common, open_enum};
