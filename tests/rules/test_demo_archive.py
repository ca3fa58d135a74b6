"""The demo archive is an example to follow: nothing in it is an error or a warning."""

from __future__ import annotations

from pathlib import Path

from mkdocs_postmortem.rules import judge
from tests.rules.support import DEMO_TODAY, archive_of, rows

DEMO = Path(__file__).parents[2] / "docs" / "postmortems"


def test_the_demo_archive_is_valid() -> None:
    documents: dict[str, str | bytes] = {
        f"postmortems/{path.name}": path.read_bytes() for path in sorted(DEMO.glob("2*.md"))
    }
    assert len(documents) == 27
    found = judge(archive_of(documents), DEMO_TODAY)
    # Some of its items are overdue on purpose; that is for the pages to show.
    assert rows([each for each in found if each.code != "PM615"]) == []
