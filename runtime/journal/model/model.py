#!/usr/bin/env python3
"""Explicit-state model of one journal entry: senders, workers, closers, a person, the network, the wallet, one database row.

    python3 model.py            runs all variants
    python3 model.py NAME       runs those whose name contains NAME
    python3 model.py --quick    runs the smaller ones, in less than a minute

Exits with 1 if a variant does not give what its line in variants.py expects. README.md describes the model.
"""
import sys
import time
from collections import deque, namedtuple
from types import SimpleNamespace

from variants import PROTOCOL, VARIANTS, WORLD

# The row.
#   row      '-' not committed, 'X' rolled back, 'R' recorded, 'S' sending, 'C' closing, 'G' purged
#   v        verdict: '' none, 'S' success, 'F' failed, 'N' not sent.  hand: a person's; 'reported' once contradicted
#   eff      effects committed
#   n, tot   attempts that count, attempts ever (the last one is the token)
#   ack      acknowledged.  unm: a notification's verdict that matched no entry
#   seen     a success was found while closing: '', 'stored', 'dropped'
#   cancels  cancel attempts without a final F.  ctot: cancel attempts ever
# Time.
#   time     of the deadline: 0 open, 1 over, 2 over for longer than a request travels.  ctime: the same of the last cancel
#   win      the window for repeats is over.  mem: the wallet remembers the key.  lost: the mark was lost once
# Network and wallet.
#   req, resp, creq, cresp   payments and cancels on their way, and their responses; a negative request is being worked on
#   K        the wallet's payment: '-' unknown, 'A' waits for its user, 'P' in process, 'S' paid, 'F' failed or cancelled
#   took     payments taken and not given back.  paid: was 'S' once, so that a late notification may say so
# Actors.
#   page     what the shop's page was told: '', 'A' (shows the wallet's page), 'S', 'F'
#   P, W, C, H, M   senders, workers, closers, the person, the receiver of notifications; each (step, number, value)
State = namedtuple("State", "row v hand eff n tot ack unm seen cancels ctot time ctime win mem lost"
                            " req resp creq cresp K took paid page P W C H M")
IDLE, DEAD, NEW = ("idle", 0, ""), ("dead", 0, ""), ("new", 0, "")

def put(s, kind, i, pc):
    """The actor goes to `pc`. Actors of a kind are interchangeable, so they are kept sorted."""
    actors = list(getattr(s, kind))
    actors[i] = pc
    return {kind: tuple(sorted(actors))}

def verdict(s, c, label, v, go, tells=False, hand="", worker=False, sure=False):
    """The transaction that ends an entry. `go` moves its actor; `tells` says that a page waits for the outcome."""
    def told(what): return {"page": what} if tells and what in "SF" and c.page == "row" else {}
    if s.row in "-X":
        yield f"{label}: no row", s._replace(**go)
    elif s.row == "G":      # without its tombstone, the user's handler takes it for news
        yield f"{label}: purged", s._replace(eff=s.eff + (not c.tombstone), **go)
    elif s.v:
        differs = (s.v == "S") != (v == "S")
        if c.alarm == "asks" and s.v != "S" and s.ctot and not s.hand: differs = s.K == "S"
        yield label + (": CONFLICT, reported" if differs else ": known"), s._replace(
            hand="reported" if s.hand and differs else s.hand, **{**go, **told(s.v)})
    elif v == "S" and s.row == "C" and c.closing != "applied" and not hand and not sure:
        yield f"{label}: {c.closing}, for the entry is closing", s._replace(seen=c.closing, **go)
    elif c.effect == "after":
        yield f"{label}: verdict, without its effect", s._replace(v=v, **go)
    else:
        now = s.eff + (worker or c.effect != "worker")
        ended = dict(v=v, hand=hand, seen="")
        yield f"{label}: verdict and effect", s._replace(eff=now, **ended, **{**go, **told(v)})
        yield f"{label}: verdict and effect, the commit's answer is lost", s._replace(eff=now, **ended)
        if c.effect == "staged":
            yield f"{label}: verdict, the callback failed, effect due", s._replace(**ended, **{**go, **told(v)})

