//! A verdict and its effect: in one transaction, or the verdict first and its effect later.

use std::panic::AssertUnwindSafe;

use bytes::Bytes;
use futures_util::{
    FutureExt,
    future::{Either, select},
};

use crate::{
    Ended, EndedBy, Event, Journal, JournalError, Verdict,
    error::Shown,
    store::{Ending, EntryId, Guard, Store, StoredEntry},
};

/// How a call is to be ended. The evidence is not sealed yet.
pub(crate) struct Conclusion<'a> {
    pub(crate) ended: Ended,
    pub(crate) by: EndedBy,
    pub(crate) guard: Guard,
    pub(crate) evidence: Option<&'a [u8]>,
    pub(crate) reason: Option<&'a str>,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Concluded {
    /// The call has ended by this.
    Ended,
    /// It had ended alike before.
    Same,
    /// It had ended otherwise before. That is reported, and the first verdict stands.
    Conflict,
    /// The condition does not hold, and there is no verdict.
    NotNow,
}

impl<S: Store> Journal<S> {
    /// Ends a call and applies the effect.
    pub(crate) async fn conclude(
        &self,
        entry: &StoredEntry,
        conclusion: &Conclusion<'_>,
    ) -> Result<Concluded, JournalError> {
        let evidence = conclusion.evidence.map(|body| self.kept(entry, body)).transpose()?;
        let id = entry.info.id;
        let ending = |applied| Ending {
            ended: conclusion.ended,
            by: conclusion.by,
            guard: conclusion.guard,
            evidence: evidence.as_deref(),
            reason: conclusion.reason,
            applied,
        };
        if self.settings.on_verdict.is_some() {
            let verdict = self.verdict(entry, conclusion)?;
            match self.end_with_effect(&verdict, &ending(true)).await {
                Ok(true) => return Ok(self.ended(id, conclusion)),
                Ok(false) => return self.why_not(id, conclusion.ended).await,
                Err(why) => self.tell(Event::EffectFailed(id, &why)),
            }
        }
        let applied = self.settings.on_verdict.is_none() && !self.settings.effects_elsewhere;
        let mut tx = self.store.begin().await?;
        if !self.store.end(&mut tx, id, &ending(applied)).await? {
            drop(tx);
            return self.why_not(id, conclusion.ended).await;
        }
        self.store.commit(tx).await?;
        Ok(self.ended(id, conclusion))
    }

    /// Applies the effect of a verdict that is due. `false` where the callback has failed, or another program has it.
    pub(crate) async fn apply(&self, entry: &StoredEntry) -> Result<bool, JournalError> {
        if self.settings.effects_elsewhere {
            return Ok(false);
        }
        let (Some(ended), Some(by)) = (entry.info.ended, entry.info.ended_by) else { return Ok(true) };
        let evidence = entry.evidence.as_ref().map(|body| self.opened(entry, body)).transpose()?;
        let reason = entry.info.reason.as_deref();
        let conclusion =
            Conclusion { ended, by, guard: Guard::Always, evidence: evidence.as_deref(), reason };
        let verdict = self.verdict(entry, &conclusion)?;
        let mut tx = self.store.begin().await?;
        if !self.store.apply(&mut tx, entry.info.id).await? {
            return Ok(true);
        }
        match self.called(&verdict, &mut tx).await {
            Ok(()) => {
                self.store.commit(tx).await?;
                Ok(true)
            }
            Err(why) => {
                self.tell(Event::EffectFailed(entry.info.id, &why));
                Ok(false)
            }
        }
    }

    /// One transaction with the verdict and its effect. `false` where the condition of the ending does not hold.
    async fn end_with_effect(&self, verdict: &Verdict, ending: &Ending<'_>) -> Result<bool, String> {
        let mut tx = self.store.begin().await.map_err(|error| error.to_string())?;
        if !self.store.end(&mut tx, verdict.id, ending).await.map_err(|error| error.to_string())? {
            return Ok(false);
        }
        self.called(verdict, &mut tx).await?;
        self.store.commit(tx).await.map_err(|error| error.to_string())?;
        Ok(true)
    }

    /// Runs the callback, whatever it does.
    async fn called(&self, verdict: &Verdict, conn: &mut S::Conn) -> Result<(), String> {
        let Some(callback) = &self.settings.on_verdict else { return Ok(()) };
        // Also the call itself may panic, and not only its future.
        let called = AssertUnwindSafe(async { callback(verdict, conn).await }).catch_unwind();
        let timeout = self.settings.clock.sleep(self.settings.callback_timeout);
        match select(Box::pin(called), timeout).await {
            Either::Left((Ok(Ok(())), _)) => Ok(()),
            Either::Left((Ok(Err(error)), _)) => Err(error.to_string()),
            Either::Left((Err(_), _)) => Err("the callback panicked".to_owned()),
            Either::Right(_) => Err("the callback took too long".to_owned()),
        }
    }

    fn ended(&self, id: EntryId, conclusion: &Conclusion<'_>) -> Concluded {
        self.tell(Event::Ended(id, conclusion.ended, conclusion.by));
        Concluded::Ended
    }

    /// Why an ending matched no row.
    async fn why_not(&self, id: EntryId, ended: Ended) -> Result<Concluded, JournalError> {
        let entry = self.store.entry(id).await?.ok_or(JournalError::NotFound)?;
        match entry.info.ended {
            None => Ok(Concluded::NotNow),
            Some(known) if known == ended => Ok(Concluded::Same),
            Some(_) => {
                let what = format!("{}, and is now said to have ended as {ended}", Shown(&entry.info));
                self.store.keep_conflict(id, &what).await?;
                self.tell(Event::Conflict(id, &what));
                Ok(Concluded::Conflict)
            }
        }
    }

    fn verdict(&self, entry: &StoredEntry, conclusion: &Conclusion<'_>) -> Result<Verdict, JournalError> {
        let info = &entry.info;
        Ok(Verdict {
            id: info.id,
            api: info.api.clone(),
            endpoint: info.endpoint.clone(),
            reference: info.reference.clone(),
            purpose: info.purpose.clone(),
            ended: conclusion.ended,
            by: conclusion.by,
            reason: conclusion.reason.map(str::to_owned),
            request: self.opened(entry, &entry.body)?.into(),
            evidence: conclusion.evidence.map(Bytes::copy_from_slice),
        })
    }
}
