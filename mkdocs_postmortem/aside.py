"""Work done aside: in a second process, while this one goes on.

Python does one thing at a time, and most machines could do two. Whoever has work that can wait hands it
over here, and asks for each piece when it is needed. Where nothing can be done aside, or the second process
dies, nothing is lost but time: the one who asks gets None and does the piece itself.
"""

from __future__ import annotations

import gc
import mmap
import os
import pickle
import select
import signal
import sys
import threading
import weakref
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import suppress
from io import BytesIO
from typing import Any, TypeVar

# Set to 1, nothing is done aside.
VARIABLE = "POSTMORTEM_PROCESSES"
# So many items are handed over at once: fewer would be for nothing.
_CHUNK = 16
# How many bytes say how long a message is.
_LENGTH = 4

_T = TypeVar("_T")
_R = TypeVar("_R")

Work = Callable[[], Iterable[tuple[Hashable, Any]]]
"""Yields pieces of work done: each with the key that it is asked for by, and not None."""


class Aside:
    """Work that a second process does; its pieces can be asked for in any order, each of them once.

    `work` is called in a copy of this process, and sees everything as it is now. What it yields comes
    back pickled, `shared` objects excepted: they are the same ones here. It must change and print nothing.
    """

    def __init__(self, work: Work | None = None, shared: Sequence[object] = ()) -> None:
        self._shared = shared
        self._child = _Child.begun(work, shared) if work is not None and can_fork() else None

    def get(self, key: Hashable, *, wait: bool = True) -> Any:
        """Return a piece as soon as it is there, or None if it will never be; without `wait`, if not yet."""
        piece = self._child.piece(key, wait=wait) if self._child is not None else None
        return None if piece is None else _Unpickler(BytesIO(piece), self._shared).load()

    def end(self) -> None:
        """Stop the work: what was not asked for yet is not wanted any more."""
        if self._child is not None:
            self._child.end()
        self._child = None


