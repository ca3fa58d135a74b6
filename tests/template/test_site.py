"""A site with a template of its own, in another language, built by MkDocs and checked by the command."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from mkdocs_postmortem.template.skeleton import skeleton
from tests.cli.running import check, run
from tests.plugin.sites import Build, document, write_site
from tests.plugin.test_pages import broken_links, one, words
from tests.template.deutsch import ARCHIVE, TEMPLATE, bericht
from tests.template.sites import GERMAN, archive_of, judged, template_of

FROM_FILE: dict[str, object] = {"plugins": ["search", {"postmortem": {"template": "vorlage.yml"}}]}
INLINE: dict[str, object] = {
    "plugins": ["search", {"postmortem": {"template": yaml.safe_load(TEMPLATE)}}],
}
LAGER = "postmortems/2025-03-14-lager.md"
WRONG = (
    bericht(grad="P2", art="Kapazität", stand="Fertig")
    .replace("## Auswirkungen", "## Auswirkung")
    .replace("| Robin | Hoch", "| | Dringend")
    .replace("Vorbeugen:", "Erkennen:")
    .replace("| Datenverlust | Nein |", "| Datenverlust | Ja |")
    .replace("**Zeit bis zur Behebung:** 170 min", "**Zeit bis zur Behebung:** 50 min")
)
FINDINGS = [
    "5:18 PM111 Schweregrad `P2` is not one of SEV1, SEV2, SEV3, SEV4, SEV5",
    "6:12 PM112 Stand `Fertig` is not one of Entwurf, Geprüft, Abgeschlossen",
    "24:28 PM322 ZBB says 50 min, the timeline gives 2 h 50 min (22:05 to 00:55)",
    "26:4 PM203 Unknown section `## Auswirkung`; did you mean `## Auswirkungen`?",
    "37:18 PM505 Category `Kapazität` is not in the list of "
    "Programmfehler, Fehlbedienung, Ausfall der Technik, Überlast",
    "41:1 PM616 No action item names the category Vorbeugen",
    "43:39 PM604 Item 1 has no owner",
    "43:42 PM607 Dringlichkeit `Dringend` is not one of Hoch, Mittel, Niedrig",
]


@pytest.fixture
def template_file(tmp_path: Path) -> Path:
    path = tmp_path / "vorlage.yml"
    path.write_text(TEMPLATE, encoding="utf-8")
    return path


@pytest.mark.parametrize("config", [FROM_FILE, INLINE], ids=["file", "inline"])
@pytest.mark.usefixtures("template_file")
def test_a_german_archive_is_checked_linked_and_charted(build: Build, config: dict[str, object]) -> None:
    built = build(ARCHIVE, "--strict", config=config)
    assert built.code == 0, built.log
    assert " PM" not in built.log
    assert broken_links(built) == []

    header = one(built.html("postmortems/2025-03-14-lager/index.html"), ".pm-header")
    badges = [(words(each), each["class"]) for each in header.select(".pm-badge")]
    assert [text for text, _ in badges] == ["SEV2", "Geprüft", "Programmfehler"]
    assert "pm-sev-2" in badges[0][1]
    assert "pm-status-reviewed" in badges[1][1]
    figures = [words(each) for each in header.select(".pm-figure")]
    assert len(figures) == 3  # the third counts the actions
    assert figures[0].startswith("ZBM 5 min")
    assert figures[1].startswith("ZBB 2 h 50 min")

    index = built.html("postmortems/index.html")
    severities, causes = (json.loads(str(each["data-pm-chart"])) for each in index.select("[data-pm-chart]"))
    bars = {trace["name"]: trace["y"] for trace in severities["data"]}
    assert bars == {"SEV1": [0, 1], "SEV2": [1, 0], "SEV5": [0, 1]}
    assert [trace["meta"]["rank"] for trace in severities["data"]] == [1, 2, 5]
    assert dict(zip(causes["data"][0]["y"], causes["data"][0]["x"], strict=True)) == {
        "Programmfehler": 2,
        "Fehlbedienung": 1,
    }
    styles = {words(each): each["class"] for each in index.select("#pm-incidents .pm-badge")}
    assert "pm-sev-5" in styles["SEV5"]
    assert "pm-sev-1" in styles["SEV1"]
    options = [words(each) for each in index.select("select[name=severity] option")]
    assert options == ["Any", "SEV1", "SEV2", "SEV5"]


@pytest.mark.usefixtures("template_file")
def test_links_lead_both_ways_in_german_too(build: Build) -> None:
    built = build(ARCHIVE, "--strict", config=FROM_FILE)
    kasse = built.html("postmortems/2025-05-02-kasse/index.html")
    assert one(kasse, "table a[href='../2025-03-14-lager/']").text == "INC-2025-001"
    lager = built.html("postmortems/2025-03-14-lager/index.html")
    back = {str(each["href"]) for each in lager.select(".pm-footer a[href]")}
    assert {"../2025-05-02-kasse/", "../2025-05-20-versand/"} <= back


@pytest.mark.usefixtures("template_file")
def test_findings_of_build_and_command_are_the_same(
    build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = build({LAGER: WRONG}, config=FROM_FILE)
    assert built.code == 1
    monkeypatch.chdir(tmp_path)
    ran = check("--today", "2025-12-01")
    assert ran.code == 1
    path = f"docs/{LAGER}:"
    listed = [line.removeprefix(path) for line in ran.findings]
    assert listed == FINDINGS
    logged = [line.split(path, 1)[1] for line in built.log.splitlines() if path in line]
    assert logged == FINDINGS


def test_relations_in_german() -> None:
    def of(text: str, front: str = "") -> list[tuple[str, str, str]]:
        first = {"2025-03-14-lager.md": bericht().encode()}
        second = bericht("INC-2025-002", "Kasse steht", "2025-05-02").replace(
            "Der Lagerstand war", f"{text}\n\nEs war"
        )
        found = archive_of({**first, "b.md": f"{front}{second}".encode()}, template_of(GERMAN)).relations
        return [(e.origin.label, e.kind, e.target.label) for each in found.values() for e in each]

    again = [("INC-2025-002", "recurrence_of", "INC-2025-001")]
    assert of("Dies war eine Wiederholung von INC-2025-001.") == again
    assert of("Dieser Vorfall ist die dritte Wiederholung von INC-2025-001.") == again
    assert of("Dies ist keine Wiederholung von INC-2025-001.") == []
    assert of("This is a recurrence of INC-2025-001.") == []
    assert of("**Ersetzt:** INC-2025-001") == [("INC-2025-001", "superseded_by", "INC-2025-002")]
    warned = [("INC-2025-002", "warned_by", "INC-2025-001")]
    assert of("", "---\nangekündigt_durch: INC-2025-001\n---\n") == warned
    assert of("", "---\nwarned_by: 2025-03-14-lager.md\n---\n") == warned


def test_the_short_name_of_a_duration_is_a_label_too() -> None:
    text = bericht().replace("Zeit bis zum Bemerken:", "ZBM:").replace("Zeit bis zur Behebung:", "ZBB:")
    assert "**ZBM:** 5 min\n**ZBB:** 170 min" in text
    assert judged({"2025-03-14-lager.md": text.encode()}, template_of(GERMAN)) == judged(
        {"2025-03-14-lager.md": bericht().encode()}, template_of(GERMAN)
    )


def test_what_to_write_is_said_in_german() -> None:
    text = bericht().replace("| Datenverlust | Nein |", "| Datenverlust | Vielleicht |")
    text = text.replace("| Kundschaft | 40 Bestellungen kamen einen Tag später an |", "| Kundschaft | |")
    found = judged({"2025-03-14-lager.md": text.encode()}, template_of(GERMAN))
    assert [(each.message, each.help) for each in found] == [
        (
            "`Kundschaft` is empty; write `Keine` if there was none",
            "write what was affected, or `Keine`",
        ),
        (
            "`Datenverlust` must start with Ja or Nein, found `Vielleicht`",
            "begin with `Ja`, `Nein` or `Unbekannt`, then the detail",
        ),
    ]


@pytest.mark.usefixtures("template_file")
def test_new_writes_the_german_shape(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_site(tmp_path, ARCHIVE, FROM_FILE)
    monkeypatch.chdir(tmp_path)
    made = run("new", "Lager brennt", "--date", "2025-06-02", "--severity", "sev3")
    assert (made.code, made.out) == (0, "Wrote docs/postmortems/2025-06-02-lager-brennt.md (INC-2025-004).\n")
    text = (tmp_path / "docs/postmortems/2025-06-02-lager-brennt.md").read_text(encoding="utf-8")
    assert text == skeleton(template_of(GERMAN), "Lager brennt", date(2025, 6, 2), "INC-2025-004", "SEV3")
    assert "**Schweregrad:** SEV3\n**Stand:** Entwurf\n" in text
    wrong = run("new", "Lager brennt", "--severity", "P2")
    assert wrong.err == "postmortem: --severity: found `P2`, expected one of SEV1, SEV2, SEV3, SEV4, SEV5\n"


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        (["Schlimm"], {"Schlimm": 1}),
        (["A", "B", "C", "D", "E"], {"E": 5, "B": 2}),
        (list("ABCDEFGH"), {"H": 8}),
    ],
)
def test_a_vocabulary_of_any_length_has_its_ramp(
    build: Build, levels: list[str], expected: dict[str, int]
) -> None:
    names = list(expected)
    texts: dict[str, str | bytes] = {
        f"postmortems/{number}.md": document(f"INC-2025-00{number + 1}", severity=names[number % len(names)])
        for number in range(4)
    }
    changes: dict[str, Any] = {"vocabularies": {"severity": {"replace": levels}}}
    built = build(texts, config={"plugins": [{"postmortem": {"template": changes, "fail_on": "never"}}]})
    assert built.code == 0, built.log
    index = built.html("postmortems/index.html")
    chart = json.loads(str(index.select("[data-pm-chart]")[0]["data-pm-chart"]))
    assert {trace["name"]: trace["meta"]["rank"] for trace in chart["data"]} == expected
    for number, (name, rank) in enumerate(expected.items()):
        badge = built.html(f"postmortems/{number}/index.html").select(".pm-header .pm-badge")[0]
        assert words(badge) == name
        assert f"pm-sev-{min(rank, 6)}" in badge["class"]


def test_minimal_draws_no_chart_of_what_nobody_states(build: Build) -> None:
    text = "# Late\n\n## Timeline\n\n| Time | Event |\n|--|--|\n| 09:00 | Late |\n| 10:00 | Fine |\n\n"
    built = build(
        {"postmortems/2025-03-14-a.md": text + "## Action Items\n\n- Sleep less\n"},
        config={"plugins": [{"postmortem": {"profile": "minimal"}}]},
    )
    assert built.code == 0, built.log
    index = built.html("postmortems/index.html")
    assert "P1" not in words(one(index, ".pm-summary"))
