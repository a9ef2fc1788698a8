"""The fuzzer's corpus, and every input that once broke something, without the fuzzer."""

from __future__ import annotations

from pathlib import Path

import pytest
from fuzz.targets import TARGETS, give

CORPUS = sorted(p for p in (Path(__file__).parent / "corpus").rglob("*") if p.is_file())


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_the_fuzzer_begins_with_and_once_found(path: Path) -> None:
    give(path.parent.name, path.read_bytes())


def test_every_target_has_a_corpus_and_every_corpus_a_target() -> None:
    assert {path.parent.name for path in CORPUS} == set(TARGETS)


def test_the_targets_let_nothing_else_through(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fuzzer that swallows what it looks for finds nothing."""

    def broken(_: bytes) -> None:
        raise TypeError("no error of ours")

    monkeypatch.setitem(TARGETS, "units", broken)
    with pytest.raises(TypeError):
        give("units", b"mile")
