"""Fixtures of the command's tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import SITE

MakeSite = Callable[..., Path]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MakeSite:
    """Return a function that makes a site of two valid documents, changed as asked, and enters it.

    A file given as None is left out.
    """

    def _site(files: dict[str, str | bytes | None] | None = None, inside: str = ".") -> Path:
        for name, content in {**SITE, **(files or {})}.items():
            if content is not None:
                path = tmp_path / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content.encode() if isinstance(content, str) else content)
        (tmp_path / inside).mkdir(parents=True, exist_ok=True)
        monkeypatch.chdir(tmp_path / inside)
        return tmp_path

    return _site
