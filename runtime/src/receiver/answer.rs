//! From what we say to what goes out.

use bytes::Bytes;
use http::{HeaderValue, Response, header};

use super::{Notification, Receiver, Reply, refused::JSON};
use crate::{
    clock::header_time,
    endpoint,
    headers::{CLIENT_ID, RESPONSE_TIME, SIGNATURE},
    sign::signature_header,
    signature::{Content, ContentTemplate, SignError},
};

impl Receiver {
    /// The signed answer to a notification, with HTTP status 200. Nothing is remembered; [`Receiver::respond`] does all of
    /// it.
    ///
    /// # Errors
    /// When it can't be signed, or lacks a field that the spec requires with its status.
    pub async fn answer<N: endpoint::Notification>(
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
        let time = header_time(self.clock.now(), self.dialect.request_time);
        let content = match self.dialect.content {
            ContentTemplate::Standard => Content::new(path, &self.client_id, &time, answer.body()),
            ContentTemplate::SixPart => Content::six_part_answer(&self.client_id, &time, answer.body()),
        };
        let signature = signature_header(&*self.signer, &self.dialect, &content).await?;
        for (name, value) in [(CLIENT_ID, &self.client_id), (RESPONSE_TIME, &time), (SIGNATURE, &signature)] {
            let value = HeaderValue::from_str(value).map_err(SignError::new)?;
            answer.headers_mut().insert(name, value);
        }
        Ok(answer)
    }
}
