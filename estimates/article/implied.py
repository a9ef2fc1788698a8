"""Who is counted where no word says so: a bare number that nothing lends its noun is of people ("Thousands wept").

So are numbers in English that head a phrase of their own, like "the poor" (Quirk et al. 1985, 7.23-26): what they did,
what was done to them, or what is theirs tells that they are people and no things.
"""

from __future__ import annotations

from estimates.article import tags as flag
from estimates.article.document import Document
from estimates.article.predicates import is_of_people
from estimates.article.standing import Standing
from estimates.figures.labels import is_yearlike

_ASIDE = 8  # tokens of a phrase between those counted and what they did
_WHERE = 4  # tokens from those counted to where they are: "put 40 more in hospital"
_ACTS = flag.ACTED | flag.HELPER
_NATIONS = 3  # that make a list


def can_be_people(document: Document, at: Standing) -> bool:
    """Whether a figure is a bare whole number above one that is no year."""
    figure = at.figure
    bare = (figure.unit is None and figure.noun is None) or figure.borrowed
    bare = bare and not figure.value % 1 > 0 and not _is_sum(document, at)
    return bare and not figure.value < 2 and not is_yearlike(figure.text)


def _is_sum(document: Document, at: Standing) -> bool:
    """ "Announced 425 million in aid": money, whatever it is in."""
    lows, k = document.lows, at.last
    return at.figure.scaled and lows[k : k + 1] == ["in"] and lows[k + 1] in document.lists["in_money"]


def surely_people(document: Document, at: Standing) -> bool:
    """ "Freed 40", "home to 9,000", "the names of the 39", "put 40 in jail": nothing but people is meant."""
    lows, lists, k = document.lows, document.lists, _before(document, at)
    state = lows[at.last] if at.last < at.sentence.last else ""
    aboard = state == "aboard" or lows[at.last : at.last + 2] == ["on", "board"]
    if aboard or state in lists["states_of_people"] or _is_where_people_are(document, at):
        return True
    if lows[at.first - 2 : at.first] == ["of", "the"] and is_of_people(document, state):
        return True  # "of the 90 treated since Friday, 40 have gone home"
    if _is_label_of_people(document, at, k):
        return True
    if k <= at.sentence.first:
        return False
    if lows[k] in lists["done_to_people"]:
        return True
    if state == "with" and lows[k] in lists["provides"]:  # "reached 900 with food"
        return True
    if lows[k] in lists["hold_people"]:
        return lows[k - 1] in lists["holding_places"]
    if lows[k] == "of":
        closed = at.last >= at.sentence.last or document.tags[at.last] & flag.MARK > 0
        return lows[k - 1] in lists["people_have"] or (closed and lows[k - 1] in lists["areas"])  # "a valley of 900."
    if lows[k] == "to":
        return lows[k - 1] in lists["given_to_people"]
    return lows[k] == "for" and lows[k - 1] in lists["meant_for_people"]


def _is_label_of_people(document: Document, at: Standing, k: int) -> bool:
    """ "Total arrested since 3 May – 620", "2/ Released by noon: 400": what befell them stands before the sign."""
    lows, tags, first = document.lows, document.tags, at.sentence.first
    if k <= first or not (lows[k] == ":" or tags[k] & flag.DASH):
        return False
    for j in range(k - 1, max(k - _ASIDE, first - 1), -1):
        if tags[j] & flag.PARTICIPLE and is_of_people(document, lows[j]):
            return j == first or lows[j - 1] == "total" or not lows[j - 1][-1].isalnum()
    return False


def may_be_people(document: Document, at: Standing) -> bool:
    """ "The clinic sees 300 a day", "she spoke of 900", "it has 900 in the field": who has it done is somebody."""
    lows, lists, k = document.lows, document.lists, _before(document, at)
    spoken = lows[k] in ("of", "for") and document.tags[k - 1] & (flag.ASSERTION | flag.THOUGHT)  # "spoke of 900"
    if k >= at.sentence.first and (spoken or lows[k] in lists["may_befall_people"]):
        return True
    ends = at.last >= at.sentence.last or document.tags[at.last] & flag.MARK > 0
    there = at.last + 1 < at.sentence.last and lows[at.last] in ("in", "on", "at", "out")
    if (ends or there) and document.tags[k] & flag.ASSERTION:  # "organisers say half a million", "say 900 at the rally"
        return True
    if there and document.tags[k] & flag.HAVE_FORM:  # "it has 900 in the field"
        return True
    if lows[k] == "at" and any("placement" in frame.classes for frame in at.leading):
        return True  # "put the number at 900"
    return act_as_people(document, at)


