"""PM0xx: the file and its front matter."""

from __future__ import annotations

from tests.rules.support import both, fails, passes

T = 'title: "Orders mart stale after a schema change"'
FAILS = [
    fails(
        "PM001",
        "nul-byte",
        [("Nothing compared the producer's", "Nothing\0 compared the producer's")],
        ["56:89 PM001 error File contains a NUL byte on line 56"],
    ),
    fails(
        "PM002",
        "colon-in-value",
        [(T, "title: Orders mart: stale")],
        [
            "2:8 PM002 error Front matter is not valid YAML: the value of `title` contains `: ` and "
            "needs quotes"
        ],
    ),
    fails(
        "PM002",
        "handle",
        [("services: [warehouse, loader]", "services: [warehouse, loader]\nowner: @dana")],
        [
            "6:8 PM002 error Front matter is not valid YAML: the value of `owner` starts with `@` "
            "and needs quotes"
        ],
    ),
    fails(
        "PM002",
        "backtick",
        [("services: [warehouse, loader]", "services: [warehouse, loader]\nnote: `orders` lacked a column")],
        [
            "6:7 PM002 error Front matter is not valid YAML: the value of `note` starts with a "
            "backtick and needs quotes"
        ],
    ),
    fails(
        "PM002",
        "open-bracket",
        [("services: [warehouse, loader]", "services: [warehouse, loader")],
        [
            "5:11 PM002 error Front matter is not valid YAML: the `[` in the value of `services` is "
            "never closed"
        ],
    ),
    fails(
        "PM002",
        "open-quote",
        [(T, 'title: "Orders mart stale')],
        [
            "2:8 PM002 error Front matter is not valid YAML: the quote that opens the value of "
            "`title` is never closed"
        ],
    ),
    fails(
        "PM002",
        "tab",
        [("services: [warehouse, loader]", "services:\n\t- warehouse")],
        ["6:1 PM002 error Front matter is not valid YAML: a tab at the start of the line"],
    ),
    fails(
        "PM002",
        "macro",
        [(T, "title: {{ page_title }}")],
        [
            "2:8 PM002 error Front matter is not valid YAML: the value of `title` starts with `{` "
            "and needs quotes"
        ],
    ),
    fails(
        "PM002",
        "impossible-day",
        [("services: [warehouse, loader]", "services: [warehouse, loader]\nupdated: 2025-02-30")],
        [
            "6:10 PM002 error Front matter is not valid YAML: `2025-02-30`, the value of `updated`, "
            "is not a day of the calendar"
        ],
    ),
    fails(
        "PM003",
        "blank-line-above",
        [("---\ntitle:", "\n---\ntitle:")],
        ["2:1 PM003 error Front matter starts on line 2; MkDocs only reads it on line 1"],
    ),
    fails(
        "PM003",
        "blank-line-above-the-date",
        [("---\ntitle:", "\n---\ntitle:")],
        ["2:1 PM003 error Front matter starts on line 2; MkDocs only reads it on line 1"],
        base="front_matter",
    ),
    fails(
        "PM003",
        "never-closed",
        [("services: [warehouse, loader]\n---\n", "services: [warehouse, loader]\n")],
        ["1:1 PM003 error Front matter opened on line 1 is never closed"],
    ),
    fails(
        "PM004",
        "list",
        [
            (
                'title: "Orders mart stale after a schema change"\n'
                'description: "A renamed column stopped the loader for four hours."\n'
                "tags: [orders, freshness]\nservices: [warehouse, loader]\n",
                "- orders\n- freshness\n",
            )
        ],
        ["2:1 PM004 error Front matter must be `key: value` lines, found a list"],
    ),
    fails(
        "PM005",
        "key-twice",
        [("services: [warehouse, loader]\n", "services: [warehouse, loader]\ntags: [schema]\n")],
        ["6:1 PM005 error Key `tags` appears twice (lines 4 and 6); YAML keeps only the last"],
    ),
    fails(
        "PM006",
        "sexagesimal",
        [("services: [warehouse, loader]", "services: [warehouse, loader]\nimpact_start: 21:40")],
        ["6:15 PM006 error `impact_start: 21:40` is read as the number 1300"],
    ),
    fails(
        "PM006",
        "octal-in-list",
        [("services: [warehouse, loader]", "services: [warehouse, 012]")],
        ["5:23 PM006 error `services: 012` is read as the number 10"],
    ),
    fails(
        "PM006",
        "version",
        [("tags: [orders, freshness]", "tags: [orders, 1.10]")],
        ["4:16 PM006 error `tags: 1.10` is read as the number 1.1"],
    ),
    fails(
        "PM006",
        "boolean",
        [("tags: [orders, freshness]", "tags: [orders, off]")],
        ["4:16 PM006 error `tags: off` is read as false"],
    ),
    fails(
        "PM006",
        "title",
        [(T, "title: 2_000")],
        [
            "2:8 PM006 error `title: 2_000` is read as the number 2000",
            "2:8 PM117 info Front matter `title` and the heading differ: `2_000`",
        ],
    ),
    fails(
        "PM006",
        "id-by-number",
        [("id: INC-2025-014", "id: 0014")],
        ["6:5 PM006 error `id: 0014` is read as the number 12"],
        base="front_matter",
        id_pattern=r"(?:INC-\d{4}-)?\d+",
    ),
    fails(
        "PM001",
        "nul-byte-in-front-matter",
        [("services: [warehouse, loader]", "services: [ware\0house]")],
        ["5:16 PM001 error File contains a NUL byte on line 5"],
    ),
    fails(
        "PM004",
        "nothing-but-a-comment",
        [
            ('title: "Orders mart stale after a schema change"\n', ""),
            ('description: "A renamed column stopped the loader for four hours."\n', ""),
            ("tags: [orders, freshness]\nservices: [warehouse, loader]\n", "# nothing but a comment\n"),
        ],
        ["2:1 PM004 error Front matter must be `key: value` lines, found nothing but comments"],
    ),
    fails(
        "PM005",
        "status-twice",
        [("date: 2025-03-14\n", "date: 2025-03-14\nstatus: draft\n")],
        ["10:1 PM005 error Key `status` appears twice (lines 8 and 10); YAML keeps only the last"],
        base="front_matter",
    ),
]
S = "services: [warehouse, loader]"
FAILS += [
    fails(
        "PM007",
        "number",
        [(T, "title: Orders mart stale after a schema change #2")],
        ["2:48 PM007 warning `#2` in `title` starts a YAML comment and is lost"],
    ),
    fails(
        "PM007",
        "nothing-left",
        [('"A renamed column stopped the loader for four hours."', "#data: the loader stopped")],
        ["3:14 PM007 warning `#data: the loader stopped` in `description` starts a YAML comment and is lost"],
    ),
    fails(
        "PM007",
        "quotes-inside",
        [('"A renamed column stopped the loader for four hours."', 'A "renamed" column #orders')],
        ["3:33 PM007 warning `#orders` in `description` starts a YAML comment and is lost"],
    ),
    fails(
        "PM002",
        "goes-on-behind-the-quote",
        [(T, 'title: "Orders mart" stale')],
        [
            "2:8 PM002 error Front matter is not valid YAML: the value of `title` goes on behind its "
            "closing quote"
        ],
    ),
]
PASSES = [
    passes(
        "PM001",
        "umlauts-and-emoji",
        [("Nothing compared the producer's", "Grüße 日本 🚀: nothing compared the producer's")],
    ),
    passes("PM002", "quoted-colon", [(T, 'title: "Orders mart: stale"')]),
    passes("PM002", "url", [(S, S + "\nlink: https://status.example.org/1")]),
    passes("PM002", "folded-text", [(S, S + "\nsummary: >\n  The loader: stopped.\n  @dana noticed.")]),
    passes("PM002", "nested-mapping", [(S, S + "\nhide:\n  - toc\nsearch:\n  boost: 2")]),
    passes("PM002", "comment", [(S, S + "  # the team's own names")]),
    passes("PM003", "ends-with-dots", [(S + "\n---", S + "\n...")]),
    passes("PM003", "divider-in-the-text", [("## Lessons Learned", "---\n\n## Lessons Learned")]),
    passes(
        "PM003",
        "no-front-matter",
        [
            (
                '---\ntitle: "Orders mart stale after a schema change"\n'
                'description: "A renamed column stopped the loader for four hours."\n'
                "tags: [orders, freshness]\nservices: [warehouse, loader]\n---\n\n",
                "",
            )
        ],
    ),
    passes(
        "PM004",
        "one-key",
        [
            (
                'description: "A renamed column stopped the loader for four hours."\n'
                "tags: [orders, freshness]\nservices: [warehouse, loader]\n",
                "",
            )
        ],
    ),
    passes("PM005", "same-key-deeper", [(S, S + "\nsearch:\n  tags: none\n  boost: 2")]),
    passes("PM007", "comment", [(T, T.replace('"', "") + " # as in the navigation")]),
    passes("PM007", "quoted", [(T, T[:-1] + ' #2"')]),
    passes("PM007", "no-blank-before", [(T, T.replace('"', "") + "#2")]),
    passes("PM007", "foreign-key", [(S, S + "\nteam: data #2")]),
    passes("PM006", "quoted", [(S, S + '\nimpact_start: "21:40"')]),
    passes(
        "PM006",
        "leading-zero",
        [(S, S + "\nimpact_start: 08:40"), ("| 21:40 | Impact began: the", "| 21:40 | Impact began: the")],
    ),
    passes("PM006", "foreign-key", [(S, S + "\nweight: 010\nsidebar: no")]),
    passes("PM006", "plain-number", [("tags: [orders, freshness]", "tags: [orders, 2025, 3.12]")]),
    passes("PM006", "iso-date", [("date: 2025-03-14", "date: 2025-03-14T21:40:00Z")], base="front_matter"),
    passes("PM006", "null", [(S, S + "\nimpact_start: ~")]),
    passes(
        "PM001",
        "other-scripts",
        [("Nothing compared the producer's", "Ничто и 何も, nothing compared the producer's")],
    ),
    passes(
        "PM001",
        "zero-width-and-nbsp",
        [("Nothing compared the producer's", "Nothing\u200b compared\u00a0the producer's")],
    ),
    passes(
        "PM004",
        "comments-between-keys",
        [("services: [warehouse, loader]", "# the teams\nservices: [warehouse, loader]")],
    ),
    passes(
        "PM004",
        "flow-mapping",
        [("services: [warehouse, loader]", "services: [warehouse, loader]\nextra: {a: 1, b: 2}")],
    ),
    passes(
        "PM005",
        "case-tells-keys-apart",
        [("services: [warehouse, loader]", "services: [warehouse, loader]\nTeam: data\nteam: data")],
    ),
    passes(
        "PM005",
        "lists-of-mappings",
        [
            (
                "services: [warehouse, loader]",
                "services: [warehouse, loader]\nlinks:\n  - name: a\n  - name: b",
            )
        ],
    ),
]


test_fails, test_passes = both(FAILS, PASSES)
