"""The APIs that are generated and compiled for the figures, and their documents for other generators."""

import functools
import shutil

import openapi30
from examples import example
from measure import FOLDER, ROOT, TARGET, run


@functools.cache
def command():
    """The command `countersign`, as it is released."""
    run("cargo", "build", "--release", "--locked", "--package", "countersign")
    return TARGET / "release" / "countersign"


def generate_cost(endpoints, runs):
    """What the benchmark of generating prints. The folder of the API stays, for others."""
    folder = FOLDER / "api" / str(endpoints)
    shutil.rmtree(folder, ignore_errors=True)
    return example("countersign-tests", "generate_cost", "--endpoints", endpoints, "--runs", runs, "--keep", folder)


def project(specs, folder, runtime):
    """Writes a folder with these specs, whose crates use that runtime."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(specs, folder / "specs")
    settings(folder, runtime)


def settings(folder, runtime):
    (folder / "countersign.yaml").write_text(f"format: 1\nruntime: {{ path: {runtime} }}\n")


@functools.cache
def bench(endpoints):
    """The folder of the benchmark's API; its client is in `generated/bench`, by the runtime of this repository."""
    folder = FOLDER / "api" / str(endpoints)
    if not (folder / "specs").exists():
        generate_cost(endpoints, 1)
    settings(folder, ROOT / "runtime")
    run(command(), "generate", folder=folder)
    return folder


@functools.cache
def document(name, specs):
    """The API as an OpenAPI 3.0 document."""
    folder = FOLDER / "documents"
    folder.mkdir(parents=True, exist_ok=True)
    ours, theirs = (folder / f"{name}-{specs.parent.name}-{version}.json" for version in ("3.1", "3.0"))
    run(command(), "openapi", "export", name, "--specs", specs, "--out", ours)
    openapi30.convert(ours, theirs)
    return theirs
