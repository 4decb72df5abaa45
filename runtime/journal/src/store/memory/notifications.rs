//! Notifications: those that are handled, and those that name no known entry. Times are milliseconds.

use std::collections::BTreeMap;

use super::super::{KeptNotification, SeenState, Token, Unmatched};

#[derive(Clone, Default)]
pub(super) struct Notifications {
    seen: BTreeMap<[u8; 32], Seen>,
    /// With the time at which each was received.
    unmatched: Vec<(KeptNotification, i64)>,
}

#[derive(Clone)]
struct Seen {
    holder: Token,
    lease_until: i64,
    answer: Option<Vec<u8>>,
}

impl Notifications {
    pub(super) fn keep_unmatched(&mut self, unmatched: &Unmatched, now: i64) {
        let name = |one: &Unmatched| {
            (one.digest, one.api.clone(), one.client_id.clone(), one.endpoint.clone(), one.status)
        };
        if self.unmatched.iter().all(|(kept, _)| name(&kept.unmatched) != name(unmatched)) {
            let id = self.unmatched.last().map_or(1, |(last, _)| last.id + 1);
            self.unmatched.push((KeptNotification { id, unmatched: unmatched.clone() }, now));
        }
    }

    pub(super) fn unmatched(
        &self,
        api: &str,
        client_id: &str,
        digests: &[[u8; 32]],
    ) -> Vec<KeptNotification> {
        let names =
            |one: &Unmatched| one.api == api && one.client_id == client_id && digests.contains(&one.digest);
        let found = self.unmatched.iter().filter(|(kept, _)| names(&kept.unmatched));
        found.map(|(kept, _)| kept.clone()).collect()
    }

    pub(super) fn forget_unmatched(&mut self, id: i64) {
        self.unmatched.retain(|(kept, _)| kept.id != id);
    }

    pub(super) fn purge(&mut self, older_than: i64, now: i64) {
        self.unmatched.retain(|(_, received_at)| *received_at >= now.saturating_sub(older_than));
    }

    pub(super) fn begin_seen(&mut self, key: &[u8; 32], holder: Token, lease: i64, now: i64) -> SeenState {
        let mine = Seen { holder, lease_until: now.saturating_add(lease), answer: None };
        match self.seen.get_mut(key) {
            Some(Seen { answer: Some(answer), .. }) => return SeenState::Done(answer.clone()),
            Some(seen) if seen.lease_until > now => return SeenState::InProgress,
            Some(seen) => *seen = mine,
            None => drop(self.seen.insert(*key, mine)),
        }
        SeenState::First
    }

    /// The claim that this holder has.
    fn held(&mut self, key: &[u8; 32], holder: Token) -> Option<&mut Seen> {
        self.seen.get_mut(key).filter(|seen| seen.holder == holder && seen.answer.is_none())
    }

    pub(super) fn renew_seen(&mut self, key: &[u8; 32], holder: Token, lease: i64, now: i64) -> bool {
        let held = self.held(key, holder);
        held.map(|seen| seen.lease_until = now.saturating_add(lease)).is_some()
    }

    pub(super) fn finish_seen(&mut self, key: &[u8; 32], holder: Token, answer: &[u8]) -> bool {
        self.held(key, holder).map(|seen| seen.answer = Some(answer.to_vec())).is_some()
    }

    pub(super) fn release_seen(&mut self, key: &[u8; 32], holder: Token) {
        if self.held(key, holder).is_some() {
            self.seen.remove(key);
        }
    }
}
