"""PM102, PM113, PM116: what is left of the template."""

from __future__ import annotations

from tests.rules.support import both, fails, passes

ST = "**Status:** closed\n"
ID = "**Incident ID:** INC-2025-014\n"
S = "services: [warehouse, loader]\n"
FAILS = [
    fails(
        "PM102",
        "time",
        [("| 23:40 | Mitigated", "| {HH:MM} | Mitigated")],
        ["27:3 PM102 error Placeholder `{HH:MM}` is not filled in"],
    ),
    fails(
        "PM102",
        "whole-cell",
        [("| Customer impact | None |", "| Customer impact | {External customer impact, if any} |")],
        ["45:21 PM102 error Placeholder `{External customer impact, if any}` is not filled in"],
    ),
    fails(
        "PM102",
        "author",
        [("Dana Example\n**Reviewers", "{NAME}\n**Reviewers")],
        ["14:13 PM102 error Placeholder `{NAME}` is not filled in"],
    ),
    fails(
        "PM102",
        "title",
        [("Postmortem: Orders mart stale after a schema change", "Postmortem: {INCIDENT_TITLE}")],
        ["8:24 PM102 error Placeholder `{INCIDENT_TITLE}` is not filled in"],
    ),
    fails(
        "PM102",
        "owner",
        [("registry | Robin Example |", "registry | {name} |")],
        ["89:62 PM102 error Placeholder `{name}` is not filled in"],
    ),
    fails(
        "PM102",
        "unclosed-choice",
        [("P2 (raised from P3)", "{P1 / P2 / P3 / P4}")],
        ["12:15 PM102 error Placeholder `{P1 / P2 / P3 / P4}` is not filled in"],
    ),
    fails(
        "PM102",
        "in-a-code-block",
        [("SELECT batch, rows FROM loader.log WHERE rows = 0;", "{SQL query used during diagnosis}")],
        ["109:1 PM102 error Placeholder `{SQL query used during diagnosis}` is not filled in"],
    ),
    fails(
        "PM102",
        "draft-is-one-line",
        [
            ("Dana Example\n**Reviewers", "{NAME}\n**Reviewers"),
            ("| 23:40 | Mitigated", "| {HH:MM} | Mitigated"),
        ],
        ["14:13 PM102 info 2 placeholders left (first: line 14)"],
        base="draft",
    ),
    fails(
        "PM113",
        "severity",
        [("P2 (raised from P3)", "P1 / P2 / P3 / P4")],
        ["12:15 PM113 error Severity still lists all options: `P1 / P2 / P3 / P4`"],
    ),
    fails(
        "PM113",
        "status",
        [(ST, "**Status:** draft / reviewed / closed\n")],
        ["13:13 PM113 error Status still lists all options: `draft / reviewed / closed`"],
    ),
    fails(
        "PM113",
        "category",
        [
            (
                "**Root cause category:** Schema change",
                "**Root cause category:** Code bug / Configuration error / Infrastructure failure / "
                "Schema change / Dependency failure / Capacity / Human error / Process gap",
            )
        ],
        [
            "70:26 PM113 error Root cause category still lists all options: `Code bug / "
            "Configuration error / Infrastructure failure / S…`"
        ],
    ),
    fails(
        "PM113",
        "draft",
        [("P2 (raised from P3)", "P1 / P2 / P3 / P4")],
        ["12:15 PM113 info Severity still lists all options: `P1 / P2 / P3 / P4`"],
        base="draft",
    ),
    fails(
        "PM116",
        "title",
        [('title: "Orders mart stale after a schema change"', 'title: "Incident Postmortem"')],
        ["2:9 PM116 error Front matter `title` is still the template's"],
    ),
    fails(
        "PM116",
        "description",
        [
            (
                "A renamed column stopped the loader for four hours.",
                "Template for data pipeline incident postmortem with 5 Whys framework",
            )
        ],
        ["3:15 PM116 error Front matter `description` still describes the template"],
    ),
    fails(
        "PM116",
        "tag",
        [("tags: [orders, freshness]", "tags: [postmortem, incident, template]")],
        ["4:30 PM116 error Front matter tag `template` is the template's"],
    ),
    fails(
        "PM116",
        "tag-among-others",
        [("tags: [orders, freshness]", "tags: [orders, template]")],
        ["4:16 PM116 error Front matter tag `template` is the template's"],
    ),
]
GENERIC = "The loader matched columns"
FAILS += [
    fails(
        "PM102",
        "words-of-ones-own",
        [(GENERIC, "{Team Name} was told. The loader matched columns")],
        ["56:1 PM102 warning `{Team Name}` looks like a placeholder"],
        preview=True,
    ),
    fails(
        "PM102",
        "both-kinds",
        [(GENERIC, "{Team} was told. The loader matched columns"), ("| 23:40 | M", "| {HH:MM} | M")],
        [
            "27:3 PM102 error Placeholder `{HH:MM}` is not filled in",
            "56:1 PM102 warning `{Team}` looks like a placeholder",
        ],
        preview=True,
    ),
]
PASSES = [
    passes("PM102", "words-without-preview", [(GENERIC, "{Team Name} was told. The loader matched columns")]),
    passes(
        "PM102",
        "words-in-a-draft",
        [(GENERIC, "{Team Name} was told. The loader matched columns")],
        base="draft",
        preview=True,
    ),
    passes(
        "PM102",
        "braces-of-other-languages",
        [
            (
                GENERIC,
                "See `{Team}`, {{ Page }}, {% Raw %}, {#Id}, {.Class}, {: Attr}, rate{Job}, {lower case}."
                " The loader matched columns",
            )
        ],
        preview=True,
    ),
    passes(
        "PM102",
        "jinja",
        [
            (
                "The loader matched columns",
                "The macro {{ date }} and `{% if name %}` stay. The loader matched columns",
            )
        ],
    ),
    passes(
        "PM102",
        "path",
        [
            (
                "The loader matched columns",
                "Files lie in `orders/{date}/part` and /users/{ID}/orders. The loader matched columns",
            )
        ],
    ),
    passes(
        "PM102",
        "json-and-metrics",
        [
            (
                "-- Which batches were dropped?",
                '-- {"name": 1} and rate{job="loader"} and ${name}\n-- Which batches were dropped?',
            )
        ],
    ),
    passes(
        "PM102",
        "code-span",
        [("The loader matched columns", "The key `{name}` was missing. The loader matched columns")],
    ),
    passes(
        "PM102",
        "own-braces",
        [("The loader matched columns", "The variable {loader_name} was empty. The loader matched columns")],
    ),
    passes("PM113", "aliases-of-one", [("P2 (raised from P3)", "P2 / SEV-2 / High")]),
    passes(
        "PM116",
        "own-description",
        [
            (
                "A renamed column stopped the loader for four hours.",
                "Template for the order mail lost its footer.",
            )
        ],
    ),
    passes(
        "PM116",
        "own-title",
        [
            (
                'title: "Orders mart stale after a schema change"',
                'title: "Incident Postmortem: Orders mart stale"',
            )
        ],
    ),
    passes(
        "PM116",
        "tags-of-the-seed-without-template",
        [("tags: [orders, freshness]", "tags: [postmortem, incident, root-cause-analysis]")],
    ),
    passes("PM113", "changed-severity", [("P2 (raised from P3)", "P3 → P2 after two hours")]),
    passes(
        "PM113",
        "an-option-in-the-note",
        [("**Status:** closed", "**Status:** closed (was reviewed until April)")],
    ),
]


test_fails, test_passes = both(FAILS, PASSES)
