//! From a request that anyone may have sent to a notification that the wallet has signed.

use bytes::Bytes;
use http::{Method, Request, request::Parts};

use super::{Notification, Receiver, Refused, path, seen_key::Known};
use crate::{
    body::Unverified,
    codec::{self, Decode, Decoded, Fields, Problem, ReadError, Violation, Violations},
    format::DecodedBody,
    message, reading,
    settling::Verdict,
    signature::Expected,
    tree::Tree,
    verify::{Check, Checked},
};

impl Receiver {
    /// Verifies and reads a notification; whether it was seen before is not asked. [`Receiver::respond`] does all of it.
    ///
    /// # Errors
    /// When it is not the wallet's, not a JSON (or XML) object, or has a known field twice, so that nobody can say which one
    /// counts. Answer with [`Refused::answer`] then.
    pub async fn receive<N: message::Notification>(
        &self,
        request: Request<Bytes>,
    ) -> Result<Notification<N>, Refused> {
        let (head, body) = request.into_parts();
        let (path, checked) = self.verify(&head, body).await?;
        let Checked { body: raw, signed_at } = checked;
        let text = reading::open(&head.headers, raw.bytes(), self.encryption.as_ref())
            .map_err(Refused::Unreadable)?;
        let (body, deviations) = read_object::<N>(&text).map_err(Refused::Unreadable)?;
        let tree = Tree::read(&text);
        let key = Known { client_id: &self.client_id, path: &path, body: &tree }.key(N::ENDPOINT, &raw);
        let verdict = Verdict::of(N::ENDPOINT, &tree, signed_at);
        Ok(Notification { body, deviations, raw, text: text.text, path, signed_at, key, verdict, hold: None })
    }

    /// What can be said before the body is there: the path that must have been signed.
    pub(super) fn check_head(&self, head: &Parts) -> Result<String, Refused> {
        if head.method != Method::POST {
            return Err(Refused::Method(head.method.clone()));
        }
        path::signed(&head.uri, self.path.as_deref()).map_err(Refused::Path)
    }

    async fn verify(&self, head: &Parts, body: Bytes) -> Result<(String, Checked), Refused> {
        let path = self.check_head(head)?;
        if body.len() > self.max_body {
            return Err(Refused::TooLong { limit: self.max_body });
        }
        let expected = Expected::new(&self.client_id, self.clock.now()).with_max_skew(self.max_skew);
        let check = Check { verifier: &*self.verifier, dialect: &self.dialect, expected };
        match check.notification(&path, &head.headers, Unverified::new(body)).await {
            Ok(checked) => Ok((path, checked)),
            Err((error, _)) => Err(Refused::Unverified(error)),
        }
    }
}

/// Reads a notification, which has to be an object without a known field twice. All else is a deviation.
fn read_object<N: Decode>(text: &DecodedBody) -> Result<(N, Vec<Violation>), ReadError> {
    let mut object = Object { body: N::empty(), came: false };
    let deviations = codec::read_into(&mut object, text)?;
    if !object.came {
        return Err(Violations::at("", Problem::Form { expected: "an object" }).into());
    }
    match deviations.iter().find(|found| found.problem == Problem::Repeated) {
        Some(found) => Err(Violations::at(&found.path, Problem::Repeated).into()),
        None => Ok((object.body, deviations)),
    }
}

/// A value that takes an object and nothing else.
struct Object<N> {
    body: N,
    came: bool,
}

impl<N: Decode> Decode for Object<N> {
    fn empty() -> Self {
        Self { body: N::empty(), came: false }
    }
    fn object(&mut self, source: &mut dyn Fields) -> Decoded {
        self.came = true;
        self.body.object(source)
    }
}
