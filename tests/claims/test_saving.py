"""A file is written whole or not at all: a killed process and a full disk leave the old one as it was."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pandas as pd
import pytest

from estimates import EstimatesError, read_claims, write_claims
from estimates.claims.saving import replacing

ROOT = Path(__file__).resolve().parents[2]
#: Parquet where pyarrow, an extra, stands.
FORMATS = ("csv", "xlsx", "jsonl", *(["parquet"] if find_spec("pyarrow") else []))


def claims(n: int = 3) -> pd.DataFrame:
    return read_claims(pd.DataFrame({"quantity": "troops", "source": [f"staff {k}" for k in range(n)], "value": 300.0}))


@pytest.mark.parametrize("form", FORMATS)
def test_an_error_midway_leaves_the_old_file_and_nothing_else(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_claims(claims(), tmp_path / f"mine.{form}")
    before = path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("estimates.claims.saving._to_disk", full)
    with pytest.raises(EstimatesError, match="No space left on device; the old file is as it was") as caught:
        write_claims(claims(9), path)
    assert "Hint: " in str(caught.value)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
@pytest.mark.parametrize("form", FORMATS)
def test_a_process_killed_midway_leaves_the_old_file(form: str, tmp_path: Path) -> None:
    path = write_claims(claims(), tmp_path / f"mine.{form}")
    before = path.read_bytes()
    code = (
        "import os, signal, sys; import estimates as es; from estimates.claims import saving\n"
        "saving._to_disk = lambda path: os.kill(os.getpid(), signal.SIGKILL)\n"
        "es.write_claims(es.read_claims([{'quantity': 'q', 'value': 1.0}] ), sys.argv[1])"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], cwd=ROOT, check=False, capture_output=True)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert path.read_bytes() == before


def test_what_is_held_of_a_workbook_is_let_go_where_writing_fails(tmp_path: Path) -> None:
    """Python 3.12.1 crashes as it collects a view of a BytesIO in a circle, as an error and its frames are one."""
    code = (
        "import gc, pathlib, sys; import estimates as es\n"
        "def full(path, held):\n"
        "    view = memoryview(held)  # as pathlib does\n"
        "    raise OSError(28, 'full')\n"
        "pathlib.Path.write_bytes = full\n"
        "try: es.write_claims(es.read_claims([{'quantity': 'q', 'value': 1.0}]), sys.argv[1])\n"
        "except es.EstimatesError as error: kept = error; kept.circle = kept\n"
        "del kept; gc.collect()"
    )
    path = str(tmp_path / "mine.xlsx")
    done = subprocess.run([sys.executable, "-c", code, path], cwd=ROOT, check=False, capture_output=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("form", FORMATS)
def test_a_full_disk_leaves_the_old_file(form: str, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=32k", "tmpfs", str(disk)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("no small disk can be had here")
    try:
        path = write_claims(claims(), disk / f"mine.{form}")
        before = path.read_bytes()
        many = claims(4_000).assign(text=[f"words {k * 7919}" for k in range(4_000)], value=float("nan"))
        with pytest.raises(EstimatesError, match="cannot write"):
            write_claims(read_claims(many.drop(columns="claim_id")), path)
        assert path.read_bytes() == before
        assert [file.name for file in disk.iterdir()] == [path.name]
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


def test_links_rights_and_devices_stay_what_they_are(tmp_path: Path) -> None:
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    write_claims(claims(), real)
    real.chmod(0o640)
    link.symlink_to(real)
    write_claims(claims(5), link)
    assert link.is_symlink()
    assert len(read_claims(real)) == 5
    assert real.stat().st_mode & 0o777 == 0o640
    with replacing(Path(os.devnull)) as beside:
        assert beside == Path(os.devnull)
