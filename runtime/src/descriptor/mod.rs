//! The parts of descriptors: of APIs, endpoints, and how outcomes are found out.
//!
//! A descriptor is plain data. In generated crates it is a `static`, made by `const` functions, and nothing is allocated. A
//! program that reads specs at run time fills the same fields with owned texts, and nothing is leaked.

mod handle;
mod list;

pub use self::{
    handle::Handle,
    list::{DescriptorList, Pairs, Texts},
};

/// Sets a field in a `const fn`, which may not drop the old value. In a `static` it owns nothing; a field that owns something is
/// assigned instead.
pub(crate) const fn set<T>(place: &mut T, value: T) {
    std::mem::forget(std::mem::replace(place, value));
}
