//! Fault injection: the faults, and which request gets which.

mod kinds;
mod parse;
mod rules;
mod scenario;

pub use kinds::Fault;
pub use parse::{BadFault, FaultDoc};
pub use rules::{FaultRule, When};
pub(crate) use rules::{Faults, NamedFaultError};
pub(crate) use scenario::read as read_scenario;
