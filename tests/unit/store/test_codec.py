"""The codec: opens what it sealed, in its place, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.handoff.ids import UserId
from bot.store.codec import SCHEMA, Codec, SealError

CODEC = Codec(bytes(range(32)))
names = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)


@given(names, names, names, st.binary(max_size=200))
def test_what_was_sealed_opens_in_its_place(
    record: str, field: str, owner: str, plain: bytes
) -> None:
    """Whatever is sealed comes back the same for the same record, field and owner, and looks different each time."""
    sealed = CODEC.seal(record, field, owner, plain)
    assert CODEC.open(record, field, owner, sealed) == plain
    assert CODEC.seal(record, field, owner, plain) != sealed
    assert len(sealed) == len(plain) + 31


@pytest.mark.parametrize(
    "place",
    [("effect", "", "anna"), ("person", "x", "anna"), ("person", "", "bert"), ("person", "", "")],
)
def test_it_opens_in_no_other_place(place: tuple[str, str, str]) -> None:
    """A sealed value that was moved to another record, field or owner does not open."""
    sealed = CODEC.seal("person", "", "anna", b"secret")
    with pytest.raises(SealError, match="belongs elsewhere"):
        CODEC.open(*place, sealed)


def test_places_do_not_run_together() -> None:
    """Two places whose parts make the same letters are different places, and no part may hold the divider."""
    sealed = CODEC.seal("person", "ab", "c", b"secret")
    with pytest.raises(SealError):
        CODEC.open("person", "a", "bc", sealed)
    with pytest.raises(ValueError, match="NUL"):
        CODEC.seal("person", "a\0b", "c", b"")


def test_any_change_is_noticed() -> None:
    """Not one bit of a sealed value can be changed or left off without notice."""
    sealed = CODEC.seal("person", "", "anna", b"secret")
    for at in range(len(sealed)):
        changed = bytearray(sealed)
        changed[at] ^= 1
        with pytest.raises(SealError):
            CODEC.open("person", "", "anna", bytes(changed))
        with pytest.raises(SealError):
            CODEC.open("person", "", "anna", sealed[:at])


def test_errors_say_why_and_nothing_else() -> None:
    """Another key and a newer schema are told apart, without a word of the content."""
    sealed = CODEC.seal("person", "", "anna", b"secret")
    with pytest.raises(SealError, match="another master key") as other:
        Codec(bytes(32)).open("person", "", "anna", sealed)
    newer = sealed[:2] + bytes((SCHEMA + 1,)) + sealed[3:]
    with pytest.raises(SealError, match=f"version {SCHEMA + 1}") as later:
        CODEC.open("person", "", "anna", newer)
    for caught in (other, later):
        assert "secret" not in str(caught.value)
        assert "anna" not in str(caught.value)


def test_ids_are_keyed_hashes() -> None:
    """The same user has the same id always, another for each role and each key, of 26 harmless signs."""
    user = UserId(123_456_789)
    assert CODEC.person_id(user) == Codec(bytes(range(32))).person_id(user)
    different = {
        CODEC.person_id(user),
        CODEC.expert_id(user),
        CODEC.person_id(UserId(user + 1)),
        Codec(bytes(32)).person_id(user),
    }
    assert len(different) == 4
    for one in different:
        assert len(one) == 26
        assert set(one) <= set("abcdefghijklmnopqrstuvwxyz234567")


def test_ids_never_change() -> None:
    """The id of a user stays what it was in earlier releases, or everybody would be a stranger."""
    assert CODEC.person_id(UserId(1)) == "nuwzstpvpsibkzxspyaflqqkmz"
    assert CODEC.expert_id(UserId(1)) == "yvotb5zn44cbs4vhln2akmjavo"
    assert CODEC.key_id.hex() == "f256"


def test_the_key_stays_inside() -> None:
    """The codec shows its key in no representation, and takes no key of another length."""
    master = bytes(range(32))
    assert master.hex() not in repr(CODEC)
    assert repr(master) not in repr(CODEC)
    with pytest.raises(ValueError, match="32 bytes"):
        Codec(b"short")
