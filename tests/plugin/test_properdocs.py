"""The same plugin under ProperDocs, the fork that takes MkDocs' plugins as they are."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.plugin.sites import Built, document, environment, related_to, write_site

pytestmark = pytest.mark.skipif(
    find_spec("properdocs") is None and not os.environ.get("WITH_PROPERDOCS"),
    reason="ProperDocs is not installed",
)

FIRST = document()
AGAIN = related_to(("INC-2025-001", "2025-03-14"))
SECOND = document("INC-2025-002", "Orders mart stale again", related=AGAIN)


def built(root: Path, files: dict[str, str | bytes], *arguments: str) -> Built:
    """Return what `properdocs build` makes of a site."""
    write_site(root, files, {"theme": {"name": "material", "font": False}})
    done = subprocess.run(
        [sys.executable, "-m", "properdocs", "build", *arguments],
        cwd=root,
        env={**environment(), "DISABLE_MKDOCS_2_WARNING": "true"},
        capture_output=True,
        text=True,
        check=False,
    )
    return Built(done.returncode, done.stderr + done.stdout, root)


def test_a_site(tmp_path: Path) -> None:
    site = built(tmp_path, {"postmortems/one.md": FIRST, "postmortems/two.md": SECOND}, "--strict")
    assert site.code == 0, site.log
    page = site.html("postmortems/one/index.html")
    referrers = [link.get_text() for link in page.select(".pm-footer section a")]
    assert referrers == ["INC-2025-002 Orders mart stale again"]
    assert page.select_one(".pm-header .pm-sev-2") is not None
    assert len(site.html("postmortems/index.html").select(".pm-listing tbody tr")) == 2


def test_the_gate(tmp_path: Path) -> None:
    wrong = FIRST.replace("**Severity:** P2", "**Severity:** P7")
    site = built(tmp_path, {"postmortems/one.md": wrong})
    assert site.code == 1
    assert "docs/postmortems/one.md:5:15 PM111 Severity `P7` is not one of" in site.log
    assert "Traceback" not in site.log
