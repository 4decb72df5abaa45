#!/usr/bin/env python3
"""Mutation tests of what money, access and secrets depend on. README.md beside this file says more.

    run.py                  every mutant that has not run, then the summary
    run.py --shard 3 4      two shards only
    run.py --only REGEX     those whose name matches, whether they have run or not
    run.py --again          those that survived, once more: after a test was added
    run.py --only REGEX --tests notifications
                            with the unit tests and that program of tests/tests alone: quick, and what they miss has not run
    run.py --summary        runs nothing

The last four keep the outcomes of the other mutants after the code or a test was edited, and the summary says so.
"""

import argparse
import json
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import suite

HERE = Path(__file__).resolve().parent
PACKAGES = ["countersign-runtime", "countersign-signing"]
# What money, access and secrets depend on.
FILES = [
    "runtime/src/verify.rs",
    "runtime/src/verify/**/*.rs",
    "runtime/src/outcome.rs",
    "runtime/src/outcome/**/*.rs",
    "runtime/src/settling.rs",
    "runtime/src/settling/**/*.rs",
    "runtime/src/key.rs",
    "runtime/src/cause.rs",
    "runtime/src/mismatch.rs",
    "runtime/src/endpoint.rs",
    "runtime/src/settings.rs",
    "runtime/src/headers.rs",
    "runtime/src/clock.rs",
    "runtime/src/call.rs",
    "runtime/src/reading.rs",
    "runtime/src/result.rs",
    "runtime/src/signature/*.rs",
    "runtime/signing/src/claim.rs",
    "runtime/signing/src/content.rs",
    "runtime/signing/src/format.rs",
    "runtime/signing/src/header.rs",
    "runtime/signing/src/message.rs",
    "runtime/signing/src/sign.rs",
    "runtime/signing/src/time.rs",
    "runtime/signing/src/verify.rs",
    "runtime/src/client/**/*.rs",
    "runtime/src/value/sensitive.rs",
    "runtime/src/receiver/**/*.rs",
]
# Spans, of which one form or the other is compiled.
NOT_FILES = ["runtime/src/client/trace.rs"]
# The tests besides the unit tests.
SUITE = ["--cargo-arg=--package=countersign-tests", "--cargo-arg=--test=suite"]
# The mutants of a shard.
SHARD = 20
OUTCOMES = {"CaughtMutant": "caught", "MissedMutant": "missed", "Timeout": "timeout", "Unviable": "unviable"}
# Of nextest: a test has failed. No other failure catches a mutant.
TESTS_FAILED = {"Failure": 100}


class State:
    """How each mutant ended that has run. Kept in a file, so that a run can be interrupted."""

    def __init__(self, folder):
        self.folder, self.file = folder, folder / "state.json"
        known = json.loads(self.file.read_text()) if self.file.is_file() else {}
        self.digest = known.get("digest")
        self.outcomes = known.get("outcomes", {})
        self.seconds = known.get("seconds", 0)
        self.baseline = known.get("baseline")
        # Whether some outcomes are of other code or tests than the digest.
        self.mixed = known.get("mixed", False)

    def save(self):
        known = {key: value for key, value in vars(self).items() if key not in ("folder", "file")}
        self.file.write_text(json.dumps(known, indent=1))


def main():
    options = arguments()
    # Being ended, too, keeps what has run.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))
    state = State(options.state.resolve())
    copy = state.folder / "copy"
    copy.mkdir(parents=True, exist_ok=True)
    digest = suite.copy_to(copy)
    if options.tests is not None:
        suite.narrow(copy, options.tests)
    names = listed(copy)
    if state.digest != digest:
        if options.again or options.only or options.summary:
            state.mixed = bool(state.outcomes)
        else:
            state.outcomes, state.seconds, state.baseline, state.mixed = {}, 0, None, False
        state.digest = digest
    state.save()
    try:
        if not options.summary:
            run(options, state, copy, names)
    finally:
        suite.copy_to(copy)
    return summary(state, names)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--state", type=Path, default=suite.ROOT / "target/mutants", metavar="FOLDER",
                        help="for the copy, its build and the outcomes (default: target/mutants)")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--shard", type=int, nargs="+", help=f"shards to run, of {SHARD} mutants each, counted from 0")
    which.add_argument("--only", metavar="REGEX", help="only mutants whose name matches")
    which.add_argument("--again", action="store_true", help="only those that survived")
    which.add_argument("--summary", action="store_true", help="runs nothing")
    parser.add_argument("--tests", nargs="*", metavar="PROGRAM",
                        help="only the unit tests and these programs; what they miss counts as not run")
    return parser.parse_args()


def listed(copy):
    """The names of all mutants, in order."""
    said = mutants(copy, FILES, ["--list"], capture_output=True, check=True).stdout.decode()
    return [name for name in said.splitlines() if name]


