//! Formats of values, such as `int32`.

use super::keywords::Form;
use crate::model::Primitive;

/// Whether a form says what a format says. Texts of other formats are imported all the same.
pub(super) fn has_format(form: Form, format: &str) -> bool {
    match form {
        Form::Text => matches!(format, "uri" | "url" | "password"),
        Form::JsonText => format == "password",
        Form::Integer => range_of(format).is_some(),
        // Numbers keep their digits, however many.
        Form::Primitive(Primitive::Decimal) => matches!(format, "float" | "double" | "decimal"),
        Form::Primitive(primitive) => primitive.info().format == Some(format),
        Form::Object | Form::Map | Form::List | Form::Enum | Form::Quoted => false,
    }
}

/// The smallest and greatest value of an integer's format, where they are narrower than 64 bits with a sign.
pub(super) fn range_of(format: &str) -> Option<(Option<i64>, Option<i64>)> {
    let range = |min: i64, max: i64| Some((Some(min), Some(max)));
    match format {
        "int64" => Some((None, None)),
        "int32" => range(i64::from(i32::MIN), i64::from(i32::MAX)),
        "int16" => range(i64::from(i16::MIN), i64::from(i16::MAX)),
        "int8" => range(i64::from(i8::MIN), i64::from(i8::MAX)),
        "uint32" => range(0, i64::from(u32::MAX)),
        "uint16" => range(0, i64::from(u16::MAX)),
        "uint8" => range(0, i64::from(u8::MAX)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges() {
        assert_eq!(range_of("int32"), Some((Some(-2_147_483_648), Some(2_147_483_647))));
        assert_eq!(range_of("uint8"), Some((Some(0), Some(255))));
        assert_eq!(range_of("int64"), Some((None, None)));
        assert_eq!(range_of("unix-time"), None);
    }
}
