"""Audit: looks for known weaknesses in every package that is pinned for the running helpline.

It needs the list of weaknesses that PyPI keeps. Where that can't be reached it says so and fails nothing: a build must not
depend on it. A weakness that is found fails.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

TOOL = "pip-audit==2.10.1"
ROOT = Path(__file__).parents[1]
PLACE = ROOT / "build" / "audit"
SECONDS = 60


def main() -> int:
    """Return 1 when a weakness is known, else 0."""
    try:
        report = _report()
    except (OSError, subprocess.SubprocessError, ValueError):
        return _say("Not audited: the list of known weaknesses can't be reached from here.")
    looked = [one for one in report if "skip_reason" not in one]
    weak = [one for one in looked if one["vulns"]]
    for one in weak:
        ids = ", ".join(vuln["id"] for vuln in one["vulns"])
        _say(f"{one['name']} {one['version']}: {ids}")
    if not looked:
        return _say("Not audited: the packages come from where no list of known weaknesses is.")
    _say(f"Audited: {len(looked)} of {len(report)} packages, {len(weak)} with known weaknesses.")
    return 1 if weak else 0


def _report() -> list[dict[str, Any]]:
    """Ask for each package; the tool lives in an environment of its own, so that it changes nothing of ours."""
    python = PLACE / "bin" / "python"
    if not python.exists():
        _run(sys.executable, "-m", "venv", PLACE)
    _run(
        python, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--retries", "1", TOOL
    )
    lock = ROOT / "requirements.lock"
    asked = (
        "-m",
        "pip_audit",
        "-f",
        "json",
        "--progress-spinner",
        "off",
        "--require-hashes",
        "--disable-pip",
    )
    # It ends with 1 for a weakness and for any trouble; only its answer tells which.
    told = _run(python, *asked, "-r", lock, check=False)
    return cast("list[dict[str, Any]]", json.loads(told)["dependencies"])


def _run(*command: str | Path, check: bool = True) -> bytes:
    done = subprocess.run(  # noqa: S603 - nothing in it comes from outside
        command, check=check, timeout=SECONDS, capture_output=True
    )
    return done.stdout


def _say(sentence: str) -> int:
    sys.stdout.write(f"{sentence}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
