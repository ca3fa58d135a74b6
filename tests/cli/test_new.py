"""`postmortem new`: the next document."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from mkdocs.utils import meta

from mkdocs_postmortem.template import default_template
from mkdocs_postmortem.template.skeleton import file_name, next_id, skeleton, slug
from tests.cli.conftest import MakeSite
from tests.cli.running import OTHER, VALID, Ran, check, run
from tests.rules.support import text_of

DAY = "2025-06-02"


def new(*arguments: str | Path) -> Ran:
    """Run `postmortem new` on a known day."""
    return run("new", "--today", DAY, *arguments)


def document(identifier: str, day: str) -> str:
    """Return a valid document with another ID and date."""
    return text_of("earlier").replace("INC-2024-031", identifier).replace("2024-11-02", day)


def _archive(*names: str) -> dict[str, str | bytes | None]:
    """Return the files of an archive: each name with its ID, dated in the order they are given."""
    files: dict[str, str | bytes | None] = {VALID: None, OTHER: None}
    for number, name in enumerate(names, 1):
        path, identifier = name.split(" = ")
        files[f"docs/postmortems/{path}"] = document(identifier, f"2025-01-{number:02}")
    return files


def test_the_next_document(site: MakeSite) -> None:
    root = site()
    ran = new("Loader stopped twice")
    path = "docs/postmortems/2025-06-02-loader-stopped-twice.md"
    assert (ran.code, ran.out, ran.err) == (0, f"Wrote {path} (INC-2025-015).\n", "")
    text = (root / path).read_text(encoding="utf-8")
    assert text.startswith('---\ntitle: "Loader stopped twice"\ntags: []\nservices: []\n---\n\n')
    assert "# Incident Postmortem: Loader stopped twice\n\n" in text
    assert "**Incident ID:** INC-2025-015\n**Date:** 2025-06-02\n**Severity:** {P1 / P2 / P3 / P4}\n" in text
    assert "**Status:** draft\n" in text
    assert "| 2 | Prevent: {Prevention: ensure" in text


@pytest.mark.parametrize("inside", [".", "docs", "src"])
def test_from_any_folder_of_the_site(site: MakeSite, inside: str) -> None:
    root = site(inside=inside)
    assert new("Loader").code == 0
    assert (root / "docs/postmortems/2025-06-02-loader.md").is_file()


@pytest.mark.parametrize(
    "title",
    [
        "Loader stopped twice",
        'The "orders" mart: stale',
        "It's 100 % down: really?",
        "🚀 to the moon 日本",
        "a | b",
        "<script>alert(1)</script> & <T>",
        "{{ config.site_name }} and {HH:MM}",
        "C#",
        "back\\slash",
        "@dana `code` *bold*",
        "line\nbreaks\r\nand\ttabs",
        "bell\x07 and \x1b[31mred\x7f\x85",
        "-- dashes",
        "x" * 300,
    ],
)
def test_what_is_written_gives_one_finding(site: MakeSite, title: str) -> None:
    root = site()
    ran = new("--", title)
    assert ran.code == 0
    path = ran.out.removeprefix("Wrote ").rsplit(" (", 1)[0]
    found = check("--info", path)
    assert (found.code, [line.split()[1] for line in found.findings]) == (0, ["PM102"])
    assert "placeholders left (first: line " in found.out
    text = (root / path).read_text(encoding="utf-8")
    # MkDocs' own parser reads the title as it was given, control characters and line ends apart.
    body, front = meta.get_data(text)
    shown = " ".join("".join(char if char.isprintable() else " " for char in title).split())
    assert front == {"title": shown, "tags": [], "services": []}
    assert body.startswith("# Incident Postmortem: ")
    assert "<script" not in body


@pytest.mark.parametrize(
    ("severity", "written"), [("P1", "P1"), ("sev2", "P2"), ("SEV-3", "P3"), ("low", "P4")]
)
def test_severity(site: MakeSite, severity: str, written: str) -> None:
    root = site()
    assert new("Loader", "--severity", severity).code == 0
    text = (root / "docs/postmortems/2025-06-02-loader.md").read_text(encoding="utf-8")
    assert f"**Severity:** {written}\n" in text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["Loader", "--severity", "huge"], "--severity: found `huge`, expected one of P1, P2, P3, P4"),
        (["Loader", "--severity", ""], "--severity: found ``, expected one of P1, P2, P3, P4"),
        (["Loader", "--date", "14.03.2025"], "--date: found `14.03.2025`, expected a day as YYYY-MM-DD"),
        (["Loader", "--date", "2025-02-30"], "--date: found `2025-02-30`, expected a day as YYYY-MM-DD"),
        (["Loader", "--date", "20250314"], "--date: found `20250314`, expected a day as YYYY-MM-DD"),
        (["Loader", "--id", "7"], r"--id: found `7`, expected an ID that matches `[A-Z]+-\d{4}-\d{2,}`"),
        (
            ["Loader", "--id", "../x"],
            r"--id: found `../x`, expected an ID that matches `[A-Z]+-\d{4}-\d{2,}`",
        ),
        (["Loader", "--id", "INC-2025-014"], f"--id: `INC-2025-014` is taken by {VALID}"),
        (["Loader", "--id", "INC-2025-0014"], f"--id: `INC-2025-0014` is taken by {VALID}"),
        ([""], "the title is empty"),
        ([" \n\t"], "the title is empty"),
        (["Loader", "--config", "gone.yml"], "there is no file gone.yml"),
    ],
)
def test_wrong_use(site: MakeSite, arguments: list[str], message: str) -> None:
    root = site()
    before = sorted(root.rglob("*"))
    ran = new(*arguments)
    assert (ran.code, ran.out, ran.err) == (2, "", f"postmortem: {message}\n")
    assert sorted(root.rglob("*")) == before


def test_an_id_and_a_date_of_ones_own(site: MakeSite) -> None:
    root = site()
    ran = new("Loader", "--id", "SEC-2024-007", "--date", "2024-12-31")
    assert ran.out == "Wrote docs/postmortems/2024-12-31-loader.md (SEC-2024-007).\n"
    text = (root / "docs/postmortems/2024-12-31-loader.md").read_text(encoding="utf-8")
    assert "**Incident ID:** SEC-2024-007\n**Date:** 2024-12-31\n" in text


def test_a_file_is_never_written_over(site: MakeSite) -> None:
    root = site({"docs/postmortems/2025-06-02-loader.md": document("INC-2025-001", "2025-06-02")})
    before = (root / "docs/postmortems/2025-06-02-loader.md").read_bytes()
    ran = new("Loader")
    assert (ran.code, ran.out) == (2, "")
    assert (
        ran.err == "postmortem: docs/postmortems/2025-06-02-loader.md exists already; choose another title\n"
    )
    assert (root / "docs/postmortems/2025-06-02-loader.md").read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="no links here")
def test_nor_is_what_a_link_points_to(site: MakeSite) -> None:
    root = site()
    (root / "docs/postmortems/2025-06-02-loader.md").symlink_to(root / "elsewhere.md")
    assert new("Loader").code == 2
    assert not (root / "elsewhere.md").exists()


def test_the_first_of_an_archive(site: MakeSite) -> None:
    root = site({VALID: None, OTHER: None})
    assert new("Loader").out == "Wrote docs/postmortems/2025-06-02-loader.md (INC-2025-001).\n"
    assert (root / "docs/postmortems/2025-06-02-loader.md").is_file()


def test_the_first_of_an_archive_with_a_pattern_of_its_own(site: MakeSite) -> None:
    options = r"plugins: [postmortem: {id_pattern: 'OPS\d+'}]"
    site({VALID: None, OTHER: None, "mkdocs.yml": f"site_name: T\n{options}\n"})
    ran = new("Loader")
    assert (ran.code, ran.err) == (
        2,
        r"postmortem: the first ID of an archive whose IDs match `OPS\d+` is yours to choose: use --id"
        + "\n",
    )
    assert new("Loader", "--id", "OPS1").out == "Wrote docs/postmortems/2025-06-02-loader.md (OPS1).\n"
    assert new("Loader again").out == "Wrote docs/postmortems/2025-06-02-loader-again.md (OPS2).\n"


def test_no_site(site: MakeSite) -> None:
    site({"mkdocs.yml": None})
    ran = new("Loader")
    assert (ran.code, ran.err) == (
        2,
        "postmortem: no mkdocs.yml here or in a folder above; use --config FILE\n",
    )


def test_an_archive_with_a_broken_document(site: MakeSite) -> None:
    site({"docs/postmortems/2025-05-01-x.md": "---\ntitle: a: b\n---\n", "docs/postmortems/y.md": b"\xff"})
    assert new("Loader").out == "Wrote docs/postmortems/2025-06-02-loader.md (INC-2025-015).\n"


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("a.md = INC-2025-001", "b.md = INC-2025-002"), "INC-2025-003"),
        (("a.md = INC-2025-014", "b.md = INC-2025-002"), "INC-2025-015"),
        (("a.md = INC-2025-0099",), "INC-2025-0100"),
        (("a.md = INC-2025-99",), "INC-2025-100"),
        (("a.md = INC-2024-099",), "INC-2025-001"),
        (("a.md = PM2024-09",), "PM2025-01"),
        (("a.md = OPS-2025/07",), "OPS-2025/08"),
        (("a.md = INC-0042", "b.md = INC-0041"), "INC-0043"),
        (("a.md = 17",), "18"),
        (("a.md = INC-2025-001", "b.md = INC-2025-002", "c.md = SEC-2025-07"), "INC-2025-003"),
        (("a.md = SEC-2025-01", "b.md = INC-2025-002"), "INC-2025-003"),
        (("a.md = inc-2025-3", "b.md = INC-2025-001", "c.md = INC-2025-002"), "INC-2025-004"),
    ],
)
def test_the_next_id_follows_the_archives_pattern(
    site: MakeSite, names: tuple[str, ...], expected: str
) -> None:
    site(_archive(*names))
    assert new("Loader").out.endswith(f" ({expected}).\n")


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("2025-01-01-a.md = INC-2025-001",), "2025-06-02-loader-stopped.md"),
        (("INC-2025-001.md = INC-2025-001",), "INC-2025-002.md"),
        (("INC-2025-001-orders.md = INC-2025-001",), "INC-2025-002-loader-stopped.md"),
        (("inc-2025-001-orders.md = INC-2025-001",), "inc-2025-002-loader-stopped.md"),
        (("PM2025-001 - Orders gone.md = PM2025-001",), "PM2025-002 - Loader stopped.md"),
        (("orders.md = INC-2025-001",), "loader-stopped.md"),
        (("2025/2025-01-01-a.md = INC-2025-001",), "2025/2025-06-02-loader-stopped.md"),
        (("2025/01/INC-2025-001.md = INC-2025-001",), "2025/06/INC-2025-002.md"),
        (("2025-01/a.md = INC-2025-001",), "2025-06/loader-stopped.md"),
        (("warehouse/2025-01-01-a.md = INC-2025-001",), "2025-06-02-loader-stopped.md"),
        (
            ("2025-01-01-a.md = INC-2025-001", "b.md = INC-2025-002", "2025-01-03-c.md = INC-2025-003"),
            "2025-06-02-loader-stopped.md",
        ),
        (("2025-01-01-a.md = INC-2025-001", "b.md = INC-2025-002"), "loader-stopped.md"),
    ],
)
def test_the_file_is_named_like_the_others(site: MakeSite, names: tuple[str, ...], expected: str) -> None:
    root = site(_archive(*names))
    assert new("Loader stopped").code == 0
    assert (root / "docs/postmortems" / expected).is_file()


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Loader stopped", "loader-stopped"),
        ("  ÄÖÜ: größer & schneller!  ", "äöü-grösser-schneller"),
        ("日本語 タイトル", "日本語-タイトル"),
        ("🚀🚀", "incident"),
        ("../../etc/passwd", "etc-passwd"),
        ("snake_case and CamelCase", "snake-case-and-camelcase"),
        ("word " * 30, "word-word-word-word-word-word-word-word-word-word-word-word"),
        ("x" * 100, "x" * 60),
        ("ﬁle №5", "file-no5"),
    ],
)
def test_slug(title: str, expected: str) -> None:
    assert slug(title) == expected


def test_names_that_no_file_system_takes_are_not_made() -> None:
    from datetime import date

    existing = [("PM1 - Orders.md", "PM1")]
    day = date(2025, 6, 2)
    assert file_name(existing, 'a/b: "c" <d> | e? *', day, "PM2") == "PM2 - a b c d e.md"
    assert file_name([("PM1.md", "PM1")], "x", day, "../PM 2/3") == "-PM-2-3.md"


def test_ids_without_a_number_are_no_pattern() -> None:
    from datetime import date

    assert next_id(["ORDERS", "STALE"], date(2025, 6, 2)) == "INC-2025-001"
    assert next_id([], date(2025, 6, 2)) == "INC-2025-001"


def test_the_skeleton_keeps_everything_else_of_the_template() -> None:
    from datetime import date

    template = default_template()
    text = skeleton(template, "Loader", date(2025, 6, 2), "INC-2025-001", "P2")
    for section in template.sections:
        assert f"\n## {section.title}\n" in text
    assert "\n\n- What was the expected behavior?\n" in text
