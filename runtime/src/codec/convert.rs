use super::{Decode, Encode, Problem, ReadError, Violations, from_json_strict, read_checked, to_json};

/// From a type as it was received to the same type as it is sent, with all its limits.
///
/// # Errors
/// Whatever the wallet sent that the spec does not allow to be sent.
pub fn convert<T: Decode + Encode>(received: &dyn Encode) -> Result<T, Violations> {
    read_checked(&bridge(received)).map_err(|error| match error {
        ReadError::Breaks(violations) => violations,
        _ => Violations::at("", Problem::Form { expected: "JSON" }),
    })
}

/// Whether what was received is that value.
pub fn equal<T: Decode + PartialEq>(sent: &T, received: &dyn Encode) -> bool {
    from_json_strict::<T>(&bridge(received)).is_ok_and(|received| received == *sent)
}

/// Both are lists of fields by wire name: JSON is the shortest bridge between them.
fn bridge(received: &dyn Encode) -> Vec<u8> {
    to_json(received).unwrap_or_default()
}

/// Connects the two structs of a type that is sent and received: they convert and compare.
#[doc(hidden)]
#[macro_export]
macro_rules! __both {
    ($sent:ty, $received:ident,) => {
        impl ::std::convert::TryFrom<&$received> for $sent {
            type Error = $crate::Violations;
            #[inline]
            fn try_from(received: &$received) -> Result<Self, $crate::Violations> {
                $crate::codec::convert(received)
            }
        }

        impl ::std::cmp::PartialEq<$received> for $sent {
            #[inline]
            fn eq(&self, received: &$received) -> bool {
                $crate::codec::equal(self, received)
            }
        }

        impl ::std::cmp::PartialEq<$sent> for $received {
            #[inline]
            fn eq(&self, sent: &$sent) -> bool {
                sent == self
            }
        }
    };
}
