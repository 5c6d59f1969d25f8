"""How much of what points at a person is found in sentences that others marked, and what looking costs.

`make bench`, or `python -m bench.identifiers --help`. Time is processor time, with everything loaded, as when the helpline runs.
"""

import argparse
import statistics
import time
from pathlib import Path

import msgspec

from bench.processes import ROOT
from bench.rows import Row
from bot.identifiers import Kind, find, warm
from bot.identifiers.measure import compared, formal, summed

FILE = ROOT / "build" / "bench-identifiers.json"
SENTENCES = ROOT / "tests" / "quality" / "identifiers.jsonl"
QUESTIONS = ROOT / "tests" / "quality" / "questions.tsv"
SIGNS = 200
"""Of a long message."""


class Span(msgspec.Struct):
    """What somebody marked."""

    kind: Kind
    value: str


class Sentence(msgspec.Struct):
    """A line of the file."""

    text: str
    spans: list[Span]


def sentences() -> list[Sentence]:
    """The marked sentences."""
    return [
        msgspec.json.decode(line, type=Sentence) for line in SENTENCES.read_bytes().splitlines()
    ]


def quality() -> list[Row]:
    """How much is found, and how much of that is right."""
    tallies = summed(
        compared(one.text, [(span.kind, span.value) for span in one.spans], find(one.text))
        for one in sentences()
    )
    numbers, names = formal(tallies), tallies[Kind.PERSON]
    return [
        Row("numbers and addresses, recall", 100 * numbers.recall, "%", goal=95, at_most=False),
        Row(
            "numbers and addresses, precision", 100 * numbers.precision, "%", goal=90, at_most=False
        ),
        Row("names, recall", 100 * names.recall, "%", goal=80, at_most=False),
        Row("names, precision", 100 * names.precision, "%", goal=85, at_most=False),
    ]


def messages() -> list[str]:
    """Messages of `SIGNS` signs, put together from sentences in which much is marked."""
    return _cut(" ".join(one.text for one in sentences()))


def usual() -> list[str]:
    """Messages of as many signs, put together from what people asked, with their typing errors and without names."""
    return _cut(" ".join(questions()))


def questions() -> list[str]:
    """What people asked, as they wrote it."""
    return [line.split("\t")[0] for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]


def _cut(whole: str) -> list[str]:
    return [whole[at : at + SIGNS] for at in range(0, len(whole) - SIGNS, SIGNS)]


def cost(texts: list[str], rounds: int) -> list[float]:
    """Milliseconds of processor time of each text; the best of some rounds."""
    spent = []
    for text in texts:
        best = float("inf")
        for _ in range(rounds):
            begun = time.process_time()
            find(text)
            best = min(best, time.process_time() - begun)
        spent.append(1000 * best)
    return spent


def rows(rounds: int) -> list[Row]:
    """Measure everything."""
    begun = time.process_time()
    warm()
    loaded = time.process_time() - begun
    spent = cost(messages(), rounds)
    longest = " ".join(one.text for one in sentences())[:4096]
    return [
        *quality(),
        Row("a question, median", statistics.median(cost(questions(), rounds)), "ms", goal=0.05),
        Row("200 signs of questions, median", statistics.median(cost(usual(), rounds)), "ms"),
        Row("200 signs full of finds, median", statistics.median(spent), "ms", goal=0.3),
        Row("the longest message", cost([longest], rounds)[0], "ms"),
        Row("to load, once", 1000 * loaded, "ms"),
    ]


def main() -> None:
    """Measure, print, write the file."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m bench.identifiers")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--smoke", action="store_true", help="once, to see that it works")
    parser.add_argument("--json", type=Path, default=FILE, help="where the figures go")
    given = parser.parse_args()
    found = rows(1 if given.smoke else given.rounds)
    for row in found:
        goal = "" if row.goal is None else f"  (goal {'≤' if row.at_most else '≥'} {row.goal:g})"
        print(f"{row.what:44}{row.value:9.3g} {row.unit}{goal}")
    given.json.parent.mkdir(parents=True, exist_ok=True)
    given.json.write_bytes(msgspec.json.format(msgspec.json.encode({"rows": found})))


if __name__ == "__main__":
    main()
