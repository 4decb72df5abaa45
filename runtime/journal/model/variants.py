"""The rules of the protocol, the world, and the variants: what each changes and must give. Data for model.py."""

# The protocol. A variant overrides single rules.
PROTOCOL = dict(
    mark="conditional",     # WHERE state='recorded' AND verdict IS NULL AND deadline > NOW; "blind": read, then written
    fence=True,             # deadline and window are checked again before the first byte
    window=True,            # repeats end before the wallet forgets its keys
    repeat_acked=False,     # an acknowledged entry is sent again
    f_rule="single",        # a signed F counts while attempts=1 AND token=mine; "first": that of attempt 1; "all": any
    not_sent="back",        # Err(not sent): recorded again; "ends": ends the entry
    back_if="token, attempts",   # ... WHERE token=mine AND attempts=1
    back_unsure=True,       # a mark whose commit's fate is unknown is not sent, and written back in the same way
    absent="never",         # "not found" is final: "never"; "after": final_after; "acked": that, acknowledged or not;
                            # "stale": acknowledged is read with the question; "always"
    effect="staged",        # with the verdict, or due when the callback fails; "sure": it never fails; "worker": only workers
                            # have the callback; "after": in a transaction of its own
    page="row",             # the page is told what the row says after the commit; "response": what the response says
    closing="stored",       # success while closing is stored; "applied"; "dropped"
    close_mark="durable",   # closing is written before the cancel leaves; "none"; "blind": without verdict IS NULL
    close_back="each",      # back to sending when each cancel has a final F; "last": when one has; "count": they are
                            # counted down; "only": when there was only one; "read": others are read first, without a lock
    apply_seen=True,        # the success that was stored is applied on the way back
    close_not_sent=True,    # Err(not sent) of the only attempt while closing ends the entry as not sent
    cfence=True,            # a cancel has a deadline of its own, checked again before its first byte
    end_if="look, travel",  # `end`: what was looked at is unchanged; nothing may still be on its way
    alarm="asks",           # a success after a cancel's S: the wallet is asked before a conflict is reported; "at once"
    close_end=False,        # a success asked for after the last cancel's travel ends a closing entry
    confirm=True,           # after a person's end workers go on asking
    withdraw_if="conditional",   # or "blind": read, then write
    rematch="worker",       # unmatched notifications are matched by each pass of a worker; "ack": when ids are learned
)
# What the shop uses, how the world is.
WORLD = dict(
    senders=2, workers=2, closers=0, maxn=2, maxc=2,
    resend=False, withdraw=False, person="",     # "looks": ends what the wallet's people say; "errs": anything
    inquiry=True, notify=True, late_ids=False,   # a notification names an id that only the response gives
    accepts=False,          # the wallet answers A: nothing happens until the user has seen its page
    holds=False,            # it answers a request when the payment has ended; until then the connection is open
    lag=False,              # its inquiry does not know what waits for its user
    forget=False,           # it forgets keys after the window
    f_unstored=True, f_repeat=True, refuses=False,   # F that is not kept; F to a repeat of a success; never anything else
    blocks=True,            # its cancel blocks an id that it does not know
    cancel_paid=True,       # its cancel gives back what was paid
    gap=False,              # a pause between the last check and the write
    dup=False,              # its proxy doubles a request
    durable=True, purge=False, tombstone=True,
    close_at=0,             # cancels are sent only from this time on
)

ONE = dict(senders=1, workers=1)
CLOSE = dict(ONE, closers=1, effect="sure")
TWO = dict(CLOSE, closers=2)
ASKED = dict(CLOSE, inquiry=False, notify=False, cancel_paid=False)
WAITS = dict(ONE, accepts=True, lag=True, effect="sure", absent="after")
LATE = dict(ONE, late_ids=True, inquiry=False, effect="sure")
HAND = dict(ONE, person="looks", effect="sure")
BOTH = dict(HAND, closers=1)
FAILED, SUCCESS = "ended as failed, money taken", "ended as success, no money"
TWICE, PAGE = "second payment", "page told otherwise"
EFFECTS, ERROR, UNMATCHED = "two effects", "error of a person not noticed", "notification not matched"

