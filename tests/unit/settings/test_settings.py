"""Settings: what is read from where, and which sentence each mistake gets."""

from __future__ import annotations

import traceback
from datetime import date, time
from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from bot.settings import Settings, SettingsError, load_settings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SECRET = "7654321:canary-token"


def problems(environ: Mapping[str, str], path: Path | None = None) -> str:
    """The sentences that refuse these settings."""
    with pytest.raises(SettingsError) as caught:
        load_settings(path, environ)
    return "\n".join(caught.value.problems)


def written(folder: Path, text: str) -> Path:
    """A configuration file with this text."""
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_nothing_configured_practises_on_the_stand_in() -> None:
    """Without a file and without variables everything has a value, and no token means practising."""
    settings = load_settings(None, {})
    assert settings.telegram.token.get_secret_value() == ""
    assert settings.telegram.base_url == "https://api.telegram.org"
    assert settings.telegram.expert_group_id is None
    assert settings.store.url.get_secret_value() == ""
    assert str(settings.store.data_dir) == "data"
    assert str(settings.content.dir) == "faq"
    assert settings.language == "nl"
    assert settings.service.answer_within_minutes == 30
    assert settings.reactions.note == "✍"


def test_the_file_is_read_and_the_environment_wins(tmp_path: Path) -> None:
    """A variable replaces one setting of a section and leaves the others of the file."""
    path = written(
        tmp_path,
        'language = "en"\n[telegram]\ntoken = "1:file"\nexpert_group_id = -1002000000001\n'
        '[service]\nclosed_days = [2026-12-25]\nhours = {mon = "10:00-12:00"}\n',
    )
    settings = load_settings(
        path,
        {"HELPLINE_TELEGRAM__TOKEN": "2:variable", "HELPLINE_SERVICE__HOURS__SAT": "10:00-24:00"},
    )
    assert settings.telegram.token.get_secret_value() == "2:variable"
    assert settings.telegram.expert_group_id == -1002000000001
    assert settings.language == "en"
    assert settings.service.closed_days == {date(2026, 12, 25)}
    assert settings.service.windows[0] == (time(10), time(12))
    assert settings.service.windows[1] is None
    assert settings.service.windows[5] == (time(10), time.max)


@pytest.mark.parametrize(
    ("name", "value", "read"),
    [
        (
            "HELPLINE_TELEGRAM__TOKEN",
            " 12:x ",
            lambda s: s.telegram.token.get_secret_value() == "12:x",
        ),
        (
            "HELPLINE_TELEGRAM__BASE_URL",
            "http://127.0.0.1:8081/",
            lambda s: s.telegram.base_url == "http://127.0.0.1:8081",
        ),
        (
            "HELPLINE_TELEGRAM__EXPERT_GROUP_ID",
            "-1002000000001",
            lambda s: s.telegram.expert_group_id == -1002000000001,
        ),
        ("HELPLINE_TELEGRAM__EXPERT_GROUP_ID", "", lambda s: s.telegram.expert_group_id is None),
        ("HELPLINE_STORE__URL", "unix:///x.sock", lambda s: bool(s.store.url.get_secret_value())),
        ("HELPLINE_STORE__DATA_DIR", "/var/x", lambda s: str(s.store.data_dir) == "/var/x"),
        ("HELPLINE_CONTENT__DIR", "other", lambda s: str(s.content.dir) == "other"),
        ("HELPLINE_LANGUAGE", "en", lambda s: s.language == "en"),
        ("HELPLINE_SERVICE__HOURS", "always", lambda s: s.service.always),
        (
            "HELPLINE_SERVICE__HOURS",
            '{"tue": "08:00-09:00"}',
            lambda s: s.service.windows[1] == (time(8), time(9)),
        ),
        (
            "HELPLINE_SERVICE__CLOSED_DAYS",
            '["2026-12-25"]',
            lambda s: s.service.closed_days == {date(2026, 12, 25)},
        ),
        ("HELPLINE_REACTIONS__NOTE", "❤️", lambda s: s.reactions.note == "❤"),
        ("helpline_language", "en", lambda s: s.language == "en"),
    ],
)
def test_each_variable_of_the_interface_is_read(name: str, value: str, read: object) -> None:
    """The names others start the helpline with do what they say."""
    assert callable(read)
    assert read(load_settings(None, {name: value, "PATH": "/bin"}))


