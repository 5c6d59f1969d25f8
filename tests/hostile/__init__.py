"""Hostile: what somebody sends who wants to know or change what is not his."""
