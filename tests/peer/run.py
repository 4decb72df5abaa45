#!/usr/bin/env python3
"""Lets the platform's official Python SDK judge Countersign: `python3 tests/peer/run.py [TEST..]`.

Installs the SDK in an environment of its own below `target`, builds Countersign, and goes on in `judge.py`.
Once the SDK is installed, nothing outside this machine is contacted.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE.parent))
from environment import environment, run  # noqa: E402

REQUIREMENTS = HERE / "requirements.txt"


def main():
    if sys.version_info < (3, 9, 2):
        sys.exit("error: the SDK needs Python 3.9.2 or newer, and this is {}.{}.{}".format(*sys.version_info))
    python = environment(Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve() / "peer", REQUIREMENTS)
    countersign, pay_at = built()
    # In place of this process, so that whoever ends it ends what it has started, too.
    os.execv(python, [str(python), "-B", str(HERE / "judge.py"), countersign, pay_at, *sys.argv[1:]])


def built():
    """Where cargo puts the command and the example `pay_at`. They are built as `cargo test` builds them, if need be."""
    command = ["cargo", "build", "--locked", "--workspace", "--all-features", "--bin", "countersign", "--example", "pay_at"]
    command += ["--message-format", "json-render-diagnostics"]
    output = run(command, "Countersign cannot be built", stdout=subprocess.PIPE, text=True).stdout
    messages = map(json.loads, output.splitlines())
    programs = {message["target"]["name"]: message["executable"] for message in messages if message.get("executable")}
    return programs["countersign"], programs["pay_at"]


if __name__ == "__main__":
    main()
