"""The demo archive is an example to follow: nothing in it is an error or a warning."""

from __future__ import annotations

from pathlib import Path

from mkdocs_postmortem.rules import judge
from tests.rules.support import TODAY, archive_of, rows

DEMO = Path(__file__).parents[2] / "docs" / "postmortems"


def test_the_demo_archive_is_valid() -> None:
    documents: dict[str, str | bytes] = {
        f"postmortems/{path.name}": path.read_bytes() for path in sorted(DEMO.glob("2*.md"))
    }
    assert len(documents) == 27
    assert rows(judge(archive_of(documents), TODAY)) == []
