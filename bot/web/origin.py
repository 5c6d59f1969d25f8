"""Origin: from which network a request comes, and whether anybody there may bring anything."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

    from aiohttp import web

    Network = IPv4Network | IPv6Network


def allowed(request: web.BaseRequest, networks: Sequence[Network]) -> bool:
    """Tell whether a request comes from one of these networks; without any from everywhere.

    Through a web server on this computer itself the address counts that it saw: the last in `X-Forwarded-For`. All
    before that one is what somebody claims, and so is the whole header when another computer sends it.
    """
    if not networks:
        return True
    found = _address(request.remote or "")
    if found is not None and found.is_loopback:
        said = ",".join(request.headers.getall("X-Forwarded-For", []))
        found = _address(said.rpartition(",")[2].strip()) or found
    return found is not None and any(found in network for network in networks)


def _address(text: str) -> IPv4Address | IPv6Address | None:
    """Read an address; an IPv4 address that is written as one of IPv6 is itself."""
    try:
        found = ip_address(text)
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found
