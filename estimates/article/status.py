"""Is it so yet, or expected: what the verbs around a figure say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import compress

from estimates.article import tags as flag
from estimates.article.clauses import has_finite, is_finite, is_nominal, opens_clause
from estimates.article.document import Document
from estimates.article.givens import is_definite, is_given
from estimates.article.moods import concedes, is_guess, is_modal, is_supposed, of_helper, of_modal, wishes
from estimates.article.pasts import AHEAD, REACH, came_about, is_acted, is_past, is_past_before, is_told_done
from estimates.article.prospects import (
    is_aim,
    is_arranged,
    is_bidden,
    is_gerund_ahead,
    is_placed,
    is_prospective,
    is_timetabled,
    is_wish,
    looks_on,
    may_be_ahead,
)
from estimates.article.standing import Standing, counts_sources
from estimates.figures.forms import TIMES

_NEW_CLAUSE = re.compile(
    r"\sand\s(?:that|it|he|she|they|said|[a-z]+s\sto|[a-z]+ed|will|would|plans?)\b"
)  # "has 40 and intends to form two by May"
_TELLS = flag.TELLING | flag.IRREGULAR_PAST  # at any other word a look before a figure goes on
_BRACKETS = 12  # tokens between brackets
_PAIR = 4  # words from "between" to "and"


def statuses_of(document: Document, stands: Sequence[Standing]) -> list[str]:
    """Tell of each figure whether it is so yet; what brackets break down is as that which stands before them.

    "To meet the needs of 2.7 million people (2.2 million in the south)".
    """
    statuses: list[str] = []
    for k, at in enumerate(stands):
        bracket = _out_of_brackets(document, at.first)
        whole = stands[k - 1].last if bracket < at.first and k and stands[k - 1].number == at.number else bracket
        as_before = whole < bracket and not has_finite(document, whole, at.first)
        as_before = as_before and not is_aim(document, at.first, at.sentence.first)
        among = k > 0 and document.lows[at.first - 1] == "including" and stands[k - 1].number == at.number
        as_before = (
            as_before
            or among
            or (k > 0 and (at.figure.gloss_of is not None or _is_gapped(document, stands[k - 1], at)))
        )
        statuses.append(statuses[-1] if as_before else status_of(document, at))
    return statuses


def _is_gapped(document: Document, before: Standing, at: Standing) -> bool:
    """ "Asked who would win, 44 percent chose Lind and 27 percent Moss": the second has the verb of the first."""
    lows, end = document.lows, at.sentence.last
    if before.number != at.number or before.figure.unit != at.figure.unit:
        return False
    if lows[at.first - 1] == "," and ";" in lows[before.last : at.first]:  # "mending it will cost $60; razing it, $8"
        clause = lows.index(";", before.last)
        return clause + 1 < at.first - 1 and not has_finite(document, clause, end)
    if lows[at.first - 1] != "and":
        return False
    named = at.last < end and document.tags[at.last] & (flag.CAPITAL | flag.ARTICLE | flag.LOWER) == flag.CAPITAL
    stop = _mark_after(document, at.last, end)
    return bool(named) and has_finite(document, before.last, at.first) and not has_finite(document, at.last, stop)


def _mark_after(document: Document, k: int, end: int) -> int:
    return next((j for j in range(k, end) if document.tags[j] & flag.MARK), end)


def status_of(document: Document, at: Standing) -> str:
    """Tell whether a figure is of what is actual or of what is expected.

    The verb group nearest before the figure decides; where the figure is the subject, the one after it does. A frame of
    promise or forecast makes what it leads to expected, unless a verb between says otherwise.
    """
    if not may_be_ahead(document, at) or counts_sources(at):
        return "actual"
    lows, first, start, end, leading = document.lows, at.first, at.sentence.first, at.sentence.last, at.leading
    polls = document.lists["polls"]
    asked = (not (frame.expecting or polls.isdisjoint(lows[start : frame.last])) for frame in leading)
    if at.figure.unit == "percent" and any(asked):
        return "actual"  # "a poll showed that 51 percent would vote for it": so many said so
    floor = start
    for frame in at.owner.frames:
        if frame.expecting and frame.narrow is not None and frame.first > first:
            return "expected"  # "the 160,000 that economists had forecast"
    for frame in leading:
        if not (frame.trails and _goes_on(document, frame.last, first)):
            floor = max(floor, frame.last)
    if leading and leading[-1].lemma in ("count", "claim") and lows[floor] == "of" and first <= floor + 3:
        return "expected" if leading[-1].expecting else "actual"  # "their figure of 3,000 could not be checked"
    if lows[first - 1].endswith("'s") and first > start + 1 and lows[first - 2] in document.lists["earlier"]:
        return "actual"  # "will be higher than last year's 40"
    if is_aim(document, first, start) or is_bidden(document, first, floor):
        return "expected"
    last = max(at.last, at.beyond)
    if is_arranged(document, last, end) or is_prospective(document, at):
        return "expected"
    if is_given(document, at, floor):
        return "actual"
    if lows[first - 1] in (",", "and", "but") and first - 1 > start and came_about(document, last, end):
        return "actual"  # "To be sure, 40 stayed", "voted to leave and 40 backed staying"
    opens = lows[first - 1] == "," and first - 1 > start  # "Of the 600 promised, 40 have come"
    if lows[first - 1] == "as" and first - 2 > start:  # "will go, as 40 were on Monday"
        opens = opens or lows[first - 2] == ","
        if has_finite(document, last, _mark_after(document, last, end)):
            return _after(document, last, end) or "actual"  # "could rise as 40 people remained missing"
    if last < end and document.tags[last] & flag.HELPER and is_finite(document, last) and first - 1 > start:
        opens = opens or bool(document.tags[first - 1] & flag.BE_FORM)  # "what I said was up to 40 could go"
    ahead = _fronted(document, at, start)
    if ahead is not None:
        return _after(document, ahead, end) or "actual"  # "In 40 days, the court will name a judge"
    opens = opens or (first - 2 > start and lows[first - 1] in ("whom", "which") and lows[first - 2] == "of")
    if (
        opens
        and last + 1 < end
        and lows[last] == ","
        and (is_modal(document, last + 1) or is_finite(document, last + 1))
    ):
        return _after(document, last + 1, end) or "actual"  # "more ships, up to 40, will be sent"
    if last < end and document.tags[last] & document.tags[first - 1] & flag.QUOTE:
        last += 1  # "they said "no more than 40" would go"
    seen = _after(document, last, end) if opens else None
    seen = seen or _before(document, _out_of_brackets(document, first), floor, last, end)
    if seen is None and not is_definite(document, first) and not _is_told_of(document, first, last):
        seen = _after(document, last, end)
    if seen is not None and not (seen == "actual" and _is_coming(document, at, last)):
        return seen
    for frame in leading:
        if frame.expecting and document.lists["stops"].isdisjoint(lows[frame.last : first]):
            return "expected"
    return "expected" if _dated_ahead(document, at, last) or is_timetabled(document, at) else "actual"


def _fronted(document: Document, at: Standing, start: int) -> int | None:
    """Where the clause begins before which a span is told: "After 40 days, the court"."""
    lows, last = document.lows, at.last
    start += lows[start] in ("and", "but", "so")
    opens = document.tags[start] & (flag.PREPOSITION | flag.SUBORDINATOR) and at.first <= start + 2
    opens = opens and at.figure.unit in TIMES
    return last + 1 if opens and last + 1 < at.sentence.last and lows[last] == "," else None


def _is_told_of(document: Document, first: int, last: int) -> bool:
    """ "Five towns you might not know": what a pronoun begins only says which; not "in five years we"."""
    lows, tags, lists = document.lows, document.tags, document.lists
    named = lows[last] in lists["anyone"] and not tags[last] & flag.SUBORDINATOR
    return named and not tags[first - 1] & (flag.PREPOSITION | flag.MARK)


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
    near = tags[max(floor, first - REACH) : first]
    for k in compress(range(first - 1, -1, -1), map(_TELLS.__and__, reversed(near))):
        low, told = lows[k], False
        if low == "that":
            verb = lows[k - 2] if lows[k - 1] == "out" else lows[k - 1]  # "point out that"
            told = says(document, verb) or verb in lists["facts"]
            told = told or (k > floor and lows[k - 1] in lists["joints"])  # "will take days, and that 40 left"
        aside = low == "," and _is_aside(document, k, first)
        if low in ("and", "but") and (k + 1 == first or is_nominal(document, k + 1, first)):
            aside = opens_clause(document, k, first, last, end)  # "and rations for 40 will be cut"
        going_on = low == "while" and tags[k + 1] & flag.PARTICIPLE and lows[k + 1].endswith("ing")
        if (low in lists["stops"] and not going_on) or low in lists["relative_ends"] or told or aside:
            return None  # "could not confirm that 30 had left"
        seen = _told_at(document, k, floor, first)
        if seen is not None:
            return "expected" if seen == "actual" and is_supposed(document, floor, k) else seen
    return None


def _told_at(document: Document, k: int, floor: int, first: int) -> str | None:
    """What one word before a figure says; missing where it leaves that to those before it."""
    lists = document.lists
    lows, low = document.lows, document.lows[k]
    before, after = lows[k - 1] if k > floor else "", lows[k + 1] if k + 1 < first else ""
    if low == ",":  # "the company, which will close 40 stores, lost 4 percent", "promised 90, built 40"
        acted = k + 2 == first and document.tags[k + 1] & flag.PARTICIPLE and after.endswith("ed")
        return "actual" if after and (acted or is_finite(document, k + 1)) else None
    if is_modal(document, k):
        return "actual" if is_guess(document, k, first) else of_modal(document, k, first)
    if is_gerund_ahead(document, k, first) or is_wish(document, k, first):
        return "expected"
    if low in lists["seen"] and after == "at" and document.tags[k - 1] & flag.BE_FORM:
        return "expected"  # "is seen at 2.8 percent in June"
    if low in lists["includes"] and not lists["packages"].isdisjoint(lows[max(k - _PAIR, floor) : k]):
        return "expected"  # "his plan includes 40 ships"
    if low == "that" and before in lists["possibilities"]:
        return "expected"  # "a risk that 40 towns will flood"
    if low in ("need", "needs") and document.tags[k + 1] & flag.PREPOSITION and not document.tags[k + 1] & flag.NUMBER:
        return None  # "60 percent of food needs with"
    if low.endswith("ing") and before in lists["begun"]:
        return None  # "has begun offering 40 flights"
    if (low == "bound" and after == "for") or (low == "wanted" and before == "most"):
        return None  # "a ship bound for Dorn with 40 men", "described as most wanted"
    if low in lists["expected"] and (low not in lists["need_to"] or after in document.lists["need_links"]):
        if low == "due" and after == "to" and k + 2 < first:
            return None  # "put off due to problems"
        if low.endswith("ed") and document.tags[k - 1] & flag.ARTICLE and is_placed(document, k, first):
            return None  # "protests against a proposed levy in Orr and 40 towns"
        never = before in lists["negators"] or (before == "ever" and lows[k - 2] in lists["negators"])
        return "actual" if never else "expected"  # "had never pledged 300", "nobody ever pledged"
    if (
        low == "if"
        and lows[k - 1] not in document.language.verbs
        and lows[k - 1] not in ("as", "even")
        and not (after == "not" and k + 2 == first)  # "dozens if not hundreds of homes"
        and not concedes(document, k)
        and not is_definite(document, first)
    ):
        return "expected"
    asked = low == "for" and after.partition("-")[0] not in lists["date_words"]  # "90 asked for May and 40 for June"
    if asked and not lists["asked"].isdisjoint(lows[max(floor - 1, k - 5) : k]):
        return "expected"
    if low in lists["be"] or low in lists["have"]:
        return of_helper(document, k, floor, after)
    past = low.endswith("ed") and len(low) > 3 and is_past(document, k, before)
    before_it = document.tags[k - 1] & (flag.HELPER | flag.PREPOSITION)
    past = past or (not after and before == "and" and low.endswith("ed") and is_past_before(document, k - 1))
    near = not after or (k + 2 == first and is_definite(document, first))  # "lost 427 men", "paid the 40 dollars"
    past = past or (near and not before_it and bool(document.tags[k] & flag.IRREGULAR_PAST))
    moved = after in ("to", "by", "at") and k + 2 == first and lists["expected"].isdisjoint(lows[max(k - 4, floor) : k])
    past = (
        past or is_acted(document, k, floor, after) or (moved and before != "be" and is_finite(document, k))
    )  # "growth grew to 4 percent"
    return "actual" if low in lists["settled"] or (low in lists["failed"] and after == "to") or past else None


def _is_aside(document: Document, k: int, first: int) -> bool:
    """ "It will take place at the ossuary, a memorial to 130,000 men": an apposition says what is there."""
    lows, tags = document.lows, document.tags
    if k + 2 >= first or lows[k + 1] not in ("a", "an", "the") or lows[k - 1] in document.lists["date_spans"]:
        return False  # "will save, this year, an average of 40 dollars"
    inside = range(k + 2, first)
    joined = any(lows[j] in ("and", "or") or tags[j] & flag.MARK or is_finite(document, j) for j in inside)
    return not joined and not any(tags[j] & flag.HELPER and lows[j] != "to" for j in inside)


def _after(document: Document, last: int, end: int) -> str | None:
    """What the verb says whose subject a figure is."""
    lists = document.lists
    lows, tags, known = document.lows, document.tags, document.language.verbs
    telling = lists["telling"]
    for k, low in enumerate(lows[last : min(last + AHEAD, end)], last):
        if low == "but":
            return None  # "stood at 443 but was expected to rise"
        if low not in telling and low not in known:
            continue
        after = lows[k + 1] if k + 1 < end else ""
        clause_ends = tags[k] & flag.SUBORDINATOR and low != "than"
        joins = low in ("and", "or") and "between" not in lows[max(k - _PAIR, last) : k]  # "between now and May"
        joins = joins and not (k == last and _goes_on_to_helper(document, k + 1, end))
        past = _past_aside(document, k, end) if low == "," else None
        if past is not None:
            return _after(document, past, end)  # "deliveries of 40 guns, agreed in May, will end"
        if tags[k] & flag.MARK or clause_ends or (joins and not (after and tags[k + 1] & flag.NUMBER)):
            return None
        if is_modal(document, k):
            told = k - 1 > last and tags[k - 1] & (flag.PRONOUN | flag.FIRST_PERSON)
            return None if told else of_modal(document, k, end)  # "326 in the hospitals we could reach"
        if low == "to" and after == "be" and lows[k - 1] in lists["remaining"]:
            return "actual"  # "two remain to be found"
        if tags[k] & flag.BE_FORM:
            return "expected" if looks_on(document, k, end) else "actual"
        if tags[k] & flag.HAVE_FORM:
            return "actual"
        if after == "to" and wishes(document, k):
            return "actual"  # "40 firms expect to spend more"
        pending = low in lists["forward_participles"] and after in ("to", "by", "for", "in", "next")
        pending = pending and (low, after) != ("due", "to")  # "died due to the fall of barns"
        coming = low == "to" and after in lists["to_come"]
        coming = coming and lows[k - 1] not in lists["raising"]  # "40 appear to be ill"
        if coming or pending:
            return "expected"
        if low in known and not known[low].noun_too:
            return None
    return None


def _goes_on_to_helper(document: Document, k: int, end: int) -> bool:
    """ "Half of the goods and services would be lost": one subject."""
    helper = next((j for j in range(k, min(k + _PAIR, end)) if document.tags[j] & flag.HELPER), k)
    return helper > k and is_nominal(document, k, helper) and not document.tags[k] & flag.NUMBER


def _past_aside(document: Document, k: int, end: int) -> int | None:
    """Where a clause goes on behind an aside of a participle that the comma at ``k`` opens."""
    closes = next((j for j in range(k + 2, min(k + AHEAD, end - 1)) if document.tags[j] & flag.MARK), None)
    if closes is None or document.lows[closes] != "," or not document.tags[k + 1] & flag.PARTICIPLE:
        return None
    return closes + 1 if is_finite(document, closes + 1) else None


def _is_coming(document: Document, at: Standing, last: int) -> bool:
    """ "40 are coming tomorrow": so it is planned."""
    k = last + 1
    acts = last + 2 < at.sentence.last and document.lows[last] in document.lists["be_present"]
    return acts and document.lows[k].endswith("ing") and _dated_ahead(document, at, last)


def _dated_ahead(document: Document, at: Standing, last: int) -> bool:
    """ "15,000 more by December", in the same clause."""
    start, stop = document.ends[last - 1], document.ends[at.sentence.last - 1]
    for words in at.dates:
        if words.start >= start:
            between = document.plain[start : words.start]
            if words.start >= stop or "," in between or ";" in between or _NEW_CLAUSE.search(between):
                return False
            if words.ahead:
                return not is_told_done(document, at)
    return False


def says(document: Document, word: str) -> bool:
    """True for a verb of saying, and not for one that promises: who "never pledged 300" denies the 300."""
    verb = document.language.verbs.get(word)
    return verb is not None and not verb.expecting and bool(verb.classes & {"assertion", "thought", "denial"})
