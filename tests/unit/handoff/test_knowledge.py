"""Knowledge: older forms stay for those who started with them."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from tests.support.desks import knowledge


def test_forms() -> None:
    """A form is found by its version; an unknown one is the newest."""
    older = msgspec.structs.replace(knowledge().form, version_id="0-old")
    both = replace(knowledge(), forms={"0-old": older})
    assert both.form_of("0-old") is older
    assert both.form_of("unknown") is knowledge().form
