//! A verified response that nobody has verified: `testing::ScriptedWallet` signs one for a test.

use claro_client::{VerifiedResponse, v1::payments::PayResponse};

fn paid(body: PayResponse) -> VerifiedResponse<PayResponse> {
    VerifiedResponse { body }
}

fn main() {}
