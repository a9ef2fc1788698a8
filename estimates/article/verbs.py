"""The verbs of English by their forms."""

from __future__ import annotations

from collections.abc import Mapping

from estimates.lang.lexicon import language
from estimates.lang.verbs import Verb

__all__ = ["Verb", "verbs"]


def verbs() -> Mapping[str, Verb]:
    """Give every form of every verb of the lexicon."""
    return language("en").verbs
