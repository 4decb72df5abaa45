//! Signs the reply to a notification.

use bytes::Bytes;
use http::{Response, header};

use super::{Notification, Receiver, Reply, refused::JSON};
use crate::{
    message,
    signature::{SignError, sign_with},
};

impl Receiver {
    /// The signed answer to a notification, with HTTP status 200. Nothing is remembered; [`Receiver::respond`] does all of
    /// it.
    ///
    /// # Errors
    /// When it can't be signed, or lacks a field that the spec requires with its status.
    pub async fn answer<N: message::Notification>(
        &self,
        notification: &Notification<N>,
        reply: Reply<N>,
    ) -> Result<Response<Bytes>, SignError> {
        let said = reply.complete().map_err(SignError::new)?;
        self.sign(notification.path(), said.body).await
    }

    /// The answer to a notification that was sent to `path`.
    pub(super) async fn sign(&self, path: &str, body: Bytes) -> Result<Response<Bytes>, SignError> {
        let mut answer = Response::new(body);
        answer.headers_mut().insert(header::CONTENT_TYPE, JSON);
        if !self.sign_answers {
            return Ok(answer);
        }
        let message = self.dialect.response(path, answer.body());
        let params = self.dialect.header_params(&self.client_id, self.clock.now());
        let headers = sign_with(&*self.signer, &message, &params).await?.headers;
        answer.headers_mut().extend(headers);
        Ok(answer)
    }
}