def user_and_time(s, c):
    if s.row == "-":
        yield "user commits", s._replace(row="R")
        yield "user rolls back", s._replace(row="X")
    if s.time == 0:
        yield "deadline passes", s._replace(time=1)
    if s.time == 1 and not s.req and (c.absent != "never" or c.person or c.close_at):
        yield "no request travels any more", s._replace(time=2)
    if (c.person or c.close_end) and s.ctot and s.ctime < 2 and (s.ctime == 0 or not s.creq):
        yield ("the cancel's deadline passes", "no cancel travels any more")[s.ctime], s._replace(ctime=s.ctime + 1)
    if c.forget and not s.win:
        yield "window for repeats ends", s._replace(win=True)
    if c.forget and s.win and s.mem and not s.req and s.K in "SF":
        yield "wallet forgets the key", s._replace(mem=False)
    if not c.durable and s.row == "S" and not s.lost and not s.v:
        yield "database loses the commit of the mark", s._replace(row="R", n=0, lost=True)
    if s.K == "A" and s.page == "A":
        yield "user pays", s._replace(K="S", took=s.took + 1, paid=True)

def wallet(s, c):
    for n in sorted(s.req):
        rest = s.req if c.dup else s.req - {n}
        def answer(label, v, **what):
            return f"wallet: request {abs(n)} {label}", s._replace(req=rest, resp=s.resp | {(abs(n), v)}, **what)
        unknown = s.K == "-" or not s.mem
        if unknown and c.refuses:
            yield answer("-> F, not kept", "F")
        elif unknown:
            yield answer("takes the money -> S", "S", K="S", took=s.took + 1, paid=True, mem=True)
            yield answer("-> F, kept", "F", K="F" if s.K == "-" else s.K, mem=True)
            yield answer("-> A", "A", K="A" if c.accepts else "P", mem=True)
            if c.holds: yield f"wallet: works on request {n}", s._replace(req=rest | {-n}, K="P", mem=True)
            if c.f_unstored: yield answer("-> F, not kept", "F")
        elif s.K in "SF":
            yield answer("-> the same result", s.K)
            if c.f_repeat and s.K == "S" and n > 0: yield answer("is a repeat -> F", "F")
        else:
            yield answer("-> A again", "A")
        yield f"network loses request {abs(n)}", s._replace(req=s.req - {n})
    if s.K == "P":
        yield "wallet: takes the money", s._replace(K="S", took=s.took + 1, paid=True)
        yield "wallet: fails the payment", s._replace(K="F")
    if s.K == "A":
        yield "wallet: payment expires", s._replace(K="F")
    for n in sorted(s.creq):
        rest = s.creq if c.dup else s.creq - {n}
        def answer(label, v, **what):
            return f"wallet: cancel {n} {label}", s._replace(creq=rest, cresp=s.cresp | {(n, v)}, **what)
        if s.K == "-": yield answer("-> S, blocks the id" if c.blocks else "-> S", "S", K="F" if c.blocks else "-")
        elif s.K in "AP": yield answer("-> S", "S", K="F")
        elif s.K == "F": yield answer("-> S again", "S")
        elif c.cancel_paid: yield answer("gives the money back -> S", "S", K="F", took=s.took - 1)
        yield answer("-> F", "F")
        yield f"network loses cancel {n}", s._replace(creq=s.creq - {n})

def notifications(s, c):
    for v in "SF":
        if not c.notify or c.effect == "after" or not (s.K == v or v == "S" and s.paid): continue
        if s.M[0] == "answered": continue
        if not c.late_ids or s.ack or s.v:
            yield from verdict(s, c, f"notification {v}", v, {})
        elif s.M == IDLE:
            yield f"notification {v} matches no entry", s._replace(M=("unmatched", 0, v))
    if s.M[0] == "unmatched":
        yield f"unmatched {s.M[2]} is stored", s._replace(unm=s.M[2], M=("answered", 0, ""))
        yield "receiver dies, answers nothing", s._replace(M=IDLE)

