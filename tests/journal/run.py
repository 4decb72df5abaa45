#!/usr/bin/env python3
"""Kills instances of a shop all the time while they pay, and then compares their books with the wallet's.

    python3 tests/journal/run.py                                       60 payments, Postgres and SQLite
    python3 tests/journal/run.py --payments 1000 --database postgres   two instances on one Postgres
    python3 tests/journal/run.py --payments 1000 --database sqlite     one instance on a file
    python3 tests/journal/run.py --tests                               the tests of the crate, also on Postgres

The wallet is the sandbox with faults: responses that are lost, late, cut or not signed, and notifications that come twice and late.
Each notification is also delivered to both instances, one of them later. Postgres is Debian's package `postgresql`; it is installed if
it is not there. Each payment must have one verdict and one effect, the wallet's books must say the same, and within 120 seconds
after the last kill no payment may be open.
"""

import argparse
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from postgres import Postgres, free_port
from shop import Instance, Notifications
from wallet import Wallet

ROOT = Path(__file__).resolve().parents[2]
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve() / "debug"
# From the last kill until no payment is open.
SECONDS_TO_END = 120
# What the wallet says of a payment with this verdict.
BOOKS = {"success": "SUCCESS", "failed": "FAIL", "not sent": "ORDER_NOT_EXIST"}


class Sqlite:
    """A file."""

    def __init__(self, folder):
        self.file = folder / "shop.db"
        self.url = f"sqlite:{self.file}?mode=rwc"

    def rows(self, sql):
        connection = sqlite3.connect(self.file, timeout=30)
        try:
            with connection:
                return [[str(value) for value in row] for row in connection.execute(sql)]
        finally:
            connection.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--payments", type=int, default=60)
    parser.add_argument("--database", choices=["postgres", "sqlite"], help="this one only")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6), help="when which instance is killed")
    parser.add_argument("--command", type=Path, default=TARGET / "countersign")
    parser.add_argument("--instance", type=Path, default=TARGET / "examples" / "instance")
    parser.add_argument("--tests", action="store_true", help="runs the tests of the crate, also on Postgres, and nothing else")
    arguments = parser.parse_args()
    if arguments.tests:
        with Postgres() as postgres:
            command = ["cargo", "test", "--locked", "--package", "countersign-journal", "--all-features"]
            sys.exit(subprocess.run(command, cwd=ROOT, env={**os.environ, "JOURNAL_POSTGRES_URL": postgres.url}).returncode)
    print(f"--seed {arguments.seed}")
    random.seed(arguments.seed)
    if arguments.database != "sqlite":
        with Postgres() as postgres:
            run(postgres, 2, arguments)
    if arguments.database != "postgres":
        with tempfile.TemporaryDirectory() as folder:
            run(Sqlite(Path(folder)), 1, arguments)


def run(database, number, arguments):
    start = time.monotonic()
    # The effects have no key: what is written twice is there twice.
    database.rows("CREATE TABLE orders (reference TEXT NOT NULL)")
    database.rows("CREATE TABLE effects (reference TEXT NOT NULL, ended TEXT NOT NULL, by TEXT NOT NULL)")
    with tempfile.TemporaryDirectory() as folder, Notifications() as notifications:
        keys = Path(folder)
        # A payment that an instance has left behind must be sent again within this time.
        deadline = 15 if arguments.payments < 200 else 60
        with Wallet(arguments.command, keys, faults=True) as wallet:
            ports = [free_port() for _ in range(number)]
            notifications.ports = ports
            common = [arguments.instance, database.url, wallet.url, keys]
            rest = [notifications.url, arguments.payments, deadline]
            instances = [Instance([*common, port, *rest]) for port in ports]
            try:
                kills = pay_and_kill(database, instances, arguments.payments)
                took = settle(database, instances)
            finally:
                for instance in instances:
                    instance.kill()
        # The same books, without faults.
        with Wallet(arguments.command, keys, faults=False) as wallet:
            problems = judge(database, wallet, arguments.payments)
    problems += [line for instance in instances for line in instance.unexpected]
    if problems:
        sys.exit("\n".join(["error:", *problems[:50]]))
    by = database.rows("SELECT ended, by, count(*) FROM effects GROUP BY ended, by ORDER BY ended, by")
    print(f"{time.monotonic() - start:6.1f} s  {type(database).__name__}: {arguments.payments} payments, {kills} kills, "
          f"{notifications.delivered} notifications, none open {took:.1f} s after the last kill")
    print(f"          {'; '.join(f'{ended} by {what}: {count}' for ended, what, count in by)}")
    again = database.rows("SELECT count(*), sum(CASE WHEN attempts > 1 THEN 1 ELSE 0 END) FROM countersign_journal")[0]
    print(f"          {again[1]} of {again[0]} were sent again", flush=True)


def pay_and_kill(database, instances, payments):
    """Kills an instance about every second until all payments are recorded, and a few times more."""
    kills, after = 0, 0
    while after < 3:
        time.sleep(random.uniform(0.6, 1.4))
        random.choice(instances).restart()
        kills += 1
        recorded = int(database.rows("SELECT count(*) FROM orders")[0][0])
        after += recorded >= payments
        if kills > 60 + payments:
            sys.exit(f"error: after {kills} kills only {recorded} payments are recorded")
    return kills


def settle(database, instances):
    """Waits until no payment is open, and returns how long that took."""
    start = time.monotonic()
    while time.monotonic() - start < SECONDS_TO_END:
        for instance in instances:
            instance.check()
        time.sleep(0.5)
        if database.rows("SELECT count(*) FROM countersign_journal WHERE applied_at IS NULL") == [["0"]]:
            return time.monotonic() - start
    columns = "id, reference, state, attempts, acknowledged, verdict, polls"
    left = database.rows(f"SELECT {columns} FROM countersign_journal WHERE applied_at IS NULL")
    sys.exit(f"error: open {SECONDS_TO_END} s after the last kill ({columns}): {left}")


def judge(database, wallet, payments):
    """What is wrong in the books."""
    wanted = sorted(f"order-{number:04}" for number in range(payments))
    problems, ids = [], {}
    for table in ("orders", "countersign_journal", "effects"):
        found = sorted(row[0] for row in database.rows(f"SELECT reference FROM {table}"))
        if found != wanted:
            twice = sorted({one for one in found if found.count(one) > 1})
            problems.append(f"{table}: missing {sorted(set(wanted) - set(found))}, more than once {twice}")
    effects = dict(row for row in database.rows("SELECT reference, ended FROM effects"))
    for reference, verdict, conflict in database.rows("SELECT reference, verdict, coalesce(conflict, '-') FROM countersign_journal"):
        status, payment = wallet.payment(reference)
        if effects.get(reference) != verdict or BOOKS.get(verdict) != status or conflict != "-":
            problems.append(f"{reference}: verdict {verdict}, effect {effects.get(reference)}, the wallet says {status}, conflict {conflict}")
        if payment and ids.setdefault(payment, reference) != reference:
            problems.append(f"payment {payment} is of {reference} and of {ids[payment]}")
    return problems


if __name__ == "__main__":
    main()
