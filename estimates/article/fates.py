"""What befell those whom a figure counts: killed, missing, arrested, in shelters; and the kinds that nouns name."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from estimates.article import tags as flag
from estimates.article.befell import HARMED, both, kind_of, phrases_by, quality_of, said_at, stands
from estimates.article.clauses import is_finite
from estimates.article.document import Document
from estimates.article.standing import Standing, counts_sources, is_among, is_share
from estimates.article.tolls import told_of_many

LOST = "lost"  # says less than any other fate
_COUNTS = ("count", "person")  # units of what may befall anybody or anything
_JOINS = frozenset([",", "and", "or"])
_NEAR = 5  # tokens behind those counted that say how badly they are hurt
_HUNG = 8  # tokens of "of a US B-1 bomber"
_JOINED = 5  # tokens of "and local fighters were"
_NO_JOINED = flag.PRONOUN | flag.NUMBER | flag.PREPOSITION | flag.SUBORDINATOR | flag.PUNCTUATION_MARK
_CLOSES = flag.HELPER | flag.MARK | flag.NUMERAL | flag.PAST | flag.SUBORDINATOR
_LATE = 3  # letters that may stand before the number of a value
_ASIDE = 16  # tokens of "..., most of them nurses, "


def fates_of(document: Document, standings: Sequence[Standing], own: Sequence[str]) -> list[str]:
    """What befell those whom each figure counts; "36 people and three bombers have died" says it once for both.

    ``own`` is what its own words say of each, by ``fate_of``.
    """
    found, befell = list(own), document.language.fates
    for k in reversed(range(len(found) - 1)):
        at, after = standings[k], standings[k + 1]
        if found[k + 1] and is_share(document, at):
            found[k] = _fate_before(document, at) or found[k + 1]
            found[k + 1] = befell.get((after.figure.noun or "").lower(), "")
        if found[k + 1] and is_among(document, at):
            found[k] = found[k + 1]
        if found[k] or found[k + 1] in ("", LOST) or at.number != after.number or at.figure.noun is None:
            continue
        joined, told = _between(document, at, after), after.figure.noun
        leads = at.first - 1 - bool(document.tags[at.first - 1] & flag.ARTICLE)
        begins = leads < at.sentence.first  # "At least 16 civilians and two others were killed"
        opens = begins or not document.tags[leads] & (flag.PREPOSITION | flag.HELPER)  # "of the 90 men, 40 were killed"
        if told is None or told in befell or not (opens and joined and set(joined) <= _JOINS) or after.figure.part:
            continue  # "held 40 men, three of them wounded"
        if not _fate_before(document, after):
            found[k] = found[k + 1]
    done = set[int]()
    for k in range(1, len(found)):
        j = k - 1
        while j and document.lows[standings[j].first - 1] == "(":
            j -= 1  # "lost nine tanks (900 in all) and 40 lorries"
        before, at = standings[j], standings[k]
        if found[k] or not found[j] or at.number != before.number or at.figure.noun is None:
            continue
        told = (before.figure.noun or " ").split(" ")[0]
        by_itself = told.lower() in befell  # "12 dead and 30 burnt villages", "9 missing men and two homes"
        of_verb = j in done or _fate_before(document, before) == found[j]  # "lost nine tanks and 40 lorries"
        shared = of_verb or (found[j] in document.lists["fates_of_people"] and not by_itself)
        if shared and _joins_object(document, before, at) and not counts_sources(at):
            found[k] = found[j]
            done |= {k} if of_verb else set()
    if ":" in document.vocabulary:
        _after_colons(document, standings, found)
    if document.entries:
        found = [fate or _labelled(document, at) for at, fate in zip(standings, found, strict=True)]
    if document.blocks:
        found = [fate or _listed_as_lost(document, at) for at, fate in zip(standings, found, strict=True)]
    return found


def _after_colons(document: Document, standings: Sequence[Standing], found: list[str]) -> None:
    """ "Has killed 958 people, it says: 576 rebels and 21 civilians": those killed one by one, in place."""
    total: Standing | None = None
    fate = ""
    for k, at in enumerate(standings):
        if total is not None and total.number != at.number:
            total = None
        if total is None:
            if found[k] in document.lists["fates_of_people"] and (at.figure.noun or "") in document.lists["anybody"]:
                total, fate = at, found[k]
            continue
        between = document.lows[total.beyond : at.first]
        if found[k] or at.figure.unit != "person" or ":" not in between:
            continue
        colon = at.first - between[::-1].index(":")
        inside = range(colon, min(at.beyond + 1, at.sentence.last))
        if not any(document.tags[j] & flag.HELPER or is_finite(document, j) for j in inside):
            found[k] = fate


def _between(document: Document, at: Standing, after: Standing) -> Sequence[str]:
    """The words between what two figures count, without brackets; "20 soldiers and police, ..." counts both."""
    joined = _without_brackets(document.lows[at.beyond : after.first])
    if joined[:2] in ([",", "a"], [",", "an"]) and "and" in joined:
        return joined[joined.index("and") :]  # "six soldiers, a policeman and two civilians were killed"
    people = at.figure.unit == "person" and document.language.nouns.is_person("".join(joined[1:2]))
    return joined[2:] if people and joined[:1] == ["and"] else joined


def _without_brackets(lows: Sequence[str]) -> Sequence[str]:
    """ "90 Britons (accounts vary) and 700 others": what is joined, without what brackets put in between."""
    return lows[lows.index(")") + 1 :] if lows and lows[0] == "(" and ")" in lows else lows


def _listed_as_lost(document: Document, at: Standing) -> str:
    """ "Losses from 24.02.22 to 14.05.23: tanks ‒ 7312": what stands in a list of losses is lost."""
    block = document.block_at(at.figure.start)
    if block is None or block.heading is None or not block.leads:
        return ""
    first, last = document.token_at(block.heading[0]), document.token_at(block.heading[1] - 1)
    return LOST if "losses" in document.lows[first : last + 1] else ""


def _labelled(document: Document, at: Standing) -> str:
    """ "People affected: 900": what the label of a value says befell those counted."""
    values = document.entries
    k = bisect_right(values, at.figure.start, key=lambda entry: entry.value[0]) - 1
    if k < 0 or at.figure.start - values[k].value[0] > _LATE or at.figure.noun is None:
        return ""
    first, last = (bisect_left(document.starts, offset) for offset in values[k].labels[0])
    words, befell = document.lows[first:last], document.language.fates
    done = (low for low, tag in zip(words, document.tags[first:last], strict=True) if tag & flag.PARTICIPLE)
    return next((befell[low] for low in words if low in befell), next(done, ""))


_ALONG = ("along with", "as well as", "together with")


def _joins_object(document: Document, before: Standing, at: Standing) -> bool:
    """ "Killed 12 soldiers and three civilians", "two were killed, along with five others": of the same fate."""
    lows, k = document.lows, at.beyond
    if lows[at.first - 1] in ("with", "as") and " ".join(lows[max(at.first - 3, 0) : at.first]).endswith(_ALONG):
        return True
    joined = _without_brackets(lows[before.beyond : at.first])
    ends = k >= at.sentence.last or lows[k] in _JOINS or document.tags[k] & (flag.PUNCTUATION_MARK | flag.PREPOSITION)
    return bool(joined) and set(joined) <= _JOINS and bool(ends)


def fate_of(document: Document, at: Standing) -> str:
    """What befell those counted: "killed 14", "14 people, most of them nurses, have been killed"."""
    if not (at.figure.unit or "count").startswith(_COUNTS):
        return ""
    noun = (at.figure.noun or "").lower()
    quality = noun.partition(" ")[0] if at.figure.unit == "person" else noun  # "40 wounded men"
    counted = quality_of(document.language, quality) if quality != noun else document.language.fates.get(noun, "")
    before, behind = _fate_before(document, at), document.lows[at.beyond : min(at.beyond + 2, at.sentence.last)]
    dead = noun in document.lists["corpses"] and at.figure.unit == "person"
    if dead and not (at.figure.borrowed and _fate_behind(document, at, "")):
        return kind_of(document.language, "dead")  # "32 bodies were taken to hospital"
    if counted in HARMED and both(document.language, behind, counted):
        return "casualties"  # "30,000 killed or wounded"
    if before and before != LOST and not (before == "aboard" and at.figure.unit != "person"):
        return before
    told = told_of_many(document, at)
    if told:
        return told
    if _is_whole(document, at) or _is_where(document, at):
        return counted
    # "40 people were killed and 90 wounded"; "lost 900 men", but not "lost 900 dead" or "lost 900 men killed"
    return _fate_behind(document, at, counted) or before


def _is_whole(document: Document, at: Standing) -> bool:
    """ "Most of the city's 28,000 residents have fled": of the 28,000 only some have."""
    tags, lows, k = document.tags, document.lows, at.first - 1
    if k > at.sentence.first and tags[k] & flag.OWNER:
        k -= 1
        while k > at.sentence.first and tags[k] & flag.CAPITAL:
            k -= 1
    k -= k > at.sentence.first and bool(tags[k] & flag.DETERMINER)
    return k - 1 >= at.sentence.first and lows[k] == "of" and lows[k - 1] in document.lists["some_of"]


def _is_where(document: Document, at: Standing) -> bool:
    """ "40 people in three towns were killed": the towns only say where."""
    earlier, k = at.earlier, at.first - 1
    within = document.lows[k] in document.lists["where"] and at.figure.unit == "count"
    if earlier is None or not within or earlier.unit not in _COUNTS:
        return False
    return document.starts[k] <= max(earlier.end, earlier.noun_end) + 1


def fate_in(document: Document, noun: str) -> str:
    """What a noun phrase says befell those it counts: "rescued passengers", "bodies"."""
    words = noun.lower().split()
    if words[-1] in document.lists["corpses"]:
        return kind_of(document.language, "dead")
    people = len(words) > 1 and document.language.nouns.is_person(words[-1])
    return quality_of(document.language, words[0]) if people else ""


def _fate_behind(document: Document, at: Standing, counted: str) -> str:
    """ "40 people have been killed", "14 were left homeless", "30 dead and injured"; else what their noun says."""
    lows, end, k = document.lows, at.sentence.last, _behind_helpers(document, at)
    if k >= end:
        return counted
    befell, openers = document.language.fates, document.lists["fate_openers"]
    if k == at.beyond and lows[k] not in befell and lows[k] not in openers:
        return counted  # as mostly: no verb of theirs follows
    if lows[k + 1 : k + 2] == [":"]:
        return counted  # "killed: 40, wounded: 120": a label of what follows
    people = at.figure.unit in ("person", None) or at.figure.borrowed
    if people or at.figure.unit == "count":
        denial = [j for j in range(k - 1, at.beyond - 1, -1) if lows[j] == "not"][:1]
        told = (said_at(document.language, lows, j, end) for j in (*denial, k) if lows[j] in openers)
        in_words = next(filter(None, told), "")  # "40 did not survive", "were taken to hospital"
        if in_words and (people or in_words in document.lists["fates_of_homes"]):
            return in_words
    active = not any(map(flag.BE_FORM.__and__, document.tags[at.beyond : k]))
    after = document.tags[k + 1 : min(k + 4, end)] if active else ()
    others = after and after[0] & flag.NUMBER and any(map(flag.NUMERAL.__and__, after))  # not "died over the week"
    others = others and not any(map(flag.DATE.__and__, document.tags[k + 1 : min(k + _NEAR + 1, end)]))
    if others or (after and after[0] & flag.DETERMINER):
        return counted  # "two explosions killed ten", "three bombers who killed 43"
    if k > at.beyond and "fatally" in lows[at.beyond : k]:
        return kind_of(document.language, "dead")
    is_noun = k > at.beyond and document.tags[k - 1] & flag.BE_FORM  # "19 were rescue workers", and not "rescued"
    fate = quality_of(document.language, lows[k]) if is_noun else befell.get(lows[k], "")
    if fate in HARMED and both(document.language, lows[k + 1 : min(k + 3, end)], fate):
        return "casualties"
    if fate in HARMED and k == at.beyond and lows[k + 1] in ("by", "in"):
        return _fate_of_main(document, k + 2, at.stop) or fate
    return fate or counted or _done_to(document, at, k)


def _fate_of_main(document: Document, first: int, end: int) -> str:
    """ "270 people injured by the quake had been taken to hospital": what the verb of the whole clause says."""
    lows, openers = document.lows, document.lists["fate_openers"]
    helper = next((k for k in range(first, min(first + _NEAR, end)) if document.tags[k] & flag.HELPER), None)
    if helper is None:
        return ""
    behind = (k for k in range(helper + 1, end) if not document.tags[k] & (flag.HELPER | flag.ADVERB))
    k = next(behind, helper)
    return said_at(document.language, lows, k, end) if lows[k] in openers else ""


def whose(document: Document, at: Standing, verbs: str) -> str | None:
    """ "Russia had suffered 100,000 casualties", "Norway has 900 troops": whose they are, if it is named.

    The verb before the figure is of the list ``verbs``: "suffers", "has_troops".
    """
    tags, lows, k = document.tags, document.lows, at.first - 1
    if k <= at.sentence.first or lows[k] not in document.lists[verbs]:
        return None
    while k > at.sentence.first and (tags[k - 1] & (flag.HELPER | flag.ADVERB) or lows[k - 1].endswith("ly")):
        k -= 1
    last, name = k, flag.CAPITAL | flag.DATE
    while k > at.sentence.first and tags[k - 1] & name == flag.CAPITAL:
        k -= 1
    k += k < last and bool(tags[k] & flag.ARTICLE)  # "The Russians"
    low, people = " ".join(lows[k:last]), document.language.people
    if k == last or low in people.not_names:
        return None
    nation = people.nations.get(low) or people.nations.get(low.removesuffix("s"))
    return people.adjectives.get(nation or "") or document.span(k, last)


def is_grave(document: Document, at: Standing) -> bool:
    """ "128 people were badly hurt", "857 injured, 139 of them seriously": fewer than all who were hurt."""
    behind = document.lows[at.last : min(at.beyond + _NEAR, at.sentence.last)]
    other = document.lists["other_clause"]
    ends = next((k for k, low in enumerate(behind) if low in other or low[0].isdigit()), len(behind))
    return not document.lists["gravely"].isdisjoint(behind[:ends])


def _fate_before(document: Document, at: Standing) -> str:
    """ "Killed 14", "killing all 14", "killed or wounded 14", "the bodies of 14 people"."""
    lows, first, floor, lists = document.lows, at.first, at.sentence.first, document.lists
    first -= first > floor and lows[first - 1] in lists["quantifiers"]
    if first <= floor or lows[at.first] in lists["hedging_verbs"]:  # "arrests topped 900"
        return ""
    labelled = lows[first - 1] == ":" and first - 2 >= floor  # "killed: 40, wounded: 120"
    fate = document.language.fates.get(lows[first - 1 - labelled], "")
    if not fate and lows[first - 1] in lists["fate_closers"]:
        leading = phrases_by(document.language, -1)[lows[first - 1]]
        fate = next((name for name, words in leading if stands(words, lows, first - len(words), first)), "")
    if fate in HARMED and first - 3 >= floor and both(document.language, lows[first - 3 : first - 1][::-1], fate):
        return "casualties"
    if lows[first - 1] != "of" or first - 2 < floor:
        return fate
    taken = lows[first - 2] == "lives" and not lists["lives_taken"].isdisjoint(lows[max(first - 4, floor) : first - 2])
    return kind_of(document.language, "dead") if taken or lows[first - 2] in lists["lost"] else fate


def _behind_helpers(document: Document, at: Standing) -> int:
    """The token behind what is counted at which it may be said what befell it."""
    lows, k, end, lists = document.lows, at.beyond, at.sentence.last, document.lists
    if lows[k] == "of":
        k += 2 * (lows[k + 1] in ("them", "whom"))  # "400 casualties, 120 of them dead"
    k += k < end and lows[k] in lists["others"]  # "six others, two of them nurses, were hurt"
    start, tags = k, document.tags
    if k < end and lows[k] == "and":
        helper = next((j for j in range(k + 2, min(k + _JOINED, end)) if tags[j] & flag.HELPER), k)
        if not any(tag & _NO_JOINED for tag in tags[k + 1 : helper]):
            k = helper  # "475 passengers and crew were rescued", "18 soldiers and local fighters were killed"
    if lows[k] == "(":
        k = next((j + 1 for j in range(k + 1, min(k + _ASIDE, end - 1)) if lows[j] == ")"), k)
    if k < end and lows[k] == ",":  # an aside
        closes = [j + 1 for j in range(k + 1, min(k + _ASIDE, end - 1)) if lows[j] == ","]
        k = next((j for j in closes if document.tags[j] & flag.HELPER), closes[0] if closes else k)
    where = k < end and lows[k] in lists["where"]
    if where or (k < end and tags[k] & flag.PREPOSITION):  # "40 people in Oldtown were killed", "in three towns"
        inside = range(k + 1 + (where and tags[k + 1] & flag.NUMERAL > 0), min(k + _HUNG, end))
        k = next((j for j in inside if tags[j] & _CLOSES or lows[j] in lists["doing"]), k)
        k = k if tags[k] & (flag.BE_FORM | flag.HAVE_FORM) or lows[k] in lists["doing"] else start
    if k < end and document.tags[k] & flag.DASH and k + 1 < end and document.tags[k + 1] & flag.HELPER:
        k += 1  # "more than that — 65 million — were displaced"
    while k < end and (
        document.tags[k] & flag.HELPER
        or lows[k] in lists["before_fate"]
        or lows[k].endswith("ly")
        or (k + 1 < end and lows[k] in lists["state_links"] and _is_left(document, k + 1))
    ):
        k += 1
    return k + 2 if k + 2 < end and lows[k] == "among" and lows[k + 1] in ("those", "the") else k  # "those killed"


def _is_left(document: Document, k: int) -> bool:
    """ "Remained trapped", "remain in hospital": a state in which people are left or found."""
    low = document.lows[k]
    placed = bool(document.tags[k] & flag.PREPOSITION) and low in document.lists["fate_openers"]
    return placed or document.language.fates.get(low) in document.lists["states_left"]


def _done_to(document: Document, at: Standing, k: int) -> str:
    """ "Hundreds of people were trapped", "20 were charged": a passive verb says what befell people."""
    low, tags = document.lows[k], document.tags[k]
    passive = low.endswith("ed") and any(map(flag.BE_FORM.__and__, document.tags[at.beyond : k]))
    done = tags & (flag.PARTICIPLE | flag.ASSERTION | flag.THOUGHT | flag.DENIAL) == flag.PARTICIPLE
    return low if passive and done and at.figure.unit == "person" and low not in document.lists["expected"] else ""
