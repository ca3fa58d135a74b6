"""How paths are shown, and which one is meant."""

from __future__ import annotations

import os
from pathlib import Path


def shown_path(path: str | Path | None, otherwise: str) -> str:
    """Return a file's path as findings show it: relative to the working directory, with `/`.

    `otherwise` is what to show where the two have nothing in common.
    """
    if path is None:
        return otherwise
    here, there = Path.cwd(), Path(os.path.abspath(path))
    if here.parts[:2] != there.parts[:2]:
        return otherwise
    return Path(os.path.relpath(there, here)).as_posix()


def meant_folder(docs_dir: str | Path, folder: str) -> str | None:
    """Return what a `folder` that is not there should say, where it only repeats the name of `docs_dir`."""
    first, _, rest = folder.partition("/")
    if Path(docs_dir, folder).is_dir():
        return None
    return rest if first == Path(docs_dir).name and rest and Path(docs_dir, rest).is_dir() else None
