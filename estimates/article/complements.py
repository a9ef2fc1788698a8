"""Does a verb of saying have what it needs: a clause, a figure, a quotation, a preposition of its own."""

from __future__ import annotations

from itertools import pairwise

from estimates.article import tags as flag
from estimates.article.chunks import Span, beside_quote, group_start, phrase_after, phrase_start
from estimates.article.clauses import has_finite, is_called_false, is_nominal
from estimates.article.document import Sentence
from estimates.article.estimations import figure_end, takes_estimate
from estimates.article.subjects import subject_before
from estimates.lang.verbs import Verb

_AHEAD = 15  # words after a verb in which its complement begins
_OBJECT = 6  # words from a verb to "of" in its object
_NEAR = 6  # words between a figure and the verb of its giver
_SPOKEN = ("assertion", "thought", "denial")
_ASKING = frozenset(["bare", "gives_estimates", "needs_clause", "needs_opening", "needs_speech", "needs_verb"])
_TOLD = frozenset(["that", "as", "it", "this"])


def complement_fits(s: Sentence, i: int, verb: Verb) -> bool:
    """Tell whether a verb has what makes it a statement; only verbs of weak meaning need much."""
    after = s.lows[i + 1 : min(i + 1 + _AHEAD, s.last)]
    if _says_so(s, i, verb, after):
        return True
    if verb.lemma == "estimate" and verb.past and after[:1] == ["at"] and "the" not in after[2:]:
        return False  # "a crowd estimated at 40", but "police estimated at 40 the number"
    fits = _has_its_own(s, i, verb, after)
    return _has_its_class(s, i, verb, after) if fits is None else fits


def _has_its_class(s: Sentence, i: int, verb: Verb, after: list[str]) -> bool:
    """Whether a verb has what the verbs of its class need."""
    classes = verb.classes
    if not classes.isdisjoint(_SPOKEN):
        return True
    numbers = [tag & flag.NUMBER > 0 for tag in s.tags[i + 1 : i + 1 + len(after)]]
    if "placement" in classes and after[:1] and after[0] in s.lists["particles_after"]:
        return False  # "a fund set up by the union stands at $40"
    if "placement" in classes:
        before = s.lows[max(s.first, i - 6) : i]
        as_put = verb.lemma == "put" and after[:1] == ["it"] and ("as" in before or "how" in before)
        # "at 40", "at close to 40"
        reaching = any(after[n] == "as" and after[n + 2] == "as" for n in range(len(after) - 3))  # "as high as 40"
        nearing = not s.lists["nears"].isdisjoint(after)  # "nearer to 40"
        there = any(low in ("at", "to")[: 1 + nearing] and any(numbers[n + 1 : n + 4]) for n, low in enumerate(after))
        there = there or ("as", "being") in pairwise(after)  # "as being around 40"
        bound = (low in s.lists["bounds_of"] and numbers[n + 1] for n, low in enumerate(after[:-1]))
        there = there or (verb.lemma == "put" and any(bound))  # "put it above 40"
        if "evidence" not in classes or there:  # "measured the front at 40 miles"
            return as_put or reaching or there
    if verb.lemma == "give" and not s.lists["chances"].isdisjoint(after[:9]):
        return True
    if "revision" in classes:
        if after[:1] == ["to"] and verb.lemma != "stick":
            return False  # "the population had increased to a total of 40"
        if after[:1] in (["this"], ["that"], ["it"]) and after[1:2] in (["to"], ["by"]):
            return any(numbers[2:])  # "revised this to 40"
        told, counts = s.language.fates, s.language.people.tallies
        dead = (after[:1] == ["the"] and told.get(after[1]) in s.lists["fates_of_people"]) if after[1:] else False
        at = 1 if dead else next((n for n, low in enumerate(after) if low in counts), len(after))
        return any(numbers[at + 1 :])
    figure_next = "count" in classes and _counts_next(s, i)
    if figure_next or ("count" in classes and "evidence" not in classes):
        closes = not after or after[0] in (".", ";")  # "..., the ministry tallied."
        return figure_next or (closes and verb.past and "," in s.lows[s.first : i])
    return _has_evidence(s, i, verb, after)


