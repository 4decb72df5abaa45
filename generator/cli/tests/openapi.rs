//! To OpenAPI and back.
//!
//! After a change that is meant, `SNAPSHOTS=overwrite cargo test -p countersign --test suite openapi::` writes the expected texts.

mod command;
mod damage;
mod hostile;
mod import;
mod left_out;
mod paths;
mod reading;
mod round_trip;
