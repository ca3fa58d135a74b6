"""`postmortem check --force-exclude`: what a hook hands over that is no document of the archive."""

from __future__ import annotations

import pytest

from tests.cli.conftest import MakeSite
from tests.cli.running import OTHER, SEVERITY, VALID, Ran, bad, check
from tests.rules.support import text_of

SEVERITY_FOUND = f"{VALID}:12:15 PM111 Severity `P7` is not one of P1, P2, P3, P4"
NOTHING = Ran(0, "No documents to check.\n", "")


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "docs/index.md",
        "docs/postmortems/index.md",
        "docs/postmortems/2025/README.md",
        "docs/postmortems/template.md",
        "docs/postmortems/drafts/new.md",
        "docs/postmortems/graph.svg",
        "docs/postmortems/.hidden.md",
        "docs/other/2025-03-14-orders.md",
        "docs/postmortems-old/2019-01-01-a.md",
    ],
)
def test_what_is_no_document_of_the_archive_is_passed_over(site: MakeSite, name: str) -> None:
    site(
        {
            "mkdocs.yml": "site_name: T\nplugins: [postmortem: {exclude: [drafts/*]}]\n",
            name: "# Bad\n",
            VALID: bad(SEVERITY),
        }
    )
    assert check("--force-exclude", name) == NOTHING
    ran = check("--force-exclude", name, VALID, OTHER)
    assert (ran.code, ran.findings) == (1, [SEVERITY_FOUND])
    assert ran.summary.startswith("Found 1 error in 1 of 2 documents.")


@pytest.mark.parametrize("folder", ["src", "docs/other"])
def test_so_is_a_folder(site: MakeSite, folder: str) -> None:
    site({f"{folder}/a.md": "# Bad\n"})
    assert check("--force-exclude", folder) == NOTHING
    assert check(folder).code == 1


def test_a_document_is_still_judged_against_the_whole_archive(site: MakeSite) -> None:
    site(
        {
            OTHER: text_of("earlier").replace("INC-2024-031", "INC-2025-014"),
            VALID: bad(("| INC-2024-031 |", "| None |")),
        }
    )
    ran = check("--force-exclude", VALID)
    assert ran.findings == [f"{VALID}:10:18 PM901 Incident ID INC-2025-014 is also used in `{OTHER}`"]


def test_a_file_that_is_not_there_is_still_an_error(site: MakeSite) -> None:
    site()
    assert check("--force-exclude", "gone.md") == Ran(
        2, "", "postmortem: there is no file or folder gone.md\n"
    )


def test_a_change_outside_every_site(site: MakeSite) -> None:
    site({"mkdocs.yml": None, "README.md": "# Bad\n", "site/mkdocs.yml": "plugins: [postmortem]\n"})
    assert check("--force-exclude", "README.md") == NOTHING


def test_the_site_is_that_of_the_first_file_that_has_one(site: MakeSite) -> None:
    document = f"site/{VALID}"
    site(
        {
            "mkdocs.yml": None,
            "README.md": "# Bad\n",
            "site/mkdocs.yml": "plugins: [postmortem]\n",
            document: bad(SEVERITY),
        }
    )
    ran = check("--select", "PM1", "--force-exclude", "README.md", document)
    assert (ran.code, ran.findings) == (1, [f"site/{SEVERITY_FOUND}"])
