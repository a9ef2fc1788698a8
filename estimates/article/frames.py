"""One hand-over of words to a source: where it stands, whom it names, and what it reaches."""

from __future__ import annotations

from dataclasses import dataclass, field

from estimates.article.persons import Speaker
from estimates.article.phrases import Span

SAYS = frozenset(["assertion"])


@dataclass(slots=True)
class Frame:
    """One hand-over of words to a source.

    ``first`` and ``last`` bound the words of the hand-over itself; the figures inside ``source`` are nobody's words.
    ``leads`` is true where what is said follows, ``trails`` where it went before; both where the frame stands between.
    A ``narrow`` frame, "the 900 dead reported by the police", owns from that token to its own first, and nothing else.
    What leads goes no further than ``reach``, and the figures of the ``hearer`` are nobody's words either.
    Who the ``speaker`` is, and whom they cite (``origin``), is known once the sentences before have been resolved.
    """

    first: int
    last: int
    source: Span | None
    classes: frozenset[str]
    lemma: str
    leads: bool = True
    trails: bool = False
    expecting: bool = False
    asides: list[Span] = field(default_factory=list)
    origin: Span | None = None
    narrow: int | None = None
    reach: int | None = None
    hearer: Span | None = None
    speaker: Speaker | None = None
    cites: str | None = None

    @property
    def thought(self) -> bool:
        """True for what somebody holds or wants rather than says."""
        return "thought" in self.classes and "assertion" not in self.classes

    @property
    def weak(self) -> bool:
        """True for what is no speech: thoughts, and what figures and papers do. Whoever says so goes before."""
        return not self.classes & {"assertion", "denial"}
