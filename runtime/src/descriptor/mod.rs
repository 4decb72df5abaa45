//! The parts that descriptors of APIs and endpoints are made of. They borrow what is `'static`, as in generated crates, and own
//! what is read from a spec at run time.

mod handle;
mod items;

pub use self::{
    handle::Handle,
    items::{Items, Pairs, Texts},
};

/// Sets a field in a `const fn`, which may not drop the old value. The old value is the default of a builder: it owns nothing.
pub(crate) const fn set<T>(place: &mut T, value: T) {
    std::mem::forget(std::mem::replace(place, value));
}
