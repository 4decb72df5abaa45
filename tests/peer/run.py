#!/usr/bin/env python3
"""Lets the platform's official Python SDK judge Countersign: `python3 tests/peer/run.py [TEST..]`.

Installs the SDK in an environment of its own below `target`, builds Countersign, and goes on in `judge.py`.
Once the SDK is installed, nothing outside this machine is contacted.
"""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
REQUIREMENTS = HERE / "requirements.txt"


def main():
    if sys.version_info < (3, 9, 2):
        sys.exit("error: the SDK needs Python 3.9.2 or newer, and this is {}.{}.{}".format(*sys.version_info))
    python = environment(Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve() / "peer")
    countersign, pay_at = built()
    # In place of this process, so that whoever ends it ends what it has started, too.
    os.execv(python, [str(python), "-B", str(HERE / "judge.py"), countersign, pay_at, *sys.argv[1:]])


def environment(folder):
    """The Python of an environment that has just what `requirements.txt` lists; made unless it is there."""
    python = folder / "bin" / "python"
    stamp = folder / "installed"
    wanted = hashlib.sha256(REQUIREMENTS.read_bytes() + sys.version.encode()).hexdigest()
    if python.exists() and stamp.exists() and stamp.read_text() == wanted:
        return python
    run(
        [sys.executable, "-m", "venv", "--clear", folder],
        "this Python cannot make an environment (Debian: apt-get install python3-venv)",
    )
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run(
        [*install, "--require-hashes", "--only-binary=:all:", "--requirement", REQUIREMENTS],
        "the SDK cannot be installed: is the package index in reach?",
    )
    stamp.write_text(wanted)
    return python


def built():
    """Where cargo puts the command and the example `pay_at`. They are built as `cargo test` builds them, if need be."""
    command = ["cargo", "build", "--locked", "--workspace", "--all-features", "--bin", "countersign", "--example", "pay_at"]
    command += ["--message-format", "json-render-diagnostics"]
    output = run(command, "Countersign cannot be built", stdout=subprocess.PIPE, text=True).stdout
    messages = map(json.loads, output.splitlines())
    programs = {message["target"]["name"]: message["executable"] for message in messages if message.get("executable")}
    return programs["countersign"], programs["pay_at"]


def run(command, problem, **more):
    try:
        return subprocess.run([str(word) for word in command], cwd=ROOT, check=True, **more)
    except (OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"error: {problem}: {error}")


if __name__ == "__main__":
    main()
