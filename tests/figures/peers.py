"""The generators that ours is measured beside: how each is installed, and how it makes a client of an OpenAPI 3.0 document."""

import shutil
import sys
from pathlib import Path

from measure import FOLDER, Failed, progress, run

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from environment import environment  # noqa: E402


class OpenApiGenerator:
    name = "openapi-generator"

    def install(self):
        if not shutil.which("java"):
            raise Failed("needs java (Debian: default-jre-headless)")
        folder = FOLDER / "openapi-generator"
        try:
            environment(folder, HERE / "requirements.txt")
        except SystemExit as error:
            raise Failed(error) from error
        self.program = folder / "bin" / "openapi-generator-cli"

    def command(self, document, folder):
        # It knows OpenAPI less well than it thinks, and its own check takes time that is not generating.
        options = ["--skip-validate-spec", "--additional-properties", "packageName=peer-client"]
        return [self.program, "generate", "--generator-name", "rust", "--input-spec", document, "--output", folder, *options]

    def client(self, document, folder):
        run(*self.command(document, folder), folder=FOLDER)


class Progenitor:
    name = "progenitor"

    def install(self):
        target = FOLDER / "progenitor"
        manifest = HERE / "progenitor" / "Cargo.toml"
        run("cargo", "build", "--release", "--locked", "--manifest-path", manifest, CARGO_TARGET_DIR=target)
        self.program = target / "release" / "figures-progenitor"

    def command(self, document, folder):
        return [self.program, document, folder / "src" / "lib.rs"]

    def client(self, document, folder):
        (folder / "src").mkdir(parents=True)
        (folder / "Cargo.toml").write_text(PROGENITOR_CLIENT)
        run(*self.command(document, folder))


# What the generated code names, with the features that it needs.
PROGENITOR_CLIENT = """[package]
name = "peer-client"
version = "0.1.0"
edition = "2021"

[dependencies]
bytes = "1"
chrono = { version = "0.4", features = ["serde"] }
futures = "0.3"
progenitor-client = "0.11"
regress = "0.10"
reqwest = { version = "0.12", default-features = false, features = ["json", "stream", "native-tls"] }
serde = { version = "1", features = ["derive"] }
serde_json = "1"
serde_urlencoded = "0.7"
uuid = { version = "1", features = ["serde", "v4"] }
"""


class Peers:
    """Installs a peer when it is needed first."""

    def __init__(self, wanted):
        self.wanted = wanted
        self.known = {}

    def get(self, kind):
        """The peer, or why it is missing: one of both is `None`."""
        if not self.wanted:
            return None, "peer not installed: --peers"
        if kind not in self.known:
            self.known[kind] = self.installed(kind())
        return self.known[kind]

    @staticmethod
    def installed(peer):
        progress(f"installing {peer.name}")
        try:
            peer.install()
        except Failed as error:
            return None, f"{peer.name} not installed: {error}"
        return peer, None
