//! How an emitted struct is read, written and shown.

/// Implements the traits of an emitted struct: its direction (`sent` or `received`), its name, and for each field the name on the
/// wire and the field.
/// `Name => CHECKS` when that constant of the struct has checks; `field as Quoted` for a value that is
/// written as text.
#[doc(hidden)]
#[macro_export]
macro_rules! __struct {
    ($direction:ident $name:ident $(=> $checks:ident)?, $($wire:literal => $field:ident $(as $wrap:ident)?,)*) => {
        #[doc(hidden)]
        impl $crate::codec::Encode for $name {
            #[inline]
            fn encode(&self, visit: &mut dyn FnMut($crate::codec::View<'_>)) {
                $crate::codec::object(
                    $crate::codec::Shape::new(stringify!($name))$(.checks(<$name>::$checks))?,
                    &[$(($wire, $(& $crate::codec::$wrap)? (&self.$field))),*],
                    visit,
                );
            }
        }

        #[doc(hidden)]
        impl $crate::codec::Decode for $name {
            #[inline]
            fn empty() -> Self {
                Self { $($field: $crate::codec::empty()),* }
            }
            #[inline]
            fn object(&mut self, source: &mut dyn $crate::codec::Fields) -> $crate::codec::Decoded {
                let fields: &mut [$crate::codec::FieldMut<'_>] = &mut [$(($wire, &mut self.$field)),*];
                source.fill(fields)
            }
        }

        impl ::std::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::codec::debug(self, f)
            }
        }

        $crate::__serde!($direction, $name);
    };
}

#[cfg(test)]
mod tests {
    use crate::codec::{Check, check, from_json, to_json};

    struct Order {
        number: Option<i64>,
        note: Option<crate::Text<8>>,
    }

    impl Order {
        const CHECKS: &'static [Check] = &[Check::MinLength("note", 3)];
    }

    crate::__struct! {
        sent Order => CHECKS,
        "orderNo" => number as Quoted,
        "note" => note,
    }

    struct Open {
        number: Option<i64>,
        more: crate::AdditionalFields,
    }

    crate::__struct! {
        sent Open,
        "orderNo" => number,
        "" => more,
    }

    #[test]
    fn fields_that_are_not_listed_are_kept_in_their_order() {
        let text = br#"{"z":1.50,"orderNo":7,"a":{"b":null},"n":null}"#;
        let (open, deviations) = from_json::<Open>(text).unwrap();
        assert_eq!((open.number, deviations.len()), (Some(7), 0), "{deviations:?}");
        let names: Vec<&str> = open.more.iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["z", "a", "n"]);
        assert_eq!(to_json(&open).unwrap(), br#"{"orderNo":7,"z":1.50,"a":{"b":null},"n":null}"#);
        assert_eq!(format!("{open:?}"), "Open { orderNo: 7, z: [hidden], a: [hidden], n: [hidden] }");
        assert!(crate::codec::from_json_strict::<Open>(text).is_ok(), "what is sent may have them, too");

        let (open, deviations) = from_json::<Open>(br#"{"a":1,"a":2}"#).unwrap();
        assert_eq!(deviations.len(), 1, "{deviations:?}");
        assert_eq!(to_json(&open).unwrap(), br#"{"a":2}"#);
    }

    #[test]
    fn a_listed_field_is_never_written_twice() {
        let more = crate::AdditionalFields::new().with("orderNo", crate::Json::Null);
        let error = check(&Open { number: None, more }).unwrap_err().to_string();
        assert!(error.contains("orderNo"), "{error}");
        let more = crate::AdditionalFields::new().with("other", crate::Json::Null);
        assert!(check(&Open { number: None, more }).is_ok());
    }

    #[test]
    fn a_table_of_names_reads_writes_shows_and_checks() {
        let (order, deviations) = from_json::<Order>(br#"{"orderNo":"7","note":"ab"}"#).unwrap();
        assert_eq!((order.number, deviations.len()), (Some(7), 0));
        assert_eq!(to_json(&order).unwrap(), br#"{"orderNo":"7","note":"ab"}"#);
        assert_eq!(format!("{order:?}"), r#"Order { orderNo: 7, note: "ab" }"#);
        assert!(check(&order).unwrap_err().to_string().contains("note"));
        let (order, _) = from_json::<Order>(b"{}").unwrap();
        assert_eq!(to_json(&order).unwrap(), b"{}");
    }
}
