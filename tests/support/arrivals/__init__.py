"""Arrivals: every kind of message sent both ways through a running helpline, and what became of each.

`make arrives` puts what was seen into `docs/what-arrives.md`; a test sees that it still is so.
"""
