"""Work done aside comes back whole, in any order; where it can't be done there, it is done here."""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import threading
from collections.abc import Hashable, Iterator
from pathlib import Path

import pytest

from mkdocs_postmortem.aside import VARIABLE, Aside, can_fork, in_two

# More than a pipe holds.
LARGE = 300_000


@pytest.mark.aside
def test_pieces_can_be_asked_for_in_any_order_and_of_any_size() -> None:
    def work() -> Iterator[tuple[Hashable, object]]:
        for number in range(20):
            yield ("piece", number), {"number": number, "text": "x" * LARGE}

    aside = Aside(work)
    try:
        for number in (19, 0, 7):
            assert aside.get(("piece", number)) == {"number": number, "text": "x" * LARGE}
        assert aside.get(("piece", 7)) is None  # it was given out already
        assert aside.get("what was never made") is None
    finally:
        aside.end()


@pytest.mark.aside
def test_without_waiting_only_what_is_there_is_given_out(tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    os.mkfifo(gate)

    def work() -> Iterator[tuple[Hashable, object]]:
        yield "early", 1
        gate.read_text()  # until the other side has written
        yield "late", 2

    aside = Aside(work)
    try:
        assert aside.get("early") == 1
        assert aside.get("late", wait=False) is None
        gate.write_text("go on")
        assert aside.get("late") == 2
    finally:
        aside.end()


@pytest.mark.aside
def test_shared_objects_stay_the_same_ones() -> None:
    shared = [object(), object()]
    aside = Aside(lambda: [("both", (shared[1], [shared[0]]))], shared)
    try:
        second, (first,) = aside.get("both")
        assert first is shared[0]
        assert second is shared[1]
    finally:
        aside.end()


@pytest.mark.aside
def test_a_failure_is_silent_and_leaves_what_was_made_before(capfd: pytest.CaptureFixture[str]) -> None:
    def work() -> Iterator[tuple[Hashable, object]]:
        os.write(1, b"nobody may see this")
        yield "good", 1
        raise ValueError("nor this")

    aside = Aside(work)
    try:
        assert aside.get("bad") is None
        assert aside.get("good") == 1
    finally:
        aside.end()
    assert capfd.readouterr() == ("", "")


@pytest.mark.aside
def test_a_second_process_that_is_killed_is_waited_for_no_longer() -> None:
    def work() -> Iterator[tuple[Hashable, object]]:
        yield "process", os.getpid()
        signal.pause()

    aside = Aside(work)
    try:
        os.kill(aside.get("process"), signal.SIGKILL)
        assert aside.get("anything") is None
    finally:
        aside.end()


@pytest.mark.aside
def test_the_end_leaves_no_process_behind() -> None:
    def work() -> Iterator[tuple[Hashable, object]]:
        yield "process", os.getpid()
        signal.pause()

    aside = Aside(work)
    process = aside.get("process")
    aside.end()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
    aside.end()  # once more does no harm
    assert aside.get("process") is None


@pytest.mark.aside
def test_work_that_nobody_asks_for_any_more_ends() -> None:
    def work() -> Iterator[tuple[Hashable, object]]:
        yield "process", os.getpid()
        signal.pause()

    aside = Aside(work)
    process = aside.get("process")
    del aside
    gc.collect()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


@pytest.mark.aside
def test_nothing_is_done_aside_of_what_is_done_aside() -> None:
    aside = Aside(lambda: [("inner", can_fork())])
    try:
        assert aside.get("inner") is False
    finally:
        aside.end()


@pytest.mark.aside
def test_where_the_system_grants_no_process_everything_is_done_here() -> None:
    import resource  # which not every system has

    free = os.open(os.devnull, os.O_RDONLY)
    os.close(free)
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (free + 1, limits[1]))  # one more file, and not three
    try:
        assert Aside(lambda: [("key", 1)]).get("key") is None
        assert os.open(os.devnull, os.O_RDONLY) == free  # which is closed again
        os.close(free)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)


def test_the_variable_keeps_everything_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "1")
    assert not can_fork()
    assert Aside(lambda: [("key", 1)]).get("key") is None


def test_beside_other_threads_nothing_is_done_aside() -> None:
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        assert not can_fork()
    finally:
        done.set()
        other.join()


@pytest.mark.aside
def test_beside_threads_of_a_library_nothing_is_done_aside() -> None:
    library = ctypes.CDLL(None)
    other = ctypes.c_ulong()
    assert library.pthread_create(ctypes.byref(other), None, library.pause, None) == 0
    try:
        assert threading.active_count() == 1  # Python does not see it
        assert not can_fork()
    finally:
        library.pthread_cancel(other)
        library.pthread_join(other, None)


@pytest.mark.aside
def test_where_the_end_of_children_is_ignored_nothing_is_done_aside() -> None:
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        assert not can_fork()
        assert in_two(range(100), abs) == list(range(100))
    finally:
        signal.signal(signal.SIGCHLD, before)


@pytest.mark.aside
def test_a_second_process_that_somebody_else_has_waited_for_does_no_harm() -> None:
    aside = Aside(lambda: [("process", os.getpid())])
    process = aside.get("process")
    os.waitpid(process, 0)
    aside.end()


@pytest.mark.aside
def test_many_open_files_do_no_harm() -> None:
    import resource  # which not every system has

    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(2048, limits[1]), limits[1]))
    files = [os.open(os.devnull, os.O_RDONLY) for _ in range(1024)]
    try:
        assert in_two(range(100), abs) == list(range(100))
    finally:
        for file in files:
            os.close(file)
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)


@pytest.mark.parametrize("processes", ["1", "2"])
@pytest.mark.parametrize("number", [0, 1, 16, 17, 500])
def test_in_two_every_item_is_done_in_its_place(
    processes: str, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, processes)
    assert in_two(range(number), lambda each: each * each) == [each * each for each in range(number)]


@pytest.mark.aside
def test_both_processes_have_a_share(tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    here = os.getpid()

    def do(number: int) -> int:
        if number == 0:
            gate.read_text()  # until the other process has handed over the last sixteen
        elif number == 64 and os.getpid() != here:
            gate.write_text("go on")
        return os.getpid()

    made = in_two(range(96), do)
    assert made[0] == here
    assert here not in made[80:]
    assert len(set(made[80:])) == 1


@pytest.mark.parametrize("processes", ["1", "2"])
def test_a_mistake_is_raised_here(processes: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, processes)

    def fail(number: int) -> int:
        if number == 90:
            raise ValueError("the ninetieth")
        return number

    with pytest.raises(ValueError, match="the ninetieth"):
        in_two(range(100), fail)
