"""Write down what users build on: ``python tests/surface.py`` makes ``tests/expected/surface.txt`` anew.

Public names with their signatures, and the columns of a claims table. ``test_surface.py`` fails where the file and the
package differ; a change is written only when ``CHANGELOG.md`` names what changed.
"""

from __future__ import annotations

import inspect
import re
import sys
from pathlib import Path

import estimates
from estimates.schema import COLUMNS, OPTIONAL

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "tests" / "expected" / "surface.txt"


def surface() -> list[str]:
    """A line for each public name with its signature, then one for each column with what it holds."""
    columns = [f"column {name}: {kind}" for name, kind in {**COLUMNS, **OPTIONAL}.items()]
    return [_line(name) for name in sorted(estimates.__all__)] + columns


def _line(name: str) -> str:
    thing = getattr(estimates, name)
    if not callable(thing) or (isinstance(thing, type) and issubclass(thing, Exception)):
        return name
    # Defaults that are objects print their address, which differs from run to run.
    return f"{name}{re.sub(r' at 0x[0-9a-f]+', '', str(inspect.signature(thing)))}"


def unnamed(lines: list[str]) -> list[str]:
    """The names of these lines that the changelog does not mention as code."""
    mentioned = set(re.findall(r"[A-Za-z_]+", " ".join(re.findall(r"`[^`]+`", _changelog()))))
    return sorted({re.split(r"\W", line.removeprefix("column "))[0] for line in lines} - mentioned)


def _changelog() -> str:
    return (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def main() -> None:
    kept = KEPT.read_text(encoding="utf-8").splitlines()
    missing = unnamed(sorted(set(surface()) ^ set(kept)))
    if missing:
        sys.exit(f"CHANGELOG.md does not say what changed for: {', '.join(missing)}")
    KEPT.write_text("\n".join(surface()) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