def sender_or_worker(s, c, name, kind, i, pc):
    step, n, value = pc
    home = DEAD if kind == "P" else IDLE
    def go(step, n=0, value=""): return put(s, kind, i, (step, n, value))
    away, tells, worker = put(s, kind, i, home), kind == "P", kind == "W"
    if pc != home and step != "new":
        yield f"{name} dies or gives up", s._replace(**away)
    if step == "new":
        free = s.row == "R" and not s.v and s.time == 0
        if not free:
            yield f"{name}: mark matches no row", s._replace(**away)
        elif c.mark == "conditional":
            marked = dict(row="S", n=s.n + 1, tot=s.tot + 1)
            yield f"{name} marks", s._replace(**marked, **go("marked", s.tot + 1))
            yield f"{name} marks, the commit's answer is lost", s._replace(
                **marked, **(go("not sent", s.tot + 1) if c.back_unsure else away))
        else:
            yield f"{name} reads: recorded", s._replace(**go("read"))
    elif step == "read" and s.row == "R":
        yield f"{name} writes sending, unconditionally", s._replace(row="S", n=1, tot=s.tot + 1, **go("marked", s.tot + 1))
    elif step == "marked":
        if not c.fence or not s.win and s.time == 0:
            yield f"{name} sends request {n}", s._replace(req=s.req | {n}, **go("wait", n))
            if c.gap: yield f"{name} checks, then pauses before the write of {n}", s._replace(**go("gap", n))
        yield f"{name}: request {n} certainly not sent", s._replace(**go("not sent", n))
    elif step == "gap":
        yield f"{name} wakes, sends request {n}", s._replace(req=s.req | {n}, **go("wait", n))
    elif step == "not sent":
        only = ("token" not in c.back_if or n == s.tot) and ("attempts" not in c.back_if or s.n == 1)
        if only and c.not_sent == "ends" or only and c.close_not_sent and s.row == "C":
            yield from verdict(s, c, f"{name} writes 'not sent'", "N", away, worker=worker)
        elif only and s.row == "S" and not s.v and c.not_sent == "back":
            yield f"{name} writes back 'recorded'", s._replace(row="R", n=0, **away)
            yield f"{name} writes back 'recorded', the commit's answer is lost", s._replace(row="R", n=0)
    elif step == "wait":
        for m, v in s.resp:
            if m == n:
                told = {"page": v} if tells and c.page == "response" else {}
                yield f"{name} gets {v} for {n}", s._replace(resp=s.resp - {(m, v)}, **{**go("got", n, v), **told})
    elif step == "got" and value == "A":
        if s.v or s.row not in "SC":
            yield f"{name}: A of {n} finds the entry ended", s._replace(**away)
        elif c.late_ids and c.rematch == "ack" and s.unm:
            yield from verdict(s._replace(ack=True), c, f"{name} stores A of {n}, matches {s.unm}", s.unm, away)
        else:
            shows = {"page": "A"} if tells and c.accepts else {}
            yield f"{name} stores A of {n}", s._replace(ack=True, **{**away, **shows})
            if not s.ack: yield f"{name} stores A of {n}, the commit's answer is lost", s._replace(ack=True)
    elif step == "got":
        final = value == "S" or c.f_rule == "all" or (n == 1 if c.f_rule == "first" else s.n == 1 and n == s.tot)
        if final: yield from verdict(s, c, f"{name} writes response {value} of {n}", value, away, tells, worker=worker)
        else: yield f"{name}: F of {n} is Unknown", s._replace(**away)
    elif step == "callback":
        yield f"{name} runs the callback, commits", s._replace(eff=s.eff + 1, **away)
    elif step == "answer":
        sure = n and n == s.ctot     # asked when no cancel travelled any more, and none was marked since
        if value != "-": yield from verdict(s, c, f"{name} writes inquiry {value}", value, away, worker=True, sure=sure)
        elif c.absent in ("always", "acked", "stale") or not s.ack:
            yield from verdict(s, c, f"{name} writes 'not found'", "F", away, worker=True)
    elif step == "idle" and s.row in "RSC":
        yield from worker_idle(s, c, name, go, away)

def worker_idle(s, c, name, go, away):
    if s.v and s.eff == 0:
        if c.effect == "staged": yield f"{name} applies the effect that is due", s._replace(eff=1)
        if c.effect == "after": yield f"{name} finds no effect, callback next", s._replace(**go("callback"))
    if s.v and not (s.hand and c.confirm): return
    if s.row == "R":
        if s.time: yield from verdict(s, c, f"{name}: recorded, too late", "N", away, worker=True)
        return
    if c.inquiry:
        says = "-" if s.K == "A" and c.lag else "P" if s.K == "A" else s.K
        ends = c.absent == "always" or s.time == 2 and (c.absent in ("after", "acked") or c.absent == "stale" and not s.ack)
        late = c.close_end and s.row == "C" and s.ctime == 2
        if says in "SF": yield f"{name} asks: {says}", s._replace(**go("answer", s.ctot if late else 0, says))
        elif says == "P" and not s.ack: yield f"{name} asks: in process, stores acknowledged", s._replace(ack=True)
        elif says == "-" and ends: yield f"{name} asks: not found", s._replace(**go("answer", 0, "-"))
    if c.resend and s.row == "S" and not s.v and s.n < c.maxn and s.time == 0 and not (c.window and s.win):
        if not s.ack or c.repeat_acked:
            yield f"{name} marks a repeat", s._replace(n=s.n + 1, tot=s.tot + 1, **go("marked", s.tot + 1))
    if s.unm and s.ack and c.rematch == "worker":
        yield from verdict(s, c, f"{name} matches {s.unm}", s.unm, {}, worker=True)

