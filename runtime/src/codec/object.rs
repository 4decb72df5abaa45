//! How an emitted struct is read, written and shown.

/// Implements the traits of an emitted struct: its name, and for each field the name on the wire and the field.
/// `Name => CHECKS` when that constant of the struct has checks; `field as Quoted` for a value that is
/// written as text.
#[doc(hidden)]
#[macro_export]
macro_rules! __struct {
    ($name:ident $(=> $checks:ident)?, $($wire:literal => $field:ident $(as $wrap:ident)?,)*) => {
        #[doc(hidden)]
        impl $crate::codec::Encode for $name {
            #[inline]
            fn show(&self, look: &mut dyn FnMut($crate::codec::View<'_>)) {
                static SHAPE: $crate::codec::Shape =
                    $crate::codec::Shape::new(stringify!($name))$(.checks(<$name>::$checks))?;
                let fields: &[$crate::codec::Shown<'_>] =
                    &[$(($wire, $(& $crate::codec::$wrap)? (&self.$field))),*];
                look($crate::codec::View::Object(&SHAPE, fields));
            }
        }

        #[doc(hidden)]
        impl $crate::codec::Decode for $name {
            #[inline]
            fn empty() -> Self {
                Self { $($field: $crate::codec::empty()),* }
            }
            #[inline]
            fn object(&mut self, source: &mut dyn $crate::codec::Fields) -> $crate::codec::Taken {
                let fields: &mut [$crate::codec::Slot<'_>] = &mut [$(($wire, &mut self.$field)),*];
                source.fill(fields)
            }
        }

        impl ::std::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::codec::debug(self, f)
            }
        }
    };
}
