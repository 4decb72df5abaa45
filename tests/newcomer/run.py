#!/usr/bin/env python3
"""Does what a newcomer does: installs the command, begins a project, pays in a sandbox, generates a crate and pays from Rust.

    python3 tests/newcomer/run.py                                 the command from packed crates
    python3 tests/newcomer/run.py --source .                      from a clone, as README.md says
    python3 tests/newcomer/run.py --command target/debug/countersign   one that is built

The project is an empty folder outside of this repository. Of cargo's home there is only the registry, and no package is downloaded.
Prints how long each step takes; from `init` to the first payment it may be ten seconds.
"""

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "packed"))
import crates as packed  # noqa: E402, of `tests/packed`

# What the printed program calls; a comment in it says to write the address that the sandbox prints.
DEFAULT_URL = "http://127.0.0.1:4040"
SECONDS_TO_PAY = 10
SECONDS_TO_END = 3


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--command", type=Path, help="a command that is built")
    parser.add_argument("--source", type=Path, help="a clone to install the command from")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        newcomer = Newcomer(Path(scratch).resolve())
        with step("install"):
            if arguments.command:
                newcomer.command = str(arguments.command.resolve())
            elif arguments.source:
                newcomer.install(arguments.source.resolve() / "generator" / "cli", "--locked")
            else:
                newcomer.install_packed()
        newcomer.begin()
        newcomer.depend_in_other_ways()
    print("all steps passed")


@contextmanager
def step(name):
    start = time.monotonic()
    yield
    print(f"{time.monotonic() - start:7.2f} s  {name}", flush=True)


