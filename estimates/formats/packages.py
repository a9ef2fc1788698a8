"""A Table Schema beside a CSV or JSON Lines of claims, for whoever reads it without this library."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pandas as pd

from estimates.claims.files import read_words
from estimates.claims.jsons import parsed_json
from estimates.claims.saving import write_whole
from estimates.errors import EstimatesError, ParseError
from estimates.version import __version__

_NAME = "datapackage.json"
_MEANINGS = {
    "claim_id": "the key that every result refers to", "quantity": "what is counted or measured",
    "source": "who says it", "publisher": "where it was printed",
    "origin": "unit of independence: claims that repeat one report share it",
    "text": "the figure's words verbatim", "start": "where the words begin, in characters from 0",
    "end": "where the words end", "locator": "sentence, page, row or URL",
    "value": "the number as printed; empty for a range or a vague word", "unit": "unit of all numbers of the row",
    "noun": "what is counted, in words", "resolution": "the last place of the stated number",
    "hedge": "what the source said about the number", "status": "whether it is so or is expected",
    "negated": "whether the source denies the figure", "as_of": "the date that the figure describes",
    "reported": "the date on which it was published", "low": "least value allowed; -inf is unbounded",
    "likely_low": "lower end of the likely band", "best": "the one number stated, where there is one",
    "likely_high": "upper end of the likely band", "high": "greatest value allowed; inf is unbounded",
    "closed": "which ends belong to the band", "basis": "why the ends stand where they do",
    "who": "of whom or whose", "event": "the battle, attack, march that the figure belongs to", "place": "where",
    "since": "first day of the span that ends at as_of", "precision": "what as_of names: a day, a month or a year",
    "identity": "how it is known what the figure is of", "doubt": "why the row deserves a second look",
    "derived_from": "the claims that it was made of, a comma and a blank between them",
}  # fmt: skip


#: What a reader is told of each format, and what it takes for a missing cell and for true and false.
_FORMATS: dict[str, tuple[str, list[str], dict[str, list[str]]]] = {
    "csv": ("text/csv", [""], {"trueValues": ["True"], "falseValues": ["False"]}),
    "jsonl": ("application/x-ndjson", [], {}),
}
_BASES = 10  # reasons of a hedge's ends that are listed, those of most claims first


def describe(table: pd.DataFrame, path: Path, form: str) -> Path:
    """Write what the columns of a file mean to ``datapackage.json`` beside it; other files named there stay named."""
    target = path.parent / _NAME
    package = package_beside(path) or {"profile": "data-package", "name": _slug(path.parent.resolve().name)}
    others = [one for one in package.get("resources", []) if one.get("path") != path.name]
    package["resources"] = [*others, _resource(table, path, form)]
    write_whole(target, json.dumps(package, indent=2, ensure_ascii=False) + "\n")
    return target


def package_beside(path: Path) -> dict[str, Any] | None:
    """The data package in the folder of a file, None where there is none.

    Raises
    ------
    EstimatesError
        If a file of this name is there that is no data package.
    """
    target = path.parent / _NAME
    if not target.exists():
        return None
    try:
        package = parsed_json(read_words(target), str(target))
    except ParseError:
        package = None
    if not isinstance(package, dict) or not isinstance(package.get("resources"), list):
        raise EstimatesError(f"{target} is no data package.", hint="move it away, or leave out schema=True.")
    return package


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9._-]+", "-", name.lower()).strip("-") or "claims"


def _resource(table: pd.DataFrame, path: Path, form: str) -> dict[str, Any]:
    media, missing, flags = _FORMATS[form]
    fields = [_field(str(name), table[name], flags) for name in table]
    return {
        "profile": "tabular-data-resource", "name": _slug(path.stem), "path": path.name, "format": form,
        "mediatype": media, "encoding": "utf-8", "description": f"claims, as written by estimates {__version__}",
        "estimates": {"version": __version__, "policy": _policy_of(table)},
        "schema": {"fields": fields, "missingValues": missing, "primaryKey": "claim_id"},
    }  # fmt: skip


def _policy_of(table: pd.DataFrame) -> dict[str, list[str]]:
    """Why the ends of each hedge stand where they do, in the words of ``basis``; nothing before ``bound``."""
    if not {"hedge", "basis"} <= {*table}:
        return {}
    said = table["basis"].dropna().astype(str).groupby(table["hedge"].astype(str), sort=True)
    return {str(hedge): basis.value_counts().sort_index(kind="stable").nlargest(_BASES).index.tolist()
            for hedge, basis in said}  # fmt: skip


def _field(name: str, cells: pd.Series, flags: dict[str, list[str]]) -> dict[str, Any]:
    """One column: its type, what it means, and which words it may hold."""
    field: dict[str, Any] = {"name": name, "type": "string"}
    if isinstance(cells.dtype, pd.CategoricalDtype):
        field["constraints"] = {"enum": cells.cat.categories.tolist()}
    elif pd.api.types.is_bool_dtype(cells):
        field |= {"type": "boolean", **flags}
    elif pd.api.types.is_integer_dtype(cells):
        field["type"] = "integer"
    elif pd.api.types.is_numeric_dtype(cells):
        field["type"] = "number"
    elif pd.api.types.is_datetime64_any_dtype(cells):
        days = bool((cells.dropna() == cells.dropna().dt.normalize()).all())
        field |= {"type": "date"} if days else {"type": "datetime", "format": "any"}
    if name == "claim_id":
        field["constraints"] = {"required": True, "unique": True}
    if name in _MEANINGS:
        field["description"] = _MEANINGS[name]
    return field
