-- Calls, from before they are sent until their effect is applied. Times are milliseconds since 1970, by the database's clock.
CREATE TABLE countersign_journal (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    format BIGINT NOT NULL,
    api TEXT NOT NULL,
    client_id TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    key_digest BYTEA NOT NULL,
    -- The first two ids by which notifications name the call, as digests.
    id_1 BYTEA,
    id_2 BYTEA,
    reference TEXT NOT NULL,
    purpose TEXT NOT NULL,
    by_hand BIGINT NOT NULL,
    body BYTEA NOT NULL,
    sealed BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('recorded', 'sending', 'closing', 'ended')),
    attempts BIGINT NOT NULL DEFAULT 0,
    token BYTEA,
    created_at BIGINT NOT NULL,
    deadline BIGINT NOT NULL,
    resend_window BIGINT,
    first_mark BIGINT,
    last_mark BIGINT,
    acknowledged BIGINT NOT NULL DEFAULT 0,
    response BYTEA,
    cancels BIGINT NOT NULL DEFAULT 0,
    -- Of each cancel that may still take effect.
    cancel_tokens TEXT NOT NULL DEFAULT '',
    last_cancel BIGINT,
    success_while_closing BYTEA,
    verdict TEXT CHECK (verdict IN ('success', 'failed', 'not sent')),
    ended_by TEXT,
    reason TEXT,
    evidence BYTEA,
    ended_at BIGINT,
    applied_at BIGINT,
    next_poll BIGINT NOT NULL,
    polls BIGINT NOT NULL DEFAULT 0,
    not_found BIGINT NOT NULL DEFAULT 0,
    not_found_at BIGINT,
    conflict TEXT,
    purged_at BIGINT,
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
    digest BYTEA NOT NULL,
    entry BIGINT NOT NULL REFERENCES countersign_journal (id),
    PRIMARY KEY (digest, entry)
);

-- Notifications with a verdict on a call that no entry is known for, until one is.
CREATE TABLE countersign_journal_unmatched (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    api TEXT NOT NULL,
    client_id TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    -- Of the id by which it names a call. One with several ids has a row for each.
    digest BYTEA NOT NULL,
    status TEXT NOT NULL,
    body BYTEA NOT NULL,
    sealed BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    UNIQUE (digest, api, client_id, endpoint, status)
);

-- Notifications that were handled, or are being handled.
CREATE TABLE countersign_journal_seen (
    key_digest BYTEA PRIMARY KEY,
    holder BYTEA NOT NULL,
    lease_until BIGINT NOT NULL,
    answer BYTEA
);
