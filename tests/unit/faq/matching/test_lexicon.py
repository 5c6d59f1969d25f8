"""Lexicon: the file that comes with the program knows what it was made from."""

from __future__ import annotations

import random

from bot.faq.matching.lexicon import LANGUAGES, Lexicon, lexicon, lexicon_bits


def test_the_file_knows_the_words_of_both_languages() -> None:
    """Every word of the dictionaries that it is made from is in it, and of others hardly one."""
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory

    known = lexicon()
    dictionaries = DefaultDictionaryFactory()
    for language in LANGUAGES:
        words = [str(word) for word in dictionaries.get_dictionary(language)]
        kept = [word for word in words[::500] if word.isascii() and word.isalpha()]
        kept = [word.lower() for word in kept if 3 <= len(word) <= 20]
        assert len(kept) > 100
        assert all(word in known for word in kept)
    chance = random.Random(1)
    nonsense = ["".join(chance.choices("bcdfghjkx", k=9)) for _ in range(2000)]
    assert sum(word in known for word in nonsense) <= 40


def test_a_word_has_three_letters_at_least() -> None:
    """Shorter words are never corrected, so they take no room."""
    small = Lexicon(lexicon_bits(["fiets", "op", "op-de-fiets"]))
    assert "fiets" in small
    assert "op" not in small
