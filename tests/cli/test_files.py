"""What the command says of files that documents point to: it looks at the disk."""

from __future__ import annotations

from tests.cli.conftest import MakeSite
from tests.cli.running import VALID, bad, check

CAUSE = "The loader matched columns by name"


def test_a_link_counts_from_its_document(site: MakeSite) -> None:
    text = bad((CAUSE, f"[A](../runbooks/pin.md) [b](../runbooks/unpin.md). {CAUSE}"))
    site({VALID: text, "docs/runbooks/pin.md": "# Pin\n"})
    found = f"{VALID}:56:29 PM709 Link target `../runbooks/unpin.md` does not exist"
    assert check().findings == [found]
    assert check(VALID).findings == [found]


def test_a_document_outside_the_archive_is_looked_at_where_it_stands(site: MakeSite) -> None:
    text = bad((CAUSE, f"[A](near.md) [b](far.md). {CAUSE}"))
    root = site({"notes/one.md": text, "notes/near.md": "# Near\n"})
    found = "notes/one.md:56:18 PM709 Link target `far.md` does not exist"
    assert found in check("notes/one.md").findings
    assert len([line for line in check(root / "notes/one.md").findings if "PM709" in line]) == 1


def test_pages_that_the_plugin_makes_are_there(site: MakeSite) -> None:
    links = "[all](index.md) [times](definitions.md#ttr) [to do](actions.md)"
    site({VALID: bad((CAUSE, f"{links} [none](sub/actions.md). {CAUSE}"))})
    assert check().findings == [f"{VALID}:56:72 PM709 Link target `sub/actions.md` does not exist"]


def test_guards_count_from_the_configuration(site: MakeSite) -> None:
    text = bad(("tags: [", "guards: [tests/test_a.py, tests/test_b.py::test_one]\ntags: ["))
    site({VALID: text, "tests/test_a.py": ""}, inside="docs/postmortems")
    assert check().findings == [
        "2025-03-14-orders-mart-stale.md:4:27 PM711 Guard `tests/test_b.py::test_one` does not exist"
    ]
