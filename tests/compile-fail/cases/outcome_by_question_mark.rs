//! `?` on an outcome: there is no one error that three outcomes could be.

use claro_client::{Error, Outcome, VerifiedResponse, v1::payments::PayResponse};

fn paid(outcome: Outcome<PayResponse>) -> Result<VerifiedResponse<PayResponse>, Error> {
    Ok(outcome?)
}

fn main() {}
