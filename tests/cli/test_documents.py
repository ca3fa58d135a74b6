"""`postmortem check` on documents nobody should write: a clear finding each, and no traceback."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from mkdocs_postmortem.template import default_template
from tests.cli.conftest import MakeSite
from tests.cli.running import OTHER, SEVERITY, VALID, bad, check, run
from tests.rules.support import text_of

NAME = "docs/postmortems/2025-03-14-orders-mart-stale.md"
VALID_TEXT = text_of("valid")


def _codes(site: MakeSite, text: str | bytes) -> list[str]:
    site({VALID: text})
    return [line.split()[1] for line in check().findings]


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + VALID_TEXT,
        VALID_TEXT.replace("\n", "\r\n"),
        ("\ufeff" + VALID_TEXT).replace("\n", "\r\n"),
        VALID_TEXT.replace("\n", "\r"),
        VALID_TEXT.rstrip("\n"),
        VALID_TEXT + "\n\n\n",
    ],
    ids=["bom", "crlf", "bom-and-crlf", "cr", "no-line-end", "blank-lines"],
)
def test_line_ends_and_byte_order_marks_change_nothing(site: MakeSite, text: str) -> None:
    assert _codes(site, text) == []


@pytest.mark.parametrize("start", ["\ufeff", ""])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_nor_do_they_change_a_place(site: MakeSite, start: str, end: str) -> None:
    site({VALID: (start + bad(SEVERITY)).replace("\n", end)})
    assert check().findings == [f"{VALID}:12:15 PM111 Severity `P7` is not one of P1, P2, P3, P4"]


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("Grüße".encode("latin-1"), "1:3 PM001 File is not valid UTF-8: byte 0xfc at line 1, column 3"),
        (VALID_TEXT.encode("utf-16"), "1:1 PM001 File is not valid UTF-8: byte 0xff at line 1, column 1"),
        (b"# Title\n\n\x00", "3:1 PM001 File contains a NUL byte on line 3"),
        (
            VALID_TEXT.replace("title: ", "title: Orders: "),
            "2:8 PM002 Front matter is not valid YAML: the value of `title` contains `: ` and needs quotes",
        ),
        (
            VALID_TEXT.replace("tags: [orders, freshness]\n", "tags: [orders\n"),
            "4:7 PM002 Front matter is not",
        ),
        ("\n" + VALID_TEXT, "2:1 PM003 Front matter starts on line 2; MkDocs only reads it on line 1"),
    ],
)
def test_what_cannot_be_read_is_one_finding(site: MakeSite, text: str | bytes, finding: str) -> None:
    site({VALID: text, OTHER: text_of("earlier")})
    ran = check()
    assert (ran.code, len(ran.findings)) == (1, 1)
    assert ran.findings[0].startswith(f"{VALID}:{finding}")


@pytest.mark.parametrize("text", ["", "\n", "   \n\t\n", "\ufeff", "---\n---\n", "<!-- nothing -->\n"])
def test_empty_documents(site: MakeSite, text: str) -> None:
    assert _codes(site, text) == ["PM208"]


def test_an_empty_document_is_one_finding(site: MakeSite) -> None:
    site({VALID: ""})
    assert check().findings == [f"{VALID}:1:1 PM208 The document is empty"]


def test_a_line_of_five_megabytes(site: MakeSite) -> None:
    for long in ("x" * 5_000_000, "| " * 2_500_000, "`" * 5_000_000, "{" * 5_000_000, "a:" * 2_500_000):
        site({VALID: VALID_TEXT.replace("The loader matched columns", long)})
        assert check().code == 0


def test_the_template_without_any_section(site: MakeSite) -> None:
    head = VALID_TEXT.split("## Timeline")[0]
    assert _codes(site, head) == ["PM208"]


def test_two_documents_of_one_id(site: MakeSite) -> None:
    site(
        {
            OTHER: text_of("earlier").replace("INC-2024-031", "INC-2025-014"),
            VALID: bad(("| INC-2024-031 |", "| None |")),
        }
    )
    assert check().findings == [f"{VALID}:10:18 PM901 Incident ID INC-2025-014 is also used in `{OTHER}`"]


@pytest.mark.parametrize(
    "identifier", ["../../etc/passwd", "INC/2025/014", "INC 2025 014", "INC-2025-014 ", "a\tb"]
)
def test_strange_ids(site: MakeSite, identifier: str) -> None:
    site({VALID: bad(("**Incident ID:** INC-2025-014", f"**Incident ID:** {identifier}"))})
    ran = check()
    expected = [] if identifier.strip() == "INC-2025-014" else ["PM107"]
    assert [line.split()[1] for line in ran.findings] == expected


@pytest.mark.parametrize(
    "title",
    [
        "<script>alert(1)</script>",
        "{{ config.site_name }}",
        "{% include 'x' %}",
        "a | b",
        "`a` *b* [c](d)",
        "日本語 🚀",
        "x" * 5000,
        "\x1b[31mred",
    ],
)
def test_strange_titles(site: MakeSite, title: str) -> None:
    site({VALID: bad(("# Incident Postmortem: Orders mart stale after a schema change", f"# {title}"))})
    ran = run("check")
    assert (ran.code, "\x1b" in ran.out) == (0, False)


def test_rows_of_all_lengths(site: MakeSite) -> None:
    rows = "".join(f"| {'x | ' * number}\n" for number in range(8))
    site({VALID: bad(("| Customer impact | None |\n", f"| Customer impact | None |\n{rows}"))})
    assert {line.split()[1] for line in check().findings} == {"PM212"}


def test_the_untouched_template_is_told_apart_by_its_name(site: MakeSite) -> None:
    site({"docs/postmortems/template.md": default_template().text})
    assert check().findings == []
    site({"docs/postmortems/2025-04-01-new.md": default_template().text})
    assert {line.split()[1] for line in check().findings} == {"PM102", "PM116"}


# -- files --


@pytest.mark.parametrize(
    "name",
    [
        "with blank.md",
        "tête-à-tête 日本.md",
        "100%.md",
        "a,b;c.md",
        pytest.param("a:b.md", marks=pytest.mark.skipif(sys.platform == "win32", reason="no such names")),
        "#1.md",
        "'quoted'.md",
        pytest.param(
            "line\nend.md", marks=pytest.mark.skipif(sys.platform == "win32", reason="no such names")
        ),
        pytest.param(
            "\x1b[31mred.md", marks=pytest.mark.skipif(sys.platform == "win32", reason="no such names")
        ),
    ],
)
def test_strange_file_names(site: MakeSite, name: str) -> None:
    site({f"docs/postmortems/{name}": bad(SEVERITY).replace("014", "015")})
    ran = check()
    shown = "".join(char if char.isprintable() else "�" for char in name)
    assert ran.findings == [
        f"docs/postmortems/{shown}:12:15 PM111 Severity `P7` is not one of P1, P2, P3, P4"
    ]
    assert check(f"docs/postmortems/{name}").findings == ran.findings
    assert run("check", "--output-format", "json").code == 1
    assert run("check", "--output-format", "github").out.count("\n") == 1


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes only there")
def test_a_file_name_that_is_no_unicode(site: MakeSite) -> None:
    root = site()
    path = os.fsencode(root / "docs/postmortems") + b"/\xff.md"
    with open(path, "w", encoding="utf-8") as file:
        file.write(bad(SEVERITY).replace("014", "015"))
    assert check().findings == [
        "docs/postmortems/�.md:12:15 PM111 Severity `P7` is not one of P1, P2, P3, P4"
    ]
    assert run("check", "--output-format", "json").code == 1


TITLE = ("Orders loader rejects a new type", "Orders loader stops")


def test_a_folder_named_like_a_document(site: MakeSite) -> None:
    site({"docs/postmortems/folder.md/a.md": text_of("earlier").replace("031", "032").replace(*TITLE)})
    assert check().out == "No findings in 3 documents.\n"
    assert check("docs/postmortems/folder.md").out == "No findings in 1 document.\n"


def _link(root: Path, name: str, target: str | Path, folder: bool = False) -> None:
    try:
        (root / name).symlink_to(target, target_is_directory=folder)
    except OSError:
        pytest.skip("no links here")


def test_a_circle_of_links(site: MakeSite) -> None:
    root = site()
    _link(root, "docs/postmortems/loop", ".", folder=True)
    _link(root, "docs/postmortems/up", "..", folder=True)
    assert check().out == "No findings in 2 documents.\n"
    assert check("docs/postmortems").out == "No findings in 2 documents.\n"


def test_a_link_to_a_folder_elsewhere_is_followed(site: MakeSite) -> None:
    root = site({"elsewhere/a.md": text_of("earlier").replace("031", "032").replace(*TITLE)})
    _link(root, "docs/postmortems/more", root / "elsewhere", folder=True)
    assert check().out == "No findings in 3 documents.\n"


def test_a_link_that_leads_nowhere(site: MakeSite) -> None:
    root = site()
    _link(root, "docs/postmortems/gone.md", "nowhere.md")
    _link(root, "docs/postmortems/self.md", "self.md")
    assert check().out == "No findings in 2 documents.\n"
    ran = check("docs/postmortems/gone.md")
    assert (ran.code, ran.err) == (2, "postmortem: there is no file or folder docs/postmortems/gone.md\n")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_waited_for(site: MakeSite) -> None:
    root = site()
    os.mkfifo(root / "docs/postmortems/pipe.md")
    assert check().out == "No findings in 2 documents.\n"