def act_as_people(document: Document, at: Standing) -> bool:
    """ "Tens of thousands lined the route", "over 900 in six towns were moved": whoever does so is somebody."""
    lows, lists, k = document.lows, document.lists, _before(document, at)
    if lows[k] == "of" and lows[k - 1] in lists["generic"]:
        k -= 2 + bool(document.tags[k - 2] & flag.ARTICLE)  # "an average of 14 a day"
    opens = k < at.sentence.first or document.tags[k] & (flag.DATE | flag.ASSERTION) or lows[k] in lists["bare_openers"]
    if not opens or at.last + 1 >= at.sentence.last:
        return False
    last = at.last + 2 * (lows[at.last] == "of" and lows[at.last + 1] in lists["objects"])  # "six of them"
    acts = next((j for j in range(last, at.sentence.last) if not document.tags[j] & flag.ADVERB), last)
    acts += 2 * (lows[acts] in ("a", "per"))  # "300 a day cross the border"
    if document.tags[min(acts, at.sentence.last - 1)] & flag.PREPOSITION:  # "over 900 in six towns were moved"
        ahead = range(acts, min(acts + _ASIDE, at.sentence.last))
        closed = next((j for j in ahead if document.tags[j] & flag.MARK), at.sentence.last)
        acts = next((j for j in ahead if j < closed and document.tags[j] & flag.HELPER), acts)
    act = lows[acts] if acts < at.sentence.last else ""
    return act in lists["people_do"] or (act not in lists["of_one"] and document.tags[acts] & _ACTS > 0)


def _before(document: Document, at: Standing) -> int:
    """The token before a figure that is no article, "another" or particle: "laid off another 600", "for the 22"."""
    k, lists = at.first - 1, document.lists
    while k > at.sentence.first and (document.tags[k] & flag.ARTICLE or document.lows[k] in lists["before_bare"]):
        k -= 1
    return k


def _is_where_people_are(document: Document, at: Standing) -> bool:
    """ "Sentenced 41 to death", "310 remained in intensive care"."""
    lows, where = document.lows, document.lists["where_people_are"]
    stop = min(at.last + _WHERE, at.sentence.last - 1)
    if where.isdisjoint(lows[at.last + 1 : stop + 1]):
        return False  # as mostly
    return any(lows[k] in ("in", "to", "into", "under") and lows[k + 1] in where for k in range(at.last, stop))


def includes_people(document: Document, at: Standing) -> bool:
    """ "Orr: 61 (incl. 3 boys)": of whom some are people, all are."""
    later, lows = at.later, document.lows
    if later is None or later.unit != "person" or lows[at.last : at.last + 1] != ["("]:
        return False
    return document.token_at(later.start) == at.last + 2 and lows[at.last + 1] in document.lists["includes_some"]


def is_of_contingent(document: Document, at: Standing) -> bool:
    """ "France 1,133", "* Finland – 242," among nations, in a text that tells of their troops: who they sent."""
    if document.lists["sent_by_nations"].isdisjoint(document.vocabulary) or not _is_of_nation(document, at.first):
        return False
    numbers = (k for k, tag in enumerate(document.tags[: len(document.starts)]) if tag & flag.DIGIT)
    return sum(_is_of_nation(document, k) for k in numbers) >= _NATIONS


def _is_of_nation(document: Document, k: int) -> bool:
    """Whether a nation and no verb stands before a number that nothing is counted behind."""
    lows, end = document.lows, k - 1
    end -= lows[end] in (":", "-") or document.tags[end] & flag.DASH > 0
    nations, after = document.language.people.nations, document.tags[k + 1]
    named = end >= 0 and document.tags[end] & flag.CAPITAL
    named = named and (lows[end] in nations or " ".join(lows[max(end - 1, 0) : end + 1]) in nations)
    line = document.plain[document.ends[k] : document.ends[k] + 1] in ("", "\n")
    return bool(named) and (line or after & flag.MARK > 0 or lows[k + 1] == "|")
