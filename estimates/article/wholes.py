"""Whether a figure counts all whom an event befell, and not those at one place, of one day or whom somebody saw."""

from __future__ import annotations

from itertools import compress, count, pairwise

from estimates.article import tags as flag
from estimates.article.befell import HARMED
from estimates.article.document import Document
from estimates.article.drafts import Draft
from estimates.article.measured import ABOARD
from estimates.article.standing import Standing

_PLACED = 6  # tokens from those counted to where they are
_NAMED = 4  # ... "53, a figure that includes the suspected bombers"
_WITHIN = frozenset(["in", "at"])
_LEVELS = frozenset(["to", "at"])
_THERE = frozenset(["there", "here"])
_SEEN = frozenset(["saw", "seen", "see", "sees"])  # by whom it was told

_NO_VERB = flag.PREPOSITION | flag.HELPER | flag.ADVERB | flag.SUBORDINATOR | flag.PRONOUN | flag.ARTICLE


def is_all(document: Document, at: Standing, draft: Draft, here: bool) -> bool:
    """Whether a sentence leaves out nothing of what is counted but its event; ``here`` if it names no other place.

    "In the capital 76,000 marched", "60 at one clinic alone" and "he saw three" are a part; bodies are those found, and
    others may lie where they fell.
    """
    noun, lists = (draft.noun or "").lower(), document.lists
    if draft.carried and not (draft.fate and here and (noun in lists["anybody"] or _is_tally(document, at))):
        return False  # but "19 are still missing"
    if draft.carried and "combined" in at.sentence.has:
        return False  # "the combined number": of several measures
    if noun.partition(" ")[0] in lists["lasting_states"] and not _is_tally(document, at):
        return False  # "a city hosting 200,000 displaced people"
    lows, has, start = document.lows, at.sentence.has, at.sentence.first
    near = lows[at.beyond : at.beyond + (at.beyond < at.sentence.last)]
    near = [*near, lows[at.first - 2]] if lows[at.first - 1] in _LEVELS else near
    if not _THERE.isdisjoint(near):  # "the list names 11 dead there", "the number of dead there to 11"
        return False
    told = at.last - 1 if lows[at.first - 1] == "and" else start  # "were seen by doctors and 40 were admitted"
    if lows[at.first - 1] in lists["takes_in"] or not (_SEEN.isdisjoint(has) or _SEEN.isdisjoint(lows[told : at.last])):
        return False
    near = lows[at.beyond : min(at.beyond + _PLACED, at.stop)]
    alone = "alone" in has and ("alone" in lows[start : at.last] or "alone" in near)
    if (draft.place is None or draft.carried) and (alone or _in_capital(document, at)):
        return False  # "killed 94 people in the capital alone"
    if _in_some(document, at) or _are_first_or_last(document, at) or _of_one_side(document, at):
        return False
    if (draft.fate in HARMED or noun == "toll") and (
        _at_one_site(document, at)
        or _with_doers(document, at)
        or _was_thought(document, at)
        or not lists["at_once"].isdisjoint(near)
    ):
        return False
    if draft.fate == ABOARD and _are_things(document, at):
        return False
    head = noun.rpartition(" ")[2]
    own = at.figure.noun is not None and not at.figure.borrowed
    if own and head in lists["who_lived"]:
        if at.first > start and lows[at.first - 1] in lists["told_by"]:
            return False  # "testimonies from 48 survivors", not "the number of survivors rose to 48"
        if at.beyond < at.sentence.last and document.tags[at.beyond] & (flag.PAST | flag.HELPER):
            return False  # "48 survivors had spent a night there"
    return not _are_bodies(document, at, head) and lists["oneself"].isdisjoint(lows[at.last : at.beyond + 1])


def acts(document: Document, at: Standing) -> bool:
    """ "Two attackers have blown themselves up": some of them, as others may have done something else."""
    tag = document.tags[at.beyond] if at.beyond < at.sentence.last else 0
    return tag & (flag.PAST | flag.HAVE_FORM) > 0 or tag & (flag.LOWER | _NO_VERB) == flag.LOWER


