"""Where arrays as long as the table stand: in memory, or in files that are looked at part by part."""

from __future__ import annotations

import math
import mmap
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar
from weakref import WeakSet

import numpy as np

from estimates.intervals.arrays import Floats

_Item = TypeVar("_Item")

PART = 500_000  # numbers looked at together
_BINS = 1 << 16


class Memory:
    """Arrays in memory."""

    def array(self, n: int, value: float = 0, kind: type = float) -> Any:
        """A new array, full of a value."""
        return np.full(n, value, dtype=kind)

    def release(self) -> None:
        """Give back what arrays in files take of memory; they stay as they are."""

    def pile(self, arrays: Iterable[Floats], most: int) -> Floats:
        """Arrays one after the other, ``most`` numbers or fewer."""
        return np.concatenate([np.zeros(0), *arrays])

    def passes(self, make: Callable[[], Iterator[_Item]]) -> Iterable[_Item]:
        """What is gone through again and again: made once."""
        return list(make())

    def quantile(self, numbers: Floats, share: float) -> float:
        """The quantile of finite numbers of which none is negative."""
        return float(np.median(numbers) if share == 0.5 else np.quantile(numbers, share))


class Files:
    """Arrays in nameless files of a folder, which the system drops with them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.maps: WeakSet[mmap.mmap] = WeakSet()

    def array(self, n: int, value: float = 0, kind: type = float) -> Any:
        """A new array in a file, full of a value."""
        if n == 0:
            return np.zeros(0, dtype=kind)
        size = n * np.dtype(kind).itemsize
        with tempfile.TemporaryFile(dir=self.folder) as file:
            file.truncate(size)
            if hasattr(os, "posix_fallocate"):  # a disk that is full is told now, and does not end us as we write
                os.posix_fallocate(file.fileno(), 0, size)
            kept = mmap.mmap(file.fileno(), size)
        self.maps.add(kept)
        out: Any = np.frombuffer(kept, dtype=kind)
        for begin in range(0, n if value != 0 else 0, PART):
            out[begin : begin + PART] = value
            self.release()
        return out

    def release(self) -> None:
        """Give back what the arrays take of memory; they stay as they are."""
        if hasattr(mmap, "MADV_DONTNEED"):  # elsewhere the system takes it back as it needs it
            for kept in self.maps:
                kept.madvise(mmap.MADV_DONTNEED)

    def pile(self, arrays: Iterable[Floats], most: int) -> Floats:
        """Arrays one after the other in a file, ``most`` numbers or fewer."""
        out, n = self.array(most), 0
        for some in arrays:
            out[n : n + len(some)] = some
            n += len(some)
        piled: Floats = out[:n]
        return piled

    def passes(self, make: Callable[[], Iterator[_Item]]) -> Iterable[_Item]:
        """What is gone through again and again: made anew each time."""
        return _Again(make)

    def quantile(self, numbers: Floats, share: float) -> float:
        """The quantile of finite numbers of which none is negative, as in memory to the last digit."""
        at = (len(numbers) - 1) * share
        ends = np.array([self._ranked(numbers, int(rank)) for rank in (math.floor(at), math.ceil(at))])
        return float(np.median(ends) if share == 0.5 else np.quantile(ends, at % 1))

    def _ranked(self, numbers: Floats, rank: int) -> float:
        """The number of a rank: bits of numbers that are not negative stand in their order, and are counted by their
        first sixteen, then by the next among those that begin as it does, until these are few."""
        low, bits, n = 0, 64, len(numbers)
        while n > PART and bits:
            count = np.zeros(_BINS, dtype=np.int64)
            for some in self._begun(numbers, low, bits):
                place = (some >> np.uint64(bits - 16)) & np.uint64(_BINS - 1)
                count += np.bincount(place.astype(np.int64), minlength=_BINS)
            before = np.cumsum(count)
            bin_of = int(np.searchsorted(before, rank, side="right"))
            rank -= int(before[bin_of] - count[bin_of])
            low, bits, n = low * _BINS + bin_of, bits - 16, int(count[bin_of])
        if not bits:
            return float(np.array([low], dtype=np.uint64).view(float)[0])
        left = np.concatenate(list(self._begun(numbers, low, bits)))
        return float(np.partition(left, rank)[rank : rank + 1].view(float)[0])

    def _begun(self, numbers: Floats, low: int, bits: int) -> Iterator[Any]:
        """The bits of numbers, of those of which all but the last ``bits`` are ``low``."""
        for begin in range(0, len(numbers), PART):
            some = (numbers[begin : begin + PART] + 0.0).view(np.uint64)  # -0.0 is 0.0
            yield some if bits == 64 else some[some >> np.uint64(bits) == low]
            self.release()


Store = Memory | Files


class _Again(Iterable[_Item]):
    def __init__(self, make: Callable[[], Iterator[_Item]]) -> None:
        self.make = make

    def __iter__(self) -> Iterator[_Item]:
        return self.make()
