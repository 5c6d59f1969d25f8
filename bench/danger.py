"""How much danger is seen in sentences that others wrote, how much is left alone, and what looking costs.

`make bench`, or `python -m bench.danger --help`. The sentences are those of `tests/quality`; they were written apart from
patterns and examples. Time is processor time, with the words of the content known, as when the helpline runs.
"""

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from bench.processes import ROOT
from bench.rows import Row
from bot.faq.danger import DangerRules, Level, Sign
from bot.faq.encoder import load_encoder
from bot.faq.guess import by_both
from bot.faq.likeness import Likeness, learn
from bot.faq.loader import load_content

FILE = ROOT / "build" / "bench-danger.json"
SENTENCES = ROOT / "tests" / "quality" / "danger_unseen.tsv"
"""Nobody who made patterns or examples looked at these."""

Look = Callable[[str], Sign | None]


def sentences() -> tuple[list[str], list[str]]:
    """Those of danger, and the harmless ones."""
    rows = [line.split("\t") for line in SENTENCES.read_text("utf-8").splitlines()]
    danger = [text for text, what, _ in rows if what == "danger"]
    return danger, [text for text, what, _ in rows if what == "harmless"]


def both(rules: DangerRules, likeness: Likeness) -> Look:
    """Look by patterns and by likeness."""
    return lambda text: by_both(rules.look(text), likeness.look(text))


def share(look: Look, texts: Sequence[str], least: Level) -> float:
    """Percent of the texts of which the sign is at least this."""
    found = [look(text) for text in texts]
    return 100 * sum(one is not None and one.level >= least for one in found) / len(found)


def quality(
    name: str, look: Look, goals: tuple[float | None, float | None, float | None]
) -> list[Row]:
    """What is seen and what is left alone."""
    danger, harmless = sentences()
    screen, asked, wrong = goals
    return [
        Row(
            f"{name}: danger, screen",
            share(look, danger, Level.AMBER),
            "%",
            goal=screen,
            at_most=False,
        ),
        Row(
            f"{name}: danger, screen or question",
            share(look, danger, Level.ASK),
            "%",
            goal=asked,
            at_most=False,
        ),
        Row(f"{name}: harmless, screen", share(look, harmless, Level.AMBER), "%", goal=wrong),
        Row(f"{name}: harmless, screen or question", share(look, harmless, Level.ASK), "%"),
    ]


def cost(look: Callable[[str], object], rounds: int) -> float:
    """Milliseconds of processor time a sentence, on average; the best of some rounds."""
    danger, harmless = sentences()
    texts = [*danger, *harmless]
    spent = []
    for _ in range(rounds + 1):
        begun = time.process_time()
        for text in texts:
            look(text)
        spent.append(time.process_time() - begun)
    # In the first round patterns are compiled.
    return min(spent[1:]) / len(texts) * 1000


def rows(rounds: int) -> list[Row]:
    """Measure everything."""
    content = load_content(ROOT / "faq")
    begun = time.process_time()
    rules = DangerRules.compile(content)
    compiled = time.process_time() - begun
    found = [
        *quality("patterns", rules.look, (None, None, 2.0)),
        Row("patterns, a sentence", cost(rules.look, rounds), "ms", goal=0.1),
        Row("patterns, read without a cache", compiled * 1000, "ms"),
    ]
    assert content.examples is not None
    for name, encoder in (("by words too", None), ("by meaning too", load_encoder())):
        if name == "by meaning too" and encoder is None:
            print("The extra `embeddings` is not installed: likeness goes by words alone.")
            continue
        begun = time.process_time()
        likeness = learn(content.examples, encoder)
        learned = time.process_time() - begun
        assert likeness is not None
        found += [
            *quality(name, both(rules, likeness), (60.0, 80.0, 2.0)),
            Row(f"{name}, a sentence", cost(likeness.look, rounds), "ms"),
            Row(f"{name}, to learn", learned, "s"),
        ]
    return found


def main() -> None:
    """Measure, print, write the file."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m bench.danger")
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
