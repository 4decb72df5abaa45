#!/usr/bin/env python3
"""Prints every figure of BENCHMARKS.md that has a limit or a peer, as one table: `python3 tests/figures/run.py`.

Rows come as they are measured, on standard output; what is being done is on standard error. With --peers, the generators that
ours is measured beside are installed below `target/figures`, from the registries of Rust and Python; openapi-generator needs java,
and its clients need OpenSSL's headers. CPU seconds are user and system. Trust the ratios: others may be at work on the machine.

Where there is no peer, the state before is measured in the same run: a commit that a clone with its history has.

A row that is beyond its limit says `exceeded`. A row that could not be measured says why, and the script ends with 1.
"""

import argparse
import os
import platform
import resource
import sys

import builds
import examples
import generators
from measure import Failed, progress
from peers import Peers
from table import HEAD, failure

# Name, what is measured, by what.
GROUPS = {
    "generate": ("one endpoint changed, and everything new, at 1,000 and 5,000 endpoints", generators.generate),
    "future": ("the bytes of a call's future", examples.future),
    "json": ("reading and writing JSON beside serde's derives", examples.json),
    "calls": ("a signed and verified call beside its parts", examples.calls),
    "in-flight": ("the memory and time of each of 10,000 calls in flight", examples.in_flight),
    "sandbox": ("the sandbox under load", examples.sandbox),
    "journal": ("recorded calls beside unrecorded ones", examples.journal),
    "check": ("cargo check of a program of 10 calls", builds.check),
    "compile": ("compiling generated code beside serde's derives", builds.compile_cost),
    "first-build": ("the first build of a program of one call", builds.first_build),
    "sizes": ("the size of a program of one call", builds.sizes),
    "first-command": ("the first build of the command that generates", builds.first_command),
}


def main():
    options = arguments()
    if options.list:
        for name, (what, _) in GROUPS.items():
            print(f"{name:14} {what}")
        return 0
    allow_open_files()
    options.peers = Peers(options.peers)
    print(HEAD, flush=True)
    failed = False
    for name in options.only or GROUPS:
        progress(name)
        try:
            for row in GROUPS[name][1](options):
                print(row, flush=True)
        except (Failed, LookupError, OSError, ValueError) as error:
            failed = True
            print(failure(name, error), flush=True)
    print(f"\n{machine()}, load {' '.join(f'{load:.1f}' for load in os.getloadavg())} at the end")
    return int(failed)


def arguments():
    head, _, rest = __doc__.partition("\n\n")
    parser = argparse.ArgumentParser(description=head, epilog=rest, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", action="store_true", help="install the other generators and measure beside them")
    parser.add_argument("--only", action="append", choices=GROUPS, metavar="NAME", help="these rows alone; may be repeated")
    parser.add_argument("--quick", action="store_true", help="fewer repetitions, and nothing at 5,000 endpoints")
    parser.add_argument("--list", action="store_true", help="print the names for --only and end")
    return parser.parse_args()


def allow_open_files():
    """As many as the system lets this user have: each call in flight has a connection."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def machine():
    return f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}"


if __name__ == "__main__":
    sys.exit(main())
