"""Who owns the words at a place in a text: the frame that reaches it, the quotation it is in, or whoever goes on."""

from __future__ import annotations

from estimates.article import tags as flag
from estimates.article.clauses import goes_on, is_finite
from estimates.article.document import Document, Sentence
from estimates.article.frames import Frame
from estimates.article.persons import Speaker
from estimates.article.reaching import frames_reaching, is_inside, is_told_in, is_told_of
from estimates.article.speakers import Speakers
from estimates.records import record

_CARRIED = 4  # sentences without a speaker that still go on with the last one
_THAT = frozenset(["that", "this", "these", "those"])
_NO_SUBJECT = frozenset(["and", "or", "but", ",", "that", "which", "who"])  # of a clause of its own
_OF_RELATIVES = flag.HELPER | flag.IRREGULAR_PAST  # behind a "that" that goes back to a noun
_POLL = 60  # sentences that a poll may lie back
_PHRASE = 6  # words and marks of a quoted phrase


@record
class Owner:
    """The one whose words a place in the text is; ``frames`` are those that reach it, the owner's last.

    ``set_out`` says that the layout names them, the label of a row, the line over a list, or that it is background.
    """

    speaker: Speaker | None
    frames: tuple[Frame, ...] = ()
    uncertain: bool = False
    origin: str | None = None
    set_out: bool = False


_NOBODY = Owner(None)


def owner_of(document: Document, speakers: Speakers, token: int) -> Owner:
    """Give whoever says what stands at a token.

    Examples
    --------
    >>> from estimates.article.document import read_document
    >>> from estimates.article.names import find_names
    >>> from estimates.article.speakers import find_speakers
    >>> document = read_document("The army said 40 fled. Nine died, medics said.")
    >>> speakers = find_speakers(document, find_names(document))
    >>> owner_of(document, speakers, 3).speaker.name, owner_of(document, speakers, 6).speaker.name
    ('army', 'medics')
    """
    number, quote = document.sentence_of[token], document.quote_of[token]
    frames = speakers.frames[number]
    chosen: tuple[Frame, ...] = ()
    if frames:
        narrow = [f for f in frames if f.narrow is not None and f.narrow <= token < f.first]
        chosen = tuple(narrow or frames_reaching(document, token, frames, quote))
    quoted = speakers.quoted[quote] if quote >= 0 else None
    for frame in reversed(chosen):
        if frame.speaker is not None and not (quoted is not None and is_told_in(document, frame, quote)):
            return Owner(frame.speaker, chosen, frame.speaker.uncertain, frame.cites)
    if quoted is not None:
        return Owner(quoted, chosen, quoted.uncertain)
    turn = speakers.turns.get(number)
    if turn is not None and turn.kind == "person":  # "LIND: She said 40 fled. Nine are back.": Lind goes on
        return Owner(turn, chosen, turn.uncertain)
    told = _told_behind(document, speakers, number) if not frames else None
    if told is not None:
        return Owner(told, (), told.uncertain)
    owner = _carried(document, speakers, number, chosen)
    if owner.speaker is None and number in speakers.turns:
        return Owner(turn, chosen, turn is None or turn.uncertain)
    if owner.speaker is None and all(is_inside(frame, token) for frame in frames):
        poll = _polled(document, speakers, number)
        return owner if poll is None else Owner(poll, (), poll.uncertain)
    return owner


def _told_behind(document: Document, speakers: Speakers, number: int) -> Speaker | None:
    """ "Some 40 fled. That is according to the army.": whose a sentence is may be told by the next one, of "that"."""
    if number + 1 >= len(document.sentences):
        return None
    after = document.sentences[number + 1]
    if after.lows[after.first] not in _THAT or not after.tag(after.first + 1) & flag.BE_FORM:
        return None
    frames = (frame for frame in speakers.frames[number + 1] if frame.lemma == "accord")
    return next((frame.speaker for frame in frames if frame.first == after.first + 2), None)


def _polled(document: Document, speakers: Speakers, number: int) -> Speaker | None:
    """ "Sixty percent of those surveyed oppose it": opinions in percent are those that the last poll found."""
    sentence, held = document.sentences[number], document.lists["held"]
    if held.isdisjoint(document.vocabulary):
        return None
    if {"%", "percent", "points"}.isdisjoint(sentence.has) or held.isdisjoint(sentence.has):
        return None
    before = (s for s in reversed(speakers.last[max(number - _POLL, 0) : number]) if s is not None)
    paper = next((s for s in before if s.kind == "document" or _is_poll(document, s)), None)
    return paper if paper is not None and _is_poll(document, paper) else None


def _is_poll(document: Document, speaker: Speaker) -> bool:
    return not document.lists["polls"].isdisjoint(speaker.name.lower().split())


