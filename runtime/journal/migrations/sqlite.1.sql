-- Calls, from before they are sent until their effect is applied. Times are milliseconds since 1970, by the database's clock.
CREATE TABLE countersign_journal (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    format INTEGER NOT NULL,
    api TEXT NOT NULL,
    client_id TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    key_digest BLOB NOT NULL,
    -- The first two ids by which notifications name the call, as digests.
    id_1 BLOB,
    id_2 BLOB,
    reference TEXT NOT NULL,
    purpose TEXT NOT NULL,
    by_hand INTEGER NOT NULL,
    body BLOB NOT NULL,
    sealed INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('recorded', 'sending', 'closing', 'ended')),
    attempts INTEGER NOT NULL DEFAULT 0,
    token BLOB,
    created_at INTEGER NOT NULL,
    deadline INTEGER NOT NULL,
    resend_window INTEGER,
    first_mark INTEGER,
    last_mark INTEGER,
    acknowledged INTEGER NOT NULL DEFAULT 0,
    response BLOB,
    cancels INTEGER NOT NULL DEFAULT 0,
    -- Of each cancel that may still take effect.
    cancel_tokens TEXT NOT NULL DEFAULT '',
    last_cancel INTEGER,
    success_while_closing BLOB,
    verdict TEXT CHECK (verdict IN ('success', 'failed', 'not sent')),
    ended_by TEXT,
    reason TEXT,
    evidence BLOB,
    ended_at INTEGER,
    applied_at INTEGER,
    next_poll INTEGER NOT NULL,
    polls INTEGER NOT NULL DEFAULT 0,
    not_found INTEGER NOT NULL DEFAULT 0,
    not_found_at INTEGER,
    conflict TEXT,
    purged_at INTEGER,
    UNIQUE (api, client_id, endpoint, key_digest),
    CHECK ((verdict IS NULL) = (state <> 'ended'))
);
-- At most one open call for a reference and purpose.
CREATE UNIQUE INDEX countersign_journal_open ON countersign_journal (reference, purpose) WHERE applied_at IS NULL;
-- What a worker claims.
CREATE INDEX countersign_journal_due ON countersign_journal (api, client_id, next_poll) WHERE applied_at IS NULL;
CREATE INDEX countersign_journal_id_1 ON countersign_journal (id_1);
CREATE INDEX countersign_journal_id_2 ON countersign_journal (id_2);
CREATE INDEX countersign_journal_reference ON countersign_journal (reference);

-- Further ids by which notifications name calls.
CREATE TABLE countersign_journal_ids (
    digest BLOB NOT NULL,
    entry INTEGER NOT NULL REFERENCES countersign_journal (id),
    PRIMARY KEY (digest, entry)
);

-- Notifications with a verdict on a call that no entry is known for, until one is.
CREATE TABLE countersign_journal_unmatched (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    api TEXT NOT NULL,
    client_id TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    -- Of the id by which it names a call. One with several ids has a row for each.
    digest BLOB NOT NULL,
    status TEXT NOT NULL,
    body BLOB NOT NULL,
    sealed INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    UNIQUE (digest, api, client_id, endpoint, status)
);

-- Notifications that were handled, or are being handled.
CREATE TABLE countersign_journal_seen (
    key_digest BLOB PRIMARY KEY,
    holder BLOB NOT NULL,
    lease_until INTEGER NOT NULL,
    answer BLOB
);
