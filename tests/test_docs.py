"""What the README and the notebooks show is what happens."""

from __future__ import annotations

import doctest
import os
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def test_readme_examples() -> None:
    failed, tried = doctest.testfile(
        str(ROOT / "README.md"), module_relative=False, optionflags=doctest.NORMALIZE_WHITESPACE
    )
    assert tried > 5
    assert failed == 0


def test_quick_start_is_one_block_of_two_lines() -> None:
    section = re.search(r"^## Quick start\n(.*?)^## ", (ROOT / "README.md").read_text(encoding="utf-8"), re.M | re.S)
    assert section
    (block,) = re.findall(r"^```sh\n(.*?)^```", section[1], re.M | re.S)
    assert len(block.splitlines()) == 2


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_every_notebook_shows_a_picture(path: Path) -> None:
    outputs = [o for cell in nbformat.read(path, as_version=4).cells for o in cell.get("outputs", [])]
    assert any("image/png" in o.get("data", {}) for o in outputs)


def printed(cell: Any) -> str:
    """Plain text that a code cell shows; pictures and HTML are made anew each time and are not compared."""
    shown = [o.get("text") or o.get("data", {}).get("text/plain", "") for o in cell.get("outputs", [])]
    return re.sub(r"0x[0-9a-f]+", "0x", "".join(text.strip("\n") + "\n" for text in shown))


@pytest.mark.filterwarnings("ignore")  # what Jupyter's own machinery warns of
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_notebooks_show_what_they_give(path: Path) -> None:
    kept = nbformat.read(path, as_version=4)
    run = nbformat.read(path, as_version=4)
    where = {"metadata": {"path": str(path.parent)}}
    # A kernel may send one printed line in two messages, as the clock has it: they are one output all the same.
    client = NotebookClient(run, timeout=120, kernel_name="python3", coalesce_streams=True, resources=where)
    inherited = {name: value for name, value in os.environ.items() if name != "MPLBACKEND"}  # a kernel draws inline
    client.execute(env={**inherited, "PYTHONPATH": str(ROOT)})  # the checkout, installed or not
    for before, after in zip(kept.cells, run.cells, strict=True):
        if before.cell_type == "code":
            assert before.outputs or not after.outputs, f"{path.name} was saved without its outputs"
            assert printed(before) == printed(after)