def _counts_next(s: Sentence, i: int) -> bool:
    """ "Counted over 40", "at least 40", "recorded the deaths of 40", and not "diagnosed as obese"."""
    tag = s.tag(i + 1)
    if s.low(i + 1) == "the":
        of = next((k for k in range(i + 3, i + _OBJECT) if s.low(k) == "of"), None)
        return of is not None and _counts_next(s, of)
    limited = s.low(i + 2) in ("least", "most")
    return tag & flag.NUMBER > 0 and not (tag & flag.PREPOSITION and not s.tag(i + 2 + limited) & flag.NUMBER)


def _says_so(s: Sentence, i: int, verb: Verb, after: list[str]) -> bool:
    """True for what makes a statement of a verb that seldom is one: "what they called 40 fighters"."""
    lemma = verb.lemma
    if lemma == "call":  # "called the damage "slight"", "called talk of 40 dead nonsense"
        quoted = s.quote_of[i] < 0 and not s.lists["quote_marks"].isdisjoint(after[:9])
        quoted = quoted and after[0] not in s.lists["particles_after"] and after[0] != "in"  # "called in 40 men"
        return quoted or is_called_false(s.language, after)
    if lemma in ("list", "remember", "know"):
        if after[:1] in (["as"], ["for"]):
            return False  # "a period known as the Little Frost"
        return after[:1] == ["of"] or any(map(flag.NUMBER.__and__, s.tags[i + 1 : min(i + 6, s.last)]))
    if "gives_estimates" in verb.behaviour and takes_estimate(s, i, verb):
        return True
    return "gives_figure" in verb.behaviour and _is_figure_given(s, i)


def _has_its_own(s: Sentence, i: int, verb: Verb, after: list[str]) -> bool | None:
    """Whether a verb has what it alone needs; missing for the many that need what their class does."""
    if verb.lemma not in s.lists["needs_its_own"] and verb.behaviour.isdisjoint(_ASKING):
        return None  # as mostly
    lemma, following = verb.lemma, s.tag(i + 1)
    figure_next = following & flag.NUMBER > 0
    figure_next = figure_next and not (following & flag.ARTICLE and not s.tag(i + 2) & flag.NUMBER)  # "a report"
    if "gives_estimates" in verb.behaviour and verb.classes == {"count"}:
        return False
    if lemma in s.lists["needs_clause"]:
        label = s.tags[i] & flag.NOUN_TOO and after[:1] == [":"]  # "Key figures: 40"
        told = "that" in after[:4] or (":" in after[:3] and not label) or beside_quote(s, i)
        told = told or _tells_clause(s, i, after)
        return told or (lemma == "see" and (verb.form == "s" or (verb.form == "base" and looks_ahead(s, i))))
    if figure_next and "needs_verb" in verb.behaviour:
        # "assesses that 900 have gone" and "assesses 900 have gone", not "assessed 58 fines and found"
        end = next((k for k in range(i + 2, s.last) if s.lows[k] in ("and", ",", ";")), s.last)
        return has_finite(s, i + 2, min(i + 8, end))
    if lemma == "ask" and figure_next:
        return False  # "a hotel asks 50,000 francs for a room"
    if lemma == "declare" and not s.lists["declared"].isdisjoint(after[:1]):
        return False  # "Orr declared winner with 50 percent"
    if lemma == "call" and after[:1] and after[0] in s.lists["particles_after"]:
        return False  # "called off the search for 40 men"
    if lemma == "accuse" and after[:1] == ["of"]:
        return False  # "men accused of moving 40 tons"
    if lemma == "claim" and not s.lists["won"].isdisjoint(after[:6]):
        return "that" in after[:6]  # "claimed 40 lives", "claimed second place"
    if lemma == "target":  # "targeted 4 percent", "growth of 4 percent", and not "targeted 40 ships", "a cell of 40"
        paid = any(map(flag.SIGN.__and__, s.tags[i + 1 : i + _OBJECT]))
        return paid or not {"%", "percent", "per"}.isdisjoint(after[:_OBJECT]) or (not figure_next and "by" in after)
    if lemma == "track" and figure_next:
        return s.lists["ways"].isdisjoint(after[1:4])  # "tracked 40 miles north"
    if figure_next and lemma in ("admit", "release"):  # "hospitals admitted 900 patients", "released 40 tons of gas"
        paid = lemma == "release" and following & flag.SIGN > 0
        return not paid and s.lists["let_in"].isdisjoint(after[:6])
    if figure_next and lemma == "offer":  # "offered 4 percent", and not "offered 900 shares", "$40"
        given = not s.language.people.tallies.isdisjoint(after[:3])
        return given or not {"%", "percent", "per"}.isdisjoint(after[:4])
    if lemma in ("reject", "dismiss"):
        return _rejects_words(s, i, after) or beside_quote(s, i)
    if lemma in s.lists["needs_speech"]:
        j = group_start(s, i)
        that = after.index("that") if "that" in after[:4] else -1
        told_of = that > 0 and (after[that - 1] in s.lists["said_nouns"] or s.tag(i + that) & flag.PAPER)
        closes = (not after or after[0] == ".") and phrase_start(s, j - 1) > s.first + 1  # no "“Work continues."
        goes_on = verb.form == "s" and j - 1 == s.first and not s.tags[j - 1] & (flag.SPEAKER | flag.PRONOUN)
        if goes_on and not beside_quote(s, i):
            return False  # "Search continues, 3 people may be buried"
        if verb.form == "ing" and after[:1] == [":"] and not beside_quote(s, i):
            return False  # "Partners are responding: the council sends 40 tents"
        if verb.noun_too and after[:1] == [","] and not (s.tag(j - 1) & flag.PRONOUN or beside_quote(s, i)):
            return False  # "Orr Guild volunteers, 240 in number"
        opens = closes or after[:1] in ([":"], [","], ["there"]) or (that >= 0 and not told_of)
        # "he added in a letter 40 men had gone"
        set_in = s.tag(j - 1) & flag.PRONOUN and following & flag.PREPOSITION and has_finite(s, i + 2, s.last)
        return opens or bool(set_in) or following & flag.PRONOUN > 0 or beside_quote(s, i)
    if lemma in s.lists["needs_opening"]:
        opens = not s.lists["matter_openers"].isdisjoint(after[:4]) or beside_quote(s, i) or figure_next
        return opens or _tells_clause(s, i, after) or _that_behind(s, i, after)
    if lemma == "write" and after and after[0] in s.lists["oneself"]:
        return False  # "wrote herself 40 cheques"
    if lemma == "ask" and following & flag.SIGN:
        return False  # "were asking 40 euros for a ticket"
    if figure_next and lemma in ("write", "publish"):
        return s.lists["works"].isdisjoint(after[:4])  # "has written nine books"
    if lemma == "post":
        return "that" in after[:5] or ":" in after[:5] or beside_quote(s, i)
    if "bare" in verb.behaviour:
        return not verb.governs.isdisjoint((*after[:1], s.low(_past_date(s, i + 1))))
    return None


