#!/usr/bin/env python3
"""Packs each crate that can be published, unpacks it elsewhere, builds it there and runs the examples of its documentation.

    python3 tests/packed/run.py                    all crates
    python3 tests/packed/run.py countersign-runtime countersign-signing

What the crates need of each other they take from the unpacked ones, everything else from cargo's own registry, offline.
"""

import json
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Of generated code, pictures and whole-system tests nothing belongs into a package.
MAX_FILES = 300
MAX_BYTES = 700_000
NEEDED = {"Cargo.toml", "README.md", "LICENSE-MIT", "LICENSE-APACHE"}
# Those of the workspace, so that what it has built is used again.
PROFILE = [
    "--config", 'profile.dev.debug="line-tables-only"',
    "--config", 'profile.dev.package."*".debug=false',
]
UNWANTED = ("tests/", "screenshots/", "target/", "fuzz/")


def cargo(*arguments, folder=ROOT, **environment):
    print("$ cargo", *arguments, flush=True)
    subprocess.run(["cargo", *arguments], cwd=folder, check=True, env={**os.environ, **environment})


def publishable():
    output = subprocess.check_output(
        ["cargo", "metadata", "--no-deps", "--offline", "--format-version", "1"], cwd=ROOT
    )
    packages = json.loads(output)["packages"]
    return {package["name"]: package for package in packages if package["publish"] != []}


def unpack(package, target, folder):
    """Unpacks a package into a folder of its name, and checks what it holds."""
    name = f"{package['name']}-{package['version']}"
    archive = target / "package" / f"{name}.crate"
    with tarfile.open(archive) as packed:
        files = {member.name.removeprefix(f"{name}/"): member.size for member in packed.getmembers()}
        packed.extractall(folder, filter="data")
    size = sum(files.values())
    print(f"{name}: {len(files)} files, {size} bytes, {archive.stat().st_size} packed")
    missing = NEEDED - files.keys()
    unwanted = [file for file in files if any(part in f"/{file}" for part in (f"/{one}" for one in UNWANTED))]
    if missing or unwanted or len(files) > MAX_FILES or archive.stat().st_size > MAX_BYTES:
        sys.exit(f"{name}: missing {sorted(missing)}, unwanted {unwanted}, or too large")
    return folder / name


def main():
    packages = publishable()
    names = sys.argv[1:] or list(packages)
    if unknown := set(names) - packages.keys():
        sys.exit(f"no such crate, or not to be published: {', '.join(sorted(unknown))}; there are {', '.join(packages)}")
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    every = [word for name in packages for word in ("--package", name)]
    cargo("package", "--no-verify", "--allow-dirty", "--offline", *every)
    with tempfile.TemporaryDirectory() as scratch:
        folders = {name: unpack(package, target, Path(scratch)) for name, package in packages.items()}
        siblings = [
            word for name, folder in folders.items()
            for word in ("--config", f'patch.crates-io.{name}.path="{folder}"')
        ]
        for name in names:
            options = ["--offline", "--all-features", *PROFILE, *siblings]
            elsewhere = {"folder": folders[name], "CARGO_TARGET_DIR": str(target)}
            cargo("build", *options, **elsewhere)
            if any("lib" in goal["kind"] for goal in packages[name]["targets"]):
                cargo("test", "--doc", *options, **elsewhere)


if __name__ == "__main__":
    main()
