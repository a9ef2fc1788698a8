"""What relative clauses hang on: whom "who" and "that" go back to, and subjects whose verb stands behind them."""

from __future__ import annotations

from estimates.article import tags as flag
from estimates.article.chunks import LONGEST, Span, may_speak, phrase_start, skip_leads
from estimates.article.clauses import has_finite
from estimates.article.document import Sentence

RELATIVES = frozenset(["who", "which"])
_OPEN = RELATIVES | {"that"}
_ASIDE = 45  # words of an aside between commas


def before_relative(s: Sentence, start: int, j: int) -> Span | None:
    """ "A man who shot 12 people in Dallas said": what stands before "who", where its clause has a verb of its own."""
    back = range(j, max(s.first, j - LONGEST - 1), -1)
    if _OPEN.isdisjoint(s.lows[back.stop + 1 : j + 1]):
        return None  # as mostly
    who = next((k for k in back if s.lows[k] in RELATIVES or (s.lows[k] == "that" and _is_told(s, k))), None)
    if who is None or s.tag(who - 1) & flag.PREPOSITION or any(map(flag.MARK.__and__, s.tags[who:start])):
        return None  # "the fund through which players pledge"
    if any(s.tags[k - 1] & flag.DIGIT and s.lows[k] in ("a", "an") for k in range(who + 2, j)):
        return None  # "$7 million, which is below the 10 a rival spoke of": its subject stands in a clause of its own
    governs = s.lows[who] == "who" and s.tag(who + 2) & flag.DETERMINER  # "who run the camp"
    does = governs or (s.tag(who + 1) & flag.LOWER and acts(s, who + 1))
    does = does or has_finite(s, who + 1, max(start, who + 2))  # "critics say" has none
    return antecedent_of(s, who) if does else None


def _is_told(s: Sentence, k: int) -> bool:
    """ "A group that tracks arrests": whether "that" goes back to somebody who may speak."""
    return acts(s, k + 1) and bool(s.tags[k - 1] & flag.STAND_IN or may_speak(s, phrase_start(s, k - 1), k))


def acts(s: Sentence, k: int) -> bool:
    """True for a past tense, and for what may be the present tense of a verb that we do not know: "that tracks"."""
    tag = s.tags[k]
    present = s.lows[k].endswith("s") and tag & flag.LOWER and not tag & (flag.SPEAKER | flag.DETERMINER)
    return bool(present or tag & (flag.IRREGULAR_PAST | flag.PARTICIPLE))


def antecedent_of(s: Sentence, j: int) -> Span | None:
    """Give what "who" or "whose" at token ``j`` goes back to."""
    j = _first_relative(s, j)
    k = j - 1
    if k > s.first and (s.words[k] == "," or s.tags[k] & flag.DASH):
        opener = opening_of(s, k) if s.lows[j] == "who" else None
        if opener is not None and (host := _apposed(s, opener + 1, k)) is not None:
            return host  # "Ivo Kern, a meteorologist at Climagro, who"
        k -= 1
    opened = opening_of(s, k) if k > s.first and s.words[k] == ")" else None
    if opened is not None and s.tag(opened - 1) & flag.CAPITAL:
        k = opened - 1  # "the Orr Hospital (OH), which said"
    if k < s.first or s.tags[k] & flag.PUNCTUATION_MARK:
        return None
    start = skip_leads(s, phrase_start(s, k, plain=True), k + 1)
    inner = next((t for t in range(start + 1, k) if s.lows[t] == "of"), None)
    if inner is not None and not may_speak(s, start, inner):
        start = inner + 1  # "shares of the company, which said"
    people = _people_there(s, start, k) if s.lows[j] == "who" else None
    return people or _apposed(s, start, k + 1) or ((start, k + 1) if start <= k else None)


def _first_relative(s: Sentence, j: int) -> int:
    """ "The union, which keeps a list and which said": the first of two clauses that go back to one noun."""
    if s.low(j - 1) not in ("and", "but"):
        return j
    joined = (k for k in range(j - 2, max(s.first, j - LONGEST), -1) if s.lows[k] == s.lows[j])
    return next((k for k in joined if s.tags[k - 1] & (flag.WORD | flag.PUNCTUATION_MARK)), j)


def _people_there(s: Sentence, start: int, k: int) -> Span | None:
    """ "People on the boat, who put it at 750": of persons "who" goes back to them, and not to where they are."""
    p = start - 1 - bool(s.tag(start - 1) & flag.ARTICLE)
    is_person = s.language.nouns.is_person
    there = p - 1 > s.first and s.tags[p] & flag.PREPOSITION and s.lows[p] != "of"
    tag, place = s.tags[k], flag.BODY | flag.PLACE
    somebody = tag & (flag.SPEAKER | flag.CAPITAL) and (not tag & place or tag & (flag.ROLE | flag.PLURAL))
    if not there or somebody or is_person(s.lows[k]) or not is_person(s.lows[p - 1]):
        return None
    return skip_leads(s, phrase_start(s, p - 1, plain=True), p), p


def _apposed(s: Sentence, start: int, end: int) -> Span | None:
    """ "To Stella Moss, a member of the team who said": the name, and not what is said of it."""
    j = start - 1
    if j <= s.first or s.lows[j] != "," or not any(map(flag.ROLE.__and__, s.tags[start:end])):
        return None
    j = (opening_of(s, j - 1) or j) if s.words[j - 1] == ")" else j  # "Ann Lee (D-Calif.), a member of the team, who"
    first = j
    while first > s.first and _is_named(s, first - 1):
        first -= 1
    alone = first == s.first and j - first == 1 and not s.tags[first] & (flag.DATE | flag.PLACE | flag.PLURAL)
    return (first, j) if j - first > 1 or alone else None  # "Dmytro, a driver who said"


def _is_named(s: Sentence, k: int) -> bool:
    """ "Dale Wynkoop of Nebraska": capitals, and an "of" between two of them."""
    return bool(s.tags[k] & flag.CAPITAL) or (s.lows[k] == "of" and s.tag(k - 1) & flag.CAPITAL > 0)


def opening_of(s: Sentence, j: int) -> int | None:
    """Where the aside begins that ends in the comma, dash or bracket at ``j``."""
    mark = "(" if s.words[j] == ")" else s.words[j]
    for k in range(j - 1, max(s.first - 1, j - _ASIDE), -1):
        if s.words[k] == mark:
            return k
    return None
