//! The statements. `{now}` is the database's clock in milliseconds, and `{durable}` holds where a commit is never lost.

/// The columns of an entry, in the order in which they are read.
pub(super) const ENTRY: &str = "id, format, api, client_id, endpoint, key_digest, reference, purpose, by_hand, body, sealed, \
    state, attempts, acknowledged, response, cancels, success_while_closing, verdict, ended_by, reason, evidence, \
    applied_at, conflict, purged_at, polls, not_found, {now} - created_at, deadline - {now}, \
    first_mark + resend_window - {now}, {now} - last_mark, {now} - not_found_at, {now} - ended_at";

/// Two ids are in the row itself, so that most calls are recorded in one round trip.
pub(super) const INSERT: &str = "INSERT INTO countersign_journal \
    (api, client_id, endpoint, key_digest, reference, purpose, by_hand, body, sealed, created_at, deadline, resend_window, \
    format, id_1, id_2, state, next_poll) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, {now}, {now} + $10, $11, $12, $13, $14, 'recorded', {now} + $10) \
    ON CONFLICT DO NOTHING RETURNING id";
pub(super) const INSERT_ID: &str =
    "INSERT INTO countersign_journal_ids (digest, entry) VALUES ($1, $2) ON CONFLICT DO NOTHING";
pub(super) const SAME: &str = "SELECT id FROM countersign_journal \
    WHERE api = $1 AND client_id = $2 AND endpoint = $3 AND key_digest = $4";
pub(super) const OPEN_OF_REFERENCE: &str =
    "SELECT id FROM countersign_journal WHERE reference = $1 AND purpose = $2 AND applied_at IS NULL";

pub(super) const MARK: &str = "UPDATE countersign_journal SET state = 'sending', attempts = attempts + 1, token = $2, \
    first_mark = COALESCE(first_mark, {now}), last_mark = {now}, next_poll = {now} + 5000 \
    WHERE id = $1 AND key_digest = $3 AND state = 'recorded' AND verdict IS NULL AND deadline > {now} AND {durable} \
    RETURNING {entry}";
/// As for [`MARK`], and the window for sending again counts from the first mark.
pub(super) const MARK_REPEAT: &str = "UPDATE countersign_journal SET attempts = attempts + 1, token = $2, \
    last_mark = {now}, not_found = 0, not_found_at = NULL \
    WHERE id = $1 AND key_digest = $3 AND state = 'sending' AND verdict IS NULL AND (acknowledged = 0 OR by_hand = 1) \
    AND deadline > {now} AND {now} < first_mark + resend_window AND {durable} \
    RETURNING {entry}";
pub(super) const UNMARK: &str = "UPDATE countersign_journal \
    SET state = 'recorded', attempts = 0, token = NULL, first_mark = NULL, last_mark = NULL, next_poll = deadline \
    WHERE id = $1 AND state = 'sending' AND verdict IS NULL AND attempts = 1 AND token = $2 AND acknowledged = 0 RETURNING id";
pub(super) const IS_DURABLE: &str = "SELECT CASE WHEN {durable} THEN 1 ELSE 0 END";

pub(super) const ACKNOWLEDGE: &str = "UPDATE countersign_journal \
    SET acknowledged = 1, response = COALESCE($2, response), not_found = 0, not_found_at = NULL \
    WHERE id = $1 AND verdict IS NULL AND state IN ('sending', 'closing') RETURNING id";

pub(super) const END: &str = "UPDATE countersign_journal SET state = 'ended', verdict = $2, ended_by = $3, reason = $4, \
    evidence = $5, ended_at = {now}, applied_at = CASE WHEN $6 = 1 THEN {now} END, next_poll = {now} \
    WHERE id = $1 AND verdict IS NULL AND {guard} RETURNING id";
pub(super) const APPLY: &str = "UPDATE countersign_journal SET applied_at = {now} \
    WHERE id = $1 AND verdict IS NOT NULL AND applied_at IS NULL RETURNING id";

pub(super) const START_CLOSING: &str = "UPDATE countersign_journal \
    SET state = 'closing', cancels = cancels + 1, cancel_tokens = cancel_tokens || $2, last_cancel = {now}, \
    next_poll = {now} + 5000 \
    WHERE id = $1 AND state IN ('sending', 'closing') AND verdict IS NULL AND {durable} RETURNING id";
