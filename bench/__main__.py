"""`python -m bench`: every part, one after the other; one table, one file, one picture.

`make bench` runs it, `make bench-smoke` with a handful of messages to see that every part works. Each part runs as a process
of its own, prints what it finds, and writes a file of its own beside `bench.json`.
"""

import argparse
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec

from bench.picture import picture
from bench.processes import ROOT
from bench.report import PAGE, PICTURE, machine, page, storms, table
from bench.rows import Row

PARTS = ("start", "relay", "budget", "growth", "sealing", "matcher", "danger", "identifiers")
"""Each is a module of this package, with `--json`, `--smoke`, and `rows` in what it writes."""
BUILD = ROOT / "build"


def measure(part: str, folder: Path, *, smoke: bool) -> Any:
    """Run a part; what it wrote.

    Raises:
        SystemExit: it ended with an error, as it does when a message was lost or mixed up.
    """
    print(f"\n— {part}", flush=True)
    file = folder / f"bench-{part}.json"
    extra = ["--smoke"] if smoke else []
    command = [sys.executable, "-m", f"bench.{part}", "--json", str(file), *extra]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        raise SystemExit(f"The part `{part}` failed.")
    return msgspec.json.decode(file.read_bytes())


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m bench")
    parser.add_argument("parts", nargs="*", metavar="part", help=f"some of {', '.join(PARTS)}")
    parser.add_argument("--smoke", action="store_true", help="tiny, to see that everything runs")
    parser.add_argument("--into", type=Path, default=BUILD, help="where file and picture go")
    parser.add_argument(
        "--kept", action="store_true", help="measure nothing: take what the last run left"
    )
    parser.add_argument("--write", type=Path, help="a folder, docs, where the page is made anew")
    given = parser.parse_args()
    if unknown := set(given.parts) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    given.into.mkdir(parents=True, exist_ok=True)
    whole = given.into / "bench.json"
    if given.kept:
        kept = msgspec.json.decode(whole.read_bytes())
        where, found = kept["machine"], kept["parts"]
    else:
        where = machine()
        found = {
            part: measure(part, given.into, smoke=given.smoke) for part in given.parts or PARTS
        }
    rows = {part: msgspec.convert(report["rows"], list[Row]) for part, report in found.items()}
    print(f"\n{table(rows)}")
    told = msgspec.json.encode({"machine": where, "rows": rows, "parts": found})
    whole.write_bytes(msgspec.json.format(told))
    (given.into / "bench.svg").write_text(picture(rows), encoding="utf-8")
    if given.write:
        text = page(rows, where)
        if (storm := given.into / "bench-faults.json").exists():
            text = f"{text}\n{storms(msgspec.json.decode(storm.read_bytes()))}"
        (given.write / PAGE).write_text(text, encoding="utf-8")
        (given.write / PICTURE).write_text(picture(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
