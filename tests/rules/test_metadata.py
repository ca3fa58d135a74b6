"""PM1xx: metadata: which fields are there."""

from __future__ import annotations

from tests.rules.support import both, fails, passes

SV = "**Severity:** P2 (raised from P3)\n"
ST = "**Status:** closed\n"
AU = "**Author:** Dana Example\n"
RE = "**Reviewers:** Robin Example, Sam Example\n"
ID = "**Incident ID:** INC-2025-014\n"
DA = "**Date:** 2025-03-14\n"
S = "services: [warehouse, loader]\n"
FAILS = [
    fails("PM101", "severity-missing", [(SV, "")], ["11:3 PM101 error Metadata field `Severity` is missing"]),
    fails(
        "PM101",
        "first-field-missing",
        [(ID, "")],
        ["10:3 PM101 error Metadata field `Incident ID` is missing"],
        uri="postmortems/orders-mart.md",
    ),
    fails(
        "PM101",
        "status-missing-counts-as-reviewed",
        [(ST, "")],
        ["12:3 PM101 error Metadata field `Status` is missing"],
    ),
    fails(
        "PM101",
        "value-missing",
        [(AU, "**Author:**\n")],
        ["14:3 PM101 error Metadata field `Author` is empty"],
    ),
    fails(
        "PM101",
        "two-missing",
        [(AU, ""), (RE, "")],
        [
            "13:3 PM101 error Metadata field `Author` is missing",
            "13:3 PM101 error Metadata field `Reviewers` is missing",
        ],
    ),
    fails(
        "PM101",
        "front-matter-only",
        [("severity: P2\n", "")],
        ["10:1 PM101 error Metadata field `Severity` is missing"],
        base="front_matter",
    ),
    fails(
        "PM101",
        "table-only",
        [("| Author | Dana Example |\n", "")],
        ["15:3 PM101 error Metadata field `Author` is missing"],
        base="table",
    ),
    fails(
        "PM101",
        "table-value-empty",
        [("| Author | Dana Example |", "| Author | |")],
        ["16:3 PM101 error Metadata field `Author` is empty"],
        base="table",
    ),
    fails(
        "PM101", "draft", [(SV, "")], ["11:3 PM101 info Metadata field `Severity` is missing"], base="draft"
    ),
    fails(
        "PM101",
        "label-without-an-id",
        [(ID, "**Incident:** Orders mart stale\n")],
        ["10:3 PM101 error Metadata field `Incident ID` is missing"],
        uri="postmortems/orders-mart.md",
    ),
    fails(
        "PM103",
        "severty",
        [("**Severity:**", "**Severty:**")],
        ["12:3 PM103 warning Unknown metadata field `Severty`; did you mean `Severity`?"],
    ),
    fails(
        "PM103",
        "swapped-letters",
        [("**Status:**", "**Stauts:**")],
        ["13:3 PM103 warning Unknown metadata field `Stauts`; did you mean `Status`?"],
    ),
    fails(
        "PM103",
        "beside-the-right-one",
        [("**Severity:** P2", "**Severity:** P2\n**Severty:** P2")],
        ["13:3 PM103 warning Unknown metadata field `Severty`; did you mean `Severity`?"],
    ),
    fails(
        "PM103",
        "reviewrs",
        [("**Reviewers:**", "**Reviewrs:**")],
        ["15:3 PM103 warning Unknown metadata field `Reviewrs`; did you mean `Reviewers`?"],
    ),
    fails(
        "PM103",
        "optional-field",
        [(RE, RE + "**Serivces:** warehouse\n"), (S, "")],
        ["15:3 PM103 warning Unknown metadata field `Serivces`; did you mean `Services`?"],
    ),
    fails(
        "PM104",
        "date-twice",
        [(RE, RE + "**Date:** 2025-03-14\n")],
        ["16:3 PM104 error Field `Date` is given twice (lines 11 and 16)"],
    ),
    fails(
        "PM104",
        "row-twice",
        [("| Author | Dana Example |\n", "| Author | Dana Example |\n| Status | closed |\n")],
        ["17:3 PM104 error Field `Status` is given twice (lines 15 and 17)"],
        base="table",
    ),
    fails(
        "PM107",
        "slash",
        [("INC-2025-014", "INC 2025/14")],
        ["10:18 PM107 error Incident ID `INC 2025/14` does not match `INC-YYYY-NNN`"],
    ),
    fails(
        "PM107",
        "lower-case-draft",
        [("INC-2025-014", "inc-2025-014")],
        ["10:18 PM107 warning Incident ID `inc-2025-014` does not match `INC-YYYY-NNN`"],
        base="draft",
    ),
    fails(
        "PM107",
        "own-pattern",
        [("INC-2025-014", "OPS-7")],
        ["10:18 PM107 error Incident ID `OPS-7` does not match `INC-\\d{4}-\\d{3}`"],
        id_pattern=r"INC-\d{4}-\d{3}",
    ),
]
PASSES = [
    passes(
        "PM101",
        "id-in-the-title",
        [(ID, ""), ("# Incident Postmortem: Orders", "# INC-2025-014: Orders")],
        uri="postmortems/orders-mart.md",
    ),
    passes("PM101", "id-in-the-file-name", [(ID, "")], uri="postmortems/INC-2025-014-orders-mart.md"),
    passes(
        "PM101",
        "mixed-places",
        [
            ("author: Dana Example\n", ""),
            (
                "# Incident Postmortem: Orders mart stale after a schema change\n",
                "# Incident Postmortem: Orders mart stale after a schema change\n\n"
                "**Author:** Dana Example\n",
            ),
        ],
        base="front_matter",
    ),
    passes(
        "PM101",
        "aliases",
        [
            ("**Author:**", "**Written by:**"),
            ("**Reviewers:**", "**Reviewed by:**"),
            ("**Severity:**", "**Sev:**"),
        ],
    ),
    passes(
        "PM101",
        "list-items",
        [
            (
                ID + DA + SV + ST + AU + RE,
                "- **Incident ID**: INC-2025-014\n- **Date**: 2025-03-14\n- **Severity**: P2\n"
                "- **Status**: closed\n- **Author**: Dana Example\n- **Reviewers**: Robin Example\n",
            )
        ],
    ),
    passes("PM101", "middle-dots", [(SV, "**Severity** · P2\n")]),
    passes(
        "PM101",
        "block-list-in-front-matter",
        [("reviewers: [Robin Example, Sam Example]", "reviewers:\n  - Robin Example\n  - Sam Example")],
        base="front_matter",
    ),
    passes(
        "PM103",
        "own-fields",
        [
            (
                RE,
                RE + "**Incident commander:** Lee Example\n**Incident type:** data\n"
                "**Duration class:** long\n**Stage:** production\n**Customer:** internal\n"
                "**Reviewed:** 2025-03-20\n**Published:** 2025-03-21\n**Servers:** db1\n"
                "**Team:** data\n**Region:** eu\n**Incident lead:** Lee Example\n**Jira:** DATA-1\n"
                "**Authority:** none\n**Updated:** 2025-04-01\n",
            )
        ],
    ),
    passes(
        "PM103",
        "own-fields-beside-missing-ones",
        [
            (S, ""),
            (
                RE,
                RE + "**Servers:** db1\n**Stats:** 41,000 rows\n**Incident title:** Orders mart stale\n"
                "**Label:** orders\n",
            ),
        ],
    ),
    passes("PM104", "same-in-front-matter", [(S, S + "status: closed\nauthor: Dana Example\n")]),
    passes("PM104", "author-and-owner", [(AU, AU + "**Owner:** Robin Example\n")]),
    passes("PM104", "three-kinds-of-parts", [(RE, RE + "**Systems:** warehouse\n**Components:** loader\n")]),
    passes(
        "PM104",
        "sections-may-repeat-a-label",
        [("The loader matched columns", "**Author:** nobody in particular\n\nThe loader matched columns")],
    ),
    passes(
        "PM107",
        "link",
        [
            (
                "**Incident ID:** INC-2025-014",
                "**Incident ID:** [INC-2025-014](https://tickets.example.org/14)",
            )
        ],
    ),
    passes(
        "PM107",
        "note",
        [("**Incident ID:** INC-2025-014", "**Incident ID:** INC-2025-014 (was INC-2025-013)")],
    ),
    passes("PM107", "own-pattern", [("INC-2025-014", "PM25-14")], id_pattern=r"INC-\d{4}-\d{3}|PM\d{2}-\d+"),
    passes(
        "PM107",
        "title-behind-incident",
        [(ID, ID.replace("Incident ID", "Incident").replace("INC-2025-014", "Orders mart stale"))],
        uri="postmortems/INC-2025-014.md",
    ),
    passes(
        "PM103",
        "a-sentence-in-bold",
        [(RE, RE + "\n**Note:** the figures are final.\n\n**Severe weather:** no.\n")],
    ),
]


test_fails, test_passes = both(FAILS, PASSES)
