"""Fixtures for the contract of the store: a real server, empty for each test."""

from tests.support.valkey import client, store, valkey_url

__all__ = ["client", "store", "valkey_url"]
