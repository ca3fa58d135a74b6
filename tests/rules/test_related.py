"""PM7xx: related incidents."""

from __future__ import annotations

from tests.rules.support import Edit, both, fails, passes

R = "| INC-2024-031 | 2024-11-02 | The same loader, and a column of another type |"


def rel(incident: str, day: str = "2024-11-02") -> list[Edit]:
    """Return the edit that makes the row name another incident."""
    return [(R, f"| {incident} | {day} | The same loader |")]


def front(line: str) -> list[Edit]:
    """Return the edit that adds a line of front matter; it becomes the fourth."""
    return [("tags: [", f"{line}\ntags: [")]


def status(text: str) -> list[Edit]:
    """Return the edit that gives the document another status."""
    return [("**Status:** closed", f"**Status:** {text}")]


FAILS = [
    fails(
        "PM701",
        "status",
        status("Superseded by INC-2024-932"),
        ["13:27 PM701 error Related incident `INC-2024-932` does not exist"],
    ),
    fails(
        "PM701",
        "status-digits-swapped",
        status("Duplicate of **INC-2024-013**"),
        ["13:28 PM701 error Related incident `INC-2024-013` does not exist; did you mean `INC-2024-031`?"],
    ),
    fails(
        "PM701",
        "status-aside",
        status("closed (superseded by INC-2024-932)"),
        ["13:35 PM701 error Related incident `INC-2024-932` does not exist"],
    ),
    fails(
        "PM703",
        "status",
        status("Duplicate of INC-2025-014"),
        ["13:26 PM703 error An incident can't be related to itself"],
    ),
    fails(
        "PM112",
        "status-of-another-kind",
        status("waiting for INC-2024-932"),
        ["13:13 PM112 error Status `waiting for INC-2024-932` is not one of draft, reviewed, closed"],
    ),
    fails(
        "PM701",
        "front-matter-id",
        front("superseded_by: INC-2026-007"),
        ["4:16 PM701 error Related incident `INC-2026-007` does not exist"],
    ),
    fails(
        "PM701",
        "front-matter-digits-swapped",
        front("duplicate_of: [INC-2024-013]"),
        ["4:16 PM701 error Related incident `INC-2024-013` does not exist; did you mean `INC-2024-031`?"],
    ),
    fails(
        "PM701",
        "front-matter-path",
        front("related: [INC-2024-031, ./2024-11-02-loader-rejects-tipe.md]"),
        [
            "4:25 PM701 error Related incident `./2024-11-02-loader-rejects-tipe.md` does not exist; "
            "did you mean `./2024-11-02-loader-rejects-type.md`?"
        ],
    ),
    fails(
        "PM701",
        "front-matter-name",
        front("supersedes: 2024-11-02-loader-rejects-tipe"),
        [
            "4:13 PM701 error Related incident `2024-11-02-loader-rejects-tipe` does not exist; "
            "did you mean `2024-11-02-loader-rejects-type`?"
        ],
    ),
    fails(
        "PM701",
        "front-matter-draft",
        front("supersedes: INC-2026-007"),
        ["4:13 PM701 warning Related incident `INC-2026-007` does not exist"],
        base="draft",
    ),
    fails(
        "PM703",
        "front-matter",
        front("superseded_by: INC-2025-014"),
        ["4:16 PM703 error An incident can't be related to itself"],
    ),
    fails(
        "PM703",
        "front-matter-list",
        front("related: [INC-2024-031, 2025-03-14-orders-mart-stale.md]"),
        ["4:25 PM703 error An incident can't be related to itself"],
    ),
    fails(
        "PM701",
        "unknown",
        rel("INC-2023-007", "2023-02-03"),
        ["101:3 PM701 error Related incident `INC-2023-007` does not exist"],
    ),
    fails(
        "PM701",
        "digits-swapped",
        rel("INC-2024-013"),
        ["101:3 PM701 error Related incident `INC-2024-013` does not exist; did you mean `INC-2024-031`?"],
    ),
    fails(
        "PM701",
        "zero-lost-in-the-middle",
        rel("INC-2024-301"),
        ["101:3 PM701 error Related incident `INC-2024-301` does not exist; did you mean `INC-2024-031`?"],
    ),
    fails(
        "PM701",
        "not-taken-for-a-longer-number",
        rel("INC-2024-0310"),
        ["101:3 PM701 error Related incident `INC-2024-0310` does not exist; did you mean `INC-2024-031`?"],
    ),
    fails(
        "PM701",
        "by-its-date",
        rel("INC-2024-039"),
        ["101:3 PM701 error Related incident `INC-2024-039` does not exist; did you mean `INC-2024-031`?"],
    ),
    fails(
        "PM701",
        "shape-of-the-archive",
        rel("INC-24-31", "2023-02-03"),
        ["101:3 PM701 error Related incident `INC-24-31` does not exist"],
    ),
    fails(
        "PM701",
        "with-a-title",
        rel("INC-2023-007 Loader stopped", "2023-02-03"),
        ["101:3 PM701 error Related incident `INC-2023-007` does not exist"],
    ),
    fails(
        "PM701",
        "link-to-a-document",
        rel("[The loader](2024-11-02-loader-rejects-tipe.md)"),
        [
            "101:16 PM701 error Related incident `2024-11-02-loader-rejects-tipe.md` does not exist; "
            "did you mean `2024-11-02-loader-rejects-type.md`?"
        ],
    ),
    fails(
        "PM701",
        "list",
        [
            (
                "| Incident | Date | Similarity |\n|----------|------|------------|\n" + R + "\n",
                "- INC-2023-007\n",
            )
        ],
        ["99:3 PM701 error Related incident `INC-2023-007` does not exist"],
    ),
    fails(
        "PM701",
        "draft",
        rel("INC-2023-007", "2023-02-03"),
        ["101:3 PM701 warning Related incident `INC-2023-007` does not exist"],
        base="draft",
    ),
    fails(
        "PM703", "own-id", rel("INC-2025-014"), ["101:3 PM703 error An incident can't be related to itself"]
    ),
    fails(
        "PM703",
        "own-id-in-another-spelling",
        rel("inc 2025/14"),
        ["101:3 PM703 error An incident can't be related to itself"],
    ),
    fails(
        "PM703",
        "own-file",
        rel("[This one](2025-03-14-orders-mart-stale.md)"),
        ["101:4 PM703 error An incident can't be related to itself"],
    ),
    fails(
        "PM703",
        "draft",
        rel("INC-2025-014"),
        ["101:3 PM703 error An incident can't be related to itself"],
        base="draft",
    ),
]
PASSES = [
    passes("PM701", "front-matter", front("supersedes: [inc 2024/31, 2024-11-02-loader-rejects-type]")),
    passes("PM701", "front-matter-wiki", front('related: "[[INC-2024-031]]"')),
    passes("PM701", "front-matter-prose", front("caused_by: a migration that nobody had announced")),
    passes("PM701", "front-matter-tags", front("related: [kafka, schema-registry]")),
    passes("PM701", "front-matter-ticket", front("related: [DATA-102, https://example.org/INC-2020-001]")),
    passes("PM701", "front-matter-page-outside", front("related: ../runbooks/pin-the-loader.md")),
    passes("PM701", "status-known", status("Superseded by INC-2024-031")),
    passes("PM701", "status-of-another-archive", status("Duplicate of PAY-7"), external_ids=r"PAY-\d+"),
    passes("PM701", "status-that-only-mentions", status("closed, see INC-2024-932")),
    passes("PM701", "front-matter-empty", front("superseded_by:")),
    passes("PM701", "front-matter-other-key", front("follows: INC-2026-007")),
    passes("PM701", "other-spelling", rel("inc 2024/31")),
    passes("PM701", "with-a-title", rel("INC-2024-031: loader rejects a new type")),
    passes("PM701", "with-a-note", rel("INC-2024-031 (the first of its kind)")),
    passes("PM701", "link", rel("[INC-2024-031](2024-11-02-loader-rejects-type.md)")),
    passes("PM701", "link-with-anchor", rel("[The loader](2024-11-02-loader-rejects-type.md#root-cause)")),
    passes(
        "PM701",
        "link-from-a-sub-folder",
        rel("[The loader](../2024-11-02-loader-rejects-type.md)"),
        uri="postmortems/2025/2025-03-14-orders-mart-stale.md",
    ),
    passes("PM701", "wiki-link", rel("[[2024-11-02-loader-rejects-type]]")),
    passes("PM701", "file-name", rel("2024-11-02-loader-rejects-type.md")),
    passes("PM701", "code", rel("`INC-2024-031`")),
    passes("PM701", "page-outside-the-archive", rel("[The runbook](../runbooks/pin-the-loader.md)")),
    passes("PM701", "template-and-index", rel("[All of them](index.md), [a blank one](template.md)")),
    passes("PM701", "other-site", rel("[INC-9](https://status.example.org/INC-9)")),
    passes("PM701", "prose", rel("The outage of the billing team in spring")),
    passes("PM701", "other-tracker", rel("DATA-1584")),
    passes("PM701", "none", rel("None")),
    passes("PM703", "the-other-one", []),
    passes("PM703", "prose", rel("This incident has no like")),
    passes("PM703", "same-number-of-another-year", rel("INC-2024-031 and not this one")),
]


test_fails, test_passes = both(FAILS, PASSES)
