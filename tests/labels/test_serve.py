"""`mkdocs serve` builds anew when the file of the labels changes, and survives a wrong one."""

from __future__ import annotations

from pathlib import Path

from tests.plugin.sites import document, write_site
from tests.template.test_serve import fetch, serving, until


def test_serve_builds_anew_with_each_text(tmp_path: Path) -> None:
    labels = tmp_path / "labels.yml"
    labels.write_text("All incidents: Tous les incidents\n", encoding="utf-8")
    config: dict[str, object] = {"plugins": [{"postmortem": {"labels": ["de", "labels.yml"]}}]}
    write_site(tmp_path, {"postmortems/a.md": document()}, config)
    with serving(tmp_path) as (address, lines):
        until(lines, "Serving on")
        page = fetch(f"{address}postmortems/a/")
        assert ">Tous les incidents</a>" in page
        assert "3 von 4 erledigt" in page

        labels.write_text("All incidents: Alle zusammen\n", encoding="utf-8")
        until(lines, "Reloading")
        assert ">Alle zusammen</a>" in fetch(f"{address}postmortems/a/")

        labels.write_text("All incident: Alle\n", encoding="utf-8")
        log = until(lines, "labels.yml:1:1")
        assert "`All incident`: there is no such text; did you mean `All incidents`?" in log
