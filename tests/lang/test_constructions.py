"""Every construction hands its example's figure to whom it says, and its counter-example's to nobody."""

from __future__ import annotations

import pytest

import estimates as es
from estimates.article.constructions import constructions
from estimates.article.speech import cues_of
from estimates.lang.lexicon import lexicon

ENTRIES = lexicon("constructions")
COUNTERS = {name: entry["counter"] for name, entry in ENTRIES.items() if "counter" in entry}
PUBLISHER = "Herald"


def forget() -> None:
    constructions.cache_clear()
    cues_of.cache_clear()


def sources(text: str) -> set[str]:
    return set(es.read_text(text, publisher=PUBLISHER, reported="2024-11-06")["source"])


@pytest.mark.parametrize("name", ENTRIES)
def test_an_example_hands_its_figure_to_whom_it_says(name: str) -> None:
    example = ENTRIES[name]["example"]
    source = example.partition("[")[2].partition("]")[0]
    assert sources(example.replace("[", "").replace("]", "")) == {source}


@pytest.mark.parametrize("name", ENTRIES)
def test_an_example_needs_its_entry(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    example = ENTRIES[name]["example"]
    monkeypatch.delitem(ENTRIES, name)
    forget()
    try:
        assert sources(example.replace("[", "").replace("]", "")) != {example.partition("[")[2].partition("]")[0]}
    finally:
        forget()


@pytest.mark.parametrize("name", COUNTERS)
def test_a_counter_example_hands_it_to_nobody(name: str) -> None:
    assert sources(COUNTERS[name]) == {PUBLISHER}


@pytest.mark.parametrize("name", ENTRIES)
def test_an_entry_has_only_what_is_known(name: str) -> None:
    assert set(ENTRIES[name]) <= {"pattern", "given", "then", "is", "verb", "trails", "expecting", "example", "counter"}
    assert "counter" in ENTRIES[name] or name in {"polled_by", "counted_by"}