def closer(s, c, name, i, pc):
    """`close`, and the worker that gives up: marks the row, sends the cancel, stores its response."""
    step, n, value = pc
    def go(step, n=0, value=""): return put(s, "C", i, (step, n, value))
    away = put(s, "C", i, IDLE)
    if step == "idle":
        if s.row in "SC" and (not s.v or c.close_mark == "blind") and s.ctot < c.maxc and s.time >= c.close_at:
            row, k = ("S" if c.close_mark == "none" else "C"), s.ctot + 1
            marked = dict(row=row, ctot=k, ctime=0, cancels=s.cancels | {k})
            yield f"{name} marks closing", s._replace(**marked, **go("marked", k))
            yield f"{name} marks closing, the commit's answer is lost", s._replace(
                **marked, **(go("got", k, "F") if c.back_unsure else {}))
        return
    yield f"{name} dies or gives up", s._replace(**away)
    if step == "marked":
        if s.ctime == 0 or not c.cfence:
            yield f"{name} sends cancel {n}", s._replace(creq=s.creq | {n}, **go("wait", n))
        yield f"{name}: cancel {n} certainly not sent", s._replace(**go("got", n, "F"))
    elif step == "wait":
        for m, v in s.cresp:
            if m == n: yield f"{name} gets {v} for cancel {n}", s._replace(cresp=s.cresp - {(m, v)}, **go("got", n, v))
    elif step == "got" and value == "S":
        yield from verdict(s, c, f"{name} writes S of cancel {n}", "F", away)
    elif step == "got":
        if s.row != "C" or s.v:
            yield f"{name}: F of cancel {n} matches no row", s._replace(**away)
            return
        if c.close_back == "read":
            yield f"{name} reads the cancels beside {n}", s._replace(**go("others", n, "" if s.cancels == {n} else "some"))
            return
        left = {"each": s.cancels - {n}, "last": frozenset(), "only": s.cancels if s.cancels != {n} else frozenset(),
                "count": s.cancels - {min(s.cancels)}}[c.close_back]
        if left: after = s._replace(cancels=left)
        else:
            after = s._replace(row="S", cancels=left)
            if s.seen == "stored" and c.apply_seen: after = after._replace(v="S", eff=s.eff + 1, seen="")
            if after.v and c.effect == "staged": yield f"{name} stores F of cancel {n}, effect due", after._replace(eff=0, **away)
        yield f"{name} stores F of cancel {n}", after._replace(**away)
        yield f"{name} stores F of cancel {n}, the commit's answer is lost", after

    elif step == "others":
        if s.row == "C" and not s.v:
            yield f"{name} stores F of cancel {n}", s._replace(cancels=s.cancels - {n}, row="C" if value else "S", **away)

def person(s, c):
    if c.withdraw and s.row == "R" and not s.v:
        if c.withdraw_if == "conditional": yield from verdict(s, c, "withdraw", "N", {})
        elif s.H == IDLE: yield "withdraw reads: recorded", s._replace(H=("withdraw", 0, ""))
    if s.H[0] == "withdraw" and not s.v:
        yield from verdict(s, c, "withdraw writes, unconditionally", "N", {"H": IDLE})
    if not c.person or s.row not in "SC" or s.v: return
    travel = "travel" in c.end_if
    if s.H == IDLE and s.row in "SC":
        # Nothing that was sent may still change what the wallet's people say: for success a cancel, for failed the payment.
        sure = {"S": s.row == "S" or s.ctime == 2 or not travel, "F": True, "-": s.time == 2 or not travel}
        if c.person == "errs":
            for v in "SF": yield f"person looks, takes it for {v}", s._replace(H=("look", s.ctot, v))
        elif sure.get(s.K):
            yield f"person looks: {s.K}", s._replace(H=("look", s.ctot, "S" if s.K == "S" else "F"))
    if s.H[0] == "look":
        if s.H[1] == s.ctot or "look" not in c.end_if:
            yield from verdict(s, c, "person ends", s.H[2], {"H": IDLE}, hand="yes")
        yield "person goes away", s._replace(H=IDLE)

def steps(s, c):
    """The steps that lead on from a state, each with its label."""
    yield from user_and_time(s, c)
    yield from wallet(s, c)
    yield from notifications(s, c)
    for kind in "PW":
        actors = getattr(s, kind)
        for i, pc in enumerate(actors):
            if i == 0 or actors[i - 1] != pc: yield from sender_or_worker(s, c, f"{kind}{i+1}", kind, i, pc)
    for i, pc in enumerate(s.C):
        if i == 0 or s.C[i - 1] != pc: yield from closer(s, c, f"C{i+1}", i, pc)
    yield from person(s, c)
    if c.purge and s.v and s.eff > 0 and s.row in "RSC": yield "purge", s._replace(row="G", M=IDLE)

