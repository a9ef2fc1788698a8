"""What users build on changes only with a line in the changelog."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
kept = importlib.import_module("surface")


def test_names_signatures_and_columns_are_as_written_down() -> None:
    assert kept.KEPT.read_text(encoding="utf-8").splitlines() == kept.surface(), (
        "say in CHANGELOG.md what changes for users, then run: python tests/surface.py"
    )


def test_a_change_that_the_changelog_does_not_name_is_not_written_down(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not kept.unnamed(["reconcile(claims)", "column doubt: string"])
    assert kept.unnamed(["unheard_of(claims)"]) == ["unheard_of"]
    monkeypatch.setattr(kept, "surface", lambda: ["unheard_of(claims)"])
    with pytest.raises(SystemExit, match=r"does not say what changed for:.*unheard_of"):
        kept.main()
