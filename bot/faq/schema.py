"""Schema: the content files as JSON Schema, with which an editor completes and checks as one types.

`schema.json` holds every kind of file; `schema/<kind>.json` points at one of them, because an editor takes a file,
and not a part of one. What the models say is said here too; the words are Dutch, for the one who writes.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from pydantic.json_schema import models_json_schema

from bot.faq.book import (
    ContactsFile,
    ElsewhereFile,
    LooseGoldenFile,
    SourcesFile,
    ThemesFile,
    VocabularyFile,
)
from bot.faq.entry import DutchFile, TranslationFile
from bot.faq.examples import DangerExamples
from bot.faq.questions import FormFile
from bot.faq.signs import DangerFile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import BaseModel

    from bot.faq.content import Content

WHOLE: Final = "schema.json"
KINDS: Final[Mapping[str, type[BaseModel]]] = {
    "nl": DutchFile,
    "en": TranslationFile,
    "themes": ThemesFile,
    "contacts": ContactsFile,
    "sources": SourcesFile,
    "vocabulary": VocabularyFile,
    "intake": FormFile,
    "danger": DangerFile,
    "danger_examples": DangerExamples,
    "elsewhere": ElsewhereFile,
    "tests": LooseGoldenFile,
}
"""Kinds of files; "nl" and "en" are those in these folders."""

_DIALECT: Final = "http://json-schema.org/draft-07/schema#"

HELP: Final[Mapping[str, str]] = {
    "id": "Kleine letters, cijfers en streepjes onder. Verander een id nooit; andere bestanden verwijzen ernaar.",
    "aliases": "Ids die deze vraag vroeger had.",
    "action": "Alleen in meta.yaml: wat dit antwoord nog meer doet.",
    "question": "De vraag zoals zij boven het antwoord staat.",
    "DutchEntry.label": "De tekst op de knop, hoogstens 40 tekens.",
    "Translation.label": "De tekst op de knop, hoogstens 40 tekens.",
    "paraphrases": (
        "Hoe mensen dit typen: echt verschillend. Drie is genoeg om erdoorheen te bladeren, twaalf om "
        "als antwoord gegeven te worden."
    ),
    "keywords": "Alleen dit woord getypt is al genoeg.",
    "DutchEntry.short": "Het antwoord in een of twee zinnen; staat boven het antwoord. Weglaten mag.",
    "Translation.short": "Het antwoord in een of twee zinnen; staat boven het antwoord. Weglaten mag.",
    "answer": (
        "Hoogstens 90 woorden. **vet**, *schuin*, [woorden](https://…), regels met “- ” of “> ”. "
        "Een nummer schrijf je als {phone:id}, een website als {url:id}."
    ),
    "next_steps": "Wat iemand nu kan doen: hoogstens vijf regels.",
    "DutchEntry.tests": "Vragen die op dit antwoord moeten blijven uitkomen; niet dezelfde als bij paraphrases.",
    "Translation.tests": "Vragen die op dit antwoord moeten blijven uitkomen; niet dezelfde als bij paraphrases.",
    "ask": "De vraag zoals iemand die typt.",
    "Golden.expect": "answer: dit antwoord; choices: dit antwoord staat bij de keuzes; none: dit antwoord niet.",
    "LooseGolden.expect": "answer: dit antwoord; choices: dit antwoord staat bij de keuzes; none: helemaal niets.",
    "LooseGolden.entry": "Het id van de vraag die gevonden moet worden; weglaten bij none.",
    "LooseGolden.language": "De taal waarin gevraagd wordt.",
    "ContactsFile.contacts": "De organisaties; alleen hier staan nummers.",
    "SourcesFile.sources": "Een nummer, en waar het te vinden is.",
    "contacts": "Ids uit contacts.yaml; ze komen onder het antwoord.",
    "related": "Ids van andere vragen die erbij passen.",
    "sources": "Ids uit sources.yaml waar dit op steunt.",
    "certainty": "A: officiële bron. B: oud, of deels afgeleid. C: niet nagekeken; een nummer wordt dan niet getoond.",
    "owner": "Wie dit bijhoudt.",
    "researched": "De dag waarop de bron is gelezen.",
    "last_verified": "De dag waarop iemand het heeft nagekeken; weglaten als dat nog niet is gebeurd.",
    "review_by": "De dag waarop het weer nagekeken moet zijn.",
    "phone": "Het nummer zoals mensen het kennen.",
    "phone_also": "Een tweede nummer.",
    "dial": "Het nummer zoals een telefoon het wil: 112, of + en de landcode.",
    "reach": "Hoe je er komt als er geen één nummer is.",
    "email": "Een mailadres.",
    "url": "De website, met https:// ervoor.",
    "hours": "Wanneer ze er zijn.",
    "for": "Waarvoor je er terechtkunt.",
    "who": "Wie er terechtkan.",
    "note": "Voor ons; wordt nooit getoond.",
    "Contact.name": "De naam, in beide talen.",
    "Theme.name": "De naam van het thema, in beide talen.",
    "Theme.label": "De tekst op de knop, in beide talen.",
    "Theme.short": "Het thema in de titel van een zaak: hoogstens 14 tekens.",
    "synonyms": "Ons woord, en wat mensen ervoor typen.",
    "abbreviations": "Een afkorting, en wat er voluit staat.",
    "stop_words": "Woorden die niets over de vraag zeggen.",
    "ElsewhereFile.questions": "Vragen waar geen antwoord van ons bij past; daarvan leert de helpline te zwijgen.",
    "never_corrected": "Woorden die na een typefout iets heel anders zouden betekenen.",
}
"""What an editor says of a field: by name, or by model and name where one name means several things."""

_NEW_ENTRY: Final = {
    "label": "nieuwe vraag",
    "description": "Een hele vraag om in te vullen",
    "body": {
        "id": "${1:f00_onderwerp}",
        "question": "${2:De vraag?}",
        "label": "${3:De knop}",
        "paraphrases": ["${4:zo typt iemand het}", "${5:en zo}", "${6:en zo}"],
        "keywords": [],
        "answer": "${7:Begin met het korte antwoord.}",
        "contacts": [],
        "related": [],
        "sources": [],
        "certainty": "${8|A,B,C|}",
        "owner": "inhoud",
        "researched": "${9:2026-01-01}",
    },
}


def schema_files(content: Content | None = None) -> dict[str, str]:
    """The files by their name in the content folder; the ids of `content` become suggestions."""
    _, definitions = models_json_schema([(model, "validation") for model in KINDS.values()])
    parts: dict[str, Any] = definitions["$defs"]
    for name, part in parts.items():
        _explain(name, part)
    entry_items = parts["DutchFile"]["properties"]["entries"]
    entry_items["defaultSnippets"] = [_NEW_ENTRY]
    if content is not None:
        _suggest(parts, content)
    whole = {
        "$schema": _DIALECT,
        "description": "De inhoud van de helpline. Gemaakt door helpline faq schema; verander het niet met de hand.",
        "anyOf": [{"$ref": f"#/$defs/{model.__name__}"} for model in KINDS.values()],
        "$defs": parts,
    }
    files = {
        f"schema/{kind}.json": {
            "$schema": _DIALECT,
            "allOf": [{"$ref": f"../{WHOLE}#/$defs/{model.__name__}"}],
        }
        for kind, model in KINDS.items()
    }
    return {
        name: json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
        for name, schema in {WHOLE: whole, **files}.items()
    }


def modeline(file: str) -> str:
    """The first line of a content file ("nl/melden.yaml"), by which an editor finds its schema."""
    folder, _, name = file.rpartition("/")
    up = "../" if folder else ""
    return f"# yaml-language-server: $schema={up}schema/{folder or name.removesuffix('.yaml')}.json"


def _explain(model: str, part: dict[str, Any]) -> None:
    """Put our words in the place of those that were made for programmers."""
    part.pop("description", None)
    part.pop("title", None)
    for name, field in part.get("properties", {}).items():
        field.pop("title", None)
        if (words := HELP.get(f"{model}.{name}", HELP.get(name))) is not None:
            field["description"] = words


def _suggest(parts: dict[str, Any], content: Content) -> None:
    """Offer the ids that exist; another one is for lint to judge, so a new contact is no mistake at once."""
    contacts = sorted(content.contacts)
    sources = sorted(content.sources)
    entries = sorted(content.entries)
    for model, field, ids in (
        ("DutchEntry", "contacts", contacts),
        ("DutchEntry", "related", entries),
        ("DutchEntry", "sources", sources),
        ("Translation", "id", entries),
        ("Contact", "sources", sources),
        ("Screen", "contacts", contacts),
        ("LooseGolden", "entry", entries),
        ("Category", "screen", sorted(content.screens)),
        ("Category", "red_screen", sorted(content.screens)),
    ):
        place = parts[model]["properties"][field]
        place.get("items", place)["examples"] = ids