def _carried(document: Document, speakers: Speakers, number: int, frames: tuple[Frame, ...]) -> Owner:
    """Words that nobody is named for go on with the speaker of the sentence before, in the same paragraph.

    Where two spoke in that sentence, either could be meant, and nobody is.
    """
    nobody = Owner(None, frames) if frames else _NOBODY
    sentences, sentence = document.sentences, document.sentences[number]
    back, speaker = number, None
    while speaker is None and back > max(number - _CARRIED, 0):
        back -= 1
        speaker = speakers.last[back]
    if speaker is None or sentences[back].paragraph != sentence.paragraph:
        return nobody
    between = sentences[back + 1 : number + 1]  # once the author has spoken, nobody goes on
    if not all(goes_on(document, s) and not _is_authors(document, s) for s in between):
        return nobody
    if speaker.kind == "document" and speaker.name.lower().split()[-1] in document.lists["generic"]:
        return nobody  # "Another estimate puts it at 70,000. The deaths by disease were 10,000."
    if not frames and any(not frame.thought for frame in speakers.frames[number]):
        return Owner(None)
    if _is_quoted(document, sentences[back]) and not _is_quoted(document, sentence):
        return nobody  # '"It sank," Kern said. The ship had 40 cabins.'
    said = [frame for frame in speakers.frames[back] if not (frame.thought or is_told_of(document, frame))]
    if said and not any(tells(document, frame, sentences[back].last) for frame in said):
        return nobody  # "They confirmed the move. Two are dead."
    lows = document.lows
    anew = document.tags[sentence.first] & flag.DETERMINER or lows[sentence.first] in ("all", "both")
    if said and anew and all(frame.lemma == "accord" or lows[frame.first] == "by" for frame in said):
        return nobody  # "..., according to Orr. Her campaign has 110.", "... reported by Orr. All 10 of the wards"
    if len({frame.speaker.name for frame in said if frame.speaker is not None}) > 1:
        return Owner(None, frames, True)
    return Owner(speaker, frames, speaker.uncertain)


def _is_quoted(document: Document, sentence: Sentence) -> bool:
    """Whether more than a word or two stands in quotation marks: behind direct speech its author goes on."""
    quotes = document.quote_of[sentence.first : sentence.last]
    return len(quotes) - quotes.count(-1) > _PHRASE


def _is_authors(document: Document, sentence: Sentence) -> bool:
    """ "It is estimated that", "It was the worst blast since", "Shares fell": the author's, whoever spoke before."""
    lows, first = document.lows, sentence.first
    if lows[first] == "meanwhile" or lows[first] in document.lists["markets"]:
        return True
    if sentence.tags[first] & flag.FIRST_PERSON or lows[first] in document.lists["my"]:
        return document.quote_of[first] < 0
    if lows[first] in ("it", "this", "that") and sentence.low(first + 1) in document.lists["brings"]:
        return True  # "That brings the toll to 40"
    being = next((k for k in range(first + 1, first + 3) if sentence.tag(k) & flag.BE_FORM), None)
    if being is None or lows[first] not in ("it", "this", "that"):
        return False
    near = range(being + 1, min(being + 3, sentence.last - 1))
    told = any(sentence.tags[k] & flag.PAST and lows[k + 1] == "that" for k in near)
    ranks = document.lists["ranks"]
    ranked = any(lows[k].endswith("est") or lows[k] in ranks for k in range(being + 2, min(being + 5, sentence.last)))
    return ranked or (lows[first] == "it" and told)


def tells(document: Document, frame: Frame, end: int) -> bool:
    """Tell whether a frame reports what was said, in a clause or quotation, and not only that it was.

    "She confirmed the reputation", "they announced the start": a report of an act of speech goes no further than its
    object (Leech and Short 1981).
    """
    if frame.trails or frame.lemma == "accord" or frame.lemma in document.lists["takes_words"]:
        return True
    lows, quote_of = document.lows, document.quote_of
    warned = frame.last < end and document.tags[frame.last] & flag.PREPOSITION
    performs = frame.lemma in document.lists["performs"]
    for k in range(frame.last, end):
        low = lows[k]
        if low in (":", ";") or (performs and low in document.lists["background"]):
            return False  # "declared an emergency after 40 were hurt"
        if quote_of[k] >= 0 or (low == "that" and not document.tags[k + 1] & _OF_RELATIVES):
            return True  # but "asked him to look into the force that is too big"
        if warned and low in document.lists["side_clauses"]:
            return False  # "warned of strikes if the firm rejects the offer"
        if is_finite(document, k) and lows[k - 1] not in _NO_SUBJECT:
            return True
    return False
