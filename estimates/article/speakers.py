"""Who speaks where: the frames of each sentence with their speakers, and whoever a quotation is bound to."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from estimates.article import tags as flag
from estimates.article.chunks import Span
from estimates.article.clauses import finites, is_finite, is_nominal
from estimates.article.coreference import resolve
from estimates.article.discourse import Discourse, head_of, is_silent
from estimates.article.document import Document, Sentence
from estimates.article.frames import Frame
from estimates.article.names import Names
from estimates.article.persons import Person, Speaker, speaker_of
from estimates.article.pronouns import topic_of
from estimates.article.speech import CuesIn, cues_in, find_frames
from estimates.article.turns import whose_turns
from estimates.records import replace

_OPENING = 14  # words of a subject
_OPEN = 8  # paragraphs that one quotation may run over
_ANSWER = 10  # sentences to an answer
_OPENS_OBJECT = frozenset(["the", "these", "those", "this", "their", "his", "her"])
_CLOSING = '"”»'


@dataclass(slots=True)
class Speakers:
    """The speakers of a document: of the frames of each sentence, of each sentence as it ends, of each quotation."""

    names: Names
    frames: list[list[Frame]] = field(default_factory=list)
    last: list[Speaker | None] = field(default_factory=list)
    topics: list[Person | None] = field(default_factory=list)  # whom each sentence is about
    quoted: list[Speaker | None] = field(default_factory=list)
    turns: dict[int, Speaker | None] = field(default_factory=dict)  # by sentence: whose turn it is, none for a question


def find_speakers(document: Document, names: Names) -> Speakers:
    """Resolve the speech of a document from its first sentence to its last.

    Examples
    --------
    >>> from estimates.article.document import read_document
    >>> from estimates.article.names import find_names
    >>> document = read_document('Mayor Ann Lee said 40 fled. "Nine stayed." She put the dead at two.')
    >>> speakers = find_speakers(document, find_names(document))
    >>> [speaker and speaker.name for speaker in speakers.last], [speaker.name for speaker in speakers.quoted]
    (['Ann Lee', None, 'Ann Lee'], ['Ann Lee'])
    """
    discourse = Discourse(document, names, document.language.people, bodies=list(names.bodies))
    turns, starts = whose_turns(discourse)
    found, cues = Speakers(names, topics=discourse.topics, turns=turns), cues_in(document)
    for number, sentence in enumerate(document.sentences):
        start = max(starts.get(number, 0), document.dateline)
        if start > sentence.start:  # "MR. MOSS:" and "CAIRO (AP) -" are no part of the syntax
            first = bisect_left(document.starts, start, sentence.first)
            sentence = replace(sentence, first=first) if sentence.first < first < sentence.last else sentence
        _read(discourse, found, number, sentence, cues)
    _name_the_lead(document, found)
    for quote in range(len(document.quotes)):  # in their order, for one may go on with the one before
        found.quoted.append(_quoted(document, found, quote))
    return found


def _read(discourse: Discourse, found: Speakers, number: int, sentence: Sentence, cues: CuesIn) -> None:
    """Enter the next sentence: its frames with their speakers, whoever spoke last, whom it is about."""
    discourse.topics.append(topic_of(discourse, sentence))
    frames: list[Frame] = []
    last, thought = None, True
    for frame in find_frames(discourse.document, sentence, cues):
        spoken = _spoken(discourse, frame, found.turns, number)
        if spoken is not None:
            frames.append(spoken)
            aside = spoken.narrow is not None and not spoken.leads  # "the 40 dead reported by"
            if not spoken.thought:
                thought, last = False, last if aside else spoken.speaker or last
    if frames and found.turns.get(number) is not None:
        _end_turn(discourse.document, found, number, frames[0])
    if discourse.topics[number] is None and last is not None:
        discourse.topics[number] = last.person
    if thought:
        last = _paper_of(discourse, sentence)
    found.frames.append(frames)
    found.last.append(last)


def _spoken(discourse: Discourse, frame: Frame, turns: dict[int, Speaker | None], number: int) -> Frame | None:
    """A frame with its speaker, whom the pronouns that follow may mean; none where the source cannot speak.

    In a turn, whoever is nobody but "he" is left to the one who tells of him, and "you" is whoever answers.
    """
    source, document = _phrase(discourse, frame.source), discourse.document
    if source is None or _of_an_act(document, frame) or _is_hedge(document, frame) or _are_counted(document, frame):
        return None
    if _took_lives(document, frame):
        return None
    speaker = resolve(discourse, *source, frame.asides)
    if frame.thought and not document.lists["asking_papers"].isdisjoint(document.lows[slice(*source)]):
        head = head_of(discourse, *source)
        if document.lows[head] in document.lists["asking_papers"] and document.tags[head] & flag.CAPITAL:
            return frame  # "The Response Plan requires $40 million": whoever tells of it
    if speaker is None and turns and document.lows[source[0]] == "you":
        return replace(frame, speaker=_answering(turns, number))
    if speaker is None:
        return None if is_silent(document, head_of(discourse, *source)) else frame
    if turns and turns.get(number) is not None and speaker.name in document.lists["pronouns"]:
        return frame
    if document.lows[source[0]] not in document.lists["my"]:
        discourse.remember(speaker)  # but '"My boss told me 12 left," he said': he is not the boss
    for first, last in frame.asides if speaker.person is None else ():
        if document.tags[first] & flag.ARTICLE:  # "the Observatory, a monitor" ... "the monitor"
            discourse.kinds[document.lows[head_of(discourse, first, last)]] = speaker
    cited = resolve(discourse, *frame.origin) if frame.origin else None
    return replace(frame, speaker=speaker, cites=cited.name if cited else None)


def _end_turn(document: Document, found: Speakers, number: int, frame: Frame) -> None:
    """ "State Emergency Service: 40 were hurt. Two died": its paragraph is no more of the turn above it."""
    sentences = document.sentences
    here = sentences[number]
    if number and sentences[number - 1].paragraph == here.paragraph:
        return
    if frame.speaker is None or frame.first != here.first or document.words[frame.last - 1] != ":":
        return
    for n in range(number, len(sentences)):
        if sentences[n].paragraph != here.paragraph:
            return
        found.turns[n] = frame.speaker


def _answering(turns: dict[int, Speaker | None], number: int) -> Speaker | None:
    """ "Q: You said 40 had fled. ... LIND: I did": who speaks next."""
    asked = turns.get(number)
    after = (turns.get(n) for n in range(number + 1, number + _ANSWER))
    return next((one for one in after if one is not None and one != asked), None)


def _phrase(discourse: Discourse, source: Span) -> Span | None:
    """A source without a verb at its end ("the fleet said"); none where one stands within ("the fleet sank two")."""
    first, head = source[0], head_of(discourse, *source)
    if _is_share(discourse.document, *source) or _is_total(discourse.document, *source):
        return None
    inside = range(first + 1, head + 1)
    if not _OPENS_OBJECT.isdisjoint(discourse.document.lows[first + 2 : head + 2]):
        acts = next((k for k in inside if _takes_object(discourse.document, k)), None)
        if acts is not None:
            return first, acts  # "scholars treat these totals as rhetorical"
    named, lows, tags = discourse.document.lists["called"], discourse.document.lows, discourse.document.tags
    verb = next((k for k in finites(discourse.document, first + 1, head + 1) if lows[k] not in named), None)
    if verb is None:
        last = source[1]
        while last - 2 >= first and tags[last - 1] & flag.PARTICIPLE and tags[last - 2] & flag.PAPER:
            last -= 1  # "footage published on Monday"
        if last - 1 > first and discourse.document.lows[last - 1] in discourse.document.lists["themselves"]:
            last -= 1  # "Norland alone reported 40"
        return first, last
    if verb != head or (head == first + 1 and discourse.document.tags[first] & flag.PRONOUN):
        return None  # "it is, however, projected that"
    given = next((k for k in range(first + 1, verb - 1) if tags[k] & flag.ARTICLE and tags[k - 1] & flag.PAPER), first)
    return given, verb - 1 if tags[verb - 1] & flag.PRONOUN else verb  # "figures the bank gave", "a video it published"


def _takes_object(document: Document, k: int) -> bool:
    """Tell a verb that we do not know by the subject that agrees with it and the determiner of its object."""
    before, tag, after = document.tags[k - 1], document.tags[k], document.lows[k + 1 : k + 2]
    bare = tag & flag.LOWER and not tag & (flag.SPEAKER | flag.PREPOSITION | flag.ARTICLE)
    agrees = before & flag.SPEAKER and before & flag.LOWER and document.lows[k - 1].endswith("s")
    return bool(bare and agrees) and not _OPENS_OBJECT.isdisjoint(after)


def _is_share(document: Document, first: int, last: int) -> bool:
    """ "40 percent of them say", "two thirds told": those asked, who are counted; whoever asked them tells of it."""
    shares = document.lists["shares"]
    counted = first + 1 == last and document.tags[first] & flag.NUMERAL and document.lows[first] != "one"
    if counted and not document.lists["polls"].isdisjoint(document.vocabulary):
        return True  # "Three said they would"
    opens = first - (document.lows[first] == "in" and first > 0)
    if document.lows[opens + 1 : opens + 2] == ["in"] and document.tags[opens] & document.tags[opens + 2] & flag.NUMBER:
        return True  # "One in three nurses said"
    if shares.isdisjoint(document.lows[first:last]):
        return False
    for k in range(first, last):
        if document.lows[k] in shares and (k == first or document.tags[k - 1] & flag.NUMERAL):
            return k + 1 == last or document.lows[k + 1] in ("of", "cent")
    return False


def _is_total(document: Document, first: int, last: int) -> bool:
    """ "A total of 8,033 confirmed and suspected cases": a number that something is made of says nothing."""
    of = next((k for k in range(first, last - 1) if document.lows[k] == "of"), last)
    return of > first and document.lows[of - 1] == "total" and document.tags[of + 1] & flag.DIGIT > 0


def _is_hedge(document: Document, frame: Frame) -> bool:
    """ "According to preliminary estimates": whose they are is not said, so they are those of whoever speaks.

    "Some estimates put it at 40" are those of others.
    """
    first, last = frame.source
    if frame.lemma != "accord" and document.lows[first] in document.lists["unnamed_many"]:
        return False
    lows = document.lows[first + (document.lows[first] == "the") : last]
    if not lows or lows[-1] not in document.lists["unowned"]:
        return False
    return (len(lows) > 1 or frame.lemma == "accord") and document.lists["unspecific"].issuperset(lows[:-1])


def _are_counted(document: Document, frame: Frame) -> bool:
    """ "17 countries reported 40 cases": so many of them, and whoever counts them tells it."""
    first, last = frame.source
    tells = "count" in frame.classes or frame.lemma in document.lists["stated"]
    if not tells or document.lows[last - 1] not in document.lists["place_heads"]:
        return False
    return any(map(flag.DIGIT.__and__, document.tags[first:last])) and not document.tags[first] & flag.ARTICLE


def _of_an_act(document: Document, frame: Frame) -> bool:
    """ "Claimed responsibility", "two bombings claimed by the group": whoever claims an act tells nothing of it."""
    if frame.lemma != "claim":
        return False
    lows, deeds, singular = document.lows, document.lists["deeds"], document.language.nouns.singular
    verb = frame.first - (lows[frame.first] == "by")
    if lows[verb : verb + 2] != ["claimed", "by"]:
        return any(singular(low) in deeds for low in lows[frame.last : frame.last + 3])
    clause = verb and document.tags[verb - 1] & flag.BE_FORM  # "... and two in the capital were claimed by the group"
    opens = document.sentences[document.sentence_of[verb]].first if clause else max(verb - 4, 0)
    return any(singular(low) in deeds for low in lows[opens:verb])


def _took_lives(document: Document, frame: Frame) -> bool:
    """ "The toll from the stampede reached 40": what killed them tells of nothing; a ministry would."""
    first, last = frame.source
    lows = document.lows
    toll = first > 1 and lows[first - 2] == "toll" and lows[first - 1] in ("from", "in", "of")
    if not toll and (lows[first - 1] not in ("from", "in") or lows[first - 2] not in document.language.people.own):
        return False
    return not any(map((flag.SPEAKER if toll else flag.SPEAKER | flag.CAPITAL).__and__, document.tags[first:last]))


def _paper_of(discourse: Discourse, sentence: Sentence) -> Speaker | None:
    """ "The report offers some encouraging signs.": what follows goes on with the paper."""
    document, documents, first = discourse.document, discourse.words.documents, sentence.first
    opening = document.lows[first : first + _OPENING]
    if opening[0] not in document.lists["paper_openers"] or documents.isdisjoint(opening):
        return None
    verb = next((k for k in range(first, min(first + _OPENING, sentence.last)) if is_finite(document, k)), None)
    verb = verb or next((k + 1 for k in range(first, sentence.last - 1) if document.lows[k] in documents), None)
    verb = next((k for k in range(first, verb or first) if document.lows[k] == ","), verb)  # "The study, published in"
    if verb is None or documents.isdisjoint(document.lows[first:verb]) or not is_nominal(document, first, verb):
        return None
    if any(_opens_another(document, k) for k in range(first + 1, verb)):
        return None  # "The association carries out a survey."
    if document.lows[verb + 1 : verb + 2] == ["being"]:
        return None  # "Data are being updated."
    capitals = (w.lower() for w in document.words[first + 1 : verb] if w[0].isupper())
    if not documents.isdisjoint(capitals) and documents.isdisjoint(document.words[first:verb]):
        return None  # "The Institute for Policy Studies called for": the name of a body
    speaker = resolve(discourse, first, verb)
    if speaker is not None:
        discourse.remember(speaker)
    return speaker


def _opens_another(document: Document, k: int) -> bool:
    """A determiner that nothing joins to the noun phrase before it: what stands between the two is a verb."""
    hangs = document.tags[k - 1] & (flag.PREPOSITION | flag.PUNCTUATION_MARK) or document.lows[k - 1] in ("and", "or")
    return bool(document.tags[k] & flag.DETERMINER) and not hangs


def _name_the_lead(document: Document, found: Speakers) -> None:
    """ "A contractor who took bribes told jurors ...": whom the next paragraph opens with, by name."""
    sentences, lows, roles = document.sentences, document.lows, document.language.people.roles
    second = next((n for n, sentence in enumerate(sentences) if sentence.paragraph != sentences[0].paragraph), 0)
    person = found.topics[second] if second else None
    if person is None or any(m.person is person for m in found.names.inside(0, sentences[second].first)):
        return
    for frames in found.frames[:second]:
        for i, frame in enumerate(frames):
            first, last = frame.source
            head = next((k for k in range(first + 1, last) if lows[k] in roles), None)
            if head is None or lows[first] not in ("a", "an") or lows[head] in document.lists["unnamed"]:
                continue
            if all(word[0].islower() for word in document.words[first + 1 : head + 1]):
                frames[i] = replace(frame, speaker=speaker_of(person))


# -- quotations ---------------------------------------------------------------------------------------------------


def _quoted(document: Document, found: Speakers, quote: int) -> Speaker | None:
    """Whoever a label or a frame binds it to, else the speaker beside it, else whom the last sentence is about."""
    opened, paragraph = document.quotes[quote][0], _paragraph(document, quote)
    number = document.sentence_of[opened]
    labelled = found.turns.get(number) if opened and document.words[opened - 1] == ":" else None
    speaker = labelled or _bound(document, found, quote) or _ahead(document, found, quote)
    behind = quote and document.sentence_of[document.quotes[quote - 1][1] - 1] == number - 1  # if in another paragraph
    behind = behind or (quote and (_runs_on(document, quote) or _paragraph(document, quote - 1) == paragraph))
    speaker = found.quoted[quote - 1] if speaker is None and behind else speaker
    if speaker is None and quote + 1 < len(document.quotes) and _paragraph(document, quote + 1) == paragraph:
        speaker = _bound(document, found, quote + 1)
    if speaker is None and number:
        topic = found.topics[number - 1]
        speaker = found.last[number - 1] if topic is None else speaker_of(topic)
    return speaker or _acting_after(document, found, quote)


def _paragraph(document: Document, quote: int) -> int:
    return document.sentences[document.sentence_of[document.quotes[quote][0]]].paragraph


def _runs_on(document: Document, quote: int) -> bool:
    """True where the quotation before was left open by its paragraph, and this one opens it anew."""
    ended = document.quotes[quote - 1][1]
    return ended == document.quotes[quote][0] and document.words[ended - 1] not in _CLOSING


def _ahead(document: Document, found: Speakers, quote: int) -> Speaker | None:
    """A quotation that its paragraph leaves open goes on in the next: whoever speaks there speaks here."""
    for k in range(quote + 1, min(quote + 1 + _OPEN, len(document.quotes))):
        if not _runs_on(document, k):
            return None
        speaker = _bound(document, found, k)
        if speaker is not None:
            return speaker
    return None


def _bound(document: Document, found: Speakers, quote: int) -> Speaker | None:
    """The speaker of the frame that touches a quotation, after it, before it or around it."""
    opened, closed = document.quotes[quote]
    first, last = document.sentence_of[opened], document.sentence_of[closed - 1]
    here = [frame for frame in found.frames[last] if frame.speaker is not None]
    beyond = found.frames[last + 1] if last + 1 < len(found.frames) else []
    after = [frame for frame in (*here, *beyond) if frame.trails and closed <= frame.first <= closed + 2]
    after += [frame for frame in reversed(found.frames[first]) if frame.last <= opened]
    after += [f for f in here if (f.trails and f.first >= closed) or any(a <= opened < b for a, b in f.asides)]
    return next((frame.speaker for frame in after if frame.speaker is not None), None)


def _acting_after(document: Document, found: Speakers, quote: int) -> Speaker | None:
    """'"We lost 12." Ann Lee shook her head.': whoever acts after a quotation, in its paragraph, said it."""
    number, sentences = document.sentence_of[document.quotes[quote][1] - 1] + 1, document.sentences
    if number >= len(sentences) or sentences[number].paragraph != _paragraph(document, quote):
        return None
    topic = found.topics[number]
    return None if topic is None else speaker_of(topic)
