"""What builds cost: of the command, and of programs that call a generated client."""

import shutil
import tempfile
import time

import apis
import earlier
import programs
from examples import example
from measure import FOLDER, ROOT, cpu, least, run
from peers import OpenApiGenerator, Progenitor
from table import Row, cells, number

BUILDS = {"check": ["check"], "debug build": ["build"], "release build": ["build", "--release"]}


def first_command(_):
    """Measured once: each of the builds takes minutes."""
    build = ["cargo", "build", "--profile", "command", "--locked", "--package", "countersign"]
    small, whole = from_nothing(ROOT, *build, "--no-default-features"), from_nothing(ROOT, *build)
    beside = (earlier.command()[1], f"the whole command, {earlier.NAME}")
    yield Row("first build of the generating command, CPU s", small, *beside, 1 / 3, "a third")
    yield Row("first build of the whole command, CPU s", whole, *beside)


def compile_cost(options):
    """Beside derives, and beside the client that was generated before."""
    now, before = (FOLDER / "compile" / name for name in ("now", "before"))
    shutil.rmtree(now, ignore_errors=True)
    printed = example("countersign-tests", "compile_cost", "--runs", 1 if options.quick else 3, "--keep", now)
    for name in (*BUILDS, "source, KB for each endpoint"):
        ours, derives = (number(cell) for cell in cells(printed, [name])[:2])
        name = f"{name} of 100 endpoints, CPU s" if name in BUILDS else name
        yield Row(name, ours, derives, "serde derives")
    earlier.client(now / "specs", before)
    for name, build in BUILDS.items():
        works = [lambda folder=folder: edited_client(folder, build) for folder in (now, before)]
        least(1, works)  # With the dependencies.
        figures = least(3 if options.quick else 7, works)
        yield Row(f"{name} of 100 endpoints, CPU s", *figures, earlier.NAME, 1.05)


def edited_client(folder, build):
    """The CPU seconds of a build of the client, as if its source had changed."""
    (folder / "generated" / "bench" / "src" / "lib.rs").touch()
    return cpu("cargo", *build, "--package", "bench-client", folder=folder, CARGO_TARGET_DIR=folder / "target")


def first_build(options):
    peer, missing = options.peers.get(OpenApiGenerator)
    rust_crypto = programs.claro("claro-rust-crypto", ["rust-crypto", "reqwest", "tracing"])
    folders = [calls.program(programs.OURS, None) for calls in (programs.claro(), rust_crypto)]
    folders += [claro_by(peer)] if peer else []
    for folder in folders:
        run("cargo", "fetch", folder=folder)
    works = [lambda folder=folder: from_nothing(folder, "cargo", "build") for folder in folders]
    ours, without_aws_lc, *theirs = least(1 if options.quick else 2, works)
    beside = (theirs[0], "openapi-generator, OpenSSL, nothing signed") if peer else (missing, "")
    yield Row("first build of a program of one call, CPU s", ours, *beside, 1.0)
    yield Row("first build of a program of one call, `rust-crypto`, CPU s", without_aws_lc, *beside, 1.0)


def check(options):
    """All programs are checked before, so that only they themselves are measured."""
    api = apis.bench(100)
    calls = programs.bench(api)
    kinds = (OpenApiGenerator, Progenitor)
    peers = [options.peers.get(kind) for kind in kinds]
    document = apis.document("bench", api / "specs") if options.peers.wanted else None
    folders = [calls.program(peer, document) for peer in [programs.OURS, *(peer for peer, missing in peers if peer)]]
    for what, incremental in (("whole", 0), ("after an edit, incremental", 1)):
        settings = {"CARGO_INCREMENTAL": incremental}
        for folder in folders:
            run("cargo", "check", folder=folder, **target(folder), **settings)
        works = [lambda folder=folder: edited(folder, settings) for folder in folders]
        ours, *theirs = least(3 if options.quick else 11, works)
        for kind, (peer, missing) in zip(kinds, peers):
            beside = (theirs.pop(0), peer.name) if peer else (missing, "")
            yield Row(f"check of a program of 10 calls, {what}, CPU s", ours, *beside, 1.0)


def edited(folder, settings):
    """The CPU seconds of a check after an edit: a function has become another."""
    source = folder / "src" / "main.rs"
    program, _, _ = source.read_text().partition("// An edit.\n")
    source.write_text(f"{program}// An edit.\nfn edited() -> u64 {{\n    {time.time_ns()}\n}}\n")
    return cpu("cargo", "check", folder=folder, **target(folder), **settings)


def sizes(options):
    peers = [options.peers.get(kind) for kind in (OpenApiGenerator, Progenitor)]
    ours = size(programs.claro().program(programs.OURS, None))
    for peer, missing in peers:
        beside = (size(claro_by(peer)), f"{peer.name}, OpenSSL not in it") if peer else (missing, "")
        yield Row("program of one call, release, stripped, KB", ours, *beside)


def size(folder):
    run("cargo", "build", "--release", folder=folder, CARGO_PROFILE_RELEASE_STRIP="symbols", **target(folder))
    return (FOLDER / "built" / folder.name / "release" / "program").stat().st_size // 1024


def claro_by(peer):
    return programs.claro().program(peer, apis.document("claro", ROOT / "specs"))


def target(folder):
    return {"CARGO_TARGET_DIR": FOLDER / "built" / folder.name}


def from_nothing(folder, *build):
    """The CPU seconds of a build into an empty target."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=FOLDER, prefix="empty-") as empty:
        return cpu(*build, folder=folder, CARGO_TARGET_DIR=empty)
