"""Is it so yet, or expected: what the verbs around a figure say."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress

from estimates.article import prospects, tenses
from estimates.article import tags as flag
from estimates.article.clauses import has_finite, is_finite, is_nominal, opens_clause
from estimates.article.document import Document
from estimates.article.givens import is_definite, is_given
from estimates.article.standing import Standing, counts_sources

_TELLS = flag.TELLING | flag.IRREGULAR_PAST  # at any other word a look before a figure goes on
_BRACKETS = 12  # tokens between brackets
_PAIR = 4  # words from "between" to "and"


def statuses_of(document: Document, stands: Sequence[Standing]) -> list[str]:
    """Tell of each figure whether it is so yet; what says another again, or stands among so many, is as that is."""
    statuses: list[str] = []
    for k, at in enumerate(stands):
        among = k > 0 and document.lows[at.first - 1] == "including" and stands[k - 1].number == at.number
        as_before = among or (k > 0 and (at.figure.gloss_of is not None or _is_gapped(document, stands[k - 1], at)))
        statuses.append(statuses[-1] if as_before else status_of(document, at))
    return statuses


def _is_gapped(document: Document, before: Standing, at: Standing) -> bool:
    """ "Britain will take 20,000; France 24,000": the verb is left out, and so is what it says."""
    named = document.tags[at.first - 1] & (flag.CAPITAL | flag.DATE | flag.NO_NAME) == flag.CAPITAL
    return before.number == at.number and named and document.lows[at.first - 2] in (";", ",")


def status_of(document: Document, at: Standing) -> str:
    """Tell whether a figure is of what is actual or of what is expected.

    The verb group nearest before the figure decides; where the figure is the subject, the one after it does. A frame of
    promise or forecast makes what it leads to expected, unless a verb between says otherwise.
    """
    if not prospects.may_be_ahead(document, at) or counts_sources(at):
        return "actual"
    lows, first, start, end, leading = document.lows, at.first, at.sentence.first, at.sentence.last, at.leading
    polls = document.lists["polls"]
    if at.figure.unit == "percent" and any(not polls.isdisjoint(lows[start : frame.last]) for frame in leading):
        return "actual"  # "a poll showed that 51 percent would vote for it": so many said so
    floor = start
    for frame in at.owner.frames:
        if frame.expecting and frame.narrow is not None and frame.first > first:
            return "expected"  # "the 160,000 that economists had forecast"
    for frame in leading:
        if not (frame.trails and _goes_on(document, frame.last, first)):
            floor = max(floor, frame.last)
    if lows[first - 1].endswith("'s") and first > start + 1 and lows[first - 2] in document.lists["earlier"]:
        return "actual"  # "will be higher than last year's 40"
    if prospects.is_aim(document, first, start) or prospects.is_bidden(document, first, floor):
        return "expected"
    last = at.beyond
    if prospects.is_arranged(document, last, end) or prospects.is_prospective(document, at):
        return "expected"
    if is_given(document, at, floor):
        return "actual"
    if lows[first - 1] in (",", "and", "but") and first - 1 > start and tenses.came_about(document, last, end):
        return "actual"  # "To be sure, 40 stayed", "voted to leave and 40 backed staying"
    opens = lows[first - 1] == "," and first - 1 > start  # "Of the 600 promised, 40 have come"
    closes = next((j for j in range(last, end) if document.tags[j] & flag.MARK), end)
    if lows[first - 1] == "as" and first - 2 > start and has_finite(document, last, closes):
        return "actual"  # "could rise as 40 people remained missing"
    seen = _after(document, last, end) if opens else None
    seen = seen or _before(document, _out_of_brackets(document, first), floor, last, end)
    if seen is None and not is_definite(document, first):
        seen = _after(document, last, end)
    if seen is not None:
        return seen
    for frame in leading:
        if frame.expecting and document.lists["stops"].isdisjoint(lows[frame.last : first]):
            return "expected"
    return "expected" if prospects.is_dated_ahead(document, at, last) else "actual"


def _goes_on(document: Document, k: int, first: int) -> bool:
    """ "It will last 5 days, she said, and cost 40 dollars": the verb after "and" stands under the helper before."""
    k += document.words[k] == ","
    after = document.tags[k + 1] if k + 1 < first else 0
    return document.lows[k] in ("and", "or") and after & (flag.CLOSED | flag.LOWER) == flag.LOWER


def _out_of_brackets(document: Document, first: int) -> int:
    """What stands in brackets is said by the verb before them: "would give $300m (£233m; $325m)"."""
    near = max(first - _BRACKETS, -1) + 1
    if "(" in document.words[near:first]:
        k = next(k for k in range(first - 1, near - 1, -1) if document.words[k] in ")(")
        return k if document.words[k] == "(" else first
    return first


def _before(document: Document, first: int, floor: int, last: int, end: int) -> str | None:
    """What the verb group nearest before a figure says, within its clause."""
    lows, tags, lists = document.lows, document.tags, document.lists
    near = tags[max(floor, first - tenses.REACH) : first]
    for k in compress(range(first - 1, -1, -1), map(_TELLS.__and__, reversed(near))):
        low, told = lows[k], False
        if low == "that":
            told = says(document, lows[k - 1])
            told = told or (k > floor and lows[k - 1] in lists["joints"])  # "will take days, and that 40 left"
        aside = low == "," and _is_aside(document, k, first)
        if low in ("and", "but") and (k + 1 == first or is_nominal(document, k + 1, first)):
            aside = opens_clause(document, k, first, last, end)  # "and rations for 40 will be cut"
        going_on = low == "while" and tags[k + 1] & flag.PARTICIPLE and lows[k + 1].endswith("ing")
        if (low in lists["stops"] and not going_on) or low in lists["relative_ends"] or told or aside:
            return None  # "could not confirm that 30 had left"
        seen = _told_at(document, k, floor, first)
        if seen is not None:
            return seen
    return None


def _told_at(document: Document, k: int, floor: int, first: int) -> str | None:
    """What one word before a figure says; missing where it leaves that to those before it."""
    lists, tags = document.lists, document.tags
    lows, low = document.lows, document.lows[k]
    before, after = lows[k - 1] if k > floor else "", lows[k + 1] if k + 1 < first else ""
    if low == ",":  # "the firm, which will close 40 mills, lost 4 percent", "promised 90, built 40"
        acted = k + 2 == first and tags[k + 1] & flag.PARTICIPLE and after.endswith("ed")
        return "actual" if after and (acted or is_finite(document, k + 1)) else None
    if tenses.is_modal(document, k):
        return tenses.of_modal(document, k, first)
    led = tags[k + 1] & (flag.PREPOSITION | flag.NUMBER) == flag.PREPOSITION and after != "to"
    if low in ("need", "needs") and (led or before in lists["negators"]):
        return None  # "60 percent of food needs with"
    if (low == "bound" and after == "for") or (low == "wanted" and before == "most"):
        return None  # "a ship bound for Dorn with 40 men", "described as most wanted"
    dated = tags[k + 1] & (flag.DATE | flag.PREPOSITION) and tags[k + 2] & flag.DATE  # "agreed on Friday to"
    linked = after in lists["need_links"] or bool(dated and "to" in lows[k + 3 : first])
    if low in lists["expected"] and (low not in lists["need_to"] or linked):
        late = low == "expected" and after == "for"  # "not expected for 12 months"
        return "actual" if before in lists["negators"] and not late else "expected"  # "had never pledged 300"
    if (
        low == "if"
        and lows[k - 1] not in document.language.verbs
        and lows[k - 1] not in ("as", "even")
        and not (after == "not" and k + 2 == first)  # "dozens if not hundreds of homes"
        and not is_definite(document, first)
    ):
        return "expected"
    if low == "to" and prospects.is_settled_on(document, k, floor, first):
        return "expected"
    if low in lists["be"] or low in lists["have"]:
        return tenses.of_helper(document, k, floor, after)
    past = low.endswith("ed") and len(low) > 3 and tenses.is_past(document, k, before)
    before_it = tags[k - 1] & (flag.HELPER | flag.PREPOSITION)
    past = past or (not after and before == "and" and low.endswith("ed") and tenses.is_past_before(document, k - 1))
    past = past or (not after and not before_it and bool(tags[k] & flag.IRREGULAR_PAST))  # "lost 427 men"
    moved = after in ("to", "by", "at") and k + 2 == first and lists["expected"].isdisjoint(lows[max(k - 4, floor) : k])
    past = past or tenses.is_acted(document, k, floor, after)
    past = past or (moved and before != "be" and is_finite(document, k))  # "growth grew to 4 percent"
    return "actual" if (low in lists["failed"] and after == "to") or past else None


def _is_aside(document: Document, k: int, first: int) -> bool:
    """ "It will take place at the ossuary, a memorial to 130,000 men": an apposition says what is there."""
    lows, tags = document.lows, document.tags
    if k + 2 >= first or lows[k + 1] not in {"a", "an", "the"}:
        return False
    inside = range(k + 2, first)
    joined = any(lows[j] in {"and", "or"} or tags[j] & flag.MARK for j in inside)
    return not joined and not any(tags[j] & flag.HELPER and lows[j] != "to" for j in inside)


def _after(document: Document, last: int, end: int) -> str | None:
    """What the verb says whose subject a figure is."""
    lists = document.lists
    lows, tags, known = document.lows, document.tags, document.language.verbs
    telling = lists["telling"]
    for k, low in enumerate(lows[last : min(last + tenses.AHEAD, end)], last):
        if low == "but":
            return None  # "stood at 443 but was expected to rise"
        if low not in telling and low not in known:
            continue
        after = lows[k + 1] if k + 1 < end else ""
        clause_ends = tags[k] & flag.SUBORDINATOR and low != "than"  # "40 doses that were to come have come"
        joins = low in ("and", "or") and "between" not in lows[max(k - _PAIR, last) : k]  # "between now and May"
        joins = joins and not (k == last and _goes_on_to_helper(document, k + 1, end))
        lists_more = after and tags[k + 1] & flag.NUMBER  # "40 men, 12 boys and nine women are to come"
        if (tags[k] & flag.MARK or clause_ends or joins) and not lists_more:
            return None
        if tenses.is_modal(document, k):
            told = k - 1 > last and tags[k - 1] & (flag.PRONOUN | flag.FIRST_PERSON)
            return None if told else tenses.of_modal(document, k, end)  # "326 in the hospitals we could reach"
        if low == "to" and after == "be" and lows[k - 1] in lists["remaining"]:
            return "actual"  # "two remain to be found"
        if tags[k] & flag.BE_FORM:
            return "expected" if prospects.looks_on(document, k, end) else "actual"
        if tags[k] & flag.HAVE_FORM:
            return "actual"
        if low == "to" and after in lists["to_come"] and lows[k - 1] not in lists["raising"]:  # "40 appear to be ill"
            return "expected"
        if low in known and not known[low].noun_too:
            return None
    return None


def _goes_on_to_helper(document: Document, k: int, end: int) -> bool:
    """ "Half of the goods and services would be lost": one subject."""
    helper = next((j for j in range(k, min(k + _PAIR, end)) if document.tags[j] & flag.HELPER), k)
    return helper > k and is_nominal(document, k, helper) and not document.tags[k] & flag.NUMBER


def says(document: Document, word: str) -> bool:
    """True for a verb of saying, and not for one that promises: who "never pledged 300" denies the 300."""
    verb = document.language.verbs.get(word)
    return verb is not None and not verb.expecting and bool(verb.classes & {"assertion", "thought", "denial"})
