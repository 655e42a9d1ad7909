"""What a run that was stopped leaves: nothing lost, nothing mixed, nothing torn."""

from __future__ import annotations

import fcntl
import os
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from extractor.batch import spool as spools
from extractor.batch.spool import Spool, spooled
from extractor.errors import OutputError

KEYS = [f"{number:016}".encode() for number in range(5)]


class StoppedError(Exception):
    """Stands in for whatever ends a run."""


@pytest.fixture
def output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr("extractor.batch.spool.digest_of_patterns", str)  # Reads 129 files.
    return str(tmp_path / "facts.jsonl")


def use(
    output: str, do: Callable[[Spool], None], *, ends: bool = False, restart: bool = False
) -> Path:
    """Open the spool, do something with it, and stop or end the run."""
    with suppress(StoppedError), spooled(output, restart=restart) as spool:
        assert spool is not None
        do(spool)
        _stop(ends)
    return Path(output).with_name(".facts.jsonl.unfinished")


def _stop(ends: bool) -> None:
    if not ends:
        raise StoppedError


def add(*keys: bytes) -> Callable[[Spool], None]:
    def do(spool: Spool) -> None:
        for key in keys:
            spool.add(key, b"result of " + key)

    return do


def finds(*keys: bytes, among: list[bytes] = KEYS) -> Callable[[Spool], None]:
    """Of the keys asked for in their order, these are found with their results."""

    def do(spool: Spool) -> None:
        assert spool.count == len(keys)
        found = {key: spool.find(key) for key in among}
        assert found == {key: b"result of " + key if key in keys else None for key in among}

    return do


def test_what_was_done_is_found_again(output: str) -> None:
    use(output, add(*KEYS[:3]))
    use(output, finds(*KEYS[:3]))
    use(output, add(*KEYS[3:]))
    use(output, finds(*KEYS))


@pytest.mark.parametrize(
    "order", [[4, 3, 2, 1, 0], [1, 2, 4], [0, 0, 1, 1], [2, 0, 1, 3, 4], [3, 4, 3, 4]]
)
def test_whatever_the_order_asked_in(output: str, order: list[int]) -> None:
    use(output, add(*KEYS))

    def do(spool: Spool) -> None:
        for place in order:
            assert spool.find(b"x" * 16) is None
            assert spool.find(KEYS[place]) == b"result of " + KEYS[place]

    use(output, do)


def test_it_goes_when_the_output_is_whole_or_nothing_was_done(output: str) -> None:
    assert not use(output, add(*KEYS), ends=True).exists()
    assert not use(output, add()).exists()
    assert use(output, add(KEYS[0])).exists()


def test_restart_forgets(output: str) -> None:
    use(output, add(*KEYS))
    use(output, finds(), restart=True)


def test_whatever_was_cut_off_or_torn_is_done_again(output: str) -> None:
    path = use(output, add(*KEYS[:2]))
    whole = path.read_bytes()
    ends = [whole.index(b"\n") + 1, whole.index(KEYS[1]) - 8, len(whole)]
    cuts = {*range(0, len(whole), 7), *ends, *(end - 1 for end in ends)}
    for cut in sorted(cuts):
        path.write_bytes(whole[:cut])
        left = max(sum(end <= cut for end in ends) - 1, 0)
        use(output, finds(*KEYS[:left]))
        use(output, add(*KEYS[left:3]))
        use(output, finds(*KEYS[:3]))
    for place in range(ends[0], len(whole), 3):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        use(output, finds(*KEYS[: place >= ends[1]]))


def test_results_made_with_something_else_are_refused(output: str, tmp_path: Path) -> None:
    path = use(output, add(KEYS[0]))
    whole = path.read_bytes()
    patterns = tmp_path / "mine"
    (patterns / "lexicon").mkdir(parents=True)
    (patterns / "lexicon" / "good.tsv").write_text("id\n", encoding="utf-8")

    def refused(said: str, patterns: Path | None = None, *, explain: bool = False) -> None:
        with (
            pytest.raises(OutputError, match=re.escape(said)),
            spooled(output, patterns, explain=explain),
        ):
            raise AssertionError
        assert path.read_bytes() == whole

    cure = "(go on with the same as it, or start over with --restart)"
    refused(f"{output}: a run that was stopped used other patterns {cure}", patterns)
    refused(f"another --explain {cure}", explain=True)
    refused(f"other patterns and another --explain {cure}", patterns, explain=True)
    path.write_bytes(whole.replace(b'"schema":1', b'"schema":0'))
    whole = path.read_bytes()
    refused(f"another schema {cure}")
    with spooled(output, patterns, explain=True, restart=True) as spool:
        assert spool is not None
        assert spool.count == 0


def test_one_run_an_output(output: str) -> None:
    code = (
        "import sys; from extractor.batch.spool import spooled\n"
        "try:\n with spooled(sys.argv[1]): print('taken')\n"
        "except Exception as error: print(error)"
    )

    def other() -> str:
        command = [sys.executable, "-c", code, output]
        return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout

    with spooled(output) as spool:
        assert spool is not None
        spool.add(KEYS[0], b"")
        said = other()
        assert said.startswith(f"{output}: another run is writing it (wait for its end")
        spool.add(KEYS[1], b"")
        assert spool.count == 2
    assert other() == "taken\n"


def test_a_spool_deleted_by_a_run_that_ends_is_not_taken(
    output: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = use(output, add(KEYS[0]))
    lock = fcntl.lockf
    deleted: list[Path] = []

    def slow_lock(handle: int, how: int) -> None:
        if not deleted:
            deleted.append(path)
            path.unlink()
        lock(handle, how)

    monkeypatch.setattr(fcntl, "lockf", slow_lock)
    assert use(output, add(KEYS[1])).exists()
    use(output, finds(KEYS[1]))


@pytest.mark.parametrize("output", [None, "-", "/dev/null"])
def test_streams_and_devices_have_none(output: str | None) -> None:
    with spooled(output) as spool:
        assert spool is None


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    output = str(tmp_path / "none" / "facts.jsonl")
    with pytest.raises(OutputError, match="its folder does not exist"), spooled(output):
        raise AssertionError


def test_it_reaches_the_disk_every_few_seconds(
    output: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", synced.append)

    def do(spool: Spool) -> None:
        add(KEYS[0])(spool)
        assert synced == []
        spool._synced -= spools._SECONDS_BETWEEN_SYNCS
        add(KEYS[1], KEYS[2])(spool)
        assert spool._handle in synced
        assert synced.count(spool._handle) == 1

    use(output, do)
