//! Fault injection: the faults, and which request gets which.

mod kinds;
mod rules;
mod scenario;
mod text;

pub use kinds::Fault;
pub use rules::{FaultRule, When};
pub(crate) use rules::{Faults, NamedFaultError};
pub(crate) use scenario::read as read_scenario;
pub use text::{BadFault, FaultDoc};
