#!/usr/bin/env python3
"""Packs each crate that can be published, unpacks it elsewhere, builds it there and runs the examples of its documentation.

    python3 tests/packed/run.py                    all crates
    python3 tests/packed/run.py countersign-runtime countersign-signing

What the crates need of each other they take from the unpacked ones, everything else from cargo's own registry, offline.
"""

import sys
import tempfile
from pathlib import Path

from crates import TARGET, cargo, publishable, siblings, unpacked

# Those of the workspace, so that what it has built is used again.
PROFILE = [
    "--config", 'profile.dev.debug="line-tables-only"',
    "--config", 'profile.dev.package."*".debug=false',
]


def main():
    packages = publishable()
    names = sys.argv[1:] or list(packages)
    if unknown := set(names) - packages.keys():
        sys.exit(f"no such crate, or not to be published: {', '.join(sorted(unknown))}; there are {', '.join(packages)}")
    with tempfile.TemporaryDirectory() as scratch:
        folders = unpacked(packages, Path(scratch))
        options = ["--offline", "--all-features", *PROFILE, *siblings(folders)]
        for name in names:
            elsewhere = {"folder": folders[name], "CARGO_TARGET_DIR": str(TARGET)}
            cargo("build", *options, **elsewhere)
            if any("lib" in goal["kind"] for goal in packages[name]["targets"]):
                cargo("test", "--doc", *options, **elsewhere)


if __name__ == "__main__":
    main()
