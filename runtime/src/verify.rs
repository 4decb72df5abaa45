//! From a body that anyone may have written to one that the wallet has signed.

use http::HeaderMap;

use crate::{
    body::{Unverified, Verified},
    dialect::Dialect,
    signature::{Expected, Message, Verifier, VerifyError, verify_with},
};

/// The expectations that a message is checked against.
pub(crate) struct Check<'a> {
    pub(crate) verifier: &'a dyn Verifier,
    pub(crate) dialect: &'a Dialect,
    pub(crate) expected: Expected<'a>,
}

/// A message that holds.
pub(crate) struct Checked {
    pub(crate) body: Verified,
    /// When the wallet signed it, in milliseconds since 1970.
    pub(crate) signed_at: i64,
}

impl Check<'_> {
    /// Verifies the response to a request of ours to this path.
    pub(crate) async fn response(
        &self,
        path: &str,
        headers: &HeaderMap,
        body: Unverified,
    ) -> Result<Checked, (VerifyError, Unverified)> {
        let verdict = self.verify(&self.dialect.response(path, body.dangerous_bytes()), headers).await;
        checked(verdict, body)
    }

    /// Verifies a notification, which is a request of the wallet's to this path.
    pub(crate) async fn notification(
        &self,
        path: &str,
        headers: &HeaderMap,
        body: Unverified,
    ) -> Result<Checked, (VerifyError, Unverified)> {
        let verdict = self.verify(&self.dialect.request(path, body.dangerous_bytes()), headers).await;
        checked(verdict, body)
    }

    /// Returns when the message was signed.
    async fn verify(&self, message: &Message<'_>, headers: &HeaderMap) -> Result<i64, VerifyError> {
        let verified = verify_with(self.verifier, message, headers, &self.expected).await?;
        Ok(verified.signed_at_millis())
    }
}

fn checked(
    verdict: Result<i64, VerifyError>,
    body: Unverified,
) -> Result<Checked, (VerifyError, Unverified)> {
    match verdict {
        Ok(signed_at) => Ok(Checked { body: body.into_verified(), signed_at }),
        Err(error) => Err((error, body)),
    }
}
