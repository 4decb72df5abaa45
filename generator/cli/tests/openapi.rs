//! To OpenAPI and back.
//!
//! After a change that is meant, `SNAPSHOTS=overwrite cargo test -p countersign --test openapi` writes the expected texts.

#[path = "openapi/command.rs"]
mod command;
#[path = "openapi/damage.rs"]
mod damage;
#[path = "openapi/hostile.rs"]
mod hostile;
#[path = "openapi/import.rs"]
mod import;
#[path = "openapi/left_out.rs"]
mod left_out;
#[path = "openapi/reading.rs"]
mod reading;
#[path = "openapi/round_trip.rs"]
mod round_trip;