def _past_date(s: Sentence, k: int) -> int:
    """ "Spoke on 23 June of 40", "for the first time of 40": the token behind what parts it from its preposition."""
    if s.lows[k : k + 4] == ["for", "the", "first", "time"]:
        return k + 4
    dated = s.tag(k) & flag.DATE or (s.tag(k) & flag.PREPOSITION and (s.tag(k + 1) | s.tag(k + 2)) & flag.DATE)
    while dated and k < s.last and s.low(k) != "of":
        k += 1
        if not (s.tag(k) & (flag.DATE | flag.ADVERB) or s.low(k).isdigit()):
            break
    return k


def _tells_clause(s: Sentence, i: int, after: list[str]) -> bool:
    """ "Stated it had sent 40", "judged to be 40", and "40 men left, the agency has learned.", behind it all."""
    if s.tag(i + 1) & flag.PRONOUN:
        return has_finite(s, i + 2, min(i + 4, s.last))
    if after[:2] == ["to", "be"]:
        return True
    end = group_start(s, i)
    start = phrase_start(s, end - 1)
    pronoun = s.tags[end - 1] & flag.PRONOUN  # "..., he figures, ..."
    named = start == end - 1 if pronoun else s.tags[start] & (flag.ARTICLE | flag.CAPITAL) > 0
    after = after[after[:1] == ["out"] :]  # "..., she points out, ..."
    return after[:1] in ([], ["."], [","]) and s.low(start - 1) == "," and named


def _that_behind(s: Sentence, i: int, after: list[str]) -> bool:
    """ "Stated in its report of 6 May that": a phrase and no clause stands between the two."""
    that = i + 1 + after.index("that") if "that" in after else i
    return s.tag(i + 1) & flag.PREPOSITION > 0 and that > i and is_nominal(s, i + 1, that)


