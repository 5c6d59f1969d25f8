"""Matching: how the matcher learns from phrasings which entry a question asks for. Pure numpy.

`bot.faq.matcher` is the door; why it is built this way stands in `docs/decisions/0009-matcher.md`.
"""
