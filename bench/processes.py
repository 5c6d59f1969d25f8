"""Process: something that runs beside the benchmark, and what it costs by `/proc` (so on Linux only)."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

ROOT = Path(__file__).parents[1]
_TICKS = os.sysconf("SC_CLK_TCK")
_STOP_SECONDS = 15.0


class Process:
    """A Python module that was started, `python -m <module> <arguments>`. Use as a context manager."""

    def __init__(
        self, module: str, *arguments: str, environ: Mapping[str, str] | None = None
    ) -> None:
        inherited = {
            key: one
            for key, one in os.environ.items()
            # An installation keeps its bytecode; without, each start compiles everything anew.
            if not key.startswith("HELPLINE_") and key != "PYTHONDONTWRITEBYTECODE"
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            cwd=ROOT,
            env={**inherited, **(environ or {}), "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            text=True,
        )

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    def line(self, holding: str = "") -> str:
        """Wait for a line of its output that holds this text; the line.

        Raises:
            SystemExit: it ended before it said so.
        """
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if holding in line:
                return line.strip()
        raise SystemExit(f"A process ended before it said {holding!r}.")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        try:
            self._process.communicate(timeout=_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.communicate()
            raise SystemExit(f"A process did not stop within {_STOP_SECONDS:g} s.") from None


def cpu_seconds(pids: Sequence[int]) -> tuple[float, ...]:
    """CPU seconds of each process since its start, user and system (proc(5), fields 14 and 15 of stat)."""
    found = []
    for pid in pids:
        # The name in brackets may hold spaces; what follows it does not.
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        found.append((int(fields[11]) + int(fields[12])) / _TICKS)
    return tuple(found)


def resident_mb(pid: int) -> float:
    """Resident memory of a process in MB (10^6 bytes)."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        name, _, size = line.partition(":")
        if name == "VmRSS":
            return int(size.split()[0]) * 1024 / 1e6
    return 0.0


def wait_for_file(path: Path, seconds: float = 10.0) -> str:
    """Wait until a file holds something; its text.

    Raises:
        SystemExit: it does not within so many seconds.
    """
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if path.is_file() and (text := path.read_text().strip()):
            return text
        time.sleep(0.01)
    raise SystemExit(f"{path.name} did not appear.")
