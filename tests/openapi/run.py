#!/usr/bin/env python3
"""Lets a public validator judge the OpenAPI export of every API: `python3 tests/openapi/run.py --command COMMAND`.

Installs the validator in an environment of its own below `target`. Once it is installed, nothing outside this machine is
contacted.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE.parent))
from environment import environment, run  # noqa: E402

# Where specs are: those that are shipped, those of tests, and one with every key of the format.
SPECS = ["specs", "tests/specs", "generator/cli/tests/openapi/full"]


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--command", required=True, help="the command `countersign`")
    command = Path(arguments.parse_args().command).resolve()
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve()
    python = environment(target / "openapi", HERE / "requirements.txt")
    folder = target / "openapi" / "exports"
    documents = list(exports(command, folder))
    # What is not valid is printed by the validator, with its place.
    run([python, "-B", HERE / "validate.py", *documents], "an export is not valid")


def exports(command, folder):
    """Writes the document of each API, and yields where."""
    for specs in SPECS:
        for api in sorted(path.parent for path in (ROOT / specs).glob("*/api.yaml")):
            document = folder / f"{api.name}.json"
            run(
                [command, "openapi", "export", api.name, "--specs", specs, "--out", document],
                f"{api.name} cannot be exported",
                stdout=subprocess.DEVNULL,
            )
            yield document


if __name__ == "__main__":
    main()
