"""Coverage-guided fuzzing with atheris: ``python tests/fuzz/run.py SECONDS [TARGET ...]``.

Every target gets its share of the seconds, which are a processor's, in a process of its own, and begins with its
corpus. It goes on past what it finds: bytes that break something stand in the folder that ``--found`` names with what
they raised, one for each place that raises, and only a hang or a crash of the interpreter begins a new process. Mend,
then keep the bytes in the corpus, which ``test_corpus.py`` gives to every run of the tests. Where atheris does not
install a line says so and nothing fails.
"""

from __future__ import annotations

import argparse
import itertools
import os
import re
import subprocess
import sys
import tempfile
import time
import traceback
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).resolve().parent
#: Targets, and the rooms whose branches guide each: to watch all of them takes seconds to begin with.
ROOMS = {
    "texts": ["estimates.figures", "estimates.article"],
    "relations": ["estimates.relations"],
    "units": ["estimates.units"],
    "csv": ["estimates.claims"],
    "jsonl": ["estimates.claims"],
}


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def fuzz(target: str, seconds: float, found: Path, arguments: list[str]) -> None:
    """Run one target in this process until its seconds of a processor are over."""
    import atheris

    sys.path.insert(0, str(HERE))
    with atheris.instrument_imports(include=ROOMS[target]):
        import targets

        for path in sorted((HERE / "corpus" / target).iterdir()):
            targets.give(target, path.read_bytes())  # what loads on first use is loaded now, while imports are watched
    count, begun = itertools.count(1), time.process_time()

    def give(data: bytes) -> None:
        try:
            targets.give(target, data)
        except Exception as error:  # noqa: BLE001 -- whatever is raised and is not ours is what we look for
            keep(error, data, found, target)
        executions = next(count)
        if (used := time.process_time() - begun) > seconds:
            say(f"#{executions}")
            os._exit(0)  # libFuzzer knows only a wall clock
        if not executions % 50:
            say(f"#{executions} {used:.0f}")

    atheris.Setup([sys.argv[0], *arguments], give)
    atheris.Fuzz()


def keep(error: Exception, data: bytes, found: Path, target: str) -> None:
    """The bytes and what they raised, once for each place of ours that raises and kind of error."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if str(HERE.parents[1]) in frame.filename]
    place = f"{type(error).__name__}-{Path(frames[-1].filename).stem}-{frames[-1].lineno}"
    bytes_of = found / f"{target}-{place}"
    if not bytes_of.exists():
        bytes_of.write_bytes(data)
        bytes_of.with_name(f"{bytes_of.name}.txt").write_text("".join(traceback.format_exception(error)))


def run(target: str, seconds: float, runs: int | None, found: Path, grown: Path) -> bool:
    """Run one target, in a new process where one ends before its seconds, and say what came of it."""
    kept = grown.resolve() / target
    kept.mkdir(parents=True, exist_ok=True)
    arguments = [
        str(kept), str(HERE / "corpus" / target), "-timeout=20", "-rss_limit_mb=3000", "-max_len=4000",
        "-report_slow_units=100000",  # by a wall clock, which on a busy machine says nothing
        f"-artifact_prefix={found}/{target}-", "-verbosity=1",
    ]  # fmt: skip
    arguments += [f"-runs={runs}", "-seed=16"] if runs else []
    known, executed, used = set(found.iterdir()), 0, 0.0
    while used < seconds:
        done = subprocess.run(
            [sys.executable, __file__, "--one", target, str(seconds - used), str(found), *arguments],
            capture_output=True, text=True, check=False, errors="replace", cwd=HERE.parents[1],
        )  # fmt: skip
        said = done.stdout + done.stderr
        counted = re.findall(r"^#(\d+)(?: (\d+)$)?", said, re.M)
        executed += int(counted[-1][0]) if counted else 0
        if not done.returncode:
            break
        say("\n".join(line for line in said.splitlines() if not line.startswith(("#", "INFO:")))[-4000:])
        used += max([20.0, *(float(spent) for _, spent in counted if spent)])
    findings = sorted(set(found.iterdir()) - known)
    for told in (path for path in findings if path.suffix == ".txt"):
        say(told.read_text(encoding="utf-8")[-3000:])
    say(f"{target}: {executed} executions, {f'{len(findings)} files of findings' if findings else 'sound'}")
    return not findings


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("seconds", type=int, nargs="?", default=60, help="of a processor, for all targets together")
    asked.add_argument("targets", nargs="*", help="all by default")
    asked.add_argument(
        "--runs", type=int, help="so many executions of each, with a fixed seed: the same ones every time"
    )
    asked.add_argument("--found", type=Path, help="where bytes go that break something; a temporary folder by default")
    asked.add_argument("--grown", type=Path, help="where bytes go that reach new code, so that a next run begins there")
    given = asked.parse_args()
    if find_spec("atheris") is None:
        say("fuzzing: skipped, atheris is not installed here")
        return 0
    wanted = given.targets or list(ROOMS)
    with tempfile.TemporaryDirectory() as grown:
        found = (given.found or Path(tempfile.mkdtemp(prefix="found-"))).resolve()
        found.mkdir(parents=True, exist_ok=True)
        each = given.seconds / len(wanted)
        sound = [run(target, each, given.runs, found, given.grown or Path(grown)) for target in wanted]
        if not all(sound):
            say(f"bytes that were found: {found}")
    return 0 if all(sound) else 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        fuzz(sys.argv[2], float(sys.argv[3]), Path(sys.argv[4]), sys.argv[5:])
    else:
        sys.exit(main())