def run(options, state, copy, names):
    keys = keyed(names)
    if options.again:
        chosen = [name for name, key in keys.items() if state.outcomes.get(key) in ("missed", "timeout")]
    elif options.only:
        chosen = [name for name in names if re.search(options.only, name)]
    else:
        chosen = names
    shards = [chosen[at:at + SHARD] for at in range(0, len(chosen), SHARD)]
    numbers = range(len(shards)) if options.shard is None else options.shard
    for number in numbers:
        shard = shards[number]
        if options.tests is not None or not (options.again or options.only):
            shard = [name for name in shard if keys[name] not in state.outcomes]
        if shard:
            print(f"\n== shard {number} of {len(shards)}: {shard[0].split(':')[0]} ...", flush=True)
            one_shard(state, copy, keys, shard, options.tests)


def one_shard(state, copy, keys, shard, tests):
    """Runs the mutants of a shard. The first shard runs the tests of the unchanged code before."""
    start = time.monotonic()
    names = "|".join(re.escape(name) for name in shard)
    files = sorted({name.split(":")[0] for name in shard})
    timeout = round(max(60, 3 * state.baseline)) if state.baseline else 600
    report = state.folder / "mutants.out/outcomes.json"
    report.unlink(missing_ok=True)
    try:
        ended = mutants(copy, files, [
            "--cargo-arg=--lib", *([] if tests == [] else SUITE),
            "--in-place", "--baseline", "skip" if state.baseline else "run", "--timeout", str(timeout),
            "--re", f"^({names})$", "--output", state.folder, "--no-shuffle", "--caught", "--unviable", "--colors", "never",
        ], env=suite.environment(state.folder)).returncode
    finally:
        # An interrupted run, too, has told of some.
        for outcome in json.loads(report.read_text())["outcomes"] if report.is_file() else []:
            note(state, keys, outcome, tests is None)
        state.seconds += time.monotonic() - start
        state.save()
    # 2 and 3 tell of survivors and time-outs.
    if ended not in (0, 2, 3):
        sys.exit(f"cargo mutants ended with {ended}")


def note(state, keys, outcome, with_all_tests):
    tests = [phase for phase in outcome["phase_results"] if phase["phase"] == "Test"]
    if outcome["scenario"] == "Baseline":
        state.baseline = sum(phase["duration"] for phase in tests) if outcome["summary"] == "Success" else None
        return
    name, how = outcome["scenario"]["Mutant"]["name"], OUTCOMES[outcome["summary"]]
    if how == "caught" and tests[-1]["process_status"] != TESTS_FAILED:
        sys.exit(f"the tests could not be run: {tests[-1]}")
    if with_all_tests or how in ("caught", "unviable"):
        state.outcomes[keys[name]] = how


def mutants(copy, files, arguments, **options):
    command = ["cargo", "mutants", "--config", HERE / "mutants.toml", *arguments]
    command += [part for package in PACKAGES for part in ("--package", package)]
    command += [part for file in files for part in ("--file", file)]
    command += [part for file in NOT_FILES for part in ("--exclude", file)]
    return subprocess.run(command, cwd=copy, **options)


def keyed(names):
    """A key for each name: without the line, which is another one after each edit, but with a count."""
    counts, keys = Counter(), {}
    for name in names:
        bare = re.sub(r"^([^:]*):\d+:\d+:", r"\1:", name)
        counts[bare] += 1
        keys[name] = f"{bare} ({counts[bare]})"
    return keys


def accepted():
    """The list of survivors: how many there may be of each name."""
    names = Counter()
    lines = [line for line in (HERE / "survivors.txt").read_text().splitlines() if line and not line.startswith("#")]
    for line, following in zip(lines, [*lines[1:], ""]):
        if line.startswith(" "):
            continue
        if not following.startswith(" "):
            sys.exit(f"survivors.txt gives no reason for: {line}")
        name, many = re.fullmatch(r"(.*?)(?: \((\d+)\))?", line).groups()
        names[name] += int(many or 1)
    return names


def summary(state, names):
    keys = keyed(names)
    files, survivors = {}, Counter()
    for name, key in keys.items():
        outcome = state.outcomes.get(key, "not run")
        files.setdefault(name.split(":")[0], Counter())[outcome] += 1
        if outcome == "missed":
            survivors[key.rsplit(" ", 1)[0]] += 1
    table(files)
    total = sum(files.values(), Counter())
    print(f"\n{len(names)} mutants: " + ", ".join(f"{count} {outcome}" for outcome, count in sorted(total.items()))
          + f"; {state.seconds / 60:.0f} minutes")
    if state.mixed:
        print(f"Some outcomes are from before the last edit; delete {state.file} to run everything.")
    known, fine = accepted(), True
    for name in sorted((survivors - known).elements()):
        print(f"survived, and is not in survivors.txt: {name}")
        fine = False
    if not total["not run"]:
        for name in sorted((known - survivors).elements()):
            print(f"in survivors.txt, and does not survive: {name}")
            fine = False
    return 0 if fine else 1


def table(files):
    columns = ["caught", "missed", "timeout", "unviable", "not run"]
    print("\n| file | " + " | ".join(columns) + " |\n" + "|---" * (len(columns) + 1) + "|")
    for file, counts in files.items():
        print(f"| {file} | " + " | ".join(str(counts[column]) for column in columns) + " |")


if __name__ == "__main__":
    sys.exit(main())
