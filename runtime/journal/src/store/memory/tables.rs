//! The rows, and each statement with the condition that it has in SQL.

use std::{collections::BTreeMap, time::Duration};

use super::{
    super::{
        Ending, EntryId, EntryInfo, FORMAT, Guard, Inserted, Mark, NewEntry, Next, State, StoredEntry, Token,
        millis::millis,
    },
    notifications::Notifications,
};

/// Everything that is stored. Times are milliseconds.
#[derive(Clone, Default)]
pub(super) struct Tables {
    entries: BTreeMap<EntryId, Row>,
    pub(super) notifications: Notifications,
    /// Rows of the user's own.
    pub(super) rows: Vec<String>,
}

#[derive(Clone)]
struct Row {
    /// As it is returned, without the times that depend on now.
    entry: StoredEntry,
    ids: Vec<[u8; 32]>,
    created_at: i64,
    deadline: i64,
    resend_window: Option<i64>,
    token: Option<Token>,
    first_mark: Option<i64>,
    last_mark: Option<i64>,
    /// Of each cancel that may still take effect.
    cancel_tokens: Vec<Token>,
    last_cancel: Option<i64>,
    ended_at: Option<i64>,
    applied_at: Option<i64>,
    next_poll: i64,
    not_found_at: Option<i64>,
}

fn since(then: i64, now: i64) -> Duration {
    Duration::from_millis(u64::try_from(now.saturating_sub(then)).unwrap_or_default())
}

impl Row {
    fn new(id: EntryId, new: &NewEntry, now: i64) -> Self {
        let info = EntryInfo {
            id,
            api: new.api.clone(),
            client_id: new.client_id.clone(),
            endpoint: new.endpoint.clone(),
            reference: new.reference.clone(),
            purpose: new.purpose.clone(),
            state: State::Recorded,
            attempts: 0,
            acknowledged: false,
            cancels: 0,
            ended: None,
            ended_by: None,
            reason: None,
            applied: false,
            conflict: None,
            success_while_closing: false,
            by_hand: new.by_hand,
            purged: false,
            age: Duration::ZERO,
            polls: 0,
        };
        let entry = StoredEntry {
            info,
            format: FORMAT,
            key: new.key,
            body: new.body.clone(),
            sealed: new.sealed,
            response: None,
            evidence: None,
            kept_success: None,
            deadline_left: Duration::ZERO,
            since_deadline: Duration::ZERO,
            resend_left: None,
            since_mark: None,
            not_found: 0,
            since_not_found: None,
            since_end: None,
        };
        let deadline = now.saturating_add(millis(new.deadline));
        Self {
            entry,
            ids: new.ids.clone(),
            created_at: now,
            deadline,
            resend_window: new.resend_window.map(millis),
            token: None,
            first_mark: None,
            last_mark: None,
            cancel_tokens: Vec::new(),
            last_cancel: None,
            ended_at: None,
            applied_at: None,
            next_poll: deadline,
            not_found_at: None,
        }
    }

    /// Whether it has no verdict and is in this state.
    fn is(&self, state: State) -> bool {
        self.entry.info.ended.is_none() && self.entry.info.state == state
    }

    fn resend_until(&self) -> Option<i64> {
        Some(self.first_mark?.saturating_add(self.resend_window?))
    }

    fn at(&self, now: i64) -> StoredEntry {
        let mut entry = self.entry.clone();
        entry.info.age = since(self.created_at, now);
        entry.info.applied = self.applied_at.is_some();
        entry.info.success_while_closing = entry.kept_success.is_some();
        entry.deadline_left = since(now, self.deadline);
        entry.since_deadline = since(self.deadline, now);
        entry.resend_left = self.resend_until().map(|until| since(now, until));
        entry.since_mark = self.last_mark.map(|at| since(at, now));
        entry.since_not_found = self.not_found_at.map(|at| since(at, now));
        entry.since_end = self.ended_at.map(|at| since(at, now));
        entry
    }

    fn forget_not_found(&mut self) {
        (self.entry.not_found, self.not_found_at) = (0, None);
    }

    fn may_end(&self, guard: Guard, now: i64) -> bool {
        let info = &self.entry.info;
        info.ended.is_none()
            && match guard {
                Guard::NotClosing => info.state != State::Closing,
                Guard::NotAcknowledged => self.is(State::Sending) && !info.acknowledged,
                Guard::OnlyAttempt(token) => info.attempts == 1 && self.token == Some(token),
                Guard::Recorded => self.is(State::Recorded),
                Guard::Late => self.is(State::Recorded) && self.deadline <= now,
                Guard::PersonSuccess => {
                    let is_over = self.last_cancel.is_some_and(|at| at <= now - 600_000);
                    self.is(State::Sending) || self.is(State::Closing) && is_over
                }
                Guard::PersonFailed => {
                    (self.is(State::Sending) || self.is(State::Closing)) && self.deadline <= now - 60_000
                }
                Guard::Always => true,
            }
    }
}

