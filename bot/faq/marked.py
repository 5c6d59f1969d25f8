"""Marked YAML: plain data together with the line and column at which each part of it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import yaml

_DEEPEST: Final = 20
"""Levels. Content needs six."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Path = tuple[str | int, ...]
"""Where a part stands: keys and list positions from the top of the file."""

Place = tuple[int, int]
"""Line and column, both from 1."""

Fault = tuple[Place, str, str]
"""What can't be read: where, a Dutch sentence, and the mend."""


@dataclass(slots=True)
class Marked:
    """One file, read: its data, where each part begins and ends, and what could not be read."""

    text: str
    data: object = None
    places: dict[Path, Place] = field(default_factory=dict)
    ends: dict[Path, Place] = field(default_factory=dict)
    flaws: list[Fault] = field(default_factory=list)

    def place(self, path: Path) -> Place:
        """The place of `path`, or of the nearest part around it."""
        for length in range(len(path), -1, -1):
            if (found := self.places.get(path[:length])) is not None:
                return found
        return (1, 1)

    def place_of(self, path: Path, words: str) -> Place:
        """The place of these words in the text at `path`; that of the text when they can't be found.

        A text that runs over several lines may break them: then the place of their first word.
        """
        start = self.place(path)
        last = self.ends.get(path, start)[0]
        lines = self.text.split("\n")[start[0] - 1 : last]
        for wanted in (words, *words.split()[:1]):
            for down, line in enumerate(lines):
                at = line.find(wanted, start[1] - 1 if down == 0 else 0)
                if at >= 0:
                    return (start[0] + down, at + 1)
        return start


def read_marked(text: str) -> Marked:
    """Read `text` with YAML's safe types only.

    Duplicate keys, anchors and unknown tags are flaws: each of them says one thing and means another.
    """
    marked = Marked(text)
    marked.flaws.extend(_conflicts(text))
    if marked.flaws:
        return marked
    try:
        marked.flaws.extend(_traps(text))
        if marked.flaws:
            return marked
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        marked.flaws.append((place, *_UNREADABLE))
        return marked
    except yaml.YAMLError:
        marked.flaws.append(((1, 1), *_SIGNS))
        return marked
    if node is None:
        marked.flaws.append(((1, 1), *_EMPTY))
        return marked
    marked.data = _Reader(marked).value(node, ())
    return marked


def _conflicts(text: str) -> Iterator[Fault]:
    """The first mark that git left where two people changed the same lines."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.startswith(_CONFLICT):
            yield (number, 1), *_TWO_VERSIONS
            return


def _traps(text: str) -> Iterator[Fault]:
    """What must not even be composed: the parser builds nodes by calling itself, level by level."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        mark = event.start_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _DEEPEST:
                sentence = f"Dit springt meer dan {_DEEPEST} keer in; dat kan geen inhoud zijn."
                yield place, sentence, "Laat het minder ver inspringen."
                return
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.AliasEvent):
            yield place, "Een verwijzing met & en * kent de helpline niet.", "Schrijf het uit."


_CONFLICT: Final = ("<<<<<<< ", ">>>>>>> ")
"""How git marks both ends of a conflict."""
_TWO_VERSIONS: Final = (
    "Hier staan twee versies door elkaar: git kon ze niet samenvoegen.",
    "Kies wat moet blijven, en haal de regels met <<<<<<<, ======= en >>>>>>> weg.",
)
_UNREADABLE = (
    "Vanaf hier is dit geen goede YAML.",
    "Kijk hier en op de regel erboven naar inspringing, dubbele punten, haakjes en aanhalingstekens.",
)
"""The parser's own words are English, and about its grammar: the place helps more."""
_SIGNS: Final = (
    "Dit bestand bevat tekens die niet in YAML mogen staan.",
    "Typ de tekst opnieuw, of plak haar als platte tekst.",
)
_EMPTY: Final = ("Dit bestand is leeg.", "Zet terug wat erin stond, of haal het bestand weg.")


class _Reader:
    """Walks the node tree once, turns it into data and notes the places."""

    def __init__(self, marked: Marked) -> None:
        self._marked = marked
        self._scalars = yaml.SafeLoader("")

    def value(self, node: yaml.Node, path: Path) -> object:
        place = (node.start_mark.line + 1, node.start_mark.column + 1)
        self._marked.places.setdefault(path, place)
        self._marked.ends[path] = (node.end_mark.line + 1, node.end_mark.column + 1)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
        return self._scalar(node, place)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> Mapping[str, object]:
        data: dict[str, object] = {}
        for key_node, value_node in node.value:
            place = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            if not isinstance(key_node, yaml.ScalarNode):
                self._flaw(place, "Een veldnaam is één woord.", "Kijk naar haakjes en streepjes.")
                continue
            # The name as written: YAML 1.1 would read a field called `no` as "false".
            key = str(key_node.value)
            if key in data:
                self._flaw(place, f"Het veld “{key}” staat hier twee keer.", "Laat er één staan.")
                continue
            self._marked.places[(*path, key)] = place
            data[key] = self.value(value_node, (*path, key))
        return data

    def _scalar(self, node: yaml.Node, place: Place) -> object:
        try:
            value: object = self._scalars.construct_object(node)
        except (yaml.YAMLError, ValueError, LookupError, AttributeError):
            # The last two: PyYAML takes for granted that a value fits a tag that was written before it.
            self._flaw(place, "Deze waarde is niet te lezen.", "Zet er aanhalingstekens omheen.")
            return None
        return value

    def _flaw(self, place: Place, sentence: str, mend: str) -> None:
        self._marked.flaws.append((place, sentence, mend))
