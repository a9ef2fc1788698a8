"""Is a word the verb of a statement, and does it say something: told from the words around it."""

from __future__ import annotations

from functools import cache

from estimates.article.grammar import (
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
    is_numeral,
    is_owner,
    is_participle,
    number_like,
)  # fmt: skip
from estimates.article.subjects import Subjects
from estimates.article.verbs import Verb, verbs
from estimates.lang.lexicon import lexicon, words_of

_COMPLEMENT_OPENERS, _DETERMINERS, _NOUN_OPENERS = (
    grammar("complement_openers"),
    grammar("determiners"),
    grammar("noun_openers"),
)
_HEARD = grammar("takes_object")
_GOES_TO = grammar("goes_to")
_BESIDE = 9  # words between a quotation and its verb
_HIT, _TIME = grammar("hit"), grammar("time_adjectives")


@cache
def governs() -> dict[str, frozenset[str]]:
    """Give the words by which verbs take their matter, by lemma: "of" for "speak"; and the verbs that need one."""
    found = {lemma: words_of(entry["with"]) for lemma, entry in lexicon("verbs").items() if "with" in entry}
    return found | {"bare": grammar("bare")}


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
            opens = opens or after in governs().get(verb.lemma, ())
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

    def beside_quote(self, i: int) -> bool:
        """True for a verb beside a quotation and not inside it."""
        return self.document.quote_of[i] < 0 and any(
            self.words[k] in '"“”' for k in range(max(i - _BESIDE, self.first), min(i + 4, self.last))
        )