impl Tables {
    /// Changes the entry with this number where the condition holds. Says whether it did.
    fn update(&mut self, id: EntryId, when: impl FnOnce(&Row) -> bool, set: impl FnOnce(&mut Row)) -> bool {
        let row = self.entries.get_mut(&id).filter(|row| when(row));
        row.map(set).is_some()
    }

    fn select(&self, now: i64, when: impl Fn(&Row) -> bool) -> Vec<StoredEntry> {
        self.entries.values().filter(|row| when(row)).map(|row| row.at(now)).collect()
    }

    pub(super) fn insert(&mut self, new: &NewEntry, now: i64) -> Inserted {
        let is_same = |row: &&Row| {
            let StoredEntry { info, key, .. } = &row.entry;
            let known = (&info.api, &info.client_id, &info.endpoint, key);
            known == (&new.api, &new.client_id, &new.endpoint, &new.key)
        };
        if let Some(row) = self.entries.values().find(is_same) {
            return Inserted::Same(row.entry.info.id);
        }
        let is_open = |row: &&Row| {
            let info = &row.entry.info;
            row.applied_at.is_none() && (&info.reference, &info.purpose) == (&new.reference, &new.purpose)
        };
        if let Some(row) = self.entries.values().find(is_open) {
            return Inserted::Open(row.entry.info.id);
        }
        let id = EntryId(self.entries.last_key_value().map_or(1, |(last, _)| last.0 + 1));
        self.entries.insert(id, Row::new(id, new, now));
        Inserted::New(id)
    }

    pub(super) fn mark(
        &mut self,
        id: EntryId,
        key: &[u8; 32],
        token: Token,
        mark: Mark,
        now: i64,
    ) -> Option<StoredEntry> {
        let may = |row: &Row| {
            let info = &row.entry.info;
            let is_open = match mark {
                Mark::First => row.is(State::Recorded),
                Mark::Repeat => {
                    row.is(State::Sending)
                        && (!info.acknowledged || info.by_hand)
                        && row.resend_until().is_some_and(|until| now < until)
                }
            };
            is_open && row.entry.key == *key && row.deadline > now
        };
        let marked = self.update(id, may, |row| {
            row.entry.info.attempts += 1;
            (row.token, row.last_mark) = (Some(token), Some(now));
            match mark {
                Mark::First => {
                    row.entry.info.state = State::Sending;
                    row.first_mark = row.first_mark.or(Some(now));
                    row.next_poll = now + 5000;
                }
                Mark::Repeat => row.forget_not_found(),
            }
        });
        if marked { self.entry(id, now) } else { None }
    }

    pub(super) fn unmark(&mut self, id: EntryId, token: Token) -> bool {
        let may = |row: &Row| {
            let info = &row.entry.info;
            row.is(State::Sending) && info.attempts == 1 && row.token == Some(token) && !info.acknowledged
        };
        self.update(id, may, |row| {
            (row.entry.info.state, row.entry.info.attempts) = (State::Recorded, 0);
            (row.token, row.first_mark, row.last_mark) = (None, None, None);
            row.next_poll = row.deadline;
        })
    }

    pub(super) fn acknowledge(&mut self, id: EntryId, response: Option<&[u8]>) -> bool {
        let may = |row: &Row| row.is(State::Sending) || row.is(State::Closing);
        self.update(id, may, |row| {
            row.entry.info.acknowledged = true;
            if let Some(response) = response {
                row.entry.response = Some(response.to_vec());
            }
            row.forget_not_found();
        })
    }

    pub(super) fn end(&mut self, id: EntryId, ending: &Ending<'_>, now: i64) -> bool {
        self.update(
            id,
            |row| row.may_end(ending.guard, now),
            |row| {
                let info = &mut row.entry.info;
                info.state = State::Ended;
                (info.ended, info.ended_by) = (Some(ending.ended), Some(ending.by));
                info.reason = ending.reason.map(str::to_owned);
                row.entry.evidence = ending.evidence.map(<[u8]>::to_vec);
                (row.ended_at, row.applied_at) = (Some(now), ending.applied.then_some(now));
                row.next_poll = now;
            },
        )
    }