def _are_bodies(document: Document, at: Standing, head: str) -> bool:
    """ "40 bodies", "the bodies of 40 people"; the dead need not have been found."""
    lows, corpses = document.lows, document.lists["remains"]
    return head in corpses or (lows[at.first - 1] == "of" and lows[at.first - 2] in corpses)


def _in_some(document: Document, at: Standing) -> bool:
    """ "Some 40 deaths in the villages upriver", "in two districts": in a part of where an event was."""
    lows, areas = document.lows, document.lists["areas"]
    if _WITHIN.isdisjoint(at.sentence.has):
        return False
    near = lows[at.beyond : min(at.beyond + _PLACED, at.sentence.last - 2)]
    told = [*compress(count(at.beyond), map(_WITHIN.__contains__, near))]
    if at.sentence.first + 2 < at.first and lows[at.sentence.first] in _WITHIN:
        told.append(at.sentence.first)  # "In rebel-held areas, at least 147 were killed"
    return any(lows[k + 2][-1] == "s" and lows[k + 2][:-1] in areas for k in told)


def _are_first_or_last(document: Document, at: Standing) -> bool:
    """ "The last 42 gunmen were killed", "the first nine to die"."""
    lows, k = document.lows, at.first - 1
    return k > at.sentence.first and lows[k] in document.lists["first_or_last"] and lows[k - 1] == "the"


def _of_one_side(document: Document, at: Standing) -> bool:
    """ "On the Georgian side, 215 died"."""
    first = at.sentence.first
    return document.lows[first] == "on" and "side" in document.lows[first + 1 : min(first + 4, at.first)]


def _at_one_site(document: Document, at: Standing) -> bool:
    """ "The clinic said 31 injured had been brought there", "received 14 bodies": those of one hospital or morgue."""
    lows, sites = document.lows, document.lists["hospitals"]
    if lows[at.first - 1] in document.lists["takes_patients"]:
        return True
    frames = (lows[slice(*frame.source)] for frame in at.owner.frames)
    if any(not sites.isdisjoint(source) for source in frames):
        return True
    behind, carried = lows[at.beyond : at.sentence.last], document.lists["carried_in"]
    return any(a in carried and b in _THERE for a, b in pairwise(behind))


def _with_doers(document: Document, at: Standing) -> bool:
    """ "Rose to 53, which includes the bombers", "killed 12, not counting the gunman": who did it counts or not."""
    lows, told, doers = document.lows, document.lists["counts_in"], document.lists["doers"]
    if doers.isdisjoint(at.sentence.has):
        return False
    near = (k + 1 for k in range(at.last, at.sentence.last) if lows[k] in told)
    return any(not doers.isdisjoint(lows[k : min(k + _NAMED, at.sentence.last)]) for k in near)


def _was_thought(document: Document, at: Standing) -> bool:
    """ "Police had believed that about 80 people died": then, and not any more."""
    if "had" not in at.sentence.has:
        return False
    lows, tags, adverb = document.lows, document.tags, flag.ADVERB
    had = (k + 1 for k in range(at.sentence.first, at.first - 1) if lows[k] == "had")
    return any(tags[k + (tags[k] & adverb > 0)] & flag.THOUGHT for k in had)


def _are_things(document: Document, at: Standing) -> bool:
    """ "Few working rafts among the 88 on board": of what stands before them, and no people."""
    lows, k = document.lows, at.first - 3
    plural = k >= at.sentence.first and document.language.nouns.is_plural(lows[k])
    return plural and lows[k + 1 : at.first] == ["among", "the"] and not document.language.nouns.is_person(lows[k])


def _is_tally(document: Document, at: Standing) -> bool:
    """ "The official count stands at 372": of all of them, whatever was counted before."""
    tallies, first = document.lists["tallies"], at.sentence.first
    return not tallies.isdisjoint(at.sentence.has) and not tallies.isdisjoint(document.lows[first : at.first])


def _in_capital(document: Document, at: Standing) -> bool:
    """ "In the capital 76,000 marched", not "an emergency in the capital over a flood that has killed 115"."""
    if "capital" not in at.sentence.has:
        return False
    lows, ends = document.lows, document.lists["relatives"]
    told = (k for k in range(at.sentence.first, at.last) if lows[k : k + 3] == ["in", "the", "capital"])
    return any(ends.isdisjoint(lows[k : max(at.first, k)]) for k in told)