class Progress:
    """How far one process has come; the other one sees it too."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, _LENGTH)

    @property
    def reached(self) -> int:
        """How many steps were taken."""
        return int.from_bytes(self._memory[:], "little")

    def step(self) -> None:
        """Take one more."""
        self._memory[:] = (self.reached + 1).to_bytes(_LENGTH, "little")


def in_two(items: Sequence[_T], do: Callable[[_T], _R], shared: Sequence[object] = ()) -> list[_R]:
    """Return what `do` makes of each item, in order; half of them are done aside, from the last one on."""
    chunks = [items[start : start + _CHUNK] for start in range(0, len(items), _CHUNK)]

    def from_behind() -> Iterator[tuple[int, list[_R]]]:
        for number in reversed(range(len(chunks))):
            yield number, [do(item) for item in chunks[number]]

    aside = Aside(from_behind if len(chunks) > 1 else None, shared)
    made: list[_R] = []
    try:
        for number, chunk in enumerate(chunks):
            there = aside.get(number, wait=False)
            made += [do(item) for item in chunk] if there is None else there
    finally:
        aside.end()
    return made


def can_fork() -> bool:
    """Say whether a second process helps, and is safe.

    Linux alone copies a process in a moment, whatever it has loaded; and a copy of one with several
    threads may wait for ever for what another of them holds. Where the end of a child is ignored, nobody
    knows whether its number is another process's by now.
    """
    return (
        sys.platform == "linux"
        and hasattr(os, "memfd_create")
        and os.environ.get(VARIABLE) != "1"
        and len(os.sched_getaffinity(0)) > 1
        and _threads() == 1
        and signal.getsignal(signal.SIGCHLD) != signal.SIG_IGN
    )


def _threads() -> int:
    """Return how many threads this process has: also those of libraries, which Python knows nothing of."""
    try:
        return len(os.listdir("/proc/self/task"))
    except OSError:
        return threading.active_count()


class _Child:
    """The second process, as the first one sees it.

    Pieces come in a file in memory, which takes any amount at once, and a pipe says which are there: through
    the pipe alone, the child would wait for this process again and again.
    """

    def __init__(self, process: int, news: int, data: int) -> None:
        self._process = process
        self._news = news
        self._data = data
        self._pieces: dict[Hashable, tuple[int, int]] = {}
        self._unread = b""
        self._is_over = False
        self._waiting = select.poll()  # `select` can't tell of a file with a number above 1023
        self._waiting.register(news, select.POLLIN)
        # Also where nobody asks any more, and at the latest with this process.
        self.end = weakref.finalize(self, _stop, process, news, data)

    @classmethod
    def begun(cls, work: Work, shared: Sequence[object]) -> _Child | None:
        """Return the process that does some work, or None where the system grants none."""
        files: list[int] = []
        try:
            files.append(os.memfd_create("postmortem"))
            files += os.pipe()
            data, news, outgoing = files
            process = os.fork()
        except OSError:
            for file in files:
                os.close(file)
            return None
        if process == 0:
            os.close(news)
            _do(work, outgoing, data, shared)
        os.close(outgoing)
        return cls(process, news, data)

    def piece(self, key: Hashable, *, wait: bool) -> bytes | None:
        while key not in self._pieces and self._hear(wait=wait):
            pass
        place = self._pieces.pop(key, None)
        return None if place is None else os.pread(self._data, place[1], place[0])

    def _hear(self, *, wait: bool) -> bool:
        """Take in which pieces are there, and say whether any was new; with `wait`, wait for one."""
        if self._is_over or not (wait or self._waiting.poll(0)):
            return False
        heard = os.read(self._news, 65536)
        # The other side has closed, for whatever reason.
        self._is_over = not heard
        self._unread += heard
        while len(self._unread) >= _LENGTH:
            end = _LENGTH + int.from_bytes(self._unread[:_LENGTH], "little")
            if len(self._unread) < end:
                break
            key, start, length = pickle.loads(self._unread[_LENGTH:end])
            self._pieces[key] = (start, length)
            self._unread = self._unread[end:]
        return not self._is_over


def _stop(process: int, *files: int) -> None:
    # Something else that waits for any child of this process may have got this one.
    with suppress(ProcessLookupError, ChildProcessError):
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
    for file in files:
        os.close(file)


def _do(work: Work, news: int, data: int, shared: Sequence[object]) -> None:
    """Work, and end this process: what waits for the end of the first one is not to happen twice."""
    try:
        gc.disable()  # it would walk all that there is, and copy it by doing so
        os.environ[VARIABLE] = "1"
        # Who reads what the first process prints waits until nobody can print any more.
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        known = {id(each): number for number, each in enumerate(shared)}
        written = 0
        for key, piece in work():
            length = _write(data, _pickled(piece, known))
            message = pickle.dumps((key, written, length), pickle.HIGHEST_PROTOCOL)
            _write(news, len(message).to_bytes(_LENGTH, "little") + message)
            written += length
    finally:
        # Whatever went wrong: the first process does what is missing, and says what is to be said.
        os._exit(0)


def _pickled(piece: object, known: dict[int, int]) -> bytes:
    if not known:  # to be asked about each object takes as long as all the rest
        return pickle.dumps(piece, pickle.HIGHEST_PROTOCOL)
    memory = BytesIO()
    _Pickler(memory, known).dump(piece)
    return memory.getvalue()


def _write(file: int, data: bytes) -> int:
    """Write all of some bytes; return how many there are."""
    left = memoryview(data)
    while left:
        left = left[os.write(file, left) :]
    return len(data)


class _Pickler(pickle.Pickler):
    """Writes `known` objects, by identity, as their numbers."""

    def __init__(self, stream: BytesIO, known: dict[int, int]) -> None:
        super().__init__(stream, pickle.HIGHEST_PROTOCOL)
        self._known = known

    def persistent_id(self, each: object) -> int | None:
        return self._known.get(id(each))


class _Unpickler(pickle.Unpickler):
    def __init__(self, stream: BytesIO, shared: Sequence[object]) -> None:
        super().__init__(stream)
        self._shared = shared

    def persistent_load(self, number: int) -> object:
        return self._shared[number]