def test_this_process_environment_is_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the given environment counts."""
    monkeypatch.setenv("HELPLINE_LANGUAGE", "en")
    assert load_settings(None, {}).language == "nl"


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("TELEGRAM__TOKEN", "no-colon", "geen token van een bot"),
        ("TELEGRAM__TOKEN", "0:starts-with-zero", "@BotFather"),
        ("TELEGRAM__TOKEN", "1:" + "x" * 80, "geen token van een bot"),
        ("TELEGRAM__BASE_URL", "api.telegram.org", "https://"),
        ("TELEGRAM__BASE_URL", "https://api.telegram.org/bot", "zonder /bot"),
        ("TELEGRAM__EXPERT_GROUP_ID", "-4012345", "begint met -100"),
        ("TELEGRAM__EXPERT_GROUP_ID", "12345", "voeg hem toe aan de groep"),
        ("TELEGRAM__EXPERT_GROUP_ID", "abc", "heel getal"),
        ("TELEGRAM__POLL_TIMEOUT", "51", "hoogstens 50"),
        ("TELEGRAM__POLL_TIMEOUT", "0", "minstens 1"),
        ("TELEGRAM__READ_TIMEOUT", "soon", "een getal"),
        ("TELEGRAM__CONNECT_TIMEOUT", "0", "groter zijn dan 0"),
        ("STORE__URL", "localhost:6379", "redis://"),
        ("LANGUAGE", "de", '"nl" of "en"'),
        ("SERVICE__NAME", " ", "hier staat niets"),
        ("SERVICE__ROLE_NAME_EN", "x" * 65, "hoogstens 64"),
        ("SERVICE__TIMEZONE", "Europe/Nergens", "Europe/Amsterdam"),
        ("SERVICE__HOURS", "soms", '"always"'),
        ("SERVICE__HOURS__MON", "9 tot 5", '"09:00-17:00"'),
        ("SERVICE__HOURS__MON", "17:00-09:00", "over middernacht"),
        ("SERVICE__HOURS__MON", "09:00-25:00", "25:00 is geen tijd"),
        ("SERVICE__CLOSED_DAYS", '["kerst"]', "2026-12-25"),
        ("SERVICE__CLOSED_DAYS", "2026-12-25", "Schrijf een lijst als"),
        ("SERVICE__ANSWER_WITHIN_MINUTES", "0", "minstens 1"),
        ("REACTIONS__NOTE", "👌", "vier verschillende"),
        ("CONTENT__DRAFTS", "faq/concepten", "niet in de map van de inhoud"),
        ("CONTENT__DRAFTS", "./faq", "niet in de map van de inhoud"),
        ("STANDIN__HOST", "0.0.0.0", "127.0.0.1"),
        ("TELEGRAM__CLOCK_URL", "http://127.0.0.1:8020/control/clock", "niet bij een echte bot"),
        ("STANDIN__PORT", "70000", "hoogstens 65535"),
        ("TELEGRAM", "tekst", "niet te lezen"),
    ],
)
def test_a_wrong_value_is_refused_with_a_sentence(name: str, value: str, sentence: str) -> None:
    """Each refusal names the variable and says what to do."""
    told = problems({f"HELPLINE_{name}": value})
    assert sentence in told
    section = name.partition("__")[0]
    assert f"HELPLINE_{section}" in told or section.lower() in told


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            '[telegram]\ntokn = "1:a"',
            "telegram.tokn (in config.toml): deze instelling bestaat niet. Bedoel je telegram.token?",
        ),
        ('token = "1:a"', "Bedoel je telegram.token?"),
        ('[telegam]\ntoken = "1:a"', "Bedoel je telegram?"),
        ("[service.hours]\nmonday = '09:00-17:00'", "service.hours.monday"),
        ("[zebra]\nx = 1", "Haal de regel weg"),
        ('telegram = "1:a"', "zet er [telegram] boven"),
        ("[service]\nclosed_days = 3", "een lijst"),
        ("[service]\nname = 3", "aanhalingstekens"),
        ('[telegram]\ntoken = "1:a\n', "regel 2"),
        ("language = ", "niet te lezen"),
    ],
)
def test_a_mistake_in_the_file_is_refused_with_a_sentence(
    tmp_path: Path, text: str, sentence: str
) -> None:
    """Unknown names get the nearest known one; what is no TOML gets its line."""
    assert sentence in problems({}, written(tmp_path, text))


def test_an_unknown_variable_gets_the_nearest_known_one() -> None:
    """A typing error in a variable is refused, not passed over."""
    assert "Bedoel je HELPLINE_TELEGRAM__TOKEN?" in problems({"HELPLINE_TELEGRAM__TOKE": "1:a"})
    assert "Bedoel je HELPLINE_TELEGRAM__TOKEN?" in problems({"HELPLINE_TOKEN": "1:a"})
    assert "HELPLINE_QZX is geen instelling" in problems({"HELPLINE_QZX": "1"})


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    """Nobody has to start the helpline as often as there are mistakes."""
    told = problems(
        {"HELPLINE_LANGUAGE": "de", "HELPLINE_ZZZ": "1"},
        written(tmp_path, '[telegram]\npoll_timeout = 99\n[store]\ndatadir = "x"'),
    )
    for name in ("HELPLINE_LANGUAGE", "HELPLINE_ZZZ", "telegram.poll_timeout", "store.data_dir"):
        assert name in told


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('[telegram]\ntoken = "1234567890:PLAK-HIER-DE-TOKEN-VAN-BOTFATHER"', "telegram.token"),
        ("[telegram]\nexpert_group_id = -1001234567890", "telegram.expert_group_id"),
        ('[service]\nname = "Naam van jullie hulplijn"', "service.name"),
    ],
)
def test_a_sample_value_left_unchanged_is_refused(tmp_path: Path, text: str, key: str) -> None:
    """A copied example does not run until what must be replaced was replaced; a variable can do that."""
    path = written(tmp_path, text)
    assert f"{key}: hier staat nog de voorbeeldwaarde" in problems({}, path)
    changed = {
        "HELPLINE_TELEGRAM__TOKEN": "1:a",
        "HELPLINE_TELEGRAM__EXPERT_GROUP_ID": "-1002000000001",
        "HELPLINE_SERVICE__NAME": "Lijn",
    }
    assert load_settings(path, changed).service.name == "Lijn"


def test_a_file_that_cant_be_read_is_told(tmp_path: Path) -> None:
    """A missing file, a folder, and a file in another encoding each get their sentence."""
    assert "config.example.toml" in problems({}, tmp_path / "none.toml")
    assert "niet te lezen" in problems({}, tmp_path)
    path = tmp_path / "config.toml"
    path.write_bytes(b"language = '\xff'")
    assert "UTF-8" in problems({}, path)
    path.write_bytes(b"\xef\xbb\xbflanguage = 'en'")
    assert load_settings(path, {}).language == "en"


@pytest.mark.parametrize(
    "environ",
    [
        {"HELPLINE_TELEGRAM__TOKEN": SECRET.replace(":", "")},
        {"HELPLINE_TELEGRAM__TOKEN": SECRET, "HELPLINE_LANGUAGE": "de"},
        {"HELPLINE_STORE__URL": f"http://:{SECRET}@host"},
        {"HELPLINE_TELEGRAM": f'{{"token": "{SECRET}"'},
    ],
)
def test_no_secret_is_shown_when_settings_are_refused(environ: dict[str, str]) -> None:
    """Neither the sentences nor the traceback with all its causes hold the value."""
    with pytest.raises(SettingsError) as caught:
        load_settings(None, environ)
    shown = "".join(traceback.format_exception(caught.value)) + repr(caught.value)
    assert "canary-token" not in shown


def test_no_secret_is_shown_by_the_settings_themselves() -> None:
    """Printing settings shows neither the token nor a password in the address of the store."""
    settings = load_settings(
        None,
        {
            "HELPLINE_TELEGRAM__TOKEN": SECRET,
            "HELPLINE_STORE__URL": "redis://:canary-token@host:6379",
        },
    )
    for shown in (
        repr(settings),
        str(settings),
        repr(settings.telegram),
        settings.model_dump_json(),
    ):
        assert "canary" not in shown


def test_settings_are_frozen() -> None:
    """Nothing changes them after the start."""
    settings = load_settings(None, {})
    with pytest.raises(ValidationError):
        settings.telegram.poll_timeout = 1
    assert isinstance(settings, Settings)
