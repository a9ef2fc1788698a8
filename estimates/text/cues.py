"""Is a word the verb of a statement, and does it say something: told from the words around it."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from estimates.text.clauses import is_finite
from estimates.text.grammar import (
    ARTICLES,
    BE,
    DASHES,
    HAVE,
    HELPERS,
    MODALS,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
    PUNCTUATION,
    QUOTE_MARKS,
    SUBORDINATORS,
    grammar,
    is_adverb,
    is_called_false,
    is_numeral,
    is_owner,
    is_participle,
    number_like,
)  # fmt: skip
from estimates.text.lexicon import lexicon, words_of
from estimates.text.subjects import Subjects
from estimates.text.verbs import Verb, verbs

_COMPLEMENT_OPENERS, _DETERMINERS, _NOUN_OPENERS = (
    grammar("complement_openers"),
    grammar("determiners"),
    grammar("noun_openers"),
)
_NEEDS_CLAUSE, _NEEDS_OPENING, _NEEDS_SPEECH = (
    grammar("needs_clause"),
    grammar("needs_opening"),
    grammar("needs_speech"),
)
_HEARD = grammar("takes_object")
_GOES_TO = grammar("goes_to")
_CLAUSE_OPENERS = PRONOUNS | {":", ",", ".", "there"}
_POLLED = grammar("polled")
_GIVES = frozenset(["give", "name", "cite", "state", "quote"])
_NEAR = 6  # words between a figure and the verb of its giver
_BESIDE = 9  # words between a quotation and its verb
_LET_IN = frozenset(["patients", "students", "pupils", "refugees", "women", "men", "people", "children"])
_SAID = (grammar("said_nouns") - grammar("forward_nouns")) | {"number", "numbers", "toll", "figure", "figures", "talk"}
_CHANCES = grammar("chances")
_HIT, _SCHOLARS, _TIME = grammar("hit"), grammar("scholars"), grammar("time_adjectives")


@cache
def _governs() -> dict[str, frozenset[str]]:
    return {lemma: words_of(words) for lemma, words in lexicon("speech")["governs"].items()}


def verb_share(after: list[str]) -> bool:
    """Tell whether a share of something follows: "finds 60 percent of voters", which is the result of a count."""
    return "of" in after[:5] and not {"percent", "%", "per", "majority", "half", "third"}.isdisjoint(after[:4])


class Cues(Subjects):
    """The verbs of one sentence that may hand words to somebody."""

    def is_verb(self, i: int, verb: Verb) -> bool:
        """Tell a verb from the noun or the adjective of the same shape."""
        before, after = self.low(i - 1), self.low(i + 1)
        if verb.form == "base" and "denial" in verb.classes and (before == "not" or before.endswith("n't")):
            return True
        if (verb.lemma == "think" and after.startswith("tank")) or (verb.lemma == "point" and self._is_measure(i - 1)):
            return False
        if (
            (before in ARTICLES and (before != "that" or verb.form == "base"))
            or before in POSSESSIVES
            or before in _DETERMINERS
        ):
            return False
        if i > self.first and is_owner(self.words[i - 1]) and verb.form != "past":
            return False
        if self.words[i][0].isupper() and i > self.first and self.words[i - 1] not in QUOTE_MARKS:
            return False
        if verb.past and (before[:1].isdigit() or (after in _HIT and self.low(i + 2) != "by")):
            return False
        if (
            verb.form == "past"
            and verb.lemma == self.lows[i]
            and verb.noun_too
            and after != ":"
            and (not after or after in ("of", "for") or after in PUNCTUATION)
            and before not in HAVE
        ):
            return False  # "its August forecast"
        if verb.past and self.is_reduced(i) and before not in BE and before not in PRONOUNS and after != "on":
            return False
        if verb.lemma in _HEARD and after in ("on", "about", "by") and before not in BE:
            return number_like(self.low(i + 2)) and after == "about"  # "told about 60 residents that"
        if verb.lemma == "report" and after == "to":
            return "that" in self.lows[i + 1 : i + 6]  # "murders reported to them"
        if verb.form in ("base", "s") and before in PREPOSITIONS:
            return before == "to" and verb.form == "base" and not verb.noun_too and self._goes_to(i) < i
        if verb.noun_too and verb.form in ("base", "s"):
            return self._is_no_noun(i, verb)
        return verb.form != "base" or self._agrees(i, verb)

    def _is_measure(self, k: int) -> bool:
        """ "Basis points", "150 points"."""
        return self.low(k) in ("basis", "percentage", "percent") or is_numeral(self.low(k))

    def _is_no_noun(self, i: int, verb: Verb) -> bool:
        """ "The agency reports 40 cases" against "new reports of 40 cases"."""
        before, after = self.low(i - 1), self.low(i + 1)
        if verb.form == "s" and before.endswith("ing") and before not in self.people.documents:
            return False  # "isolating targets"
        if before in verbs() and verbs()[before].form != "base" and before not in self.people.documents:
            return False
        if after in (",", ".", ";", ""):
            named = (
                self.words[i - 1][0].isupper()
                or before in self.people.documents
                or before in self.people.plural
                or before in self.people.bodies
                or self._dated_paper(i)
            )
            opens = named and not {"citing", "quoting"} & set(self.lows[max(i - 4, self.first) : i])
        else:
            capital = i + 1 < self.last and self.words[i + 1][0].isupper()
            figure = number_like(after) and (
                after != "as" or number_like(self.low(i + 2))
            )  # "calls as", "as many as 40"
            opens = after in _COMPLEMENT_OPENERS or figure or capital
            opens = opens or after in _governs().get(verb.lemma, ())
            opens = opens or (after == "to" and (verb.expecting or verb.lemma == "point"))
            opens = opens or (before == "," and verb.form == "s" and not HELPERS.isdisjoint(self.lows[i + 1 : i + 6]))
            agent = (
                self._is_name_or_adverb(i - 1)
                or self._dated_paper(i)
                or before in self.people.documents
                or before in self.people.bodies
            )
            opens = opens or (agent and self._opens_object(i + 1))
        if before in _NOUN_OPENERS:
            return verb.form == "s" and after != "that" and opens and before in ("police", "media")
        return opens and self._agrees(i, verb)

    def _dated_paper(self, i: int) -> bool:
        """ "The report dated Feb. 21 estimates savings"."""
        j = self.group_start(i)
        return j < i and not self.people.documents.isdisjoint(self.lows[max(j - 2, self.first) : j])

    def _is_name_or_adverb(self, j: int) -> bool:
        if j < self.first:
            return False
        place = self.lows[j] in self.people.capitals or self.lows[j] in self.people.nations
        return is_adverb(self.lows[j]) or (self.words[j][0].isupper() and (j > self.first or place))

    def _opens_object(self, j: int) -> bool:
        """ "Forecasts growth of", and not "forecasts were", "forecasts compiled by"."""
        low = self.low(j)
        closed = low in PREPOSITIONS or low in HELPERS or low in SUBORDINATORS or low in ("and", "or", "but")
        return low[:1].isalpha() and not closed and not is_participle(low)

    def _agrees(self, i: int, verb: Verb) -> bool:
        """True where the word before can be the subject of this form: "they say", "the agency says"."""
        j = self.group_start(i) - 1
        before = self.low(j)
        if not before:
            return False
        if before in (",", ")") or before in DASHES or before in QUOTE_MARKS:
            return True
        if verb.form == "s":
            return (
                before not in ("they", "we", "i", "you", "and", "or", ";")
                and before[0].isalnum()
                and before not in MODALS
            )
        if any(
            self.low(k) in self.people.documents and self.low(k).endswith(("s", "data", "evidence"))
            for k in range(j - 8, j)
        ):
            return True
        start = self.start_of(j)
        hung = next((k for k in range(start + 1, j) if self.lows[k] in PREPOSITIONS), j + 1)
        hung -= hung - 1 > start and is_participle(self.lows[hung - 1])  # "relatives camped at the port say"
        return self._is_plural(hung - 1) or (hung <= j and self._is_plural(j))

    def _is_plural(self, j: int) -> bool:
        """True for a word that a plural verb may follow: "nurses", "police", "Democrats", "they"."""
        low = self.low(j)
        if low in self.people.plural or low in (
            "they",
            "we",
            "i",
            "you",
            "people",
            "who",
            "which",
            "men",
            "women",
            "data",
        ):
            return True
        named = self.words[j][0].isupper() and low not in self.people.not_names
        return named or (low.endswith("s") and not low.endswith(("ss", "'s")))

    def group_start(self, i: int) -> int:
        """The first word of the verb group that ends in token ``i``: helpers, adverbs, a date before the verb."""
        j = i
        while j > self.first:
            low = self.lows[j - 1]
            if low == "far" and self.low(j - 2) == "so":  # "had so far pledged"
                j -= 2
                continue
            adverb = is_adverb(low) and (self.words[j - 1][0].islower() or j - 1 == self.first)
            if low in HAVE or low in BE or adverb:
                j -= 1
                continue
            k = min(self._date_start(j), self._goes_to(j))
            if k == j:
                return j
            j = k
        return j

    def _goes_to(self, j: int) -> int:
        """ "Likes to say", "went on to say": where the words begin that leave the saying a fact."""
        if self.low(j - 1) != "to":
            return j
        if self.low(j - 2) == "on" and self.low(j - 3) in _GOES_TO:
            return j - 3
        for k in range(j - 3, max(j - 7, self.first), -1):  # "took to the radio to say", "went on television to say"
            if self.lows[k] in ("took", "went", "takes", "goes") and self.low(k + 1) in ("to", "on"):
                return k
        return j - 2 if self.low(j - 2) in _GOES_TO else j

    def _date_start(self, j: int) -> int:
        """Step back over "on Monday", "late Tuesday", "last week" that ends before token ``j``."""
        k, dates = j, self.people.dates
        while k > self.first and (
            (self.lows[k - 1] in dates and self.words[k - 1] != "march")
            or (self.lows[k - 1].isdigit() and self.low(k - 2) in dates)
        ):
            k -= 1
        while k < j and k > self.first and self.lows[k - 1] in _TIME:
            k -= 1
        return k

    def complement_fits(self, i: int, verb: Verb) -> bool:
        """True unless a verb of weak meaning lacks what makes it a statement."""
        classes, after = verb.classes, self.lows[i + 1 : min(i + 16, self.last)]
        figure_next = bool(after) and number_like(after[0])
        if verb.lemma == "figure" and any(is_finite(self.document, k) for k in range(i + 1, min(i + 6, self.last))):
            return True
        if verb.lemma == "call" and is_called_false(after):
            return True
        if verb.lemma == "list" and (after[:1] == ["what"] or ":" in after[:9] or any(map(is_numeral, after[:5]))):
            return True
        if verb.lemma in _GIVES and self._is_figure_given(i):
            return True
        if verb.lemma in ("call", "describe") and "what" in self.lows[max(i - 6, self.first) : i]:
            return True  # "what they called 40 fighters"
        if verb.lemma in ("remember", "know") and (
            figure_next or after[:1] == ["of"] or any(map(is_numeral, after[:5]))
        ):
            return True
        if verb.lemma in _NEEDS_CLAUSE:
            return (
                "that" in after[:4]
                or ":" in after[:3]
                or self.beside_quote(i)
                or (verb.lemma == "see" and verb.form == "s")
            )
        if figure_next and verb.lemma in ("assess", "recall"):
            # "assesses that 900 have gone" and "assesses 900 have gone", not "assessed 58 fines and found"
            end = next((k for k in range(i + 2, self.last) if self.lows[k] in ("and", ",", ";")), self.last)
            return any(is_finite(self.document, k) for k in range(i + 2, min(i + 8, end)))
        if figure_next and verb.lemma == "admit":
            return _LET_IN.isdisjoint(after[:6])  # "hospitals admitted 900 patients"
        if verb.lemma in ("reject", "dismiss"):
            return self._rejects_words(i, after)
        if verb.lemma in _NEEDS_SPEECH:
            j = self.group_start(i)
            said_so = self.low(j - 1) in PRONOUNS and self.low(j - 2) == ","  # "..., he added in a statement"
            return (
                after[:1] == [] or after[0] in _CLAUSE_OPENERS or "that" in after[:4] or said_so or self.beside_quote(i)
            )
        if verb.lemma in _NEEDS_OPENING:
            return bool(set(after[:4]) & {"that", "out", ":", ",", "to"}) or self.beside_quote(i) or figure_next
        if verb.lemma == "publish":
            return figure_next or after[:1] in (["figures"], ["data"], ["statistics"])
        if verb.lemma == "post":
            return bool(set(after[:5]) & {"that", ":"}) or self.beside_quote(i)
        if verb.lemma == "call" and self.document.quote_of[i] < 0 and not QUOTE_MARKS.isdisjoint(after[:9]):
            return True  # "called the damage "slight"
        if verb.lemma in _governs()["bare"]:
            return not _governs()[verb.lemma].isdisjoint(after[:1])
        if classes & {"assertion", "thought", "denial"}:
            return True
        if "placement" in classes:
            before = self.lows[max(self.first, i - 6) : i]
            as_put = verb.lemma == "put" and after[:1] == ["it"] and ("as" in before or "how" in before)
            return as_put or any(low == "at" and number_like(following) for low, following in pairwise(after))
        if verb.lemma == "give" and not _CHANCES.isdisjoint(after[:9]):
            return True
        if "revision" in classes:
            at = next((n for n, low in enumerate(after) if low in self.people.tallies), None)
            return at is not None and any(number_like(low) for low in after[at + 1 :])
        if "count" in classes and (figure_next or "evidence" not in classes):
            closes = not after or after[0] in (".", ";")  # "..., the ministry tallied."
            return figure_next or (closes and verb.past and "," in self.lows[self.first : i])
        return self._has_evidence(i, after)

    def _rejects_words(self, i: int, after: list[str]) -> bool:
        """ "Rejected claims of 40 dead", "dismissed it as", and not "rejected a $40 million offer"."""
        after = after[: next((k for k, low in enumerate(after) if low in PUNCTUATION), len(after))]
        said = not _SAID.isdisjoint(after[:9]) or not self.people.documents.isdisjoint(after[:9])
        return said or not {"that", "as", "it", "this"}.isdisjoint(after[:9]) or self.beside_quote(i)

    def _is_figure_given(self, i: int) -> bool:
        """ "More than the 40 the mayor had given": the figure and then its giver stand right before the verb."""
        j = self.group_start(i)
        figure = next((k for k in range(j - 1, max(self.first, j - _NEAR), -1) if self.lows[k][0].isdigit()), None)
        gap = i + 1 >= self.last or self.words[i + 1] in PUNCTUATION
        return gap and figure is not None and (self.lows[figure + 1] in ARTICLES or self.words[figure + 1][0].isupper())

    def _has_evidence(self, i: int, after: list[str]) -> bool:
        """Documents show and scholars find; others must find "that"."""
        j = self.group_start(i)
        nouns = {self.low(k) for k in range(max(j - 9, self.first), j)}
        return (
            "that" in after[:5]
            or not nouns.isdisjoint(self.people.documents)
            or not nouns.isdisjoint(_SCHOLARS)
            or not _POLLED.isdisjoint(self.lows[self.first : i])
            or (self.low(j - 1) == "," and self._paper_is_subject(j))
            or after[:1] in ([","], ["."], [";"], [])
            or self.beside_quote(i)
            or (verb_share(after) and number_like(after[0]))
        )

    def _paper_is_subject(self, j: int) -> bool:
        """ "The survey, taken by telephone in the first days of May, found"."""
        subject = self.subject_before(j)
        return subject is not None and not self.people.documents.isdisjoint(self.lows[slice(*subject[0])])

    def beside_quote(self, i: int) -> bool:
        """True for a verb beside a quotation and not inside it."""
        return self.document.quote_of[i] < 0 and any(
            self.words[k] in '"“”' for k in range(max(i - _BESIDE, self.first), min(i + 4, self.last))
        )