/// In one statement on one row: a counter, or a look at the other cancels before, would let one of them take effect later.
pub(super) const DROP_CANCEL: &str = "UPDATE countersign_journal \
    SET cancel_tokens = REPLACE(cancel_tokens, $2, ''), \
    state = CASE WHEN REPLACE(cancel_tokens, $2, '') = '' THEN 'sending' ELSE 'closing' END, next_poll = {now} + 1000 \
    WHERE id = $1 AND state = 'closing' AND verdict IS NULL AND cancel_tokens LIKE '%' || $2 || '%' RETURNING state";
pub(super) const KEEP_SUCCESS: &str = "UPDATE countersign_journal SET success_while_closing = $2 \
    WHERE id = $1 AND state = 'closing' AND verdict IS NULL RETURNING id";

pub(super) const BY_ID: &str = "SELECT {entry} FROM countersign_journal WHERE id = $1";
pub(super) const BY_REFERENCE: &str =
    "SELECT {entry} FROM countersign_journal WHERE reference = $1 ORDER BY id";
pub(super) const OPEN: &str =
    "SELECT {entry} FROM countersign_journal WHERE applied_at IS NULL AND id > $1 ORDER BY id LIMIT $2";
pub(super) const COUNT_OPEN: &str = "SELECT COUNT(*) FROM countersign_journal WHERE applied_at IS NULL";

pub(super) const CLAIM: &str = "UPDATE countersign_journal SET next_poll = {now} + $5 WHERE id IN ( \
    SELECT id FROM countersign_journal WHERE api = $1 AND client_id = $2 AND applied_at IS NULL AND next_poll <= {now} \
    AND format <= $3 ORDER BY next_poll LIMIT $4 {skip}) RETURNING {entry}";
pub(super) const SCHEDULE: &str = "UPDATE countersign_journal \
    SET next_poll = {now} + $2, polls = polls + $3 {not_found} WHERE id = $1 AND applied_at IS NULL RETURNING id";
pub(super) const KEEP_CONFLICT: &str =
    "UPDATE countersign_journal SET conflict = $2 WHERE id = $1 RETURNING id";

pub(super) const NAMED: &str = "SELECT {entry} FROM countersign_journal \
    WHERE api = $1 AND client_id = $2 \
    AND (id_1 = $3 OR id_2 = $3 OR id IN (SELECT entry FROM countersign_journal_ids WHERE digest = $3))";
pub(super) const KEEP_UNMATCHED: &str = "INSERT INTO countersign_journal_unmatched \
    (api, client_id, endpoint, digest, status, body, sealed, received_at) VALUES ($1, $2, $3, $4, $5, $6, $7, {now}) \
    ON CONFLICT DO NOTHING RETURNING id";
pub(super) const UNMATCHED: &str = "SELECT id, api, client_id, endpoint, digest, status, body, sealed \
    FROM countersign_journal_unmatched WHERE digest = $3 AND api = $1 AND client_id = $2 ORDER BY id";
pub(super) const FORGET_UNMATCHED: &str =
    "DELETE FROM countersign_journal_unmatched WHERE id = $1 RETURNING id";
pub(super) const PURGE_UNMATCHED: &str =
    "DELETE FROM countersign_journal_unmatched WHERE received_at < {now} - $1 RETURNING id";

/// The row stays, with its key and its verdict: the same key is never recorded again.
pub(super) const PURGE: &str = "UPDATE countersign_journal \
    SET body = '', response = NULL, evidence = NULL, success_while_closing = NULL, purged_at = {now} \
    WHERE applied_at < {now} - $1 AND purged_at IS NULL RETURNING id";

pub(super) const BEGIN_SEEN: &str = "INSERT INTO countersign_journal_seen (key_digest, holder, lease_until) \
    VALUES ($1, $2, {now} + $3) ON CONFLICT (key_digest) DO UPDATE SET holder = $2, lease_until = {now} + $3 \
    WHERE countersign_journal_seen.answer IS NULL AND countersign_journal_seen.lease_until <= {now} RETURNING 1";
pub(super) const SEEN_ANSWER: &str = "SELECT answer FROM countersign_journal_seen WHERE key_digest = $1";
pub(super) const RENEW_SEEN: &str = "UPDATE countersign_journal_seen SET lease_until = {now} + $3 \
    WHERE key_digest = $1 AND holder = $2 AND answer IS NULL RETURNING 1";
pub(super) const FINISH_SEEN: &str = "UPDATE countersign_journal_seen SET answer = $3 \
    WHERE key_digest = $1 AND holder = $2 AND answer IS NULL RETURNING 1";
pub(super) const RELEASE_SEEN: &str = "DELETE FROM countersign_journal_seen WHERE key_digest = $1 AND holder = $2 AND answer IS NULL RETURNING 1";
