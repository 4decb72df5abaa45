"""The copy of the workspace that is mutated, with its test suite as one program.

So a mutant costs one link and not twenty. Tests that use the generator are left out: it knows nothing of calls, and would be
built again for each mutant.
"""

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Compiled, and never run.
NO_TESTS = {"snippets"}
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
    """The files of the working tree, as git sees it, with the suite in place of the programs in `tests/tests`."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, check=True, capture_output=True,
    ).stdout.decode().split("\0")
    found = {name: (ROOT / name).read_bytes() for name in listed if name and (ROOT / name).is_file()}
    found["tests/Cargo.toml"] = manifest(found["tests/Cargo.toml"].decode()).encode()
    found["tests/tests/suite.rs"] = suite(found).encode()
    return found


def manifest(text):
    """The manifest of `tests/` with one test program, and without the generator."""
    for crate in ("countersign-codegen", "countersign-sandbox"):
        text = text.replace(f"{crate}.workspace = true\n", "")
    text = text.replace("[dependencies]\n", "autotests = false\nautoexamples = false\n\n[dependencies]\n", 1)
    return text + '\n[[test]]\nname = "suite"\n'


def suite(found):
    """A program with a module for each test program. Changes `found` where such a program calls itself `crate`."""
    programs = {}
    for name in found:
        match = re.fullmatch(r"tests/tests/(\w+)(\.rs|/main\.rs)", name)
        if match:
            programs[match[1]] = match[2]
    modules = []
    for program, ending in sorted(programs.items()):
        inside = [
            name for name in found
            if name == f"tests/tests/{program}.rs" or name.startswith(f"tests/tests/{program}/")
        ]
        if program in NO_TESTS or any(crate in found[name] for name in inside for crate in GENERATOR):
            continue
        for name in inside:
            found[name] = re.sub(rb"\bcrate::", b"crate::%s::" % program.encode(), found[name])
        modules.append(f'#[path = "{program}{ending}"]\nmod {program};\n')
    return "".join(modules)


def narrow(folder, programs):
    """Leaves only these test programs in the suite of the copy."""
    path = folder / "tests/tests/suite.rs"
    modules = {re.search(r"mod (\w+);", part)[1]: "#[path" + part for part in path.read_text().split("#[path")[1:]}
    unknown = set(programs) - modules.keys()
    if unknown:
        sys.exit(f"no such test program: {', '.join(sorted(unknown))}; there are {', '.join(modules)}")
    write(path, "".join(modules[program] for program in programs).encode())


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
