//! Finding out how a call ended whose outcome is open. No network, and pauses that are over at once.

mod closing;
mod dropping;
mod flat;
mod ids;
mod inquiry;
mod meaning;
mod owned;
mod shop;
mod spec_client;
mod stored_request;
