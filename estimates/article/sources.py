"""Sources named without a verb of saying: "according to X", "in a poll by X", "X's claim that"."""

from __future__ import annotations

from collections.abc import Sequence

from estimates.article import tags as flag
from estimates.article.chunks import (
    Span,
    before_sample,
    can_speak,
    may_speak,
    owner_before,
    phrase_after,
    phrase_start,
    skip_leads,
)
from estimates.article.clauses import is_finite
from estimates.article.document import Sentence
from estimates.article.frames import SAYS, Frame, named_by
from estimates.article.persons import bare
from estimates.article.relative_heads import antecedent_of
from estimates.article.speaker_labels import label_at, signed_at
from estimates.records import replace

_DENIAL = frozenset(["denial"])
PAPER_OPENERS = frozenset(["in", "by", "on", "to"])  # at which a paper is looked for
_ASIDE = 12  # words between the commas behind a figure's name
NEAR_PAPER = 8  # words from them to it


def named_at(s: Sentence, frames: Sequence[Frame], i: int) -> Frame | None:
    """Give the frame of a source that a phrase at token ``i`` names; ``frames`` are those before it."""
    low = s.lows[i]
    if low in PAPER_OPENERS:
        if s.lists["papers"].isdisjoint(s.lows[i + 1 : i + 1 + NEAR_PAPER]):
            return None
        opens = s.tag(i + 1) & (flag.POSSESSIVE | flag.CAPITAL) or s.low(i + 1) in ("the", "a", "an", "one", "some")
        opens = opens or (low == "by" and s.low(i + 2) in s.lists["estimates"])  # "by police estimates"
        return _by_their_words(s, i) if opens else None
    if low == ":":
        return label_at(s, frames, i)
    if s.tags[i] & flag.DASH:
        return signed_at(s, i)
    own = low in s.language.people.own or low in s.lists["held_lists"]
    found = _figure_by(s, i) or _own_figure(s, i) if own else None
    return found or (_word_of(s, i) if low in s.lists["said_nouns"] else None)


# -- papers, polls and counts ---------------------------------------------------------------------------------------


def _phrase(s: Sentence, i: int, after: int) -> Frame | None:
    """ "In a statement by X", "in the view of X"."""
    source = phrase_after(s, after)
    if source is None or s.tags[after] & flag.DIGIT:
        return None  # "data from 22 guilds"
    whose = (source[0], before_sample(s, source[0] + 1, source[1]))
    return named_by(s, i, source[1], whose, SAYS, "accord")


def _by_their_words(s: Sentence, i: int) -> Frame | None:
    """ "In a statement by X", "by X's own count", "in the words of X", "in a new poll"."""
    for k in range(i + 1, min(i + 9, s.last)):
        low, tag = s.lows[k], s.tags[k]
        if tag & flag.MARK:
            return None
        bulletin = s.lows[i] == "by" and tag & flag.PAPER and not any(map(flag.DATE.__and__, s.tags[i + 1 : k]))
        own = low in s.language.people.own or low in s.lists["opinions"] or bulletin
        found = _by_own_figure(s, i, k) if own else None
        if found is not None:
            return found
        if s.lows[i] == "by" and tag & flag.PAPER and (k + 1 >= s.last or s.tags[k + 1] & flag.MARK):
            return _by_record(s, i, k)
        if s.lows[i] != "to" and tag & flag.LOWER and (low in s.lists["opinions"] or tag & flag.PAPER):
            return _by_paper(s, i, k)
    return None


def _by_record(s: Sentence, i: int, k: int) -> Frame | None:
    """ "It lost 900 men by one officer's diary, 500 by a chronicle.": a figure before it is the paper's."""
    start = next((t + 1 for t in range(i - 1, s.first - 1, -1) if s.tags[t] & flag.MARK), s.first)
    done = s.tag(i - 1) & flag.ACTED
    passive = any(map(flag.BE_FORM.__and__, s.tags[start:i]))
    if done or passive or not any(map(flag.NUMERAL.__and__, s.tags[start:i])):
        return None
    return Frame(i, k + 1, (i + 1, k + 1), lemma="accord", leads=False, trails=True, narrow=start)


def _by_paper(s: Sentence, i: int, k: int) -> Frame | None:
    low, after = s.lows[k], s.low(k + 1)
    # "in the view of X", not "on the view of", "in its count of X"
    view = s.lows[i] != "on" and s.lows[i + 1] == "the" and after == "of" and low in s.lists["opinions"]
    rests = s.lows[i] != "on" or i == s.first or s.low(i - 1) in s.lists["rests"] or s.tags[i - 1] & flag.MARK
    if (view and not s.tag(k + 2) & flag.NUMBER) or (rests and after in ("by", "from") and s.tags[k] & flag.PAPER):
        return _phrase(s, i, k + 2)
    return _polled(s, i, k) if low in s.lists["polls"] or low == "census" else None