def looks_ahead(s: Sentence, i: int) -> bool:
    """Tell a view of what is to come: "the bank sees it at 3 percent", "sees sales rising"."""
    seen = s.lows[i + 1 : i + 6]
    level = any(low == "of" and tag & flag.NUMERAL for low, tag in zip(seen, s.tags[i + 2 : i + 6], strict=False))
    return level or "at" in seen or any(low.endswith("ing") for low in seen)


def _rejects_words(s: Sentence, i: int, after: list[str]) -> bool:
    """ "Rejected claims of 40 dead", "dismissed it as", and not "rejected a $40 million offer"."""
    end = next((n for n, tag in enumerate(s.tags[i + 1 : i + 10]) if tag & flag.PUNCTUATION_MARK), 9)
    told = after[: min(end, 9)]
    return any(not words.isdisjoint(told) for words in (s.lists["rejected"], s.language.people.documents, _TOLD))


def _is_figure_given(s: Sentence, i: int) -> bool:
    """ "More than the 40 the mayor had given", "the toll the mayor gave was": the giver stands before the verb."""
    j = group_start(s, i)
    if s.low(i + 1) in s.lists["states"]:
        toll = next((k for k in range(j - 1, max(s.first, j - _NEAR) - 1, -1) if _is_tally(s, k)), None)
        gives = flag.ARTICLE | flag.CAPITAL | flag.PLURAL | flag.SUBORDINATOR
        return toll is not None and s.tags[toll + 1] & gives > 0
    figure = next((k for k in range(j - 1, max(s.first, j - _NEAR), -1) if s.tags[k] & flag.DIGIT), None)
    gap = i + 1 >= s.last or s.tags[i + 1] & flag.PUNCTUATION_MARK
    return bool(gap) and figure is not None and s.tags[figure + 1] & (flag.ARTICLE | flag.CAPITAL) > 0


def _is_tally(s: Sentence, k: int) -> bool:
    return s.lows[k] in s.language.people.tallies


def _has_evidence(s: Sentence, i: int, verb: Verb, after: list[str]) -> bool:
    """Documents show and scholars find; others must find "that", and show no "mercy"."""
    j = group_start(s, i)
    return (
        "that" in after[:5]
        or after[:1] in ([","], ["."], [";"], [])
        or s.tag(i + 1) & flag.DASH > 0
        or any(s.tags[k] & flag.PAPER or s.lows[k] in s.lists["scholars"] for k in range(max(j - 9, s.first), j))
        or not s.lists["polled"].isdisjoint(s.lows[s.first : i])
        or ((s.low(j - 1) == "," or s.tag(j - 1) & flag.DIGIT) and paper_is_subject(s, j))
        or (verb.lemma not in s.lists["shown"] and beside_quote(s, i))
        # "finds 60 percent of voters", which is the result of a count
        or ("of" in after[:5] and not s.lists["share_words"].isdisjoint(after[:4]) and s.tag(i + 1) & flag.NUMBER > 0)
    )


def paper_is_subject(s: Sentence, j: int) -> bool:
    """Tell whether a paper is the subject: "The survey, taken by telephone in the first days of May, found"."""
    subject = subject_before(s, j)
    return subject is not None and any(map(flag.PAPER.__and__, s.tags[slice(*subject.span)]))


def hearer_after(s: Sentence, i: int, verb: Verb) -> Span | None:
    """Who is told, up to what they are told: "told reporters 40 (or two) men had left", "told a crowd of 900 that".

    Or up to the word by which a verb takes its matter: "notified the council of 40 cases".
    """
    hearer = phrase_after(s, i)
    if hearer is None:
        return None
    first, last = hearer
    matter = next((k for k in range(first + 1, last + 1) if s.low(k) in verb.governs), None)
    if matter is not None:
        return first, matter
    gathered = figure_end(s, last + 1) if s.low(last) == "of" else None
    if gathered is not None:
        return first, gathered
    noun_ends = (not before & (flag.PREPOSITION | flag.ARTICLE | flag.NUMBER) for before in s.tags[first : last - 1])
    told = (k for k, ends in enumerate(noun_ends, first + 1) if ends and s.tags[k] & flag.NUMERAL)
    return first, next(told, last)
