"""Runs the tests beside a sandbox, which is stopped in any case. Started by `run.py`."""

import ipaddress
import signal
import sys
import tempfile
import unittest
from pathlib import Path

from case import Case
from keys import Keys
from sandbox import Sandbox


def main():
    countersign, pay_at, *names = sys.argv[1:]
    # As by Ctrl-C: by an exception that no test takes for its own, so that everything is put away.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    sys.addaudithook(stay_here)
    with tempfile.TemporaryDirectory() as folder, Sandbox(countersign, folder) as sandbox:
        Case.countersign, Case.pay_at = countersign, pay_at
        Case.sandbox, Case.keys = sandbox, Keys(folder)
        loader = unittest.defaultTestLoader
        suite = loader.loadTestsFromNames(names) if names else loader.discover(str(Path(__file__).parent))
        result = unittest.TextTestRunner(verbosity=2).run(suite)
    # A run without a test has shown nothing.
    sys.exit(0 if result.wasSuccessful() and result.testsRun else 1)


def stay_here(event, arguments):
    """Keeps the SDK, which knows its makers' hosts, on this machine."""
    if event != "socket.connect" or not isinstance(arguments[1], tuple):
        return
    address = arguments[1][0]
    if not ipaddress.ip_address(address).is_loopback:
        raise PermissionError(f"{address} is another machine")


if __name__ == "__main__":
    main()