def _polled(s: Sentence, i: int, k: int) -> Frame | None:
    """ "In a new poll", "in a poll that X carried out", "in a poll conducted by X"."""
    inside = range(i + 1, k)
    if not s.lists["earlier"].isdisjoint(s.lows[i + 1 : k]):
        return None  # "36,000, against 34,000 in the previous survey": that one does not speak here
    if any(s.tags[t] & flag.PREPOSITION and s.lows[t] not in ("of", "for", "by") for t in inside):
        return None  # "by the time voters go to the polls"
    polled, k = k, _after_sample(s, k)
    after = s.low(k + 1)
    source: Span | None = None
    if k > polled:
        source, end = _conductor(s, k + 1) or ((i + 1, polled + 1), k + 1)
    elif after in ("that", "which"):
        agent = phrase_after(s, k + 2)
        took = range(k + 3, min(agent[1] + 1, s.last)) if agent is not None else ()
        verb = next((t for t in took if s.tags[t] & flag.PARTICIPLE or is_finite(s, t)), None)
        source, end = ((k + 2, verb), verb + 1) if verb is not None else (None, k)
    elif _ends_poll(s, k + 1):
        by = s.tag(k + 1) & flag.PARTICIPLE and "by" in s.lows[k + 2 : k + 4]
        source = (phrase_after(s, i + 1) if by else None) or (i + 1, k + 1)
        end = source[1]
    if source is None:
        return None
    end += s.low(end) in ("out", "up")
    narrow = _forecast_before(s, i)
    return Frame(i, end, source, lemma="show", leads=narrow is None, trails=i > s.first, narrow=narrow)


def _forecast_before(s: Sentence, i: int) -> int | None:
    """ "It beat the 40 percent forecast of analysts in a poll": where the figure begins that those asked had forecast.

    The rest of the sentence is what came of it, and nothing that the poll says.
    """
    k = phrase_start(s, i - 1)
    if not {*s.lows[k:i]} & s.lists["whose_forecasts"]:
        return None
    figure = next((t for t in range(i - 1, k - 1, -1) if s.tags[t] & flag.NUMERAL), None)
    while figure is not None and s.tag(figure - 1) & (flag.NUMERAL | flag.SIGN):
        figure -= 1
    return figure


def _after_sample(s: Sentence, k: int) -> int:
    """ "In a poll of 900 registered voters, ...": the last word of those asked, or of the poll where nobody is said."""
    if s.low(k + 1) != "of" or not s.tag(k + 2) & flag.NUMBER:
        return k
    near = range(k + 3, min(k + NEAR_PAPER, s.last))
    end = next((t for t in near if s.tags[t] & (flag.MARK | flag.PREPOSITION | flag.HELPER)), None)
    done = next((t for t in range(k + 3, end or k) if s.tags[t] & flag.PARTICIPLE and s.low(t + 1) == "by"), end)
    return done - 1 if done is not None and (done < (end or 0) or s.words[done] == ",") else k


def _conductor(s: Sentence, k: int) -> tuple[Span, int] | None:
    """ ", conducted by X in August,": who took the poll, and where that ends."""
    k += s.low(k) == ","
    k += s.low(k + 1) in s.lists["particles_after"]  # "carried out by"
    by = s.low(k + 1) == "by" and s.tag(k) & (flag.PARTICIPLE | flag.ADVERB | flag.LOWER)
    who = phrase_after(s, k + 2) if by else None
    if who is None:
        return None
    comma = next((t for t in range(who[1], min(who[1] + NEAR_PAPER, s.last)) if s.words[t] == ","), who[1])
    while s.low(comma + 1).isdigit() and s.low(comma + 2) == ",":
        comma += 2  # "on October 3 and 4, 2010,"
    return who, comma


def _ends_poll(s: Sentence, k: int) -> bool:
    low, tag = s.low(k), s.tag(k)
    dated = tag & flag.DATE or low in s.lists["poll_dates"] or (low == "in" and s.tag(k + 1) & flag.DATE)
    return not low or bool(dated or tag & (flag.MARK | flag.PARTICIPLE))


