"""The rows that the examples of the repository measure themselves."""

import re

from measure import FOLDER, ROOT, TARGET, run
from table import Row, cells, number


def example(package, name, *arguments, features=None):
    features = ["--features", features] if features else []
    # What an example leaves in its folder when it is interrupted is not left in the repository.
    FOLDER.mkdir(parents=True, exist_ok=True)
    command = ["cargo", "run", "--release", "--locked", "--manifest-path", ROOT / "Cargo.toml", "--package", package]
    return run(*command, *features, "--example", name, "--", *arguments, folder=FOLDER, CARGO_TARGET_DIR=TARGET)


def future(_):
    test = "a_call_in_flight_takes_a_few_kilobytes"
    printed = run(
        "cargo", "test", "--locked", "--package", "countersign-runtime", "--all-features", "--lib", test, "--", "--nocapture"
    )
    yield Row("future of a call, bytes", int(find(r"a call in flight: (\d+) bytes", printed)), limit=4096)


def in_flight(options):
    calls = 1000 if options.quick else 10_000
    printed = example("countersign-tests", "call_cost", "in-flight", calls)
    bare, ours = cells(printed, ["bare reqwest and RSA, the same bytes"]), cells(printed, ["signed and verified call"])
    for at, what in enumerate(("KB a call", "CPU us a call")):
        yield Row(f"{calls:,} calls in flight, {what}", number(ours[at]), number(bare[at]), "bare reqwest and RSA")


def json(_):
    """The limits are what was measured when the reader became more tolerant."""
    printed = example("countersign-tests", "json_cost")
    limits = iter((1.24, 1.45, 1.35, 1.59))
    for line in printed.splitlines():
        if found := re.match(r"\| (read|written) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) ", line):
            name, size, ours, derives = found.groups()
            yield Row(f"{size} KB of JSON {name}, CPU us", float(ours), float(derives), "serde derives", next(limits))


def calls(_):
    printed = example("countersign-tests", "call_cost")
    ours, bare = cells(printed, ["**signed and verified call**"]), cells(printed, ["both, in a program that does nothing else"])
    share = cells(printed, ["rate of a core, of what (a) alone allows"])
    for at, what in enumerate(("1 in flight", "32 in flight")):
        yield Row(f"signed and verified call, {what}, CPU us", number(ours[at]), number(bare[at]), "bare reqwest and RSA")
        yield Row(f"rate of a core, {what}, of what RSA alone allows", share[at])


def sandbox(options):
    printed = example("countersign-tests", "sandbox_load", "--seconds", 3 if options.quick else 15, "--starts", 1)
    before, after = find(r"RSA of both sides alone: (\d+) a second before, (\d+) after", printed)
    rate = int(find(r"no wrong answer: (\d+) a second", printed))
    yield Row("sandbox, calls a second", rate, (int(before) + int(after)) // 2, "what RSA of both sides allows")


def journal(_):
    printed = example("countersign-journal", "call_rate", features="postgres")
    plain, recorded = find(r"(\d+) calls a second, (\d+) recorded", printed)
    yield Row("recorded calls a second, SQLite", int(recorded), int(plain), "unrecorded")


def find(pattern, printed):
    """What the groups of a pattern match: one, or a tuple."""
    if not (found := re.search(pattern, printed)):
        raise LookupError(f"no {pattern!r} in what was printed")
    return found.groups() if len(found.groups()) > 1 else found[1]
