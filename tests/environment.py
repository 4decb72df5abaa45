"""Environments of Python for the tests here, each with just what a list of requirements has."""

import hashlib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def environment(folder, requirements):
    """The Python of an environment below `target`; made unless it is there. Only this contacts a package index."""
    python = folder / "bin" / "python"
    stamp = folder / "installed"
    wanted = hashlib.sha256(requirements.read_bytes() + sys.version.encode()).hexdigest()
    if python.exists() and stamp.exists() and stamp.read_text() == wanted:
        return python
    run(
        [sys.executable, "-m", "venv", "--clear", folder],
        "this Python cannot make an environment (Debian: apt-get install python3-venv)",
    )
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run(
        [*install, "--require-hashes", "--only-binary=:all:", "--requirement", requirements],
        f"what {requirements.relative_to(ROOT)} lists cannot be installed: is the package index in reach?",
    )
    stamp.write_text(wanted)
    return python


def run(command, problem, **more):
    """Runs a command in the repository; ends with `problem` if it fails."""
    try:
        return subprocess.run([str(word) for word in command], cwd=ROOT, check=True, **more)
    except (OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"error: {problem}: {error}")