def _by_own_figure(s: Sentence, i: int, k: int) -> Frame | None:
    """ "By the police's own count, 3,000 marched", "by his count"."""
    owner, start = owner_before(s, k, 6), i
    low, before = s.lows[i], s.low(i - 1)
    if low == "in" and s.low(k + 1) == "of" and s.tag(k + 2) & (flag.DATE | flag.DIGIT):
        return None  # "in its judgment of 9 May, the court": a paper of whoever follows
    held = low == "by" and owner is None and (before in ("going", "judging") or s.low(i + 1) == "the")
    owner = _holder_before(s, k) if held else owner  # "going by the police count", "900 came by the police count"
    start -= held and owner is not None and before in ("going", "judging")
    if held and s.tag(i - 2) & flag.BE_FORM:
        return None  # "40 were struck by the police count"
    if owner is None and low == "by" and k == i + 2 and s.lows[k] in s.lists["estimates"]:
        return _by_estimates(s, i, k)
    if owner is None or owner <= start or (low == "to" and s.lows[k] != "knowledge"):
        return None
    opens = start == s.first and not s.tag(k + 1) & flag.PREPOSITION
    behind = s.tag(start - 1)
    joined = s.low(start - 1) in ("and", "but", "while")
    parted = behind & (flag.MARK | flag.NUMERAL) or (s.lows[k] in s.lists["opinions"] and not behind & flag.PARTICIPLE)
    counted = any(map(flag.DIGIT.__and__, s.tags[s.first : start]))  # "37 times, by one network's count, ..."
    ends = k + 1 >= s.last or s.tags[k + 1] & flag.MARK or s.lows[k + 1] in ("and", "but", "while")
    closes = ends and (joined or parted or (held and counted))
    if s.low(start - 1) in s.lists["asides"]:  # "mills, on which by its own reckoning 40 depend, have closed"
        comma = next((t for t in range(k, s.last) if s.words[t] == ","), None)
        return Frame(start, k + 1, (i + 1, owner + 1), lemma="accord", reach=comma)
    if not (opens or closes or (low != "on" and s.tags[owner] & flag.POSSESSIVE)):
        return None
    of = k + 2 + (s.tag(k + 2) & flag.PREPOSITION > 0)
    goes_on = s.low(k + 1) == "," and (s.tag(of) & flag.NUMBER or s.low(of) == "close")
    leads = opens or joined or not counted or goes_on > 0  # "at a cost, by their own reckoning, of 40"
    return Frame(start, k + 1, (i + 1, owner + 1), lemma="accord", leads=leads, trails=start > s.first and not joined)


def _by_estimates(s: Sentence, i: int, k: int) -> Frame | None:
    """ "By UN estimates, 40,000 fled", "by official estimates"."""
    holder, after = s.tags[i + 1], s.tag(k + 1)
    if s.lows[i + 1] in s.lists["whose_estimates"]:
        source = (i + 1, k + 1)
    elif holder & (flag.PLURAL | flag.BODY | flag.PLACE) or s.words[i + 1].isupper():
        source = (i + 1, k)
    else:
        return None
    closes = k + 1 >= s.last or after & flag.MARK
    return Frame(i, k + 1, source, lemma="accord", trails=i > s.first) if closes or i == s.first else None


def _holder_before(s: Sentence, i: int) -> int | None:
    """ "The police figure", "ministry data": the people or the body that a noun stands behind."""
    return i - 1 if s.tag(i - 1) & (flag.PLURAL | flag.BODY) and s.lows[i] not in s.lists["polls"] else None


# -- somebody's word ------------------------------------------------------------------------------------------------


def _word_of(s: Sentence, i: int) -> Frame | None:
    """ "Trump's promise to create 25 million jobs", "a claim by Hamas that it fired 60 rockets"."""
    low, after, follows = s.lows[i], s.low(i + 1), s.tag(i + 1)
    classes = _DENIAL if low == "denial" else frozenset(["assertion"])
    forward = low in s.lists["forward_nouns"]
    by = i + 1 if after in ("by", "from") else i + 2
    # "a plan unveiled by X to hire 40"
    unveiled = forward and low != "threat" and follows & flag.PARTICIPLE and s.low(by) == "by"
    if by == i + 1 or unveiled:
        source = phrase_after(s, by + 1)
        told = source[1] if source is not None else i
        tells = s.low(told) in ("that", "to", "of") or (s.tag(told) & flag.BE_FORM and s.low(told + 1) == "that")
        if source is not None and (can_speak(s, *source) if unveiled else tells):
            return Frame(i, source[1], source, classes, "claim", expecting=forward)
    is_that = follows & flag.BE_FORM and (s.low(i + 2) == "that" or s.tag(i + 2) & flag.NUMBER)  # "his fear is that"
    matter = after in ("that", "of", ":") or is_that or (after == "to" and forward)
    owner = owner_before(s, i) if matter else None
    if owner is None or any(map((flag.BODY | flag.ROLE).__and__, s.tags[owner + 1 : i])):
        return None  # "Norland's ministry claims that": a verb
    first = owner if s.tags[owner] & flag.POSSESSIVE else phrase_start(s, owner, plain=True)
    first = skip_leads(s, first, owner + 1)
    # "his offer of 40 was refused": it ends before the verb
    reach = next((k for k in range(i + 2, s.last) if is_finite(s, k)), None) if after == "of" else None
    return Frame(first, i + 1, (first, owner + 1), classes, "claim", expecting=forward, reach=reach)


