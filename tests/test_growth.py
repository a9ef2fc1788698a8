"""What reads words takes time that grows as their length, whatever they are made of.

Four times the text may take nine times as long: 4 is linear, 16 quadratic. Times are of this process alone, what takes
next to nothing is not compared, and only the best of three runs is held against anybody. The long text is read first:
most take next to nothing, and then nothing is left to ask. What reads its text several times over gets less of it.
"""

from __future__ import annotations

import io
import time
import warnings
from collections.abc import Callable
from contextlib import suppress

import pytest

import estimates as e

_SHORT, _TIMES, _MOST, _NOTHING = 1_400, 4, 9.0, 0.03
_REPEATED = {"a cell of two": 700, "ground": 700}

PIECES = {
    "a letter": "a", "blanks": " ", "lines": "\n", "carriage returns": "\r", "tabs": "\t", "digits": "1", "zeros": "0",
    "commas": ",", "full stops": ".", "hyphens": "-", "equals signs": "=", "quotation marks": '"',
    "opening quotation marks": "“", "apostrophes": "'", "opening brackets": "(", "closing brackets": ")",
    "square brackets": "[", "braces": "{", "nested objects": '{"a":', "less-than signs": "<", "comments": "<!--",
    "scripts": "<script>", "tags": "<b>", "cells of HTML": "<td>5</td>", "ampersands": "&", "entities": "&#44;5",
    "no-break spaces": "\u00a0", "marks above": "\u0301", "unseen": "\u200b", "controls": "\x01", "thousands": "1,000,",
    "ranges": "1 to ", "numerals": "one ", "hundreds": "a hundred ", "sums": "5 and ", "initials": "A. ",
    "titles": "Mr. ", "names": "Aa Bb ", "pronouns": "they ", "verbs": "said ", "dates": "5 May 2024 ", "claims":
    "Police said 5 men left. ", "one sentence of claims": "police said 5 men left and ", "bars": "| 5 ",
    "rows": "a | b | 5\n", "items": "- a: 5\n", "marks of Markdown": "**5** ", "links": "[a](b) ",
    "currencies": "$5 ", "shares": "5% ", "questions": "? ",
    "apostrophes before marks": "'=,", "backslashes": "\\", "surnames": "Smith's ", "probable": "likely ",
}  # fmt: skip


def _claims() -> e.EstimatesError | object:
    return e.bound(e.read_claims([{"claim_id": "a", "quantity": "a", "source": "s", "value": 5, "unit": "person"}]))


READERS: dict[str, Callable[[str], object]] = {
    "read_text": e.read_text,
    "read_relations": e.read_relations,
    "find_figures": e.find_figures,
    "find_credences": e.find_credences,
    "parse_figures": lambda text: e.parse_figures([text]),
    "a cell": lambda text: e.read_claims([{"claim_id": "a", "source": "s", "text": text}]),
    "a cell of two": lambda text: e.read_claims(
        [{"claim_id": "a", "source": "s", "text": "5 (police), army: 60 " + text + " by 7"}], on_error="keep"
    ),
    "a date": lambda text: e.read_claims([{"claim_id": "a", "source": "s", "value": 1, "as_of": text}]),
    "a number": lambda text: e.read_claims([{"claim_id": "a", "source": "s", "value": text}]),
    "names of columns": lambda text: e.read_claims(io.BytesIO(text.encode() + b"\nx\n")),
    "CSV": lambda text: e.read_claims(io.BytesIO(b"claim_id,source,value\n" + text.encode())),
    "JSON": lambda text: e.read_claims(io.BytesIO(b"{" + text.encode())),
    "words of JSON": lambda text: e.read_claims(io.BytesIO(b'{"source": "' + text.encode())),
    "a relation": lambda text: e.propagate(_claims(), [text]),  # type: ignore[arg-type]
    "terms of a relation": lambda text: e.propagate(_claims(), [f"a == 5 {text}"]),  # type: ignore[arg-type]
    "a unit": lambda text: e.convert(_claims(), text),  # type: ignore[arg-type]
    "ground": lambda text: e.ground(text, [{"source": "s", "text": "5 men"}, {"source": "t", "text": text[:40]}]),
    "highlight": lambda text: e.highlight(text, _claims()),  # type: ignore[arg-type]
}


def _seconds(read: Callable[[str], object], text: str) -> float:
    begun = time.process_time()
    with suppress(e.EstimatesError):
        read(text)
    return time.process_time() - begun


@pytest.mark.parametrize("reader", READERS)
def test_reading_takes_time_as_the_text_is_long(reader: str) -> None:
    read, slow, size = READERS[reader], {}, _REPEATED.get(reader, _SHORT)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _seconds(read, "Police said 5 men left.")
        for name, piece in PIECES.items():
            short, long = ((piece * n)[:n] for n in (size, _TIMES * size))
            for _ in range(3):
                if (taken := _seconds(read, long)) < _NOTHING or taken <= _MOST * _seconds(read, short):
                    break
            else:
                slow[name] = taken
    assert not slow
