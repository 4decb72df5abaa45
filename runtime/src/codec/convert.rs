use super::{Decode, Encode, ReadError, Violations, from_json_strict, to_json};

/// From a type as it was received to the same type as it is sent, with all its limits.
///
/// # Errors
/// Whatever the wallet sent that the spec does not allow to be sent.
pub fn convert<T: Decode>(received: &dyn Encode) -> Result<T, Violations> {
    // Both are lists of fields by wire name: JSON is the shortest bridge between them.
    let json = to_json(received).unwrap_or_default();
    from_json_strict(&json).map_err(|error| match error {
        ReadError::Breaks(violations) => violations,
        _ => Violations::at("", super::Problem::Form { expected: "JSON" }),
    })
}
