//! Ending a call for good, by the cancel that its spec names.

use bytes::Bytes;

use super::{inquiry::Inquirer, settled::silent};
use crate::{
    descriptor::Handle,
    endpoint::Endpoint,
    outcome::{Outcome, VerifiedResponse},
    untyped::UntypedResponse,
};

/// The cancel: the same request each time.
pub(super) struct Closer {
    endpoint: Handle<Endpoint>,
    body: Bytes,
}

impl Closer {
    /// `None` when the spec names no cancel, or the request lacks what it needs.
    pub(super) fn new(inquirer: &Inquirer<'_>) -> Option<Self> {
        let closing = inquirer.question.settling.closed_by.as_ref()?;
        let body = inquirer.question.closing_body(closing)?;
        Some(Self { endpoint: closing.endpoint.clone(), body })
    }

    /// Sends one attempt. Returns the response when the wallet has carried the cancel out. `open` is set when
    /// the attempt may still take effect; the refusal of a later attempt does not reset it.
    pub(super) async fn attempt(
        &self,
        inquirer: &Inquirer<'_>,
        open: &mut bool,
    ) -> Option<VerifiedResponse<UntypedResponse>> {
        let end = inquirer.send(self.endpoint.clone(), self.body.clone()).await;
        let end = end.ok()?;
        let names_it = end.names_its_call();
        let mut outcome = Outcome::<UntypedResponse>::new(end);
        silent(&mut outcome);
        match outcome {
            Outcome::Success(response) if names_it => return Some(response),
            Outcome::Failed(_) => {}
            // A success that names no id may be about another cancel.
            Outcome::Success(_) | Outcome::Accepted(_) | Outcome::Unknown(_) => *open = true,
        }
        None
    }
}
