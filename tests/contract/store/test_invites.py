"""Invitations: let in no more than they may, whoever comes at once, and are found by nobody without their code."""

import asyncio

from redis.asyncio import Redis

from bot.handoff.ids import ExpertId, PersonId
from bot.handoff.inviting import SHOWN, Invite, code
from bot.store import keys
from bot.store.valkey_store import ValkeyStore
from tests.contract.store.material import ANNA, BERT, NOW, everything

CODE = code(b"0123456789ab")
ORGANISATION = "Jeugdteam Oost"


def invite(uses: int = 2, seconds: float = 3600.0) -> Invite:
    """Return an invitation; the server keeps real time, so it lies ahead of that."""
    return Invite(ORGANISATION, uses, NOW * 2, NOW * 2 + seconds)


LATER = NOW * 2 + 1
"""A time at which these invitations stand."""


async def test_no_more_are_let_in_than_it_has_uses(store: ValkeyStore) -> None:
    """Of many who come at one moment as many get in as there are places; who was in is in, however often she comes."""
    await store.invite(CODE, invite(uses=5))
    people = [PersonId(f"person{number:020}") for number in range(30)]
    first = await asyncio.gather(*(store.redeem(CODE, one, LATER) for one in people))
    assert [one for one in first if one] == [ORGANISATION] * 5
    again = await asyncio.gather(*(store.redeem(CODE, one, LATER) for one in people))
    assert again == first
    (made,) = await store.invites()
    assert made.used == 5


async def test_expired_revoked_and_unknown_let_nobody_in(store: ValkeyStore) -> None:
    """All three are None alike; who got in before a revocation is still known as such by her own record only."""
    await store.invite(CODE, invite())
    assert await store.redeem(CODE, ANNA, LATER) == ORGANISATION
    assert await store.redeem(CODE, BERT, LATER + 3600) is None
    assert await store.redeem(code(b"another code"), BERT, LATER) is None
    (made,) = await store.invites()
    await store.revoke(made, LATER)
    assert await store.redeem(CODE, BERT, LATER) is None
    (ended,) = await store.invites()
    assert ended.invite.revoked_at == LATER
    assert ended.used == 1


async def test_the_store_tells_neither_code_nor_who_came(store: ValkeyStore, client: Redis) -> None:
    """Neither the code, nor the organisation, nor a keyed id stands anywhere; all of it goes by itself."""
    name = await store.invite(CODE, invite())
    await store.redeem(CODE, ANNA, LATER)
    kept = repr(await everything(client))
    for secret in (CODE, ORGANISATION, ANNA):
        assert secret not in kept
    assert name[:SHOWN] in kept
    assert await client.expiretime(keys.invite(name)) > LATER
    assert await client.expiretime(keys.invited(name)) > LATER


async def test_what_is_gone_is_listed_no_more(store: ValkeyStore, client: Redis) -> None:
    """An invitation that expired from the store leaves the list."""
    name = await store.invite(CODE, invite())
    await client.delete(keys.invite(name))
    assert await store.invites() == []
    assert not await client.exists(keys.INVITES)


async def test_who_left_is_remembered_until_he_is_back(store: ValkeyStore) -> None:
    """Leavers survive in the store, and are forgotten when they are back, or after a year."""
    await store.left(ExpertId("bo"), NOW)
    await store.left(ExpertId("cas"), NOW + 5)
    assert await store.leavers(NOW + 10) == {"bo": NOW, "cas": NOW + 5}
    await store.is_back(ExpertId("bo"))
    assert await store.leavers(NOW + 10) == {"cas": NOW + 5}
    assert await store.leavers(NOW + 400 * keys.DAY) == {}
