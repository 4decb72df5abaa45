"""The copy of the workspace that is mutated, with those tests that decide about mutants.

Tests that use the generator are left out: it knows nothing of calls, and would be built again for each mutant.
"""

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SUITE = "tests/tests/suite.rs"
# Compiled, and never run.
NO_TESTS = {"snippets", "first_call"}
# Used by other modules.
HELPERS = {"log", "tls"}
# Not in the copy: tests that use one of these crates.
GENERATOR = (b"countersign_codegen::", b"countersign_sandbox::")
# They don't decide how a mutant ends.
NOT_IN_DIGEST = ("generator/", "specs/", "tests/mutants/")


def copy_to(folder):
    """Makes `folder` the same as the working tree, with the suite. Returns a digest of all that decides how a mutant ends."""
    wanted = files()
    digest = hashlib.sha256()
    for name, content in sorted(wanted.items()):
        if not name.startswith(NOT_IN_DIGEST):
            digest.update(f"{name}\0{len(content)}\0".encode() + content)
        write(folder / name, content)
    for path in folder.rglob("*"):
        if path.is_file() and str(path.relative_to(folder)) not in wanted:
            path.unlink()
    return digest.hexdigest()


def files():
    """The files of the working tree, as git sees it, with a smaller suite."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, check=True, capture_output=True,
    ).stdout.decode().split("\0")
    found = {name: (ROOT / name).read_bytes() for name in listed if name and (ROOT / name).is_file()}
    found["tests/Cargo.toml"] = manifest(found["tests/Cargo.toml"].decode()).encode()
    found[SUITE] = suite(found).encode()
    return found


def manifest(text):
    """The manifest of `tests/` with one test program, and without the generator."""
    for crate in ("countersign-codegen", "countersign-sandbox"):
        text = text.replace(f"{crate}.workspace = true\n", "")
    return text.replace("autotests = false\n", "autotests = false\nautoexamples = false\n", 1)


def suite(found):
    """The suite without the modules that are not for mutants."""
    def is_kept(module):
        inside = [name for name in found if re.match(rf"tests/tests/{module}(\.rs$|/)", name)]
        return module not in NO_TESTS and not any(crate in found[name] for name in inside for crate in GENERATOR)

    return "".join(f"mod {module};\n" for module in modules(found[SUITE].decode()) if is_kept(module))


def modules(text):
    return re.findall(r"^mod (\w+);$", text, re.MULTILINE)


def narrow(folder, programs):
    """Leaves only these modules in the suite of the copy, and those that they use."""
    path = folder / SUITE
    known = modules(path.read_text())
    if unknown := set(programs) - set(known):
        sys.exit(f"no such tests: {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    write(path, "".join(f"mod {module};\n" for module in known if module in {*programs, *HELPERS}).encode())


def write(path, content):
    """Leaves a file alone that has this content already: its time decides what is built again."""
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def environment(state):
    return {
        **os.environ,
        "CARGO_TARGET_DIR": str(state / "target"),
        "CARGO_PROFILE_DEV_DEBUG": "0",
        "CARGO_TERM_COLOR": "never",
        "NEXTEST_HIDE_PROGRESS_BAR": "1",
    }
