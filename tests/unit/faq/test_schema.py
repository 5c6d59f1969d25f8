"""The JSON Schema of the content: current, named in every file, and saying what the models say."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from bot.faq.schema import HELP, KINDS, modeline, schema_files

from .conftest import FOLDER

if TYPE_CHECKING:
    from bot.faq.content import Content

FILES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.yaml"))


def without_ids(schema: str) -> object:
    """A schema without the ids it proposes: those belong to the content, and lint watches them."""

    def pruned(part: Any) -> Any:
        if isinstance(part, dict):
            return {name: pruned(value) for name, value in part.items() if name != "examples"}
        return [pruned(item) for item in part] if isinstance(part, list) else part

    return pruned(json.loads(schema))


def test_the_schema_is_current() -> None:
    """What the models say is what the files say: after a change of a model run `helpline faq schema`."""
    for name, text in schema_files().items():
        kept = (FOLDER / name).read_text(encoding="utf-8")
        assert without_ids(kept) == without_ids(text), f"{name}: run helpline faq schema"


@pytest.mark.parametrize("name", FILES)
def test_every_file_names_its_schema(name: str) -> None:
    """The first line of each content file leads an editor to the schema of its kind."""
    first = (FOLDER / name).read_text(encoding="utf-8").split("\n", 1)[0]
    assert first == modeline(name)
    path = first.partition("$schema=")[2]
    schema = json.loads(((FOLDER / name).parent / path).read_text(encoding="utf-8"))
    (reference,) = (part["$ref"] for part in schema["allOf"])
    whole = json.loads((FOLDER / "schema.json").read_text(encoding="utf-8"))
    assert reference.partition("#/$defs/")[2] in whole["$defs"]


def fits(value: Any, schema: dict[str, Any], whole: dict[str, Any]) -> bool:
    """Whether a value fits, by the few words of JSON Schema that ours uses."""
    if "$ref" in schema:
        return fits(value, whole["$defs"][schema["$ref"].rpartition("/")[2]], whole)
    if "anyOf" in schema:
        return any(fits(value, one, whole) for one in schema["anyOf"])
    if "enum" in schema or "const" in schema:
        return value in schema.get("enum", [schema.get("const")])
    match schema.get("type"):
        case "object":
            known, free = schema.get("properties", {}), schema.get("additionalProperties", True)
            return (
                isinstance(value, dict)
                and all(name in value for name in schema.get("required", ()))
                and all(
                    fits(item, known[name], whole)
                    if name in known
                    else (free is True or (free is not False and fits(item, free, whole)))
                    for name, item in value.items()
                )
            )
        case "array":
            return (
                isinstance(value, list)
                and schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value))
                and all(fits(item, schema["items"], whole) for item in value)
            )
        case "string":
            pattern = schema.get("pattern", "")
            return (
                isinstance(value, str)
                and schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value))
                and re.search(pattern, value) is not None
            )
        case "integer":
            return isinstance(value, int) and not isinstance(value, bool)
        case "boolean":
            return isinstance(value, bool)
        case "null":
            return value is None
        case other:
            raise AssertionError(f"the schema says {other}, which this does not know")


def test_every_file_fits_its_schema_and_a_broken_one_does_not() -> None:
    """An editor finds nothing wrong with our content, and does with a field that is misspelt or left out."""
    whole = json.loads((FOLDER / "schema.json").read_text(encoding="utf-8"))
    # As YAML 1.2, which editors read: a date is a text there.
    loader = type("Loader", (yaml.SafeLoader,), {"yaml_implicit_resolvers": {}})
    for letter, found in yaml.SafeLoader.yaml_implicit_resolvers.items():
        kept = [one for one in found if one[0] != "tag:yaml.org,2002:timestamp"]
        loader.yaml_implicit_resolvers[letter] = kept
    for name in FILES:
        folder, _, file = name.rpartition("/")
        schema = whole["$defs"][KINDS[folder or file.removesuffix(".yaml")].__name__]
        data = yaml.load((FOLDER / name).read_text(encoding="utf-8"), loader)
        assert fits(data, schema, whole), name
        assert not fits({**data, "extra": 1}, schema, whole), name
        assert not fits({}, schema, whole), name
    entries = yaml.load((FOLDER / "nl/gesprek.yaml").read_text(encoding="utf-8"), loader)["entries"]
    entry = whole["$defs"]["DutchEntry"]
    assert fits(entries[0], entry, whole)
    for broken in ({"lable": "x"}, {"certainty": "D"}, {"id": "F 1"}, {"paraphrases": []}):
        assert not fits({**entries[0], **broken}, entry, whole), broken


def test_an_editor_explains_every_field_of_an_answer_and_a_contact() -> None:
    """Whoever writes an answer or a contact finds out what each field is for, in Dutch."""
    whole = json.loads(schema_files()["schema.json"])
    for model in ("DutchEntry", "Translation", "Contact", "Theme", "Golden", "LooseGolden"):
        for name, field in whole["$defs"][model]["properties"].items():
            assert field.get("description"), f"{model}.{name}"
    fields = {
        f"{model}.{name}"
        for model, part in whole["$defs"].items()
        for name in part.get("properties", ())
    }
    names = {field.partition(".")[2] for field in fields}
    assert [key for key in HELP if key not in fields | names] == []


def test_an_editor_proposes_the_ids_that_exist(content: Content) -> None:
    """Contacts, sources and related questions can be chosen from a list, and none of them is forbidden to be new."""
    whole = json.loads(schema_files(content)["schema.json"])
    fields = whole["$defs"]["DutchEntry"]["properties"]
    assert fields["contacts"]["items"]["examples"] == sorted(content.contacts)
    assert fields["related"]["items"]["examples"] == sorted(content.entries)
    assert fits(["een_nieuw_contact"], fields["contacts"], whole)
