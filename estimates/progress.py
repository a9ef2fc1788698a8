"""A bar for long work: where somebody watches, a terminal or a notebook, and only once it takes long."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any, TypeVar

_Item = TypeVar("_Item")

_PATIENCE = 1.0  # seconds that nobody needs a bar for


def watched(items: Iterable[_Item], *, unit: str, progress: bool | None) -> Iterator[_Item]:
    """Go through items and show how far one is.

    Parameters
    ----------
    items : iterable
        Taken as a list first, so that the bar knows how many there are.
    unit : str
        What an item is, in the singular.
    progress : bool or None
        Whether to show a bar; None where somebody watches and once it takes more than a second.

    Examples
    --------
    >>> list(watched("abc", unit="letter", progress=False))
    ['a', 'b', 'c']
    """
    listing = list(items)
    with counted(len(listing), unit=unit, progress=progress) as done:
        for k, item in enumerate(listing, 1):
            yield item
            done(k)


@contextmanager
def counted(total: int, *, unit: str, progress: bool | None) -> Iterator[Callable[[int], None]]:
    """Give a function that takes how many of a total are done, for work that is no plain loop.

    Examples
    --------
    >>> with counted(3, unit="part", progress=False) as done:
    ...     done(2)
    """
    if not (_somebody_watches() if progress is None else progress):
        yield lambda number: None
        return
    with _bar()(total=total, unit=unit, delay=_PATIENCE if progress is None else 0.0) as bar:
        yield lambda number: bar.update(number - bar.n)


def _somebody_watches() -> bool:
    """Whether standard error is a terminal, or we are in a notebook's kernel, whose streams say they are none."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    return sys.stderr.isatty() or "IPKernelApp" in getattr(shell, "config", {})


def _bar() -> Any:
    """tqdm's bar for wherever we are; its complaint about a missing widget helps nobody, as it then draws in text."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return import_module("tqdm.auto").tqdm
