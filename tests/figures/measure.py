"""Runs programs, and measures them by the CPU seconds that the system counts for them."""

import os
import resource
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve()
# All that is made for the figures.
FOLDER = TARGET / "figures"


class Failed(Exception):
    """Why something could not be measured, in one line."""


def progress(text):
    print(f"... {text}", file=sys.stderr, flush=True)


def run(*command, folder=ROOT, **environment):
    """Runs a command to its end, which has to be a good one; returns what it printed."""
    words = [str(word) for word in command]
    settings = {"CARGO_INCREMENTAL": "0", "CARGO_TERM_COLOR": "never", **environment}
    settings = {**os.environ, **{name: str(value) for name, value in settings.items()}}
    try:
        ended = subprocess.run(words, cwd=folder, env=settings, capture_output=True, text=True, check=False)
    except OSError as error:
        raise Failed(f"{words[0]} does not start: {error.strerror}") from error
    if ended.returncode:
        raise Failed(f"{' '.join(words[:4])} ... ended with {ended.returncode}: {reason(ended.stderr or ended.stdout)}")
    return ended.stdout


def reason(log):
    """The line of a log that says what is wrong: the first error, or else the last line."""
    lines = [line.strip() for line in log.splitlines() if line.strip()]
    errors = [line for line in lines if line.lower().startswith("error")]
    return (errors or lines[-1:] or ["it printed nothing"])[0]


def cpu(*command, **options):
    """The CPU seconds, user and system, of a command and all that it started."""
    before = seconds()
    run(*command, **options)
    return seconds() - before


def seconds():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def least(times, works):
    """The least that each of some measurements gives. They alternate, so that what others do on the machine meets them all."""
    figures = [[work() for work in works] for _ in range(times)]
    return [min(column) for column in zip(*figures)]
