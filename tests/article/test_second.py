"""A second reader: what its parse says beside the rules, on parses made by hand and on spaCy's own documents."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from estimates import EstimatesError, read_text, read_texts

Parse = list[tuple[str, int, str]]  # word, place of its head, label

#: "The army said 40 tanks burned."
SAID: Parse = [
    ("The", 1, "det"), ("army", 2, "nsubj"), ("said", 2, "ROOT"), ("40", 4, "nummod"), ("tanks", 5, "nsubj"),
    ("burned", 2, "ccomp"), (".", 2, "punct"),
]  # fmt: skip
#: "Rebels in Vela, the mayor told Ida Orr, have 40 tanks." as a parser may get it wrong and right
TOLD: Parse = [
    ("Rebels", 9, "nsubj"), ("in", 0, "prep"), ("Vela", 1, "pobj"), (",", 9, "punct"), ("the", 5, "det"),
    ("mayor", 6, "nsubj"), ("told", 9, "parataxis"), ("reporters", 6, "dobj"), (",", 9, "punct"), ("have", 9, "ROOT"),
    ("40", 11, "nummod"), ("tanks", 9, "dobj"), (".", 9, "punct"),
]  # fmt: skip


@dataclass(eq=False)
class Token:
    """A token of a parse made by hand."""

    i: int
    idx: int
    text: str
    dep_: str
    head: Any = None
    children: list[Any] = field(default_factory=list)

    @property
    def subtree(self) -> list[Any]:
        return sorted([self, *(t for child in self.children for t in child.subtree)], key=lambda t: t.i)


def pipeline(parse: Parse) -> Any:
    """A pipeline that gives this parse of whatever text has these words."""

    def parsed(text: str) -> list[Token]:
        tokens, at = [], 0
        for i, (word, _, label) in enumerate(parse):
            at = text.index(word, at)
            tokens.append(Token(i, at, word, label))
            at += len(word)
        for token, (_, head, _) in zip(tokens, parse, strict=True):
            token.head = tokens[head]
            if token.head is not token:
                token.head.children.append(token)
        return tokens

    return parsed


def with_change(parse: Parse, place: int, head: int, label: str) -> Parse:
    return [(word, head, label) if k == place else (word, h, d) for k, (word, h, d) in enumerate(parse)]


def doubt(text: str, parse: Parse, **options: Any) -> Any:
    row = read_text(text, second=pipeline(parse), **options).iloc[0]
    return row["doubt"] if isinstance(row["doubt"], str) else None


def test_where_both_agree_nothing_is_doubted() -> None:
    assert doubt("The army said 40 tanks burned.", SAID) is None


def test_where_the_parse_finds_nobody_or_another_the_row_is_doubted_and_its_source_stays() -> None:
    text = "The army said 40 tanks burned."
    lone = with_change(with_change(SAID, 5, 5, "ROOT"), 2, 5, "advcl")
    assert doubt(text, lone) == "a second reader finds nobody who says it"
    assert read_text(text, second=pipeline(lone))["source"].tolist() == ["army"]


def test_somebody_whom_the_rules_do_not_see_is_named() -> None:
    parse: Parse = [
        ("40", 1, "nummod"), ("tanks", 2, "nsubj"), ("burned", 2, "ROOT"), ("in", 2, "prep"), ("Vela", 3, "pobj"),
        ("(", 2, "punct"), ("according", 2, "prep"), ("to", 6, "prep"), ("Ida", 9, "compound"), ("Orr", 7, "pobj"),
        (")", 2, "punct"), (".", 2, "punct"),
    ]  # fmt: skip
    plain = doubt("40 tanks burned in Vela (according to Ida Orr).", parse)
    assert plain is None or plain == "a second reader gives it to “Ida Orr”"
    other = with_change(with_change(SAID, 1, 1, "ROOT"), 4, 2, "nsubj")  # "said tanks": nobody who can speak
    assert doubt("The army said 40 tanks burned.", other) == "a second reader finds nobody who says it"


def test_the_counted_do_not_say_what_is_said_of_them() -> None:
    parse: Parse = [
        ("Two", 1, "nummod"), ("officers", 2, "nsubj"), ("said", 2, "ROOT"), ("that", 4, "mark"), ("fire", 2, "ccomp"),
        ("spread", 4, "dep"), (".", 2, "punct"),
    ]  # fmt: skip
    assert doubt("Two officers said that fire spread.", parse) is None


@pytest.mark.parametrize(("second", "said"), [
    (lambda text: [], "parses nothing"),
    (pipeline([("40", 0, "")]), "parses nothing"),
    (lambda text: [Token(0, 3, "other", "ROOT")], "gives another text"),
])  # fmt: skip
def test_what_is_no_parser_is_refused(second: Any, said: str) -> None:
    with pytest.raises(EstimatesError, match=said):
        read_text("The army lost 40 tanks.", second=second)


def test_many_articles_take_it_too() -> None:
    import pandas as pd

    articles = pd.DataFrame({"text": ["The army said 40 tanks burned."] * 2})
    table = read_texts(articles, second=pipeline(SAID), progress=False)
    assert table["doubt"].isna().all()


def test_documents_of_spacy_are_parses() -> None:
    tokens = pytest.importorskip("spacy.tokens")
    vocab = pytest.importorskip("spacy.vocab").Vocab()
    text = "Rebels in Vela, the mayor told reporters, have 40 tanks."
    words, heads, labels = (list(column) for column in zip(*TOLD, strict=True))
    spaces = [text[text.index(word) + len(word) : text.index(word) + len(word) + 1] == " " for word in words]
    spaces[3], spaces[8] = True, True

    def nlp(given: str) -> Any:
        assert given == text
        return tokens.Doc(vocab, words=words, spaces=spaces, heads=heads, deps=labels)

    found = read_text(text, second=nlp).iloc[0]
    assert found["source"] == "mayor"
    assert not isinstance(found["doubt"], str)
