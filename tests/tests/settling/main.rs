//! Finding out how a call ended whose outcome is open. No network, and pauses that are over at once.

mod asking;
mod closing;
mod dropping;
mod ids;
mod kept;
mod meaning;
mod owned;
mod shop;
