"""How long `helpline run` takes until it listens, against the floor of importing what it is built on.

Run by hand: `make bench`. Prints seconds and the ratio; the floor is measured in the same run, since machines
differ and are noisy.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 5
READY = "De helpline draait."
FLOOR = "import aiohttp, click, cryptography.hazmat.primitives.ciphers.aead, msgspec, pydantic, redis.asyncio, telegram, uvloop, yaml"


def started(data_dir: str) -> float:
    """Start the helpline on the stand-in, with the embedded store; seconds until it listens."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "run"],
        env={**os.environ, "HELPLINE_STORE__DATA_DIR": data_dir, "HELPLINE_STANDIN__PORT": "0"},
        cwd=Path(__file__).parents[1],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    for line in process.stdout:
        if line.strip() == READY:
            break
    else:
        raise SystemExit("The helpline ended before it was ready.")
    seconds = time.perf_counter() - begun
    process.terminate()
    process.communicate()
    return seconds


def imported() -> float:
    """Import the libraries in a process of their own; seconds."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", FLOOR], check=True)
    return time.perf_counter() - begun


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory(prefix="helpline-bench-") as data_dir:
        started(data_dir)  # the first start makes key and store
        pairs = [(imported(), started(data_dir)) for _ in range(ROUNDS)]
    floor = statistics.median(one for one, _ in pairs)
    ready = statistics.median(one for _, one in pairs)
    print(f"{'libraries imported':24}{floor:8.2f} s")
    print(
        f"{'helpline ready':24}{ready:8.2f} s   {ready / floor:.1f} × the floor (goal: under 3 s)"
    )


if __name__ == "__main__":
    main()
