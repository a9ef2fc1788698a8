"""Whose turn it is: the labels of a transcript, and of "BBC: ...", as speakers."""

from __future__ import annotations

import re
from collections import Counter

from estimates.article import tags as flag
from estimates.article.discourse import Discourse, as_it_stands
from estimates.article.document import Document
from estimates.article.layout import Turn
from estimates.article.persons import Speaker, is_acronym, speaker_of
from estimates.article.speaker_labels import bare_label, counts_names, may_speak
from estimates.records import replace

_SITE = 2  # words of a body and where it is
_ANSWER = "A"  # the label of whoever is asked
_MAC = re.compile("(Ma?c)([A-Z]{2,})")
_OFTEN = 2  # times that a label comes up which is no name that we know


def whose_turns(discourse: Discourse) -> tuple[dict[int, Speaker | None], dict[int, int]]:
    """Give whose turn each sentence belongs to, and where the sentences with a label begin behind it.

    A question is nobody's whom we know. What a label that cannot speak stands before ("UPDATE: ...") is no turn.
    Persons go on until the next turn, a body ("BBC: ...") to the end of its paragraph.
    """
    document = discourse.document
    if not document.turns:
        return {}, {}
    turns: dict[int, Speaker | None] = {}
    starts: dict[int, int] = {}
    in_full: dict[str, Speaker] = {}  # by surname, as the first label has it: "ANN FREY, HOST:", then "FREY:"
    roles = set[str]()
    answers: Speaker | None = None  # whoever spoke last, which "A:" goes on with
    often = Counter(document.plain[slice(*turn.label)] for turn in document.turns)
    for turn in document.turns:
        speaker = None if turn.asked else _labelled(discourse, turn, often)
        if not turn.asked and document.plain[slice(*turn.label)] == _ANSWER:
            speaker = answers or _only_person(discourse)
        answers = speaker or answers
        if speaker is None and not turn.asked:
            continue
        if speaker is not None:
            called, role = speaker.name.lower(), (speaker.role or "").lower()
            surname = called.rpartition(" ")[2]
            speaker = in_full.get(called, speaker) if called in (surname, *roles) else speaker
            in_full.setdefault(surname, speaker)
            if role:
                roles.add(role)
                in_full.setdefault(role, speaker)  # "Deputy Spokesperson Ann Frey:", then "Deputy Spokesperson:"
        first = document.sentence_of[document.token_at(turn.label[0])]
        last = document.sentence_of[document.token_at(turn.end - 1)]
        paragraph = document.sentences[first].paragraph
        begin = document.token_at(turn.start)
        quoted = max(document.quote_of[begin], document.quote_of[min(begin + 1, len(document.words) - 1)]) >= 0
        for number in range(first, last + 1):
            if quoted and number > first and document.quote_of[document.sentences[number].first] < 0:
                continue  # 'Hale: "We have 40 men." The fire covers 12 acres.'
            if speaker is None or speaker.kind != "body" or document.sentences[number].paragraph == paragraph:
                turns[number] = speaker
        starts[document.sentence_of[document.token_at(turn.label[1])]] = turn.start
    return turns, starts


def _only_person(discourse: Discourse) -> Speaker | None:
    """The one person whom a text names, who answers in it."""
    people = {mention.person for mention in discourse.names.mentions}
    person = people.pop() if len(people) == 1 else None
    return speaker_of(person) if person is not None else None


def _labelled(discourse: Discourse, turn: Turn, often: Counter[str]) -> Speaker | None:
    """The person or body that a label names; a word that we do not know, where it is set apart and comes up again."""
    document = discourse.document
    first, last = document.token_at(turn.label[0]), document.token_at(turn.label[1] - 1) + 1
    if document.lows[last - 1] in document.lists["headings"] or document.tags[last - 1] & flag.PREPOSITION:
        return None  # "JUST IN: ..."
    start = document.token_at(turn.start)
    if counts_names(document, start + (document.lows[start] == ":")):
        return None
    begin, end = bare_label(document, first, last)
    first, last = (begin, end) if may_speak(document, begin, end) else (first, last)
    there = document.tags[last] & flag.PREPOSITION > 0
    comma = next((k for k in range(first + 2, last) if document.words[k] == ","), last)  # "ANN FREY, HOST: ..."
    beside, last = range(comma + 1, last), comma
    mention = next((m for m in discourse.names.inside(first, last) if m.person is not None), None)
    if mention is not None and mention.person is not None:
        speaker = speaker_of(mention.person)
        return replace(speaker, name=_spelled(speaker.name))
    while first < last - 1 and document.lows[first] in document.lists["headings"] and document.words[first].isupper():
        first += 1  # "BREAKING Governor: ..."
    title = first
    while first < last - 1 and (
        document.lows[first].rstrip(".") in discourse.words.titles
        or document.words[first] == "."
        or (turn.surely and document.words[first + 1] == ".")  # "SUPT. LEE", whatever it is short for
    ):
        first += 1
    head, name = document.tags[last - 1], document.span(first, last)
    if there and not head & (flag.ROLE | flag.TITLE):
        return None  # "Boats in Orr: ...", and not "Sheriff at the 8pm meeting: ..."
    if beside:
        return Speaker(name.title(), " ".join(document.lows[k] for k in beside), kind="person")
    if head & (flag.ROLE | flag.PLURAL | flag.TITLE):
        called = document.span(title, last)
        called = called.lower() if called.isupper() else called
        return Speaker(called, kind="people" if head & flag.PLURAL else "person")
    if any(document.tags[k] & flag.BODY for k in range(first, last)) or name in discourse.names.short:
        return as_it_stands(discourse, title, last, kind="body")  # "General Staff"
    if last - first == _SITE and is_acronym(document.words[first]) and not document.words[first + 1].isupper():
        return as_it_stands(discourse, first, last, kind="body")  # "NWS Hanford: ..."
    if not turn.set_apart or head & flag.PLACE:
        return None
    if first > title or often[name] >= _OFTEN or _speaks_of_itself(document, last, document.token_at(turn.end - 1)):
        role = document.span(title, first).title() if first > title else None
        return Speaker(_spelled(name), role, kind="person")
    return as_it_stands(discourse, first, last, kind="body") if last - first == 1 else None  # "BBC: ..."


def _spelled(name: str) -> str:
    """Spell a name in capitals as a text would: "ANN FREY", "McCRAE"."""
    words = [(word, _MAC.fullmatch(word)) for word in name.split()]
    if not all(word.isupper() or mac for word, mac in words):
        return name
    return " ".join(mac[1] + mac[2].title() if mac else word.title() for word, mac in words)


def _speaks_of_itself(document: Document, first: int, end: int) -> bool:
    """ "KIRBY: We think that ...": "we" or "you" stands in the first sentence of a turn, or "I" anywhere in it."""
    last = document.sentences[document.sentence_of[first]].last
    speaks = any(document.tags[k] & flag.FIRST_PERSON or document.lows[k] == "you" for k in range(first, last))
    return speaks or any(low in ("i", "i'm", "i've", "i'll", "i'd") for low in document.lows[last:end])
