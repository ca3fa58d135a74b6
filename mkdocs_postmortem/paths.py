"""How paths are shown."""

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
