"""Helpline process: `helpline run` without a token, as a volunteer starts it to try it out."""

import json
import os
import re
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Self

import bot

_ROOT = Path(bot.__file__).parents[1]
_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")
_START_SECONDS = 30.0
_STOP_SECONDS = 15.0


class HelplineProcess:
    """Runs in `folder`, on a port of its own, day and night on duty. Use as a context manager."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.base_url = ""
        self._output = folder / "output.txt"
        self._environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith("HELPLINE_")},
            "HELPLINE_STORE__DATA_DIR": str(folder / "data"),
            "HELPLINE_CONTENT__DIR": str(_ROOT / "faq"),
            "HELPLINE_SERVICE__HOURS": "always",
            "HELPLINE_STANDIN__PORT": "0",
            "PYTHONUNBUFFERED": "1",
            **settings,
        }
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        with self._output.open("wb") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bot", "run"],
                cwd=self._folder,
                env=self._environment,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        try:
            self._wait_until_ready()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        assert self._stop() == 0, "the helpline did not end cleanly"

    def _wait_until_ready(self) -> None:
        """It is ready when it prints its address and listens for updates there."""
        assert self._process is not None
        end = time.monotonic() + _START_SECONDS
        while time.monotonic() < end:
            assert self._process.poll() is None, "the helpline ended while it started"
            found = _ADDRESS.search(self._output.read_text())
            if found is not None:
                self.base_url = found[0]
                with urllib.request.urlopen(f"{found[0]}/control/state", timeout=5) as answer:
                    if json.load(answer)["polling"]:
                        return
            time.sleep(0.05)
        raise AssertionError(f"the helpline was not ready within {_START_SECONDS:g} s")

    def _stop(self) -> int:
        """Ask it to end; its exit code."""
        assert self._process is not None
        self._process.terminate()
        try:
            return self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            raise AssertionError(f"the helpline did not end within {_STOP_SECONDS:g} s") from None