    pub(super) fn apply(&mut self, id: EntryId, now: i64) -> bool {
        let may = |row: &Row| row.entry.info.ended.is_some() && row.applied_at.is_none();
        self.update(id, may, |row| row.applied_at = Some(now))
    }

    pub(super) fn start_closing(&mut self, id: EntryId, token: Token, now: i64) -> bool {
        let may = |row: &Row| row.is(State::Sending) || row.is(State::Closing);
        self.update(id, may, |row| {
            row.entry.info.state = State::Closing;
            row.entry.info.cancels += 1;
            row.cancel_tokens.push(token);
            (row.last_cancel, row.next_poll) = (Some(now), now + 5000);
        })
    }

    pub(super) fn drop_cancel(&mut self, id: EntryId, token: Token, now: i64) -> bool {
        let may = |row: &Row| row.is(State::Closing) && row.cancel_tokens.contains(&token);
        let dropped = self.update(id, may, |row| {
            row.cancel_tokens.retain(|other| *other != token);
            row.next_poll = now + 1000;
            if row.cancel_tokens.is_empty() {
                row.entry.info.state = State::Sending;
            }
        });
        dropped && self.entries.get(&id).is_some_and(|row| row.is(State::Sending))
    }

    pub(super) fn keep_success(&mut self, id: EntryId, evidence: &[u8]) -> bool {
        let may = |row: &Row| row.is(State::Closing);
        self.update(id, may, |row| row.entry.kept_success = Some(evidence.to_vec()))
    }

    pub(super) fn all(&self, now: i64) -> Vec<StoredEntry> {
        self.select(now, |_| true)
    }

    pub(super) fn entry(&self, id: EntryId, now: i64) -> Option<StoredEntry> {
        self.entries.get(&id).map(|row| row.at(now))
    }

    pub(super) fn by_reference(&self, reference: &str, now: i64) -> Vec<StoredEntry> {
        self.select(now, |row| row.entry.info.reference == reference)
    }

    pub(super) fn open(&self, after: EntryId, limit: u32, now: i64) -> Vec<StoredEntry> {
        let mut found = self.select(now, |row| row.applied_at.is_none() && row.entry.info.id > after);
        found.truncate(limit as usize);
        found
    }

    pub(super) fn claim(
        &mut self,
        api: &str,
        client_id: &str,
        limit: u32,
        lease: i64,
        now: i64,
    ) -> Vec<StoredEntry> {
        let is_due = |row: &&mut Row| {
            let StoredEntry { info, format, .. } = &row.entry;
            let is_ours = info.api == api && info.client_id == client_id && *format <= FORMAT;
            is_ours && row.applied_at.is_none() && row.next_poll <= now
        };
        let mut due: Vec<&mut Row> = self.entries.values_mut().filter(is_due).collect();
        due.sort_by_key(|row| row.next_poll);
        let claimed = due.into_iter().take(limit as usize).map(|row| {
            row.next_poll = now.saturating_add(lease);
            row.at(now)
        });
        claimed.collect()
    }

    pub(super) fn schedule(&mut self, id: EntryId, next: Next, now: i64) {
        self.update(
            id,
            |row| row.applied_at.is_none(),
            |row| {
                row.next_poll = now.saturating_add(millis(next.after));
                row.entry.info.polls += u32::from(next.asked);
                match next.not_found {
                    None => {}
                    Some(true) => {
                        (row.entry.not_found, row.not_found_at) = (row.entry.not_found + 1, Some(now))
                    }
                    Some(false) => row.forget_not_found(),
                }
            },
        );
    }

    pub(super) fn keep_conflict(&mut self, id: EntryId, what: &str) {
        self.update(id, |_| true, |row| row.entry.info.conflict = Some(what.to_owned()));
    }

    pub(super) fn named(
        &self,
        api: &str,
        client_id: &str,
        digests: &[[u8; 32]],
        now: i64,
    ) -> Vec<StoredEntry> {
        self.select(now, |row| {
            let info = &row.entry.info;
            info.api == api && info.client_id == client_id && row.ids.iter().any(|id| digests.contains(id))
        })
    }

    pub(super) fn purge(&mut self, older_than: i64, now: i64) -> u64 {
        self.notifications.purge(older_than, now);
        let is_old = |row: &&mut Row| {
            !row.entry.info.purged && row.applied_at.is_some_and(|at| at < now.saturating_sub(older_than))
        };
        let purged = self.entries.values_mut().filter(is_old).map(|row| {
            row.entry.info.purged = true;
            row.entry.body.clear();
            (row.entry.response, row.entry.evidence, row.entry.kept_success) = (None, None, None);
        });
        purged.count() as u64
    }
}
