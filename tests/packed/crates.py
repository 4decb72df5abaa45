"""Packs the crates that can be published, and unpacks them elsewhere."""

import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve()
# Of generated code, pictures and whole-system tests nothing belongs into a package.
MAX_FILES = 450
MAX_BYTES = 700_000
NEEDED = {"Cargo.toml", "README.md", "LICENSE-MIT", "LICENSE-APACHE"}
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


def unpacked(packages, folder):
    """Packs all of them. Returns where each is unpacked, below `folder`."""
    every = [word for name in packages for word in ("--package", name)]
    cargo("package", "--no-verify", "--allow-dirty", "--offline", *every)
    return {name: unpack(package, TARGET, folder) for name, package in packages.items()}


def siblings(folders):
    """The options by which cargo takes the unpacked crates for those of the registry."""
    patches = [f'patch.crates-io.{name}.path="{folder}"' for name, folder in folders.items()]
    return [word for patch in patches for word in ("--config", patch)]
