"""Short names for pictures: who says a claim, cut so that no two that differ read the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from estimates.claims.wording import day, of_when, speaker


def shorten(words: str, width: int) -> str:
    """Cut to a width with an ellipsis.

    Examples
    --------
    >>> shorten("Ministry of Defence", 12)
    'Ministry of…'
    """
    return words if len(words) <= width else words[: width - 1].rstrip(" ,;") + "…"


def names(rows: Sequence[Mapping[str, Any]], said: Sequence[str], width: int) -> list[str]:
    """Name who says each claim of a group: of which day, where it has several, and the publisher or the id of equals.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [{"claim_id": f"c{k}", "source": "ministry", "as_of": pd.Timestamp(f"2023-10-{k}"), "reported": pd.NaT}
    ...         for k in (17, 18)]
    >>> names(rows, ["232", "370"], 30)
    ['ministry (17 October 2023)', 'ministry (18 October 2023)']
    """
    labels = [speaker(row) for row in rows]
    dated = len({day(row.get("as_of"), row.get("precision")) for row in rows} - {""}) > 1
    for extra in (of_when, _publisher, _id):
        keys, extras = list(zip(labels, said, strict=True)), [extra(row) for row in rows]
        times = Counter(key for key, _ in {*zip(keys, extras, strict=True)})
        for i, (key, more) in enumerate(zip(keys, extras, strict=True)):
            if times[key] < 2 and not (dated and extra is of_when):
                continue  # it tells no two apart
            if more and more not in labels[i]:
                labels[i] = f"{shorten(labels[i], max(width - len(more) - 3, 8))} ({more})"
    return distinct(labels, width)


def _publisher(row: Mapping[str, Any]) -> str:
    publisher = row.get("publisher")
    return publisher if isinstance(publisher, str) else ""


def _id(row: Mapping[str, Any]) -> str:
    return str(row["claim_id"])


def distinct(labels: Sequence[str], width: int) -> list[str]:
    """Cut labels to a width so that no two that differ read the same: in the middle, else with a number.

    Examples
    --------
    >>> distinct(["Ministry of Defence", "army", "Ministry of Justice"], 12)
    ['Minis…efence', 'army', 'Minis…ustice']
    >>> distinct(["x" * 30 + "a" + "y" * 30, "x" * 30 + "b" + "y" * 30], 12)
    ['xxxxxxx… (1)', 'xxxxxxx… (2)']
    """
    cut = {label: shorten(label, width) for label in labels}
    for alike in _alike(cut):
        cut |= {label: _ends(label, width) for label in alike}
    for alike in _alike(cut):
        cut |= {label: f"{shorten(label, width - len(f' ({k})'))} ({k})" for k, label in enumerate(alike, 1)}
    return [cut[label] for label in labels]


def _alike(cut: Mapping[str, str]) -> list[list[str]]:
    """Labels that read the same once they are cut."""
    labels: dict[str, list[str]] = {}
    for label, short in cut.items():
        labels.setdefault(short, []).append(label)
    return [some for some in labels.values() if len(some) > 1]


def _ends(words: str, width: int) -> str:
    """Cut in the middle, where two names begin alike."""
    head = (width - 1) // 2
    return f"{words[:head].rstrip()}…{words[len(words) - (width - 1 - head) :].lstrip()}"
