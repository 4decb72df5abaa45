"""The state before: a commit of this repository, built in the same run, where there is no peer to measure beside."""

import functools
import shutil

import apis
from measure import FOLDER, ROOT, Failed, cpu, run

COMMIT = "48991449"
NAME = f"the state before ({COMMIT})"


@functools.cache
def source():
    """The folder of its files."""
    folder = FOLDER / "before"
    shutil.rmtree(folder, ignore_errors=True)
    try:
        run("git", "clone", "--quiet", "--shared", "--no-checkout", ROOT, folder)
        run("git", "checkout", "--quiet", "--detach", COMMIT, folder=folder)
    except Failed as why:
        raise Failed(f"{NAME} is not in this clone: {why}") from why
    return folder


@functools.cache
def command():
    """Its command `countersign`, and the CPU seconds of the build from an empty target."""
    target = FOLDER / "built" / "before"
    shutil.rmtree(target, ignore_errors=True)
    run("cargo", "fetch", "--locked", folder=source())
    build = ["cargo", "build", "--release", "--locked", "--package", "countersign"]
    seconds = cpu(*build, folder=source(), CARGO_TARGET_DIR=target)
    return target / "release" / "countersign", seconds


def client(specs, folder):
    """Writes a workspace with the client that it generated from these specs."""
    apis.project(specs, folder, source() / "runtime")
    (folder / "Cargo.toml").write_text('[workspace]\nresolver = "3"\nmembers = ["generated/*"]\n')
    shutil.copy(source() / "Cargo.lock", folder)
    run(command()[0], "generate", folder=folder)
