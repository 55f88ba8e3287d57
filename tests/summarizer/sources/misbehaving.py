"""A module that does what no opened file should be able to: run by `test_confined` in a confined process."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from summarizer.sources.confined import confine


def main() -> None:
    match confine(sys.argv[1:]):
        case "echo":
            sys.stdout.buffer.write(sys.stdin.buffer.read())
        case "environment":
            print(json.dumps(dict(os.environ)))
        case "forever":
            while True:
                pass
        case "memory":
            print(len(b"x" * 10**10))
        case "endless":
            while True:
                sys.stdout.write("x" * 10**6)
        case "child":
            # Asleep, not at work: no limit but our own ends it.
            started = subprocess.Popen(["/bin/sleep", "1000"])
            print(started.pid, flush=True)


if __name__ == "__main__":
    main()
