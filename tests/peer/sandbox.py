"""`countersign sandbox`, running."""

import os
import re
import subprocess
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
# For a slow machine; nobody waits as long as this when all is well.
PATIENCE = 30


class Sandbox:
    """A wallet with HTTPS, to be used in a `with`. A user there takes 2 s / 60 to pay."""

    def __init__(self, countersign, keys):
        self.command = [countersign, "sandbox", "--api", "claro", "demo", "--keys", keys]
        self.command += ["--tls", "--memory", "--port", "0", "--time-scale", "60"]
        self.lines, self.ended, self.more = [], False, threading.Condition()

    def __enter__(self):
        self.process = subprocess.Popen(
            self.command, cwd=ROOT, env=plain_environment(), stdout=subprocess.PIPE, text=True
        )
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()
        try:
            self.line("Ctrl-C ends it")
        except BaseException:
            self.process.kill()
            raise
        found = (re.match(r"https://127\.0\.0\.1:(\d+)  (\w+)$", line) for line in self.lines)
        self.ports = {match[2]: int(match[1]) for match in found if match}
        return self

    def __exit__(self, failure, *_):
        self.process.terminate()
        try:
            code = self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        self.reader.join()
        self.process.stdout.close()
        if code and not failure:
            raise AssertionError(f"the sandbox ended with {code}")

    def read(self):
        for line in self.process.stdout:
            self.add(line.rstrip("\n"))
        self.add(None)

    def add(self, line):
        with self.more:
            if line is None:
                self.ended = True
            else:
                self.lines.append(line)
            self.more.notify_all()

    def line(self, part, after=0):
        """The first line that has `part` in it, of those behind the first `after`. Waits for it."""
        def found():
            return next((line for line in self.lines[after:] if part in line), None)

        with self.more:
            self.more.wait_for(lambda: found() or self.ended, PATIENCE)
            if line := found():
                return line
            raise AssertionError(f"the sandbox did not print {part!r}, but {self.lines[after:]}")


def plain_environment():
    """Without settings of the developer's own, and without cargo's, which change the line that it prints."""
    not_ours = ("COUNTERSIGN", "CARGO")
    return {name: value for name, value in os.environ.items() if not name.startswith(not_ours)}
