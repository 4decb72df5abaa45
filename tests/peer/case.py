"""What all tests have at hand."""

import os
import socket
import subprocess
import unittest
import uuid
from unittest import mock

from com.alipay.ams.api.default_alipay_client import DefaultAlipayClient
from sandbox import PATIENCE, ROOT, plain_environment


class Case(unittest.TestCase):
    """A test beside the sandbox that `judge.py` has started."""

    countersign = pay_at = sandbox = keys = None
    maxDiff = None

    def client(self, client_id=None, key=None, wallet_key=None):
        """The SDK's own client."""
        keys = self.keys
        return DefaultAlipayClient(
            "https://localhost",
            client_id or keys.client_id,
            key or keys.merchant,
            wallet_key or keys.wallet_public,
        )

    def send(self, request, api="demo", client=None, fault=None, authority=None):
        """Has the SDK send a request to the sandbox, and verify the answer. Returns the answer's text."""
        headers = {"Sandbox-Fault": fault} if fault else {}
        trusted = {"SSL_CERT_FILE": authority or self.keys.authority}
        with redirected(self.sandbox.ports[api]), mock.patch.dict(os.environ, trusted):
            return (client or self.client()).execute_with_headers(request, headers)

    def run_countersign(self, *arguments, program=None):
        """Runs the command. Returns its exit code and what it printed, errors too."""
        done = subprocess.run(
            [program or self.countersign, *map(str, arguments)],
            cwd=ROOT,
            env=plain_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=PATIENCE,
        )
        return done.returncode, done.stdout.decode()


def redirected(port):
    """The SDK knows no port but 443: it is led to the sandbox's, and nowhere else."""
    connect = socket.create_connection

    def instead(address, *more, **named):
        if address != ("localhost", 443):
            raise PermissionError(f"the SDK wants to call {address}")
        return connect(("127.0.0.1", port), *more, **named)

    return mock.patch("socket.create_connection", instead)


def new_id():
    return f"order-{uuid.uuid4()}"
