"""Content: where the answers and all else that maintainers write stands, or where it is fetched."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from typing import Annotated, Final, Literal
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    model_validator,
)

_SCHEMES: Final = frozenset({"https", "http", "ssh", "git", "file"})
_SHORT_SSH: Final = re.compile(r"[\w.-]+@[\w.-]+:[^\s:][^\s]*")
"""What git also knows as an address by ssh: "git@host:folder/repository"."""
# Narrower than git's own rules (git-check-ref-format): all that people call a branch, and nothing git reads otherwise.
_BRANCH: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_./-]{0,199}")


def _repository(value: SecretStr) -> SecretStr:
    url = value.get_secret_value().strip()
    try:
        parts = urlsplit(url)
        usable = parts.scheme in _SCHEMES and bool(parts.hostname or parts.scheme == "file")
    except ValueError:
        usable = False
    if not url or usable or _SHORT_SSH.fullmatch(url) or url.startswith("/"):
        return SecretStr(url)
    raise ValueError(
        "schrijf het adres van de repository zoals git het kent: https://…, ssh://…, git@server:map/naam "
        "of een map die met / begint. Laat het leeg om de map van content.dir te gebruiken"
    )


def _branch(value: str) -> str:
    if _BRANCH.fullmatch(value) is None or ".." in value or value.endswith((".lock", "/", ".")):
        raise ValueError('schrijf de naam van een branch, zoals "main"')
    return value


def _inside(value: str) -> str:
    """A folder in the repository, as git names it: "faq", or empty for the repository itself."""
    path = PurePosixPath(value.strip().strip("/"))
    if ".." in path.parts or "\\" in value or ":" in value:
        raise ValueError('schrijf een map in de repository, zoals "faq" of "helpline/faq"')
    return "" if str(path) == "." else str(path)


def _none_if_empty(value: object) -> object:
    """A setting can be emptied, but can't be None."""
    return None if value == "" else value


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class GitSettings(_Section):
    """The repository that the content is fetched from."""

    url: Annotated[SecretStr, AfterValidator(_repository)] = SecretStr("")
    """Can hold a password. Empty: nothing is fetched, and the content is that of `dir`."""
    branch: Annotated[str, AfterValidator(_branch)] = "main"
    path: Annotated[str, AfterValidator(_inside)] = "faq"
    """Folder in the repository, with "/" between names; empty: the repository itself."""
    every_minutes: Annotated[float, Field(gt=0, le=1440)] = 5.0


class ContentSettings(_Section):
    """Where the content stands, and how the helpline learns that it was changed."""

    dir: Path = Path("faq")
    watch: Literal["events", "polling", "off"] = "events"
    """`events`: the system tells; `polling`: the files are looked at each second, for a network folder."""
    drafts: Annotated[Path | None, BeforeValidator(_none_if_empty)] = None
    """Where drafts of experts are written; None: `drafts` in the data directory."""
    cache: Annotated[Path | None, BeforeValidator(_none_if_empty)] = None
    """For what is learned from content, which takes seconds and can be learned again. None: in the data directory."""
    git: GitSettings = GitSettings()

    @model_validator(mode="after")
    def _apart(self) -> ContentSettings:
        # What stands in the folder is content: it is copied, kept and put into git with the rest.
        if self.drafts is not None and self.drafts.resolve().is_relative_to(self.dir.resolve()):
            raise ValueError(
                "drafts mag niet in de map van de inhoud staan: een concept kan nog iets herkenbaars bevatten, en wat "
                "daar staat wordt mee gekopieerd"
            )
        return self
