"""Writing a file: as a whole, and only over what was read."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from mkdocs_postmortem.fixing import NotWrittenError, write


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.md"
    path.write_bytes(b"was\r\n")
    return path


def alone(path: Path) -> bool:
    """Say whether nothing was left lying about beside a file."""
    return [each.name for each in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("mode", [0o644, 0o600, 0o755, 0o640])
def test_bytes_and_mode(file: Path, mode: int) -> None:
    os.chmod(file, mode)
    write(file, b"was\r\n", b"\xef\xbb\xbfnow\r")
    assert file.read_bytes() == b"\xef\xbb\xbfnow\r"
    assert stat.S_IMODE(file.stat().st_mode) == mode
    assert alone(file)


def test_what_was_changed_meanwhile_stays(file: Path) -> None:
    with pytest.raises(NotWrittenError, match="changed by somebody else meanwhile"):
        write(file, b"was\n", b"now\n")
    assert file.read_bytes() == b"was\r\n"
    assert alone(file)


def test_a_link(file: Path) -> None:
    link = file.with_name("b.md")
    link.symlink_to("a.md")
    with pytest.raises(NotWrittenError, match=r"it is a symbolic link to a\.md"):
        write(link, b"was\r\n", b"now")
    assert file.read_bytes() == b"was\r\n"
    assert link.is_symlink()


def test_what_is_gone(tmp_path: Path) -> None:
    with pytest.raises(NotWrittenError, match="can't be written"):
        write(tmp_path / "a.md", b"", b"now")
    with pytest.raises(NotWrittenError, match="can't be written"):
        write(tmp_path / "gone" / "a.md", b"", b"now")
    assert list(tmp_path.iterdir()) == []


def test_another_name_of_the_file_keeps_what_was(file: Path) -> None:
    other = file.with_name("b.md")
    os.link(file, other)
    write(file, b"was\r\n", b"now")
    assert (file.read_bytes(), other.read_bytes()) == (b"now", b"was\r\n")