# -- somebody's figure ----------------------------------------------------------------------------------------------


def _own_figure(s: Sentence, i: int) -> Frame | None:
    """ "The city's own count was 51,000", "the ministry's estimate of 300"."""
    state = _after_aside(s, i + 1)
    after, held = s.low(state), s.lows[i] in s.lists["held_lists"]
    rose = after in s.lists["level_verbs"] and s.low(state + 1) == "to" and not held  # "its tally rose to 40"
    if not (rose or after in s.lists["states"]) or (held and after == "of") or s.low(state + 1) in s.lists["untrue"]:
        return None
    owner = owner_before(s, i)
    if held and (owner is None or s.tags[owner] & flag.POSSESSIVE):
        return None  # "their number was 40"
    if s.low(i - 1) == "whose" or s.low(i - 2) == "whose":
        return _of_whose(s, i)
    if owner is None and (s.low(i - 1) in s.lists["whose_estimates"] or s.tag(i - 1) & flag.PLACE):
        given = s.tag(i + 2) & flag.NUMBER and s.lows[i] in s.lists["estimates"]  # "Western estimates are around 40"
        return _counts(s, i, i - 1, (i - 1, i + 1)) if given else None
    placed = owner is not None and bare(s.lows[owner]) in s.language.people.nations and s.lows[i] in s.lists["tallies"]
    if placed and s.low(i - 1) not in s.lists["their_own"]:
        return None  # "Norland's tally rose to 40": of those there
    if owner is None and (s.tag(i + 2) & flag.NUMBER or s.low(i + 2) == "at"):
        owner = _holder_before(s, i)
    opens = owner == s.first or (owner is not None and s.words[owner - 1] == ";")
    if owner is None or (s.tags[owner] & flag.POSSESSIVE and not opens):
        return None
    first = phrase_start(s, owner, plain=True)
    return _counts(s, i, first, (first, owner + 1))


def _figure_by(s: Sentence, i: int) -> Frame | None:
    """ "An earlier count of 120 missiles by the mayor": that figure is theirs, and no more."""
    if s.low(i + 1) != "of" or not s.tag(i + 2) & flag.NUMBER:
        return None
    by = next((k for k in range(i + 3, min(i + NEAR_PAPER, s.last)) if s.lows[k] == "by"), None)
    who = phrase_after(s, by + 1) if by is not None else None
    verb = next((k for k in range(*who) if s.tags[k] & flag.IRREGULAR_PAST), None) if who is not None else None
    who = who if verb is None or who is None else (who[0], verb)
    if by is None or who is None or not may_speak(s, *who) or s.tags[who[0]] & flag.DATE:
        return None
    if any(s.tags[k] & (flag.MARK | flag.HELPER | flag.PARTICIPLE) or is_finite(s, k) for k in range(i + 2, by)):
        return None
    return Frame(by, who[1], who, lemma="count", leads=False, trails=True, narrow=i + 2)


def _after_aside(s: Sentence, i: int) -> int:
    """ "The party's count, which leaves out sheds, stops at 40": the token behind what a comma opens at ``i``.

    "Their first estimate, at noon, was of 900": so it is where the verb of the figure follows.
    """
    comma = next((k for k in range(i + 1, min(i + _ASIDE, s.last)) if s.lows[k] == ","), i)
    if s.low(i) != "," or comma == i:
        return i
    aside = s.low(i + 1) in s.lists["asides_of_subjects"] or s.low(comma + 1) in s.lists["states"]
    return comma + 1 if aside else i


def _of_whose(s: Sentence, i: int) -> Frame | None:
    """ "The ministry, whose own tally stood at 88,": of what stands before "whose"."""
    whose = i - 1 - (s.lows[i - 1] != "whose")
    source = antecedent_of(s, whose)
    if source is None or not may_speak(s, *source):
        return None
    end = next((k for k in range(i, s.last) if s.words[k] == ","), None)
    return replace(_counts(s, i, whose, source), reach=end)


def _counts(s: Sentence, i: int, first: int, source: Span) -> Frame:
    end = next((k for k in range(i, s.last) if s.words[k] == ";"), None)  # "its figures are sound; the mayor has 40"
    return Frame(first, i + 1, source, lemma="count", expecting=s.lows[i] in ("forecast", "projection"), reach=end)
