"""Writing a document back: as a whole or not at all."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from pathlib import Path


class NotWrittenError(Exception):
    """A file was left as it is; the message says why."""


def write(path: Path, was: bytes, now: bytes) -> None:
    """Replace a file's bytes, which must still be `was`, in one step; its mode stays.

    Raises NotWrittenError where the file has changed meanwhile, is a symbolic link (which would become a
    file of its own) or can't be written.
    """
    try:
        if path.is_symlink():
            raise NotWrittenError(f"it is a symbolic link to {os.readlink(path)}")
        if not os.access(path, os.W_OK):
            raise NotWrittenError("it can't be written: Permission denied")
        _replace(path, was, now)
    except OSError as error:
        raise NotWrittenError(f"it can't be written: {error.strerror}") from None


def _replace(path: Path, was: bytes, now: bytes) -> None:
    status = path.stat()
    # A name that neither MkDocs nor an editor's list of documents shows.
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(now)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, stat.S_IMODE(status.st_mode))
        with contextlib.suppress(OSError, AttributeError):  # only root can, and there is none on Windows
            os.chown(name, status.st_uid, status.st_gid)
        if path.read_bytes() != was:
            raise NotWrittenError("it was changed by somebody else meanwhile")
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise
