"""Validates OpenAPI documents. Runs in the environment that `run.py` makes."""

import json
import sys
from pathlib import Path

from openapi_spec_validator import OpenAPIV31SpecValidator


def main():
    count = 0
    for name in sys.argv[1:]:
        for error in OpenAPIV31SpecValidator(json.loads(Path(name).read_text())).iter_errors():
            count += 1
            print(f"{name}: /{'/'.join(map(str, error.absolute_path))}: {error.message[:300]}")
    print(f"{len(sys.argv) - 1} documents, {count} errors")
    sys.exit(1 if count or len(sys.argv) < 2 else 0)


if __name__ == "__main__":
    main()
