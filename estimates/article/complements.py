"""Does a verb of saying have what it needs: a clause, a figure, a quotation, a preposition of its own."""

from __future__ import annotations

from itertools import pairwise

from estimates.article.clauses import is_finite
from estimates.article.cues import beside_quote, governs, group_start
from estimates.article.document import Sentence
from estimates.article.grammar import (
    ARTICLES,
    PRONOUNS,
    PUNCTUATION,
    QUOTE_MARKS,
    grammar,
    is_called_false,
    is_numeral,
    number_like,
)  # fmt: skip
from estimates.article.people import people_words
from estimates.article.subjects import subject_before
from estimates.article.verbs import Verb

PEOPLE = people_words()

_NEEDS_CLAUSE, _NEEDS_OPENING, _NEEDS_SPEECH = (
    grammar("needs_clause"),
    grammar("needs_opening"),
    grammar("needs_speech"),
)
_CLAUSE_OPENERS = PRONOUNS | {":", ",", ".", "there"}
_POLLED = grammar("polled")
_GIVES = frozenset(["give", "name", "cite", "state", "quote"])
_NEAR = 6  # words between a figure and the verb of its giver
_LET_IN = frozenset(["patients", "students", "pupils", "refugees", "women", "men", "people", "children"])
_SAID = (grammar("said_nouns") - grammar("forward_nouns")) | {"number", "numbers", "toll", "figure", "figures", "talk"}
_CHANCES = grammar("chances")
_SCHOLARS = grammar("scholars")
_OPENING = frozenset(["that", "out", ":", ",", "to"])
_SHARES = frozenset(["percent", "%", "per", "majority", "half", "third"])


def complement_fits(s: Sentence, i: int, verb: Verb) -> bool:
    """True unless a verb of weak meaning lacks what makes it a statement."""
    after = s.lows[i + 1 : min(i + 16, s.last)]
    if _says_so(s, i, verb, after):
        return True
    fits = _has_its_own(s, i, verb, after)
    if fits is not None:
        return fits
    classes, figure_next = verb.classes, bool(after) and number_like(after[0])
    if classes & {"assertion", "thought", "denial"}:
        return True
    if "placement" in classes:
        before = s.lows[max(s.first, i - 6) : i]
        as_put = verb.lemma == "put" and after[:1] == ["it"] and ("as" in before or "how" in before)
        return as_put or any(low == "at" and number_like(following) for low, following in pairwise(after))
    if verb.lemma == "give" and not _CHANCES.isdisjoint(after[:9]):
        return True
    if "revision" in classes:
        at = next((n for n, low in enumerate(after) if low in PEOPLE.tallies), None)
        return at is not None and any(number_like(low) for low in after[at + 1 :])
    if "count" in classes and (figure_next or "evidence" not in classes):
        closes = not after or after[0] in (".", ";")  # "..., the ministry tallied."
        return figure_next or (closes and verb.past and "," in s.lows[s.first : i])
    return _has_evidence(s, i, after)


def _says_so(s: Sentence, i: int, verb: Verb, after: list[str]) -> bool:
    """True for what makes a statement of a verb that seldom is one: "what they called 40 fighters"."""
    lemma, figure_soon = verb.lemma, any(map(is_numeral, after[:5]))
    if lemma in ("call", "describe") and "what" in s.lows[max(i - 6, s.first) : i]:
        return True
    if lemma == "figure":  # "figures the bond will cost him $6"
        return any(is_finite(s.document, k) for k in range(i + 1, min(i + 6, s.last)))
    if lemma == "call":  # "called the damage "slight"", "called talk of 40 dead nonsense"
        quoted = s.document.quote_of[i] < 0 and not QUOTE_MARKS.isdisjoint(after[:9])
        return quoted or is_called_false(after)
    if lemma == "list":
        return after[:1] == ["what"] or ":" in after[:9] or figure_soon
    if lemma in ("remember", "know"):
        return after[:1] == ["of"] or figure_soon or (bool(after) and number_like(after[0]))
    return lemma in _GIVES and _is_figure_given(s, i)


