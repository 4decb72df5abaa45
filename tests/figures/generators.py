"""What generating costs: beside a run without changes, and beside other generators of the same API."""

import functools
import time

import apis
import earlier
from apis import bench, document, generate_cost
from measure import FOLDER, ROOT, cpu, least
from peers import OpenApiGenerator, Progenitor
from table import Row, cells, number


def generate(options):
    new = {}
    for endpoints in (1000,) if options.quick else (1000, 5000):
        printed = generate_cost(endpoints, 2 if options.quick else 3)
        new[endpoints], changed, unchanged = (
            number(cells(printed, [str(endpoints), run])[0])
            for run in ("everything new", "one endpoint changed", "nothing changed")
        )
        yield Row(f"one endpoint of {endpoints:,} changed, CPU s", changed, unchanged, "nothing changed", 1.5)
    for kind, limit, words in ((Progenitor, 0.1, "a tenth"), (OpenApiGenerator, None, "")):
        yield Row("everything new, 1,000 endpoints, CPU s", new[1000], *beside(options, kind, 1000), limit, words)
    works = []
    for name, command in (("now", apis.command()), ("before", earlier.command()[0])):
        folder = FOLDER / "api" / name
        apis.project(bench(1000) / "specs", folder, ROOT / "runtime")
        works.append(functools.partial(anew, command, folder))
    figures = least(2 if options.quick else 3, works)
    yield Row("everything new, 1,000 endpoints, CPU s", *figures, earlier.NAME, 2.5 / 3.7, "2.5 where it was 3.7")


def anew(command, folder):
    """The CPU seconds of generating everything. A file system takes longer where it has just removed as much."""
    if (folder / "generated").exists():
        (folder / "generated").rename(folder / f"generated-{time.time_ns()}")
    return cpu(command, "generate", folder=folder)


def beside(options, kind, endpoints):
    """The CPU seconds of a peer for the same API, and what it is called."""
    peer, missing = options.peers.get(kind)
    if missing:
        return missing, ""
    folder = FOLDER / "generated" / peer.name
    (folder / "src").mkdir(parents=True, exist_ok=True)
    command = peer.command(document("bench", bench(endpoints) / "specs"), folder)
    return least(1 if options.quick else 2, [lambda: cpu(*command, folder=FOLDER)])[0], peer.name
