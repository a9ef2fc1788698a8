"""Coverage-guided fuzzing with atheris: ``python tests/fuzz/run.py SECONDS [TARGET ...]``.

Every target gets its share of the seconds in a process of its own, begins with its corpus, and stops at the first
finding. Bytes that were found stand in the folder that ``--found`` names; mend, then keep them in the corpus, which
``test_corpus.py`` gives to every run of the tests. Where atheris does not install a line says so and nothing fails.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
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


def fuzz(target: str, arguments: list[str]) -> None:
    """Run one target in this process until the seconds are over; libFuzzer ends the process."""
    import atheris

    sys.path.insert(0, str(HERE))
    with atheris.instrument_imports(include=ROOMS[target]):
        import targets

        for path in sorted((HERE / "corpus" / target).iterdir()):
            targets.give(target, path.read_bytes())  # what loads on first use is loaded now, while imports are watched
    atheris.Setup([sys.argv[0], *arguments], lambda data: targets.give(target, data))
    atheris.Fuzz()


def run(target: str, seconds: int, runs: int | None, found: Path, grown: Path) -> bool:
    """Run one target in a process of its own and say what came of it."""
    kept = grown / target
    kept.mkdir(parents=True, exist_ok=True)
    arguments = [
        str(kept), str(HERE / "corpus" / target), f"-max_total_time={seconds}", "-timeout=20", "-rss_limit_mb=3000",
        "-max_len=4000", "-print_final_stats=1", f"-artifact_prefix={found}/{target}-", "-verbosity=1",
    ]  # fmt: skip
    arguments += [f"-runs={runs}", "-seed=16"] if runs else []
    done = subprocess.run(
        [sys.executable, __file__, "--one", target, "--", *arguments], capture_output=True, text=True, check=False,
        errors="replace", cwd=HERE.parents[1],
    )  # fmt: skip
    said = done.stdout + done.stderr
    executed = re.findall(r"stat::number_of_executed_units:\s*(\d+)", said) or re.findall(r"^#(\d+)", said, re.M)
    say(f"{target}: {executed[-1] if executed else 0} executions, {'a finding' if done.returncode else 'sound'}")
    if done.returncode:
        say("\n".join(line for line in said.splitlines() if not line.startswith(("#", "INFO:", "stat::")))[-4000:])
    return done.returncode == 0


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("seconds", type=int, nargs="?", default=60, help="for all targets together")
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
        found = given.found or Path(tempfile.mkdtemp(prefix="found-"))
        found.mkdir(parents=True, exist_ok=True)
        each = max(1, given.seconds // len(wanted))
        sound = [run(target, each, given.runs, found, given.grown or Path(grown)) for target in wanted]
        if not all(sound):
            say(f"bytes that were found: {found}")
    return 0 if all(sound) else 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        fuzz(sys.argv[2], sys.argv[4:])
    else:
        sys.exit(main())
