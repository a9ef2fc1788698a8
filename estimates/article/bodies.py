"""Which body is meant: "the ministry", "the company", "it", and a body or people as the words name them."""

from __future__ import annotations

from bisect import insort

from estimates.article.clauses import is_finite, is_nominal
from estimates.article.document import Document
from estimates.article.grammar import ARTICLES, HELPERS, POSSESSIVES, PREPOSITIONS, grammar
from estimates.article.names import Names
from estimates.article.persons import Speaker, bare
from estimates.article.pronouns import RECENT, Pronouns

_MAKERS, _FRESH, _OF_STATE = grammar("makers"), grammar("fresh"), grammar("of_state")
_GENERIC = grammar("generic_bodies") | _MAKERS
LONG_TITLE = 9  # words of a title with its "of"


class Bodies(Pronouns):
    """The bodies that the noun phrases of a document mean, given who has spoken so far."""

    def __init__(self, document: Document, names: Names) -> None:
        super().__init__(document, names)
        self._kinds: dict[str, Speaker] = {}  # bodies by what they were said to be: "the Observatory, a monitor"

    def _head(self, start: int, last: int) -> int:
        """The last word before whatever hangs on a noun phrase."""
        lows, words = self.document.lows, self.names.words
        for k in range(start + 1, last):
            if lows[k] in PREPOSITIONS or (lows[k] in ("and", "or", ",", "&") and lows[start] in words.plural):
                return k - 1
            if (lows[k] in words.written_by or lows[k] in words.handed_over) and lows[k - 1] in words.documents:
                return k - 1
        return last - 1

    def _all_title(self, first: int, last: int) -> bool:
        words = self.document.words
        return all(words[k][0].isupper() or words[k] in ("of", "and", "for", "the", "&") for k in range(first, last))

    def _stand_in(self, start: int, head: int, last: int) -> Speaker:
        """ "The ministry", "the alliance": the body that has the word in its name, else the body that spoke last."""
        word = bare(self.document.lows[head])
        if last - start == 1:
            called = self.names.body_called(word, start)
            if called is not None:
                return Speaker(called.removesuffix("'s").removesuffix("’s"))
        opened = (self._just_opened(start, here=True) or self._just_opened(start)) if word in _MAKERS else None
        if opened is not None and self._is_firm_like(opened.name):
            return opened
        if word in _GENERIC if last - start == 1 else word in _MAKERS:
            fitting = (b for b in reversed(self._orgs) if self._is_firm_like(b.name) or word not in _MAKERS)
            body = next(fitting, None)
            if body is not None:
                return body
            named = self.names.body_before(start) if word not in _MAKERS else None
            if named is not None:
                return Speaker(bare(named))
        return self._as_it_stands(start, last)

    def _is_firm_like(self, name: str) -> bool:
        """True for what may be called a company: no ministry, no court, no agency of a state."""
        return _OF_STATE.isdisjoint(name.lower().split())

    def _body_near(self, token: int) -> Speaker | None:
        """The nearest body before a pronoun that has not spoken yet: "It has cost the airline $20 million, it said"."""
        lows, words = self.document.lows, self.names.words
        for k in range(token - 1, max(token - 60, 0), -1):
            if bare(lows[k]) in words.stand_ins and any(low in ARTICLES for low in lows[max(k - 2, 0) : k]):
                return self.resolve(max(t for t in range(max(k - 2, 0), k) if lows[t] in ARTICLES), k + 1)
        return None

    def _as_it_stands(self, start: int, last: int, kind: str = "") -> Speaker:
        document, words = self.document, self.names.words
        opens, start = start, self._bare_start(start, last)
        name = document.span(start, last)
        if self._possessive(last - 1):
            name = bare(name)
        name = self.names.acronyms.get(name, name)
        name = self.names.firms.get(name, name)
        low = document.lows[last - 1]
        head = document.lows[self._head(start, last)]
        if not kind:
            opens = start == document.sentences[document.sentence_of[start]].first  # a capital there says nothing
            alone = last - start == 1 or document.words[start + 1][0].islower()
            common = document.words[start][0].islower() or (opens and alone)
            named = document.lows[start : self._head(start, last) + 1]
            title = last - start > 1 and self._all_title(start, last) and not common  # "Relief Doctors"
            plural = not title and any(low in words.plural or low in ("people", "men", "women") for low in named)
            plural = plural or (common and head.endswith("s") and not head.endswith("ss") and head not in words.bodies)
            kind = "people" if plural else "body"
        if kind == "body" and document.words[start][0].islower() and low in words.bodies:
            insort(self.names.bodies, (start, name))
        speaker = Speaker(name, None, False, None, kind)
        if start > opens and document.lows[start - 1] in words.bodies:
            self._kinds[document.lows[start - 1]] = speaker  # "the broadcaster NBK" ... "the broadcaster"
        return speaker

    def _bare_start(self, start: int, last: int) -> int:
        """Step over articles, "new", "its" and what is said of a name: "the nonpartisan Tax Policy Center"."""
        lows, words = self.document.lows, self.document.words
        while start < last - 1 and (lows[start] in ARTICLES or self._is_fresh(start)):
            start += 1
        if start < last - 1 and lows[start] in POSSESSIVES and words[start + 1][0].isupper():
            return start + 1
        for k in range(start + 1, min(start + 4, last)):  # "the monitoring group Airwars", "news agency Interfax"
            if lows[k - 1] in self.names.words.bodies and words[k - 1][0].islower() and self._all_title(k, last):
                return k
        name = next((k for k in range(start, min(start + 3, last)) if words[k][0].isupper()), start)
        described = all(
            lows[k] not in self.names.words.roles and lows[k] not in PREPOSITIONS for k in range(start, name)
        )
        title_case = last - name > 1 and self._all_title(name, last) and lows[last - 1] in self.names.words.bodies
        return name if described and title_case else start

    def _is_fresh(self, token: int) -> bool:
        """ "A new poll", and not "the New York bank"."""
        words = self.document.words
        return self.document.lows[token] in _FRESH and (words[token][0].islower() or words[token + 1][0].islower())

    def _just_opened(self, token: int, *, here: bool = False) -> Speaker | None:
        """ "Vantura has 9,400 employees. It said": the body by name that the sentence before opens with.

        ``here`` looks at the sentence of the token itself: "Vantura, which has 9 mills, shut two; the company said".
        """
        number = self.document.sentence_of[token] + here
        before = self.document.sentences[number - 1]
        first = before.first
        if not number or self._spoke_in >= number + here:
            return None
        if not here:
            sentence = self.document.sentences[number]
            if before.paragraph != sentence.paragraph or token - sentence.first > LONG_TITLE + RECENT:
                return None
        first += self.document.lows[first] == "the"
        word = self.document.words[first]
        known = self.names.is_body(first) or word in self.names.firms or word in self.names.acronyms
        if not (known and word[0].isupper()):
            return None
        end = first + 1
        while end < before.last and self.document.words[end][0].isupper():
            end += 1
        return self._as_it_stands(first, end, kind="body")

    def _opening_body(self, token: int) -> Speaker | None:
        """ "State TV showed what it said were 40": the body that the sentence opens with."""
        document = self.document
        first = document.sentences[document.sentence_of[token]].first
        last = next((k for k in range(first, token) if is_finite(document, k)), first)
        named = last > first + 1 and document.words[last - 1][0].isupper() and is_nominal(document, first, last)
        person = named and any(m.person is not None for m in self.names.inside(first, last))
        return self._as_it_stands(first, last, kind="body") if named and not person else None

    def _many_before(self, token: int) -> Speaker | None:
        """ "Aid groups have 16 percent of what they say they need": the people that the sentence is about."""
        document, words = self.document, self.names.words
        first = document.sentences[document.sentence_of[token]].first
        last = next((k for k in range(first, token) if document.lows[k] in HELPERS or is_finite(document, k)), token)
        if last == token or last - first > LONG_TITLE or not is_nominal(document, first, last):
            return None
        first += document.lows[first] in ARTICLES
        head = document.lows[last - 1]
        named = words.can_speak(head) or head.rstrip("s") in words.stand_ins
        many = head.endswith("s") or head in words.plural
        return self._as_it_stands(first, last, kind="people") if named and many and last > first else None