def broken(s, c):
    """The invariant that this state breaks."""
    if s.took > 1: return "second payment"
    erred = c.person == "errs" and s.hand
    if s.v in ("F", "N") and s.took and not erred: return "ended as failed, money taken"
    if s.v == "S" and not s.took and not erred: return "ended as success, no money"
    if s.eff > 1: return "two effects"
    if (s.page == "S" and not s.took or s.page == "F" and s.took) and not erred: return "page told otherwise"
    if s.row in "-X" and (s.req or s.took): return "sent without a row"

def unnoticed(s):
    return s.hand == "yes" and (s.v == "S" and s.K == "F" or s.v == "F" and s.K == "S")

def ended(s): return s.row in "XG" or s.v and s.eff >= 1 and not unnoticed(s)

def bounded(s, c):
    """Whether only the model's bounds keep the entry from another repeat or cancel that may end it."""
    again = c.resend and s.row == "S" and not s.win and s.time == 0 and s.n >= c.maxn
    return again or c.closers and s.row in "SC" and s.ctot >= c.maxc and (s.K != "S" or c.cancel_paid)

def kind_of(s):
    if unnoticed(s): return "error of a person not noticed"
    if s.unm and s.ack: return "notification not matched"
    if s.row == "S" and s.seen and not s.v: return "success dropped"
    return "effect" if s.v else {"R": "recorded", "S": "sending", "C": "closing"}.get(s.row, s.row)

def explore(c, stop=None):
    """Searches breadth first, so that traces are shortest; ends at the first state that breaks `stop`."""
    first = State("-", "", "", 0, 0, 0, False, "", "", frozenset(), 0, 0, 0, False, True, False, frozenset(), frozenset(),
                  frozenset(), frozenset(), "-", 0, False, "", (NEW,) * c.senders, (IDLE,) * c.workers, (IDLE,) * c.closers,
                  IDLE, IDLE)
    parent, before, queue, found, endless, edges = {first: None}, {}, deque([first]), {}, {}, 0
    while queue:
        s = queue.popleft()
        why = broken(s, c)
        if why:
            found.setdefault(why, s)
            if why == stop: break
            continue
        for label, t in steps(s, c):
            if t == s: continue
            edges += 1
            if "CONFLICT" in label and not s.hand and (s.v == "S") == bool(s.took): endless.setdefault("false alarm", s)
            if not stop: before.setdefault(t, []).append(s)
            if t not in parent:
                parent[t] = (s, label)
                queue.append(t)
    if not found:
        live = {s for s in parent if ended(s) or bounded(s, c)}
        todo = list(live)
        while todo:
            for s in before.get(todo.pop(), ()):
                if s not in live:
                    live.add(s)
                    todo.append(s)
        for s in parent:
            if s not in live: endless.setdefault(kind_of(s), s)
    return parent, found, endless, edges

def trace(parent, s):
    labels = []
    while parent[s]:
        s, label = parent[s]
        labels.append(label)
    return " > ".join(reversed(labels))

def main():
    quick = "--quick" in sys.argv[1:]
    pick = " ".join(word for word in sys.argv[1:] if word != "--quick")
    wrong, begun, total = [], time.time(), 0
    for name, over, expect, rest in VARIANTS:
        if pick not in name or quick and name.startswith("large"): continue
        c, start = SimpleNamespace(**{**PROTOCOL, **WORLD, **over}), time.time()
        parent, found, endless, edges = explore(c, None if expect == "safe" else expect)
        total += len(parent)
        gives = expect in found or expect == "safe" and not found and ", ".join(sorted(endless)) == rest
        if not gives: wrong.append(name)
        print(f"{'ok ' if gives else 'NOT'} {name}: {len(parent)} states, {edges} steps, {time.time() - start:.1f} s: "
              + (", ".join(found) or "safe") + ("; may never end: " + ", ".join(endless) if endless else ""))
        if pick or not gives:
            for what, s in {**found, **endless}.items(): print(f"      {what}: {trace(parent, s)}")
        sys.stdout.flush()
    if not total: sys.exit(f"no variant is called {pick!r}")
    print(f"{total} states, {time.time() - begun:.0f} s" + (f"; not as expected: {', '.join(wrong)}" if wrong else ""))
    return 1 if wrong else 0

if __name__ == "__main__":
    sys.exit(main())