# (name, what differs, "safe" or the invariant that breaks, what may be left without an end). `--quick` leaves out "large".
VARIANTS = [
    # Two senders, two workers.
    ("no repeats", dict(), "safe", "sending"),
    ("no inquiry", dict(inquiry=False), "safe", "sending"),
    ("repeats, key kept for ever", dict(resend=True), "safe", "sending"),
    ("large: repeats in a window, the wallet forgets after it", dict(resend=True, forget=True), "safe", "sending"),
    ("large: the same, and purged", dict(resend=True, forget=True, purge=True), "safe", "sending"),
    ("repeats, three attempts", dict(ONE, resend=True, forget=True, maxn=3), "safe", "sending"),
    ("the wallet refuses, keeps nothing", dict(resend=True, refuses=True), "safe", "sending"),
    ("pause before the write, no repeats", dict(gap=True, forget=True), "safe", "sending"),
    ("pause before the write, key kept for ever", dict(ONE, gap=True, resend=True), "safe", "sending"),
    ("residual: pause before the write, key forgotten", dict(resend=True, forget=True, gap=True), TWICE, ""),
    ("residual: the wallet's proxy doubles the request", dict(dup=True), FAILED, ""),
    ("residual: mark not durable", dict(durable=False), FAILED, ""),
    ("mark read, then written", dict(mark="blind", fence=False), FAILED, ""),
    ("F of attempt 1 final", dict(resend=True, f_rule="first"), FAILED, ""),
    ("F of a repeat final", dict(resend=True, f_rule="all"), FAILED, ""),
    ("Err(not sent) always ends", dict(resend=True, not_sent="ends", back_if=""), FAILED, ""),
    ("Err(not sent) written back without attempts=1", dict(resend=True, back_if="token"), FAILED, ""),
    ("Err(not sent) written back without token", dict(back_if="attempts"), FAILED, ""),
    ("not found is final", dict(absent="always"), FAILED, ""),
    ("repeats without a window", dict(resend=True, forget=True, window=False, fence=False), TWICE, ""),
    ("window not checked before the first byte", dict(resend=True, forget=True, fence=False), TWICE, ""),
    ("callback known to workers only", dict(effect="worker"), "safe", "effect, sending"),
    ("callback outside of the transaction", dict(effect="after"), EFFECTS, ""),
    ("purged without a tombstone", dict(purge=True, tombstone=False), EFFECTS, ""),
    ("withdraw", dict(withdraw=True), "safe", "sending"),
    ("withdraw read, then written", dict(withdraw=True, withdraw_if="blind"), FAILED, ""),
    # Acknowledged.
    ("ack: waits for its user, not found is final late", WAITS, "safe", ""),
    ("ack: the wallet answers when it is done", dict(holds=True, resend=True), "safe", "sending"),
    ("ack: the same, repeats", dict(WAITS, resend=True, forget=True), "safe", ""),
    ("ack: acknowledged is sent again", dict(WAITS, resend=True, forget=True, repeat_acked=True), "safe", ""),
    ("ack: not found final although acknowledged", dict(WAITS, absent="acked"), FAILED, ""),
    ("ack: acknowledged read before the answer is written", dict(WAITS, absent="stale"), FAILED, ""),
    ("ack: page shown before acknowledged is stored", dict(WAITS, page="response"), FAILED, ""),
    ("ack: pause before the write, not found is final", dict(WAITS, gap=True), FAILED, ""),
    ("ack: notification before its id is known", LATE, "safe", "sending"),
    ("ack: the same, matched only when the id is learned", dict(LATE, rematch="ack"), "safe", UNMATCHED + ", sending"),
    # Closing.
    ("close: one closer", CLOSE, "safe", ""),
    ("close: two closers", TWO, "safe", ""),
    ("close: effect due, purged", dict(CLOSE, effect="staged", purge=True), "safe", ""),
    ("close: alarm at once", dict(CLOSE, alarm="at once"), "safe", "false alarm"),
    ("large: close, success asked for later ends it", dict(CLOSE, close_end=True, cancel_paid=False), "safe", ""),
    ("close: the same, without a deadline of cancels", dict(CLOSE, close_end=True, cfence=False), SUCCESS, ""),
    ("residual: proxy doubles the cancel", dict(CLOSE, dup=True), SUCCESS, ""),
    ("large: close, not found is final late", dict(CLOSE, absent="after"), "safe", ""),
    ("large: close, two closers, paid cannot be cancelled", dict(TWO, cancel_paid=False), "safe", "closing"),
    ("close: success applied while closing", dict(CLOSE, closing="applied"), SUCCESS, ""),
    ("close: only the response says success", ASKED, "safe", "closing, sending"),
    ("close: success dropped while closing", dict(ASKED, closing="dropped"), "safe", "closing, sending, success dropped"),
    ("close: stored success not applied afterwards", dict(ASKED, apply_seen=False), "safe", "closing, sending, success dropped"),
    ("close: cancel sent without a mark", dict(CLOSE, close_mark="none"), SUCCESS, ""),
    ("close: marked although there is a verdict", dict(CLOSE, close_mark="blind"), SUCCESS, ""),
    ("close: back when one cancel has F", dict(TWO, close_back="last"), SUCCESS, ""),
    ("close: back when cancels are counted down", dict(TWO, close_back="count"), SUCCESS, ""),
    ("close: back after reading the other cancels", dict(TWO, close_back="read"), SUCCESS, ""),
    ("large: close, back only when there was one cancel", dict(TWO, close_back="only"), "safe", ""),
    ("close: page told the response", dict(CLOSE, page="response"), PAGE, ""),
    ("close: unknown ids not blocked", dict(CLOSE, blocks=False), FAILED, ""),
    ("close: unknown ids not blocked, cancelled when nothing travels", dict(CLOSE, blocks=False, close_at=2), "safe", ""),
    ("close: pause before the write", dict(CLOSE, gap=True), "safe", ""),
    ("residual: close, pause before the write, key forgotten", dict(CLOSE, gap=True, forget=True), FAILED, ""),
    ("large: close, repeats", dict(CLOSE, resend=True), "safe", ""),
    ("large: close, waits for its user", dict(WAITS, closers=1), "safe", ""),
    # A person.
    ("hand: person who looks", HAND, "safe", ""),
    ("hand: looks too early, failed", dict(HAND, end_if="look"), FAILED, ""),
    ("large: hand, close", BOTH, "safe", ""),
    ("large: hand, close, paid cannot be cancelled", dict(BOTH, cancel_paid=False), "safe", ""),
    ("hand: success while a cancel travels", dict(BOTH, end_if="look"), SUCCESS, ""),
    ("hand: ends what has changed", dict(BOTH, end_if="travel"), SUCCESS, ""),
    ("hand: cancel without a deadline", dict(BOTH, cfence=False), SUCCESS, ""),
    ("hand: person who errs", dict(HAND, person="errs", notify=False), "safe", ""),
    ("hand: who errs, nobody asks on", dict(HAND, person="errs", notify=False, confirm=False), "safe", ERROR),
]