def _has_its_own(s: Sentence, i: int, verb: Verb, after: list[str]) -> bool | None:
    """Whether a verb has what it alone needs; missing for the many that need what their class does."""
    lemma, figure_next = verb.lemma, bool(after) and number_like(after[0])
    if lemma in _NEEDS_CLAUSE:
        told = "that" in after[:4] or ":" in after[:3] or beside_quote(s, i)
        return told or (lemma == "see" and verb.form == "s")
    if figure_next and lemma in ("assess", "recall"):
        # "assesses that 900 have gone" and "assesses 900 have gone", not "assessed 58 fines and found"
        end = next((k for k in range(i + 2, s.last) if s.lows[k] in ("and", ",", ";")), s.last)
        return any(is_finite(s.document, k) for k in range(i + 2, min(i + 8, end)))
    if figure_next and lemma == "admit":
        return _LET_IN.isdisjoint(after[:6])  # "hospitals admitted 900 patients"
    if lemma in ("reject", "dismiss"):
        return _rejects_words(s, i, after)
    if lemma in _NEEDS_SPEECH:
        j = group_start(s, i)
        said_so = s.low(j - 1) in PRONOUNS and s.low(j - 2) == ","  # "..., he added in a statement"
        opens = not after or after[0] in _CLAUSE_OPENERS or "that" in after[:4]
        return opens or said_so or beside_quote(s, i)
    if lemma in _NEEDS_OPENING:
        return not _OPENING.isdisjoint(after[:4]) or beside_quote(s, i) or figure_next
    if lemma == "publish":
        return figure_next or after[:1] in (["figures"], ["data"], ["statistics"])
    if lemma == "post":
        return "that" in after[:5] or ":" in after[:5] or beside_quote(s, i)
    if lemma in governs()["bare"]:
        return not governs()[lemma].isdisjoint(after[:1])
    return None


def _rejects_words(s: Sentence, i: int, after: list[str]) -> bool:
    """ "Rejected claims of 40 dead", "dismissed it as", and not "rejected a $40 million offer"."""
    after = after[: next((k for k, low in enumerate(after) if low in PUNCTUATION), len(after))]
    said = not _SAID.isdisjoint(after[:9]) or not PEOPLE.documents.isdisjoint(after[:9])
    return said or not {"that", "as", "it", "this"}.isdisjoint(after[:9]) or beside_quote(s, i)


def _is_figure_given(s: Sentence, i: int) -> bool:
    """ "More than the 40 the mayor had given": the figure and then its giver stand right before the verb."""
    j = group_start(s, i)
    figure = next((k for k in range(j - 1, max(s.first, j - _NEAR), -1) if s.lows[k][0].isdigit()), None)
    gap = i + 1 >= s.last or s.words[i + 1] in PUNCTUATION
    return gap and figure is not None and (s.lows[figure + 1] in ARTICLES or s.words[figure + 1][0].isupper())


def _has_evidence(s: Sentence, i: int, after: list[str]) -> bool:
    """Documents show and scholars find; others must find "that"."""
    j = group_start(s, i)
    nouns = {s.low(k) for k in range(max(j - 9, s.first), j)}
    return (
        "that" in after[:5]
        or not nouns.isdisjoint(PEOPLE.documents)
        or not nouns.isdisjoint(_SCHOLARS)
        or not _POLLED.isdisjoint(s.lows[s.first : i])
        or (s.low(j - 1) == "," and paper_is_subject(s, j))
        or after[:1] in ([","], ["."], [";"], [])
        or beside_quote(s, i)
        or (_is_share(after) and number_like(after[0]))
    )


def _is_share(after: list[str]) -> bool:
    """ "Finds 60 percent of voters", which is the result of a count."""
    return "of" in after[:5] and not _SHARES.isdisjoint(after[:4])


def paper_is_subject(s: Sentence, j: int) -> bool:
    """ "The survey, taken by telephone in the first days of May, found"."""
    subject = subject_before(s, j)
    return subject is not None and not PEOPLE.documents.isdisjoint(s.lows[slice(*subject[0])])
