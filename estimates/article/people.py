"""The words for people, bodies and documents of English."""

from __future__ import annotations

from estimates.lang.lexicon import language
from estimates.lang.people import People


def people_words() -> People:
    """Give the lexicon of people."""
    return language("en").people