class Newcomer:
    """A person with an empty folder."""

    def __init__(self, scratch):
        self.scratch = scratch
        self.project = scratch / "project"
        self.project.mkdir()
        self.target = packed.TARGET / "newcomer"
        self.command = None
        self.environment = self.clean_environment()

    def clean_environment(self):
        home = Path.home()
        cargo_home = self.scratch / "cargo"
        cargo_home.mkdir()
        registry = Path(os.environ.get("CARGO_HOME", home / ".cargo")) / "registry"
        (cargo_home / "registry").symlink_to(registry.resolve())
        kept = {name: value for name, value in os.environ.items() if not re.match("CARGO|RUSTFLAGS|COUNTERSIGN_|XDG_", name)}
        rustup = os.environ.get("RUSTUP_HOME", str(home / ".rustup"))
        own = {"CARGO_HOME": str(cargo_home), "HOME": str(self.scratch), "RUSTUP_HOME": rustup}
        # Nobody builds these twice.
        return {**kept, **own, "CARGO_TARGET_DIR": str(self.target), "CARGO_INCREMENTAL": "0"}

    def run(self, *command, folder=None):
        """Returns what a command prints. What it says is shown if it fails."""
        words = [str(word) for word in command]
        ended = subprocess.run(words, cwd=folder or self.project, env=self.environment, capture_output=True, text=True)
        if ended.returncode != 0:
            sys.exit(f"`{' '.join(words)}` ended with {ended.returncode}:\n{ended.stdout}{ended.stderr}")
        return ended.stdout

    def install(self, folder, *options):
        # Unoptimized, which builds in a fraction of the time.
        place = self.scratch / "installed"
        self.run("cargo", "install", "--debug", "--offline", "--path", folder, "--root", place, *options)
        self.command = place / "bin" / "countersign"

    def install_packed(self):
        crates = packed.unpacked(packed.publishable(), self.scratch / "packed")
        self.install(crates["countersign"], *packed.siblings(crates))

    def begin(self):
        """The five commands."""
        start = time.monotonic()
        with step("1. countersign init --wallet claro"):
            said = self.run(self.command, "init", "--wallet", "claro")
        with step("2. countersign sandbox (until it listens)"):
            sandbox = subprocess.Popen(
                # Not the default port, which a sandbox of the user's own may have.
                [self.command, "sandbox", "--port", "0"], cwd=self.project, env=self.environment, stdout=subprocess.PIPE, text=True
            )
            for line in sandbox.stdout:
                if "Ctrl-C" in line:
                    break
        try:
            with step("3. countersign call claro v1/payments/pay --example"):
                paid = self.run(self.command, "call", "claro", "v1/payments/pay", "--example")
            expect(paid.startswith("outcome: Accepted\n"), paid)
            took = time.monotonic() - start
            print(f"         {took:.2f} s from `init` to `Accepted`")
            expect(took < SECONDS_TO_PAY, f"that is more than {SECONDS_TO_PAY} s")
            with step("4. countersign generate"):
                self.run(self.command, "generate")
            with step("5. cargo run, in another workspace"):
                self.write_program(said)
                ran = self.run("cargo", "run", "--offline", "--manifest-path", self.program / "Cargo.toml")
            expect(ran.startswith("not done yet: "), ran)
        finally:
            stop(sandbox)

    def write_program(self, said):
        """The crate that `init` prints, in a workspace of its own beside the project."""
        self.manifest, main_rs = said.split("\n# Cargo.toml\n")[1].split("\n// src/main.rs\n")
        running = json.loads((self.project / ".countersign" / "sandbox" / "running.json").read_text())
        expect(main_rs.count(DEFAULT_URL) == 1, main_rs)
        self.main_rs = main_rs.replace(DEFAULT_URL, running["urls"]["claro"])
        self.program = self.crate("program", self.manifest.replace('path = "generated/', 'path = "../project/generated/'))

    def crate(self, name, dependencies):
        folder = self.scratch / name
        (folder / "src").mkdir(parents=True)
        package = f'[package]\nname = "{name}"\nversion = "0.1.0"\nedition = "2024"\n\n[workspace]\n\n'
        (folder / "Cargo.toml").write_text(package + dependencies)
        (folder / "src" / "main.rs").write_text(self.main_rs)
        return folder

    def depend_in_other_ways(self):
        """Crates whose runtime is at a path or in a git repository, and a client that is itself in one."""
        repository = self.repository()
        for name, runtime in [
            ("path", f'{{ path: "{ROOT / "runtime"}" }}'),
            ("git", f'{{ git: "file://{repository}" }}'),
        ]:
            with step(f"runtime: {name}"):
                settings = self.project / "countersign.yaml"
                text = settings.read_text().replace("runtime: vendored\n", f"runtime: {runtime}\nout: by-{name}\n")
                other = self.scratch / f"project-{name}"
                shutil.copytree(self.project / "specs", other / "specs")
                (other / "countersign.yaml").write_text(text)
                self.run(self.command, "generate", folder=other)
                path = f'path = "../project-{name}/by-{name}/'
                self.build(self.crate(f"program-{name}", self.manifest.replace('path = "generated/', path)), name)
        with step("a client from a git repository"):
            client = f'git = "file://{repository}"'
            self.build(self.crate("program-client", self.manifest.replace('path = "generated/claro"', client)), "git")

    def build(self, crate, kind):
        # The lock file of the first program, so that other versions need not be looked for. Cargo fetches no repository offline.
        shutil.copy(self.program / "Cargo.lock", crate / "Cargo.lock")
        lock = (crate / "Cargo.lock").read_text().replace('name = "program"\n', f'name = "{crate.name}"\n')
        (crate / "Cargo.lock").write_text(lock)
        self.run("cargo", "build", *([] if kind == "git" else ["--offline"]), folder=crate)

    def repository(self):
        """This repository as it is, with what is not committed."""
        folder = self.scratch / "repository"
        files = subprocess.check_output(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, text=True)
        for file in filter(None, files.split("\0")):
            if (ROOT / file).is_file():
                (folder / file).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / file, folder / file)
        git = ["git", "-c", "user.name=n", "-c", "user.email=n@example.com"]
        for command in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "All"]):
            self.run(*git, *command, folder=folder)
        return folder


def stop(sandbox):
    """Ctrl-C."""
    start = time.monotonic()
    sandbox.send_signal(signal.SIGINT)
    rest, _ = sandbox.communicate(timeout=30)
    took = time.monotonic() - start
    expect(sandbox.returncode == 0 and "\nended; " in rest, f"the sandbox said: {rest}")
    expect(took < SECONDS_TO_END, f"the sandbox took {took:.1f} s to end")


def expect(holds, otherwise):
    if not holds:
        sys.exit(f"error: {otherwise}")


if __name__ == "__main__":
    main()
